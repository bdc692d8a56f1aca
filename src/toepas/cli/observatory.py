"""``toepas observatory``: figures about AI in Europe, with their source, flags and every vintage.

What reads figures is loaded only by who asks for figures: the other commands start without it.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

from toepas.cli import observatory_export, observatory_labour, observatory_simulate, observatory_vintages
from toepas.cli.common import console, day, print_json, run_part, today
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

PARTS = (observatory_vintages, observatory_export, observatory_labour, observatory_simulate)
"""The modules with the other parts of this command; each has ``arguments(parts, words)``."""


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Figures about the use of AI in Europe: source, flags, how old, and what was revised")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parts = parser.add_subparsers(dest="part", required=True, metavar=words.t("PART"))
    every = parts.add_parser("list", help=words.t("which figures there are, and how old they are"))
    every.set_defaults(run_part=_list)
    show = parts.add_parser("show", help=words.t("the figures of an indicator, with flags, source and caveats"))
    show.add_argument("indicator", metavar="INDICATOR", help=words.t("its id, from 'toepas observatory list'"))
    show.add_argument(
        "--geo", action="append", default=[], metavar="NL",
        help=words.t("only this place: two letters of a country, or EU; can be repeated"),
    )  # fmt: skip
    show.add_argument(
        "--time", action="append", default=[], metavar="2025", help=words.t("only this period; can be repeated")
    )
    show.add_argument(
        "--code", action="append", default=[], metavar="DIMENSION=CODE",
        help=words.t("these codes in place of the usual one; can be repeated"),
    )  # fmt: skip
    show.add_argument(
        "--vintage", default="", metavar="ID", help=words.t("an older vintage in place of the one in use")
    )
    show.set_defaults(run_part=_show)
    for parser_ in (every, show):
        parser_.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the date asked about (default: today)"))
        parser_.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))
    for part in PARTS:
        part.arguments(parts, words)


run = run_part


def _list(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_observatory
    from toepas.observatory import indicators, listed

    on = day(arguments.on, words) if arguments.on else today()
    rows = listed(on, indicators(), words)
    if arguments.json:
        print_json(rows)
    else:
        show_observatory.listed(console(), rows, words)
    return 0


def _show(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_observatory
    from toepas.observatory import View, figures_data, looks, place_code

    on = day(arguments.on, words) if arguments.on else today()
    view = View(
        arguments.indicator,
        tuple(place_code(said, words) for said in arguments.geo),
        tuple(arguments.time),
        codes_of(arguments.code, words),
        arguments.vintage,
    )
    found = looks(view, words)
    data = figures_data([replace(one, view=view) for one in found], on, words)
    if arguments.json:
        print_json(data)
    else:
        show_observatory.figures(console(), found, data, words)
    return 0


def codes_of(given: list[str], words: Words) -> dict[str, tuple[str, ...]]:
    """Codes by dimension from ``DIMENSION=CODE``. Raises Problem for anything else."""
    codes: dict[str, tuple[str, ...]] = {}
    for item in given:
        dimension, mark, code = item.partition("=")
        if not (dimension and mark and code):
            raise Problem(
                words.t("This choice is not understood: {choice}", choice=item),
                where="--code",
                expected="size_emp=GE250",
                todo=words.t("See 'toepas observatory list --json' for what can be chosen."),
            )
        codes[dimension] = (*codes.get(dimension, ()), code)
    return codes
