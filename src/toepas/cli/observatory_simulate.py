"""``toepas observatory simulate``: a register of AI systems under two texts of the Act or on two dates, and what differs."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toepas.cli.common import console, day, not_written, print_json, progress
from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words
from toepas.law.act import text_versions

if TYPE_CHECKING:
    import polars as pl

    from toepas.check.outcome import Simulation
    from toepas.check.simulation import Setting

POLARS, SPARK = "polars", "spark"
THRESHOLD = 10
ENDINGS = (".parquet", ".csv")


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
    line = words.t("a register of AI systems under two texts or on two dates: what changes, by sector and country")
    parser: argparse.ArgumentParser = parts.add_parser("simulate", help=line, description=line)
    parser.add_argument(
        "register", nargs="?", type=Path, metavar="REGISTER", help=words.t("the register: a .parquet or .csv file")
    )
    parser.add_argument(
        "--synthetic", type=int, metavar="N",
        help=words.t("make up a register of N systems from published figures and stated assumptions"),
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, metavar="N", help=words.t("another number, another register"))
    parser.add_argument(
        "--unknown", type=float, metavar="SHARE",
        help=words.t("the share of answers that a made-up register leaves open (0 to 1)"),
    )  # fmt: skip
    for option, said in (("--from", words.t("the first setting")), ("--to", words.t("the second setting"))):
        parser.add_argument(
            option, required=True, dest=option.strip("-") + "_", metavar="TEXT/DATE[/READING]",
            help=words.t("{setting}: a text of the Act and a date, such as {example}", setting=said, example=f"{text_versions()[-1]}/{text_versions()[-1]}"),
        )  # fmt: skip
    parser.add_argument(
        "--by", default="", metavar="COLUMN,COLUMN",
        help=words.t("the columns by which to count (default: a country and a sector, where the register has them)"),
    )  # fmt: skip
    parser.add_argument(
        "--least", type=int, default=THRESHOLD, metavar="N",
        help=words.t("hide counts of fewer systems than this (default: {n}; 1 shows everything)", n=THRESHOLD),
    )  # fmt: skip
    parser.add_argument("--engine", choices=(POLARS, SPARK), default=POLARS, help=words.t("what does the counting"))
    parser.add_argument(
        "--master", default="local[*]", metavar="MASTER", help=words.t("for Spark: which cluster (default: {default})", default="local[*]")
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help=words.t("the folder for the tables")
    )
    parser.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))
    parser.set_defaults(run_part=_simulate)


def _simulate(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.check.outcome import data
    from toepas.cli import show_simulation

    settings = [
        _setting(text, option, words) for text, option in ((arguments.from_, "--from"), (arguments.to_, "--to"))
    ]
    _check(arguments, words)
    with tempfile.TemporaryDirectory(prefix="toepas-") as scratch:
        source, frame, about = _register(arguments, settings, Path(scratch), words)
        found = _found(arguments, settings, source, frame, words)
    answer = data(found) | ({"synthetic": about} if about else {})
    _write(found, answer, arguments.output, words)
    if arguments.json:
        print_json(answer)
    else:
        show_simulation.report(console(), found, about, arguments.output, words)
    return 0


def _setting(text: str, option: str, words: Words) -> Setting:
    from toepas.check.simulation import Setting

    version, _, rest = text.partition("/")
    on, _, reading = rest.partition("/")
    problem = Problem(
        words.t("'{value}' is no setting.", value=text),
        where=option,
        expected=words.t("TEXT/DATE or TEXT/DATE/READING; texts: {texts}", texts=", ".join(text_versions())),
        todo=words.t("For instance: {example}", example=f"{option} {text_versions()[-1]}/{text_versions()[-1]}"),
    )
    if version not in text_versions() or not on:
        raise problem
    setting = Setting(version, day(on, words, option), reading or None)
    try:
        setting.act()
    except ValueError:
        known = Setting(version, setting.on).act().readings
        raise Problem(
            words.t("The reading '{value}' is not known.", value=reading), where=option, expected=", ".join(known)
        ) from None
    return setting


def _check(arguments: argparse.Namespace, words: Words) -> None:
    """Refuse at once what cannot work, before anything is read or made."""
    if (arguments.register is None) == (arguments.synthetic is None):
        raise Problem(
            words.t("Name one register, or make one up."),
            expected="REGISTER | --synthetic N",
            todo=words.t("See '{command} --help'.", command="toepas observatory simulate"),
        )
    for option, value, least, most in (
        ("--synthetic", arguments.synthetic, 1, 1e10),
        ("--unknown", arguments.unknown, 0, 1),
        ("--least", arguments.least, 0, 1e10),
        ("--seed", arguments.seed, 0, 2**40),
    ):
        if value is not None and not least <= value <= most:
            raise Problem(
                words.t("{value} is too small or too large.", value=value),
                where=option,
                expected=f"{least:g} - {most:g}",
            )
    if arguments.register is not None:
        if arguments.register.suffix.lower() not in ENDINGS:
            raise Problem(
                words.t("This kind of file is not known."),
                where=str(arguments.register),
                expected=", ".join(ENDINGS),
                todo=words.t("Give the file one of these endings."),
            )
        if not arguments.register.is_file():
            raise Problem(
                words.t("There is no such file."),
                where=str(arguments.register),
                todo=words.t("Check the name and the folder."),
            )
    if arguments.output.exists() and not arguments.output.is_dir():
        raise Problem(
            words.t("This is a file, not a folder."),
            where=str(arguments.output),
            todo=words.t("Name a folder."),
            code=EXIT_OUTPUT,
        )
    if arguments.engine == SPARK:
        from toepas.check import spark

        if problem := spark.missing(words):
            raise problem


def _register(
    arguments: argparse.Namespace, settings: list[Setting], scratch: Path, words: Words
) -> tuple[Path, pl.LazyFrame, dict[str, Any]]:
    """The register: its file, its rows, and how it was made up if it was. Spark gets a Parquet file in any case."""
    from toepas.check.register_file import PARQUET, read_register
    from toepas.check.simulation import facts_of

    about: dict[str, Any] = {}
    if arguments.synthetic is not None:
        frame, about = _made_up(arguments, settings, words)
        source = scratch / "register.parquet"
    else:
        source = arguments.register
        frame = read_register(source, facts_of(*settings), words).frame
    if arguments.engine == SPARK and (about or source.suffix.lower() != PARQUET):
        source = scratch / "register.parquet"
        with progress(frame, arguments.json, words.t("Writing the register for Spark"), arguments.synthetic) as counted:
            counted.sink_parquet(source)
    return source, frame, about


def _made_up(
    arguments: argparse.Namespace, settings: list[Setting], words: Words
) -> tuple[pl.LazyFrame, dict[str, Any]]:
    from toepas.check.synthetic import Margins, assumptions, synthetic
    from toepas.observatory import ai_margins

    known = ai_margins(words)
    margins = Margins(known.countries, known.sizes, known.technologies, known.purposes, known.sectors)
    unknown = assumptions()["unknown"] if arguments.unknown is None else arguments.unknown
    frame = synthetic([setting.act() for setting in settings], margins, arguments.synthetic, arguments.seed, unknown)
    about = {
        "rows": arguments.synthetic,
        "seed": arguments.seed,
        "unknown": unknown,
        "survey": known.time,
        "vintages": {vintage.dataset: vintage.id for vintage in known.vintages},
    }
    return frame, about


def _found(
    arguments: argparse.Namespace, settings: list[Setting], source: Path, frame: pl.LazyFrame, words: Words
) -> Simulation:
    from toepas.check.outcome import simulate
    from toepas.check.simulation import grouping

    wanted = [name.strip() for name in arguments.by.split(",") if name.strip()]
    by = wanted or grouping(frame.collect_schema().names())
    if arguments.engine == SPARK:
        from toepas.check import spark

        return spark.simulate(source, settings, by, arguments.least, arguments.master, words)

    def watched(read: pl.LazyFrame) -> Any:
        return progress(read, arguments.json, words.t("Classifying"), arguments.synthetic)

    return simulate(frame, settings, by, arguments.least, words, source, watched)


def _write(found: Simulation, answer: dict[str, Any], target: Path, words: Words) -> None:
    """Each file is written beside its place and moved there whole."""

    def text(path: Path) -> None:
        path.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    files: dict[str, Callable[[Path], object]] = {"simulation.json": text}
    for name, frame in (("classes", found.classes), ("duties", found.duties)):
        files |= {f"{name}.parquet": frame.write_parquet, f"{name}.csv": frame.write_csv}
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".toepas-", dir=target) as aside:
            for name, write in files.items():
                write(Path(aside) / name)
            for name in files:
                (Path(aside) / name).replace(target / name)
    except OSError as error:
        raise not_written(target, error, words) from None
