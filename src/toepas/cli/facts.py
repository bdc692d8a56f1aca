"""``toepas facts``: everything that can be asked, with its meaning and citation."""

from __future__ import annotations

import argparse
from typing import Any

from rich.table import Table

from toepas.check.case import all_facts
from toepas.cli.common import console, print_json
from toepas.kernel.words import Words, languages
from toepas.law import Fact, load_act


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("List every fact a case file can hold, with its meaning and where the law says so")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parser.add_argument("search", nargs="?", default="", help=words.t("show only facts with this text in them"))
    parser.add_argument(
        "--json", action="store_true", help=words.t("for machines: all facts, in every language offered")
    )


def fact_data(fact: Fact) -> dict[str, Any]:
    """A fact as data: its texts in every language that is offered."""
    spoken = {code: Words(code) for code in languages()}
    texts = {
        key: {code: words.entry(f"{fact.id}.{key}", getattr(fact, key)) for code, words in spoken.items()}
        for key in ("question", "meaning", "why")
        if getattr(fact, key)
    }
    values = {
        value: {code: words.entry(f"{fact.id}.value.{value}", label) for code, words in spoken.items()}
        for value, label in fact.values.items()
    }
    return {
        "id": fact.id,
        "type": fact.type,
        **texts,
        "values": values,
        "unit": fact.unit,
        "cites": list(fact.cites),
        "group": fact.group,
        "within": fact.within,
        "who_knows": fact.who,
    }


def run(arguments: argparse.Namespace, words: Words) -> int:
    """List the facts."""
    wanted = arguments.search.lower()
    facts = [
        fact
        for fact in all_facts().values()
        if not wanted or wanted in f"{fact.id} {words.entry(f'{fact.id}.question', fact.question)}".lower()
    ]
    if arguments.json:
        print_json([fact_data(fact) for fact in facts])
        return 0
    groups = load_act().groups
    out = console()
    for group in groups.values():
        members = [fact for fact in facts if fact.group == group.id]
        if not members:
            continue
        table = Table(title=words.entry(f"group.{group.id}", group.title), title_justify="left", expand=True)
        for heading in (words.t("Name"), words.t("Question"), words.t("Kind"), words.t("Source")):
            table.add_column(heading, overflow="fold")
        for fact in members:
            kind = ", ".join(fact.values) if fact.values and len(fact.values) < 8 else kind_name(fact.type, words)
            table.add_row(fact.id, words.entry(f"{fact.id}.question", fact.question), kind, ", ".join(fact.cites))
        out.print(table)
    return 0


def kind_name(kind: str, words: Words) -> str:
    """The type of a fact in words."""
    names = {
        "truth": words.t("yes / no / unknown"),
        "date": words.t("date"),
        "number": words.t("number"),
        "code": words.t("one of a list"),
    }
    return names[kind]
