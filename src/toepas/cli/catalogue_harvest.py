"""``toepas catalogue harvest``: read another catalogue into the one on this machine."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.table import Table

from toepas.catalogue import Store, default_path
from toepas.catalogue.harvest.hubs import Hubs
from toepas.catalogue.harvest.pstw import Cases
from toepas.catalogue.harvest.reading import download
from toepas.catalogue.harvest.register import Algorithms
from toepas.catalogue.harvest.run import Connector, Outcome, harvest, source_facts
from toepas.cli.common import console
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

CONNECTORS: dict[str, Callable[[Path, Words], Connector]] = {
    Cases.name: Cases,
    Algorithms.name: Algorithms,
    Hubs.name: Hubs,
}
"""What reads a file of each source."""
SHOWN = 20


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
    parser: argparse.ArgumentParser = parts.add_parser("harvest", help=words.t("read another catalogue into this one"))
    parser.add_argument("source", choices=sorted(CONNECTORS), help=words.t("what kind of catalogue it is"))
    parser.add_argument(
        "file", nargs="?", type=Path, help=words.t("a file of it (default: the source itself, over the network)")
    )
    parser.add_argument(
        "--limit",
        type=int,
        default=0,
        metavar="N",
        help=words.t("stop after so many records; the next time goes on there"),
    )
    parser.add_argument(
        "--force", action="store_true", help=words.t("also when more than half of what was there is gone")
    )
    parser.set_defaults(run_part=_harvest)
    state = parts.add_parser("sources", help=words.t("what was harvested, when, and what was refused"))
    state.set_defaults(run_part=_sources)


def _harvest(arguments: argparse.Namespace, words: Words) -> int:
    path = arguments.file or _fetched(arguments.source, words)
    connector = CONNECTORS[arguments.source](path, words)
    store = Store(default_path(), words)
    live = sys.stderr.isatty()

    def progress(done: int, every: int) -> None:
        if live:
            print(f"\r\x1b[K{done} / {every or '?'}", end="", file=sys.stderr, flush=True)

    try:
        outcome = harvest(
            connector, store, words, _now, force=arguments.force, limit=arguments.limit, progress=progress
        )
        if live:
            print("\r\x1b[K", end="", file=sys.stderr)
        _show(outcome, store, words)
    finally:
        store.close()
    return 0


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _fetched(source: str, words: Words) -> Path:
    """The file of a source, over the network."""
    url = str(source_facts(source)["url"])
    if not url:
        raise Problem(words.t("This source has no address of its own."), todo=words.t("Name a file."))
    import httpx

    with httpx.Client() as client:
        return download(url, client, words)


def _show(outcome: Outcome, store: Store, words: Words) -> None:
    out, counts = console(), outcome.counts
    table = Table(title=outcome.source, title_justify="left", show_header=False)
    for label, number in (
        (words.t("Read"), counts.get("read", 0) + outcome.skipped),
        (words.t("New"), counts.get("new", 0)),
        (words.t("Changed"), counts.get("changed", 0)),
        (words.t("Unchanged"), counts.get("unchanged", 0)),
        (words.t("No longer there"), counts.get("gone", 0)),
        (words.t("Not about AI"), outcome.skipped),
        (words.t("Refused"), counts.get("refused", 0)),
    ):
        table.add_row(label, words.number(number))
    out.print(table)
    if outcome.held:
        out.print(words.t("More than half of what was there is missing; it was kept. Use --force if that is right."))
    refused = store.refusals(outcome.run)
    for refusal in refused[:SHOWN]:
        out.print(f"  {refusal.place}: {refusal.message}", markup=False)
    if len(refused) > SHOWN:
        out.print(words.t("and {n} more", n=len(refused) - SHOWN))


def _sources(arguments: argparse.Namespace, words: Words) -> int:  # noqa: ARG001 - every part is called alike
    path = default_path()
    if not path.exists():
        console().print(words.t("Nothing was harvested on this machine yet."))
        return 0
    store = Store(path, words)
    try:
        table = Table()
        for title in (words.t("Source"), words.t("Records"), words.t("Last harvest"), words.t("Refused")):
            table.add_column(title)
        last = {run.source: run for run in reversed(store.runs())}
        for source, count in store.sources().items():
            run = last[source]
            state = run.finished[:10] or words.t("not finished")
            table.add_row(source, words.number(count), state, str(run.counts.get("refused", 0)))
        console().print(table)
    finally:
        store.close()
    return 0
