"""``toepas monitor plan`` and ``init``: agree what is watched, and make the folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toepas.cli.common import console, day, today
from toepas.kernel.problems import EXIT_OK, EXIT_OUTPUT, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.assurance.columns import Columns as ValidationColumns
    from toepas.assurance.monitoring import Plan

DRAFT = "monitoring-plan.yaml"


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
    plan: argparse.ArgumentParser = parts.add_parser(
        "plan", help=words.t("draft a plan, to be read and changed before 'init'")
    )
    plan.add_argument(
        "-o", "--output", type=Path, required=True, metavar="PLAN.yaml", help=words.t("the file for the plan")
    )
    plan.set_defaults(run_part=_plan)
    init = parts.add_parser("init", help=words.t("make the folder of a monitor; the alarm limits are simulated"))
    init.add_argument("folder", type=Path, metavar="FOLDER", help=words.t("where it is kept; new or empty"))
    init.add_argument("--plan", type=Path, metavar="PLAN.yaml", help=words.t("the plan, from 'toepas monitor plan'"))
    init.set_defaults(run_part=_init)
    for part in (plan, init):
        part.add_argument(
            "--reference", type=Path, required=True, metavar="DATA",
            help=words.t("the cases to compare with: those of the local validation, with their outcomes"),
        )  # fmt: skip
        part.add_argument("--sheet", metavar="NAME", default="", help=words.t("which sheet of a workbook"))
        part.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the day the plan is made (default: today)"))
        _asked(part, words)


def _asked(parser: argparse.ArgumentParser, words: Words) -> None:
    add = parser.add_argument
    add("--title", metavar="TEXT", default="", help=words.t("what the monitor is called"))
    add("--score", metavar="COLUMN", help=words.t("the column with what the model predicted, from 0 to 1"))
    add("--label", metavar="COLUMN", default="", help=words.t("the column with what happened, where it becomes known"))
    add("--positive", metavar="VALUES", default="", help=words.t("which values of the outcome count as yes"))
    add(
        "--case",
        metavar="COLUMN",
        default="",
        help=words.t("the column with the number of a case, for outcomes that come later"),
    )
    add("--date-column", metavar="COLUMN", default="", help=words.t("the column with the day of a case"))
    add(
        "--by",
        metavar="COLUMNS",
        action="append",
        default=[],
        help=words.t("who is watched apart: sex or age:50,65; may be given again"),
    )
    add(
        "--inputs",
        metavar="COLUMNS",
        help=words.t("whose drift is watched: a,b,c (default: every other column; none: '')"),
    )
    add(
        "--threshold",
        metavar="T",
        type=float,
        default=0.5,
        help=words.t("the score from which a case counts as positive (default: {value})", value=0.5),
    )
    add(
        "--cases",
        metavar="N",
        type=int,
        help=words.t("how many cases a period brings (default: as many as the reference)"),
    )
    add("--days", metavar="N", type=int, default=365, help=words.t("the length of a period (default: 365 days)"))
    add(
        "--batches",
        metavar="N",
        type=int,
        default=12,
        help=words.t("in how many batches the cases of a period come (default: 12)"),
    )
    add("--false-alarm", metavar="P", type=float, help=words.t("the chance of an alarm in a period without change (default: {value})", value=0.1))  # fmt: skip


def _drafted(arguments: argparse.Namespace, words: Words) -> Plan:
    from dataclasses import replace

    from toepas.assurance.monitoring import Columns, Rhythm, draft, grouping

    _in_bounds(arguments, words)
    if not arguments.score:
        raise Problem(
            words.t("A plan needs to know the column with the scores."), where="--score",
            todo=words.t("Name it, or give a plan with --plan."),
        )  # fmt: skip
    try:
        groups = tuple(grouping(text) for text in _by(arguments.by))
    except ValueError:
        raise Problem(
            words.t("The groups cannot be read."), where="--by", expected="sex; age:50,65",
            todo=words.t("Write rising numbers with commas between them behind the colon."),
        ) from None  # fmt: skip
    columns = Columns(
        arguments.score, arguments.label, arguments.case, arguments.date_column, tuple(_names(arguments.positive))
    )
    plan = draft(
        arguments.reference, columns, groups, words,
        on=day(arguments.on, words) if arguments.on else today(),
        title=arguments.title, threshold=arguments.threshold,
        inputs=None if arguments.inputs is None else tuple(_names(arguments.inputs)), sheet=arguments.sheet,
    )  # fmt: skip
    rhythm = Rhythm(arguments.days, arguments.cases or plan.rhythm.cases, arguments.batches)
    return replace(plan, rhythm=rhythm, false_alarm=arguments.false_alarm or plan.false_alarm)


def _in_bounds(arguments: argparse.Namespace, words: Words) -> None:
    bounds = {
        "threshold": (0.0, 1.0), "cases": (10, 100_000_000), "days": (1, 3660), "batches": (1, 1000),
        "false_alarm": (0.005, 0.5),
    }  # fmt: skip
    for name, (low, high) in bounds.items():
        value = getattr(arguments, name)
        if value is not None and not low <= value <= high:
            raise Problem(
                words.t("'{value}' does not fit at '{name}'.", value=value, name=name),
                where=f"--{name.replace('_', '-')}",
                expected=words.t("a number from {low} to {high}", low=low, high=high),
                todo=words.t("Correct the number."),
            )


def _by(given: list[str]) -> list[str]:
    """Divisions of people: ``sex,site`` are two, ``age:50,65`` is one."""
    return [one.strip() for text in given for one in ([text] if ":" in text else text.split(",")) if one.strip()]


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _plan(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.monitoring import as_text

    if arguments.output.exists():
        raise Problem(
            words.t("There is something here already."), where=str(arguments.output),
            todo=words.t("Choose another name: a plan may hold what somebody wrote in it."), code=EXIT_OUTPUT,
        )  # fmt: skip
    plan = _drafted(arguments, words)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(as_text(plan, words), encoding="utf-8")
    out = console()
    out.print(words.t("The plan is in {file}. Read it and change it; then:", file=str(arguments.output)))
    out.print(f"  toepas monitor init FOLDER --plan {arguments.output} --reference {arguments.reference}", markup=False)
    return EXIT_OK


def beside(data: Path, columns: ValidationColumns, threshold: float, folder: Path, words: Words, sheet: str) -> str:
    """A plan drafted at validation time, beside its report: the name of the file; empty where one is there, which somebody may have changed."""
    from toepas.assurance.monitoring import Columns, as_text, draft, grouping

    target = folder / DRAFT
    if target.exists() or columns.task != "binary" or not isinstance(columns.score, str):
        return ""
    groups = [grouping(text) for text in (*columns.by, *((columns.site,) if columns.site else ()))]
    watched = Columns(columns.score, columns.label, columns.case, positive=columns.positive)
    try:
        plan = draft(data, watched, tuple(dict.fromkeys(groups)), words, on=today(), threshold=threshold, sheet=sheet)
    except Problem:  # the report stands without it, and 'toepas monitor plan' then says what is wrong
        return ""
    target.write_text(as_text(plan, words), encoding="utf-8")
    return DRAFT


def _init(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.monitoring import make_monitor, read_plan
    from toepas.cli import show_monitor

    plan = read_plan(arguments.plan, words) if arguments.plan else _drafted(arguments, words)
    out = console()
    with out.status(words.t("Simulating the alarm limits …")):
        monitor = make_monitor(arguments.folder, plan, arguments.reference, words, sheet=arguments.sheet)
    show_monitor.made(out, monitor.state(plan.made), arguments.folder, words)
    return EXIT_OK
