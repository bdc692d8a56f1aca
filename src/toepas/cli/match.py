"""``toepas match``: a need or a case file in, what fits out, with what speaks for and against it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from toepas.catalogue import Place, open_collection
from toepas.catalogue.harvest.places import place_of
from toepas.check import read_case
from toepas.cli.common import console, day, print_json, today
from toepas.kernel.problems import Problem
from toepas.kernel.sector import sectors
from toepas.kernel.words import Words
from toepas.law import country_code
from toepas.match import (
    SIZES,
    Match,
    Need,
    limit_text,
    match,
    match_data,
    need_of_case,
    panel_title,
    point_text,
    read_need,
)

CLASSES = ("minimal", "transparency", "high-risk")
SHOWN = 6


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t(
        "Find what fits a need or a case: solutions, examples, helpers nearby, computing power, money, courses"
    )


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parser.add_argument("need", nargs="+", help=words.t("the need in your own words, or a case file (.yaml)"))
    parser.add_argument("--country", metavar="NL", help=words.t("where you are: the code of a country"))
    parser.add_argument("--city", help=words.t("where you are: a city, for who is near"))
    parser.add_argument("--sector", choices=tuple(sectors()), action="append", default=[], help=words.t("your sector"))
    parser.add_argument("--size", choices=SIZES, help=words.t("what kind of organisation you are"))
    parser.add_argument(
        "--language", action="append", default=[], metavar="nl", help=words.t("a language that it must work in")
    )
    parser.add_argument("--open", action="store_true", help=words.t("only with an open licence"))
    parser.add_argument(
        "--hosting",
        action="append",
        default=[],
        metavar="EU",
        help=words.t("only where it can be hosted there (a country code, EU or own)"),
    )
    parser.add_argument(
        "--most-risk", choices=CLASSES, help=words.t("the heaviest class of the AI Act that is acceptable")
    )
    parser.add_argument(
        "--trl",
        type=int,
        choices=range(1, 10),
        metavar="1-9",
        help=words.t("how far your own development is (technology readiness level)"),
    )
    parser.add_argument("--on", metavar="YYYY-MM-DD", help=words.t("the date asked about (default: today)"))
    parser.add_argument("--json", action="store_true", help=words.t("for machines: the answer as JSON"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Match, and print."""
    on = day(arguments.on, words) if arguments.on else today()
    need = _need(arguments, words)
    found = match(need, open_collection(words), on)
    if arguments.json:
        print_json(match_data(found, words))
    else:
        show(console(), found, words)
    return 0


def _need(arguments: argparse.Namespace, words: Words) -> Need:
    """The need that the arguments state."""
    text = " ".join(arguments.need)
    case = len(arguments.need) == 1 and text.endswith((".yaml", ".yml"))
    base = need_of_case(read_case(Path(text), words), words.lang) if case else Need(text=text)
    given: dict[str, Any] = {name: getattr(base, name) for name in base.__struct_fields__}
    given |= {
        name: value
        for name, value in {
            "place": _place(arguments, words), "sectors": tuple(arguments.sector), "size": arguments.size,
            "languages": tuple(arguments.language), "open_licence": arguments.open, "hosting": tuple(arguments.hosting),
            "most_risk": arguments.most_risk, "trl": arguments.trl,
        }.items()
        if value
    }  # fmt: skip
    return Need(**given) if case else read_need(base.text, words.lang, given=Need(**given))


def _place(arguments: argparse.Namespace, words: Words) -> Place | None:
    if not arguments.country and not arguments.city:
        return None
    code = country_code(arguments.country or "") if arguments.country else ""
    if not code:
        raise Problem(
            words.t("A country of the Union is needed."), expected=words.t("a country code such as NL (Greece is EL)"),
            todo=words.t("Say it with --country."),
        )  # fmt: skip
    return place_of(arguments.city or "", code)


def show(out: Console, found: Match, words: Words) -> None:
    """Panel by panel."""
    for panel in found.panels:
        if not panel.fits and not panel.left_out:
            continue
        out.print(f"\n[bold underline]{panel_title(panel.name, words)}[/]")
        for fit in panel.fits:
            out.print(
                f"\n[bold]{escape(fit.asset.text('name', words.lang))}[/]  [dim]{fit.asset.id}[/]  {escape(fit.asset.url)}"
            )
            if line := fit.asset.text("summary", words.lang):
                out.print(f"  {escape(line)}")
            for sign, points in (("+", fit.pro), ("–", fit.con)):
                for point in points[:SHOWN]:
                    if text := point_text(point, words):
                        out.print(f"  {sign} {escape(text)}")
        for asset, limit in panel.left_out:
            out.print(
                f"  [dim]{words.t('Left out')}: {escape(asset.text('name', words.lang))}: {escape(limit_text(limit, words))}[/]"
            )
