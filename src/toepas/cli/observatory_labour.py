"""``toepas observatory labour``: how exposed the work that people do is to generative AI."""

from __future__ import annotations

import argparse
from typing import Any

from toepas.cli.common import console, print_json
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

WAYS = ("sex", "age", "region", "sector")


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
    line = words.t("how exposed the work that people do is to generative AI, by occupation")
    parser: argparse.ArgumentParser = parts.add_parser("labour", help=line, description=line)
    parser.add_argument(
        "--geo", action="append", default=[], metavar="NL",
        help=words.t("a country by its two letters, or EU; can be repeated (default: the wider Europe that comes with Toepas)"),
    )  # fmt: skip
    parser.add_argument("--by", choices=WAYS, default="", help=words.t("by what: sex, age, region or sector"))
    parser.add_argument(
        "--time", action="append", default=[], metavar="2025",
        help=words.t("only this period; can be repeated (default: the first and the last)"),
    )  # fmt: skip
    parser.add_argument(
        "--least", type=float, metavar="N",
        help=words.t("show no figure that stands for fewer thousands of people (default: 5)"),
    )  # fmt: skip
    parser.add_argument(
        "--occupation",
        metavar="CODE",
        help=words.t("one occupation or group by its code of ISCO-08 (1, 2 or 4 digits)"),
    )
    parser.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))
    parser.set_defaults(run_part=_labour)


def _labour(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_labour
    from toepas.observatory import LABOUR_EUROPE, LabourQuestion, labour_data, labour_report, labour_trend, place_code

    if arguments.occupation is not None:
        return _occupation(arguments, words)
    places = tuple(place_code(said, words) for said in arguments.geo)
    if arguments.least is not None and not 0 <= arguments.least < float("inf"):
        raise Problem(
            words.t("This is no number of people: {value}", value=arguments.least), where="--least", expected="5"
        )
    made = labour_report(LabourQuestion(places, tuple(arguments.time), arguments.by, arguments.least), words)
    trend = None if arguments.by or len(places) > 1 else labour_trend(places[0] if places else LABOUR_EUROPE, words)
    data = labour_data(made, trend, words)
    if arguments.json:
        print_json(data)
    else:
        show_labour.report(console(), data, words)
    return 0


def _occupation(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli import show_labour
    from toepas.observatory import occupation_data, occupation_groups, occupations

    code = arguments.occupation.strip().upper().removeprefix("OC")
    if code not in occupations() and code not in occupation_groups():
        raise Problem(
            words.t("'{value}' is not known here as {what}.", value=arguments.occupation, what=words.t("occupation")),
            where="--occupation",
            expected=words.t("a code of ISCO-08 such as 4110 (general office clerks), 41 or 4"),
            todo=words.t("Some occupations were never scored, armed forces among them."),
        )
    data = occupation_data(code, words)
    if arguments.json:
        print_json(data)
    else:
        show_labour.occupation(console(), data, words)
    return 0
