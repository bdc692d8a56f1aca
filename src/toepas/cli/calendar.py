"""``toepas calendar``: what applies from when, and how far the guidance is."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from toepas.cli.common import console, print_json, today
from toepas.kernel.words import Words
from toepas.law.lists import guidance, timeline


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Show what applies from when, and which guidance is final or a draft")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parser.add_argument("--ics", type=Path, metavar="FILE", help=words.t("write the dates for a calendar program"))
    parser.add_argument("--json", action="store_true", help=words.t("for machines"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Show it."""
    if arguments.ics:
        from toepas.advise import law_feed

        arguments.ics.write_bytes(law_feed(words, datetime.datetime.now(tz=datetime.UTC)))
        return 0
    if arguments.json:
        dates = [{"id": e.id, "day": e.day.isoformat(), "kind": e.kind, "cites": list(e.cites)} for e in timeline()]
        known = [
            {"id": g.id, "kind": g.kind, "status": g.status, "reference": g.reference, "about": list(g.about)}
            for g in guidance()
        ]
        print_json({"dates": dates, "guidance": known})
        return 0
    out, now = console(), today()
    table = Table(box=None)
    table.add_column(words.t("Date"), no_wrap=True)
    table.add_column(words.t("What"))
    for entry in timeline():
        title = escape(words.law(f"timeline.{entry.id}.title", entry.title))
        style = "dim" if entry.day <= now else ""
        table.add_row(words.date(entry.day), title, style=style)
    out.print(table)
    out.print()
    table = Table(box=None)
    for title in (words.t("Guidance"), words.t("Status")):
        table.add_column(title)
    labels = statuses(words)
    for item in guidance():
        table.add_row(escape(words.law(f"guidance.{item.id}.title", item.title)), labels[item.status])
    out.print(table)
    return 0


def statuses(words: Words) -> dict[str, str]:
    """How far a document is, in words."""
    return {
        "final": words.t("final"),
        "draft": words.t("draft"),
        "announced": words.t("announced"),
        "not-found": words.t("not found"),
    }
