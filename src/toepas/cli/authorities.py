"""``toepas authorities NL``: who supervises and who helps in a country, and what is not known."""

from __future__ import annotations

import argparse
from typing import Any

from rich.markup import escape
from rich.table import Table

from toepas.cli.common import console, print_json
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.law import Authority, authorities, countries, country_code, functions, official_list, rights_list


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Show who supervises and who helps in a country")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parser.add_argument("country", metavar="NL", help=words.t("a member state by its two letters, or EU"))
    parser.add_argument("--json", action="store_true", help=words.t("for machines"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Show it."""
    country = country_code(arguments.country)
    if not country:
        raise Problem(
            words.t("'{country}' is no member state.", country=arguments.country),
            expected=", ".join(countries()),
            todo=words.t("Use one of these."),
        )
    found = authorities(country)
    if arguments.json:
        print_json([_data(item, words) for item in found])
    else:
        _show(found, words)
    return 0


def _texts(item: Authority, words: Words) -> dict[str, str]:
    """The texts of a line in the reader's language; what is empty stays empty."""
    return {
        key: words.entry(f"authorities.{key}", getattr(item, key)) if getattr(item, key) else ""
        for key in ("name", "for_whom", "source")
    }


def _data(item: Authority, words: Words) -> dict[str, Any]:
    kept = ("country", "function", "own_name", "url", "status", "link", "checked")
    return {
        **{name: getattr(item, name) for name in kept},
        **_texts(item, words),
        "as_of": item.as_of.isoformat(),
    }


def _show(found: tuple[Authority, ...], words: Words) -> None:
    titles = {item.id: words.entry(f"authorities.{item.id}.title", item.title) for item in functions()}
    labels = statuses(words)
    table = Table(box=None)
    for title in (words.t("Function"), words.t("Authority"), words.t("Status"), words.t("Source")):
        table.add_column(title)
    for item in found:
        texts = _texts(item, words)
        name = escape(texts["name"] or "-")
        for below in (item.own_name, texts["for_whom"]):
            if below:
                name += f"\n[dim]{escape(below)}[/dim]"
        day = words.date(item.as_of)
        source = f"{texts['source']} ({day})" if item.source else words.t("no source found on {date}", date=day)
        table.add_row(escape(titles[item.function]), name, labels[item.status], escape(source))
    console().print(table)
    for text in (
        words.t("The Commission's own list decides: {address}", address=official_list()),
        words.t("For the protection of fundamental rights: {address}", address=rights_list()),
    ):
        console().print(escape(text))


def statuses(words: Words) -> dict[str, str]:
    """Whether an authority has its function, in words."""
    return {
        "designated": words.t("designated"),
        "proposed": words.t("proposed, not yet designated"),
        "not-designated": words.t("not yet designated"),
        "not-known": words.t("not known to us"),
    }
