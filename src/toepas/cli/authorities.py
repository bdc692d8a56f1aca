"""``toepas authorities NL``: who supervises and who helps in a country, and what is not known."""

from __future__ import annotations

import argparse

from rich.markup import escape
from rich.table import Table

from toepas.cli.common import console, print_json
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.law.lists import authorities, countries, functions, official_list


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Show who supervises and who helps in a country")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parser.add_argument("country", metavar="NL", help=words.t("a member state by its two letters, or EU"))
    parser.add_argument("--json", action="store_true", help=words.t("for machines"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Show it."""
    country = arguments.country.upper()
    if country not in countries():
        raise Problem(
            words.t("'{country}' is no member state.", country=arguments.country),
            expected=", ".join(countries()),
            todo=words.t("Use one of these."),
        )
    found = authorities(country)
    if arguments.json:
        names = ("function", "name", "url", "status", "for_whom", "source")
        print_json(
            [{**{name: getattr(item, name) for name in names}, "as_of": item.as_of.isoformat()} for item in found]
        )
        return 0
    titles = {item.id: words.law(f"authorities.{item.id}.title", item.title) for item in functions()}
    labels = statuses(words)
    table = Table(box=None)
    for title in (words.t("Function"), words.t("Authority"), words.t("Status"), words.t("Source")):
        table.add_column(title)
    for item in found:
        name = escape(words.law("authorities.name", item.name) if item.name else "-")
        if item.for_whom:
            name += f"\n[dim]{escape(words.law('authorities.for_whom', item.for_whom))}[/dim]"
        known = words.law("authorities.source", item.source) if item.source else ""
        source = f"{escape(known)} ({words.date(item.as_of)})".strip()
        table.add_row(escape(titles[item.function]), name, labels[item.status], source)
    console().print(table)
    console().print(escape(words.t("The Commission's own list decides: {address}", address=official_list())))
    return 0


def statuses(words: Words) -> dict[str, str]:
    """Whether an authority has its function, in words."""
    return {
        "designated": words.t("designated"),
        "proposed": words.t("proposed, not yet designated"),
        "not-designated": words.t("not yet designated"),
        "not-known": words.t("not known to us"),
    }
