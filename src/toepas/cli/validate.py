"""``toepas validate``: predictions with what became of them in; what may be said of the model here, for everyone, out."""

from __future__ import annotations

import argparse
import datetime
import importlib.util
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toepas import __version__
from toepas.cli import monitor_making, validate_verify
from toepas.cli.common import console, lacking, print_json, today
from toepas.kernel.problems import EXIT_INPUT, EXIT_OK, EXIT_OPEN, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.assurance.columns import Columns
    from toepas.assurance.plan import Plan

TASKS = ("binary", "multiclass", "regression", "detection")


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Test whether a model works here, for everyone: predictions with outcomes in, an honest verdict out")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parser.add_argument(
        "data",
        nargs="+",
        metavar="DATA",
        help=words.t("the predictions: a .csv, .xlsx or .parquet file; or 'keys', or 'verify DIR'"),
    )
    _columns(parser, words)
    _asked(parser, words)
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help=words.t("the folder for the report"))
    parser.add_argument("--all", action="store_true", help=words.t("show every finding, not only the first"))
    parser.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))
    validate_verify.arguments(parser, words)
    parser.add_argument("--strict", action="store_true", help=words.t("leave with 1 unless every demand is met"))


def _columns(parser: argparse.ArgumentParser, words: Words) -> None:
    add = parser.add_argument
    add("--label", metavar="COLUMN", help=words.t("the column with what happened (0 or 1, a class, a measured value)"))
    add(
        "--score",
        metavar="COLUMN",
        help=words.t("the column with what the model predicted; for several classes one column each: a,b,c"),
    )
    add("--second", metavar="COLUMN", help=words.t("the predictions of another model on the same cases"))
    add(
        "--by",
        metavar="COLUMNS",
        default="",
        help=words.t("who is looked at apart: sex,age or sex,age:40,65 with bands"),
    )
    add("--site", metavar="COLUMN", default="", help=words.t("the column that says at which site"))
    add("--case", metavar="COLUMN", default="", help=words.t("the column that says which rows are one case"))
    add("--task", choices=TASKS, help=words.t("what is predicted (default: yes or no, binary)"))
    add("--positive", metavar="VALUES", default="", help=words.t("which values of the outcome count as yes"))
    add("--sheet", metavar="NAME", default="", help=words.t("which sheet of a workbook"))


