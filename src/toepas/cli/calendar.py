"""``toepas calendar``: what applies from when, and how far the guidance is."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table

from toepas.cli.common import console, not_written, print_json, today
from toepas.kernel.words import Words
from toepas.law import guidance, timeline


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Show what applies from when, and which guidance is final or a draft")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line."""
    parser.add_argument("--ics", type=Path, metavar="FILE", help=words.t("write the dates for a calendar program"))
    parser.add_argument("--json", action="store_true", help=words.t("for machines"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Show it, or write the calendar file; with both, the JSON comes after the file is written."""
    if arguments.ics:
        from toepas.advise import law_feed  # only here: it brings the calendar library

        _write(arguments.ics, law_feed(words, datetime.datetime.now(tz=datetime.UTC)), words)
    if arguments.json:
        print_json(_data(words))
    elif arguments.ics:
        console().print(escape(words.t("Written: {path}", path=arguments.ics)))
    else:
        _show_dates(words)
        _show_guidance(words)
    return 0


def _write(target: Path, content: bytes, words: Words) -> None:
    """Beside it first, then renamed: a calendar program never reads half a file."""
    beside = target.with_name(f".{target.name}.new")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise not_written(target, error, words) from None


def _data(words: Words) -> dict[str, Any]:
    """Dates and documents; ids and dates are the same in every language, texts are in the reader's."""
    return {
        "dates": [
            {
                "id": entry.id,
                "day": entry.day.isoformat(),
                "kind": entry.kind,
                "title": words.entry(f"timeline.{entry.id}.title", entry.title),
                "note": words.entry(f"timeline.{entry.id}.note", entry.note),
                "cites": list(entry.cites),
            }
            for entry in timeline()
        ],
        "guidance": [
            {
                "id": item.id,
                "kind": item.kind,
                "status": item.status,
                "title": words.entry(f"guidance.{item.id}.title", item.title),
                "note": words.entry(f"guidance.{item.id}.note", item.note),
                "reference": item.reference,
                "about": list(item.about),
                "published": _iso(item.published),
                "expected": _iso(item.expected),
                "checked": item.checked,
                "as_of": item.as_of.isoformat(),
                "source": words.entry("guidance.source", item.source),
                "link": item.link or None,
            }
            for item in guidance()
        ],
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _show_dates(words: Words) -> None:
    """What is to come first, the nearest on top; what applies already is below it, in grey."""
    now, kinds = today(), _kinds(words)
    coming = [entry for entry in timeline() if entry.day >= now]
    past = [entry for entry in timeline() if entry.day < now]
    table = Table(box=None)
    table.add_column(words.t("Date"), no_wrap=True)
    table.add_column("")
    table.add_column(words.t("What"))
    for entry in (*coming, *past):
        title = escape(words.entry(f"timeline.{entry.id}.title", entry.title))
        table.add_row(words.date(entry.day), kinds[entry.kind], title, style="dim" if entry.day < now else "")
    console().print(table)


def _show_guidance(words: Words) -> None:
    table = Table(box=None)
    for title in (words.t("Guidance"), words.t("Status"), words.t("Date")):
        table.add_column(title)
    labels = statuses(words)
    for item in guidance():
        day = item.published or item.expected
        title = escape(words.entry(f"guidance.{item.id}.title", item.title))
        table.add_row(title, labels[item.status], words.date(day) if day else "")
    console().print()
    console().print(table)
    oldest = min(item.as_of for item in guidance() if item.checked == "secondary")
    console().print(
        escape(
            words.t(
                "State of {date} or later, from reports of others; a draft can still change.", date=words.date(oldest)
            )
        )
    )


def _kinds(words: Words) -> dict[str, str]:
    return {
        "applies": words.t("applies"),
        "deadline": words.t("due"),
        "transition-end": words.t("transition ends"),
        "expected": words.t("expected"),
    }


def statuses(words: Words) -> dict[str, str]:
    """How far a document is, in words."""
    return {
        "final": words.t("final"),
        "draft": words.t("draft"),
        "announced": words.t("announced"),
        "not-found": words.t("not found"),
    }
