"""``toepas monitor``: watch a model that is in use, batch by batch, with a stated rate of false alarms."""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path
from typing import Any

from toepas.cli import monitor_keeping, monitor_making, monitor_papers
from toepas.cli.common import console, day, lacking, print_json, today
from toepas.kernel.problems import EXIT_OK, EXIT_OPEN
from toepas.kernel.words import Words


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Watch a model in use: drift, errors as outcomes arrive, per group, alarms at a stated rate")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parts = parser.add_subparsers(dest="part", required=True, metavar=words.t("PART"))
    monitor_making.arguments(parts, words)
    add = _fed(parts, "add", words.t("take a batch of new cases"), words)
    add.add_argument("--date", metavar="YYYY-MM-DD", help=words.t("the day of the batch (default: today)"))
    add.set_defaults(run_part=_add)
    later = _fed(parts, "outcomes", words.t("join outcomes that come later, by the number of their case"), words)
    later.set_defaults(run_part=_outcomes)
    show = parts.add_parser("show", help=words.t("how things stand: alarms, charts, what waits for outcomes"))
    show.add_argument("folder", type=Path, metavar="FOLDER", help=words.t("the folder of the monitor"))
    show.add_argument("--all", action="store_true", help=words.t("every batch and every chart"))
    show.add_argument("--strict", action="store_true", help=words.t("leave with 1 while an alarm is open"))
    show.set_defaults(run_part=_show)
    for part in (add, later, show):
        part.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the date asked about (default: today)"))
        part.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))
    monitor_keeping.arguments(parts, words)
    monitor_papers.arguments(parts, words)


def _fed(parts: Any, name: str, said: str, words: Words) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = parts.add_parser(name, help=said)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=words.t("the folder of the monitor"))
    parser.add_argument("data", type=Path, metavar="FILE", help=words.t("a .csv, .xlsx or .parquet file"))
    parser.add_argument("--sheet", metavar="NAME", default="", help=words.t("which sheet of a workbook"))
    return parser


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Do the part that was asked for."""
    if importlib.util.find_spec("numpy") is None or importlib.util.find_spec("scipy") is None:
        raise lacking(words.t("The part for monitoring is not installed."), "assurance", words)
    code: int = arguments.run_part(arguments, words)
    return code


def _add(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.monitoring import as_json, open_monitor
    from toepas.cli import show_monitor

    on = day(arguments.on, words) if arguments.on else today()
    of = day(arguments.date, words, "--date") if arguments.date else on
    monitor = open_monitor(arguments.folder, words)
    added = monitor.add(arguments.data, of, on, sheet=arguments.sheet)
    if arguments.json:
        print_json(as_json(added))
    else:
        show_monitor.added(console(), added, monitor.state(on), words)
    return EXIT_OK


def _outcomes(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.monitoring import as_json, open_monitor
    from toepas.cli import show_monitor

    on = day(arguments.on, words) if arguments.on else today()
    monitor = open_monitor(arguments.folder, words)
    joined = monitor.outcomes(arguments.data, on, sheet=arguments.sheet)
    if arguments.json:
        print_json(as_json(joined))
    else:
        show_monitor.joined(console(), joined, monitor.state(on), words)
    return EXIT_OK


def _show(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.assurance.monitoring import open_monitor, state_data
    from toepas.cli import show_monitor

    on = day(arguments.on, words) if arguments.on else today()
    state = open_monitor(arguments.folder, words).state(on)
    if arguments.json:
        print_json(state_data(state))
    else:
        show_monitor.state(console(), state, words, everything=arguments.all)
    return EXIT_OPEN if arguments.strict and state.open_alarms else EXIT_OK
