"""``toepas catalogue harvest``, ``map``, ``sources``: read other catalogues and tables into the one on this machine."""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table

from toepas.catalogue import Store, default_path
from toepas.catalogue.document import is_address
from toepas.catalogue.harvest import mapping, registry
from toepas.catalogue.harvest.aiod import Assets
from toepas.catalogue.harvest.connector import Connector, source_facts
from toepas.catalogue.harvest.rows import open_table
from toepas.catalogue.harvest.run import Outcome, harvest
from toepas.catalogue.harvest.table import MappedTable
from toepas.catalogue.harvest.web import Web
from toepas.cli.common import console
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.retrieval.language import OFFICIAL_LANGUAGES

TABLE = "table"
SHOWN = 20


def arguments(parts: Any, words: Words) -> None:
    """What can be said on the command line."""
    parser: argparse.ArgumentParser = parts.add_parser("harvest", help=words.t("read another catalogue into this one"))
    parser.add_argument("source", choices=(*registry.names(), TABLE), help=words.t("what kind of catalogue it is"))
    parser.add_argument(
        "file", nargs="?", metavar="FILE",
        help=words.t("a file of it, its web address, or a folder of publiccode.yml files (default: the source itself, over the network)"),
    )  # fmt: skip
    parser.add_argument(
        "--mapping", type=Path, metavar="M.yaml", help=words.t("for a table: which column is which field")
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
    propose = parts.add_parser("map", help=words.t("propose which column of a table is which field"))
    propose.add_argument("file", type=Path, help=words.t("a table: CSV, JSON or a workbook"))
    propose.add_argument(
        "-o", "--output", type=Path, metavar="M.yaml", help=words.t("where to write it (default: beside the table)")
    )
    propose.add_argument(
        "--texts", choices=OFFICIAL_LANGUAGES, default=words.lang, help=words.t("the language of the texts in it")
    )
    propose.set_defaults(run_part=_map)
    state = parts.add_parser("sources", help=words.t("what was harvested, when, and what was refused"))
    state.set_defaults(run_part=_sources)


def _harvest(arguments: argparse.Namespace, words: Words) -> int:
    live = sys.stderr.isatty()

    def progress(done: int, every: int) -> None:
        if live:
            print(f"\r\x1b[K{done} / {every or '?'}", end="", file=sys.stderr, flush=True)

    with Store(default_path(), words) as store:
        store.check()
        try:
            outcome = _run(arguments, store, words, progress)
        except KeyboardInterrupt:
            said = words.t("Stopped. What was read is kept; the same command goes on from there.")
            print(f"\n{said}", file=sys.stderr)
            raise
        finally:
            if live:
                print("\r\x1b[K", end="", file=sys.stderr)
        _show(outcome, store, words)
    return 0


def _run(arguments: argparse.Namespace, store: Store, words: Words, progress: Any) -> Outcome:
    def run(connector: Connector) -> Outcome:
        return harvest(
            connector, store, words, _now, force=arguments.force, limit=max(0, arguments.limit), progress=progress
        )

    if arguments.source == TABLE:
        return run(_mapped(arguments, words))
    named = str(arguments.file or "")
    if named and not is_address(named):
        return run(registry.connect(arguments.source, Path(named), words))
    import httpx

    facts = source_facts(arguments.source)
    url = named or str(facts.get("url", ""))
    if not url:
        raise Problem(
            words.t("This source has no lasting address from which it can be fetched."),
            where=str(facts.get("page", "")),
            todo=words.t("Download its file there and name it."),
        )
    with httpx.Client() as client:
        web = Web(client, time.sleep, words, float(facts.get("delay", 1)))
        if arguments.source == Assets.name:
            return run(Assets(web.page, url, words))
        return run(registry.connect(arguments.source, web.file(url), words, url))


def _mapped(arguments: argparse.Namespace, words: Words) -> Connector:
    if not arguments.file or not arguments.mapping:
        raise Problem(
            words.t("A table needs a file and a mapping."),
            expected="toepas catalogue harvest table FILE --mapping M.yaml",
            todo=words.t("“toepas catalogue map FILE” proposes a mapping."),
        )
    return MappedTable(open_table(Path(arguments.file), words), mapping.read(arguments.mapping, words), words)


def _map(arguments: argparse.Namespace, words: Words) -> int:
    target = arguments.output or arguments.file.with_name(f"{arguments.file.stem}.mapping.yaml")
    found = mapping.propose(open_table(arguments.file, words), arguments.texts)
    mapping.write(found, target, words)
    table = Table(box=None)
    for title in (words.t("Column"), words.t("Field")):
        table.add_column(title)
    for column, wanted in found.columns.items():
        table.add_row(escape(column), wanted or "-")
    console().print(table)
    command = f"toepas catalogue harvest table {arguments.file} --mapping {target}"
    console().print(
        escape(words.t("Look at {file} and change what is wrong; then: {command}", file=target, command=command))
    )
    return 0


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _show(outcome: Outcome, store: Store, words: Words) -> None:
    out, counts = console(), outcome.counts
    table = Table(title=outcome.source, title_justify="left", show_header=False)
    for label, number in (
        (words.t("Read"), counts.get("read", 0)),
        (words.t("New"), counts.get("new", 0)),
        (words.t("Changed"), counts.get("changed", 0)),
        (words.t("Unchanged"), counts.get("unchanged", 0)),
        (words.t("Merged with others"), counts.get("merged", 0)),
        (words.t("No longer there"), counts.get("gone", 0)),
        *((words.t("Left out: {reason}", reason=reason), number) for reason, number in outcome.skips.items()),
        (words.t("Refused"), counts.get("refused", 0)),
    ):
        table.add_row(escape(label), words.number(number))
    out.print(table)
    if not outcome.whole:
        out.print(words.t("The rest was left for the next time: the same command goes on from there."))
    if outcome.held:
        out.print(words.t("More than half of what was there is missing; it was kept. Use --force if that is right."))
    refused = store.refusals(outcome.run)
    for refusal in refused[:SHOWN]:
        out.print(f"  {refusal.place} {refusal.key}: {refusal.message}", markup=False)
    if len(refused) > SHOWN:
        out.print(words.t("and {n} more", n=len(refused) - SHOWN))


def _sources(arguments: argparse.Namespace, words: Words) -> int:  # noqa: ARG001 - every part is called alike
    path = default_path()
    if not path.exists():
        console().print(words.t("Nothing was harvested on this machine yet."))
        return 0
    with Store(path, words) as store:
        table = Table()
        for title in (words.t("Source"), words.t("Records"), words.t("Last harvest"), words.t("Refused")):
            table.add_column(title)
        last = {run.source: run for run in reversed(store.runs())}
        for source, count in store.sources().items():
            run = last[source]
            state = run.finished[:10] if run.whole else words.t("not finished")
            table.add_row(source, words.number(count), state, str(run.counts.get("refused", 0)))
        console().print(table)
        close = len(store.candidates())
        if close:
            out = words.n("One pair may be the same thing twice.", "{n} pairs may be the same thing twice.", close)
            console().print(out)
    return 0
