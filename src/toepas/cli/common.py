"""What several commands share: the date asked about, the text version, and tables on the terminal."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    import polars as pl

    from toepas.check import Case, Result


def day(text: str, words: Words, where: str = "--on") -> datetime.date:
    """Read a date. Raises Problem for what is none."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise Problem(
            words.t("'{value}' is not a date.", value=text),
            where=where,
            expected="2026-11-22",
            todo=words.t("Write year-month-day."),
        ) from None


def add_case_arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """The arguments of every command that reads a case."""
    from toepas.law.act import text_versions

    parser.add_argument("case", type=Path, metavar="CASE.yaml", help=words.t("the case file"))
    parser.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the date asked about (default: today)"))
    parser.add_argument(
        "--text-version",
        choices=text_versions(),
        help=words.t("the text of the Act (default: the one that holds on that date)"),
    )


def add_part(
    parts: Any, name: str, line: str, run_part: Callable[[argparse.Namespace, Words], int]
) -> argparse.ArgumentParser:
    """A part of a command with its line of help; ``run_part`` does it."""
    parser: argparse.ArgumentParser = parts.add_parser(name, help=line, description=line)
    parser.set_defaults(run_part=run_part)
    return parser


def run_part(arguments: argparse.Namespace, words: Words) -> int:
    """Do the part that was asked for."""
    code: int = arguments.run_part(arguments, words)
    return code


def lacking(what: str, part: str, words: Words) -> Problem:
    """What a command says when a part that it needs (an extra of the project, such as ``assurance``) is not installed."""
    return Problem(
        what,
        expected=f"toepas[{part}]",
        todo=words.t("Use ./toepas from a copy of the project, or install the part '{part}'.", part=part),
    )


def not_written(target: Path, reason: OSError | str, words: Words) -> Problem:
    """What a command says when its result could not be written and what was there before is whole."""
    text = reason if isinstance(reason, str) else reason.strerror or str(reason)
    return Problem(
        words.t("The result could not be written: {reason}", reason=text),
        where=str(target),
        expected=words.t("a folder you may write to, with enough space"),
        todo=words.t("Make room or choose another place. An earlier result there is unchanged."),
        code=EXIT_OUTPUT,
    )


def today() -> datetime.date:
    """The clock of the command line; the library never reads one."""
    return datetime.datetime.now(tz=datetime.UTC).astimezone().date()


def load(arguments: argparse.Namespace, words: Words) -> tuple[Case, Result]:
    """Read the case and evaluate it on the date asked about."""
    from toepas.check import check, read_case

    case = read_case(arguments.case, words)
    on = day(arguments.on, words) if arguments.on else today()
    return case, check(case.facts, on, arguments.text_version)


def console() -> Console:
    """The terminal; wide enough for tables where output goes to a file. ``:key:`` stays ``:key:``."""
    return Console(width=None if sys.stdout.isatty() else 110, highlight=False, emoji=False)


def print_json(data: Any) -> None:
    """Print data as JSON, readable by people too."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


@contextlib.contextmanager
def progress(frame: pl.LazyFrame, quiet: bool, doing: str, total: int | None = None) -> Iterator[pl.LazyFrame]:
    """The same frame; on a terminal, rows that pass are counted and shown with the time left. ``total`` where it is known."""
    import polars as pl

    if quiet or not sys.stderr.isatty():
        yield frame
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rows = int(frame.select(pl.len()).collect().item()) if total is None else total
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task(doing, total=rows)

        def count(part: pl.DataFrame) -> pl.DataFrame:
            bar.advance(task, part.height)
            return part

        yield frame.map_batches(count, streamable=True)