def _asked(parser: argparse.ArgumentParser, words: Words) -> None:
    add = parser.add_argument
    add(
        "--plan",
        type=Path,
        metavar="PLAN.yaml",
        help=words.t("what is asked beforehand, as a file; options go before what it says"),
    )
    add(
        "--threshold",
        metavar="T",
        action="append",
        type=float,
        default=[],
        help=words.t("the score from which a case counts as positive, fixed beforehand; may be given again"),
    )
    add(
        "--choose",
        metavar="RULE",
        action="append",
        default=[],
        help=words.t(
            "choose a threshold on these data: youden, sensitivity=0.9, specificity=0.9 (makes a model look better)"
        ),
    )
    add(
        "--demand",
        metavar="DEMAND",
        action="append",
        default=[],
        help=words.t("what the model has to reach: {example}", example='"sensitivity>=0.8 by sex within 0.1"'),
    )
    add(
        "--stated",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help=words.t("what the developer states: {example}", example="auroc=0.91"),
    )
    add(
        "--reference",
        metavar="COLUMN=VALUE",
        action="append",
        default=[],
        help=words.t("the group that others are held beside (default: the largest)"),
    )
    add("--level", type=float, metavar="L", help=words.t("how sure intervals are (default: {value})", value=0.95))
    add(
        "--precision",
        type=float,
        metavar="P",
        help=words.t("how precisely a share has to be known (default: {value}, that is 10 points each way)", value=0.1),
    )
    add(
        "--smallest-cell",
        type=int,
        metavar="N",
        help=words.t("say nothing of groups of fewer cases than this (default: {n})", n=1),
    )
    add("--seed", type=int, metavar="N", help=words.t("another number, another draw of folds and resamples"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Read, validate, write and print; or make a key, or check a report."""
    word, *others = arguments.data
    if word in validate_verify.WORDS:
        return validate_verify.WORDS[word](others, arguments, words)
    if others:
        raise Problem(
            words.t("One file at a time, please."), where=others[0], expected="toepas validate DATA",
            todo=words.t("Put the cases of several files into one, with a column that says from where they are."),
        )  # fmt: skip
    if importlib.util.find_spec("numpy") is None or importlib.util.find_spec("scipy") is None:
        raise lacking(words.t("The part for local validation is not installed."), "assurance", words)
    from toepas.assurance.document import validation_data
    from toepas.assurance.reading import read_sample
    from toepas.assurance.validation import validate
    from toepas.cli import show_validation

    plan = _plan(arguments, words)
    columns, plan = _read_columns(arguments, plan, words)
    sample = read_sample(Path(word), columns, words, sheet=arguments.sheet)
    _groups_exist(sample, plan, words)
    validation = validate(sample, plan, on=today())
    if arguments.output:
        kept, signer = _write(validation, arguments.output, words)
        threshold = plan.thresholds[0] if plan.thresholds else 0.5
        drafted = monitor_making.beside(Path(word), columns, threshold, arguments.output, words, arguments.sheet)
    if arguments.json:
        print_json(validation_data(validation, words))
    else:
        show_validation.report(console(), validation, arguments.output, words, everything=arguments.all)
        if arguments.output:
            validate_verify.written(kept, signer, words)
            if drafted:
                console().print(
                    words.t("A plan for watching the model in use is drafted in {file}.", file=drafted), markup=False
                )
    if validation.verdict.outcome == "refused":
        return EXIT_INPUT
    return EXIT_OPEN if arguments.strict and validation.verdict.outcome != "passed" else EXIT_OK


def _plan(arguments: argparse.Namespace, words: Words) -> Plan:
    """The plan of the file, else the default, with what the options say instead."""
    from toepas.assurance.plan import check_choice, default_plan, read_demand, read_pairs, read_plan, read_stated

    plan = read_plan(arguments.plan, words) if arguments.plan else default_plan()
    for option, value, least, most in (
        ("--level", arguments.level, 0.5, 0.999),
        ("--precision", arguments.precision, 0.001, 0.49),
        ("--smallest-cell", arguments.smallest_cell, 1, 1_000_000),
        ("--seed", arguments.seed, 0, 2**40),
        *(("--threshold", value, 0, 1) for value in arguments.threshold),
    ):
        if value is not None and not least <= value <= most:
            raise Problem(
                words.t("{value} is too small or too large.", value=value), where=option, expected=f"{least:g} - {most:g}",
                todo=words.t("See '{command} --help'.", command="toepas validate"),
            )  # fmt: skip
    given = {name: getattr(arguments, name) for name in ("level", "precision", "smallest_cell", "seed")}
    changed: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    chosen = tuple(check_choice(text, words) for text in arguments.choose)
    if arguments.threshold:
        changed |= {"thresholds": tuple(sorted(set(arguments.threshold))), "fixed": True}
    elif chosen and not plan.fixed:
        changed["thresholds"] = ()
    if chosen:
        changed["choose"] = chosen
    if arguments.demand:
        precision = changed.get("precision", plan.precision)
        changed["demands"] = tuple(read_demand(text, precision, words) for text in arguments.demand)
    if arguments.reference:
        changed["reference"] = {**plan.reference, **read_pairs(arguments.reference, "--reference", words)}
    if arguments.stated:
        changed["stated"] = {**plan.stated, **read_stated(arguments.stated, words)}
    return replace(plan, **changed)


def _read_columns(arguments: argparse.Namespace, plan: Plan, words: Words) -> tuple[Columns, Plan]:
    """Which columns are read, from the options and else from the plan; and the plan with the bands of the options."""
    from toepas.assurance.columns import Columns
    from toepas.assurance.plan import read_by

    said = plan.columns
    label, score = arguments.label or said.get("label", ""), arguments.score or said.get("score", "")
    if not label or not score:
        raise Problem(
            words.t("Which columns hold what happened and what the model predicted?"),
            expected="--label outcome --score probability",
            todo=words.t("Name both columns."),
        )
    by, bands = read_by(arguments.by, words) if arguments.by else (tuple(said.get("by", ())), {})
    plan = replace(plan, bands={**plan.bands, **bands})
    site = arguments.site or said.get("site", "")
    divisions = tuple(name + _edges(plan.bands.get(name)) for name in by if name != site)
    task = arguments.task or said.get("task", "binary")
    positive = tuple(part.strip() for part in arguments.positive.split(",") if part.strip())
    several = task == "multiclass"
    columns = Columns(
        label=label,
        score=_several(score) if several else score,
        second=_several(arguments.second or said.get("second", ""))
        if several
        else arguments.second or said.get("second", ""),
        by=divisions,
        site=site,
        case=arguments.case,
        task=task,
        positive=positive,
    )
    return columns, plan


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _edges(edges: tuple[float, ...] | None) -> str:
    return ":" + ",".join(f"{edge:g}" for edge in edges) if edges else ""


def _groups_exist(sample: Any, plan: Plan, words: Words) -> None:
    """Raises Problem where a demand or a reference names a column or a group that is not there."""
    from toepas.assurance.plan import EVERYBODY

    for name in [name for demand in plan.demands for name in demand.by if name != EVERYBODY]:
        if name not in sample.groups:
            raise Problem(
                words.t("A demand names the column '{name}', by which nobody is looked at apart.", name=name), where="--demand",
                expected=", ".join(sample.groups) or EVERYBODY, todo=words.t("Name it with --by or --site too."),
            )  # fmt: skip
    for name, value in plan.reference.items():
        known = sample.groups[name].values if name in sample.groups else ()
        if value not in known:
            raise Problem(
                words.t("There is no group '{value}' of '{name}'.", value=value, name=name), where="--reference",
                expected=", ".join(known or sample.groups), todo=words.t("Name one of these."),
            )  # fmt: skip


def _write(validation: Any, folder: Path, words: Words) -> tuple[tuple[str, ...], str]:
    """The report in the folder, written whole or not at all; the names of kept versions of the user's, and the fingerprint of who signed."""
    from toepas.assurance import Made, fingerprint, own_key, write_report

    key = own_key(words)
    made = Made(datetime.datetime.now(tz=datetime.UTC), __version__)
    return write_report(validation, folder, words, made, key=key), fingerprint(key.public) if key else ""
