"""``toepas law``: the official text fetched, shown beside our digest, and every rule held to the passage it cites."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas.cli.common import console, print_json
from toepas.kernel.problems import EXIT_OPEN, Problem
from toepas.kernel.words import Words
from toepas.law.act import text_versions
from toepas.law.sources import read_act
from toepas.law.text.languages import LANGUAGES as CODES

if TYPE_CHECKING:
    from toepas.law.text.model import LawText
    from toepas.law.text.verify import Verified

PULL, LIST, SHOW, VERIFY = "pull", "list", "show", "verify"
LANGUAGES = tuple(CODES)
"""The official languages: ``--lang`` is that of the text; our own words come in it where they are offered."""


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Fetch the official text of the AI Act, read it, and hold the rules to it")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line. ``--lang`` is also the language of the text."""
    parser.add_argument("what", choices=(PULL, LIST, SHOW, VERIFY), help=words.t("what to do"))
    parser.add_argument(
        "provision",
        nargs="?",
        metavar="art_26.7",
        help=words.t("for show: an article, annex or recital, or a passage of it"),
    )
    parser.add_argument(
        "--version", metavar="YYYY-MM-DD", help=words.t("the text that holds from that day (default: the newest)")
    )
    parser.add_argument("--against", metavar="YYYY-MM-DD", help=words.t("for show: what differs from this text"))
    parser.add_argument("--pin", action="store_true", help=words.t("for verify: keep the fingerprints of this text"))
    parser.add_argument("--json", action="store_true", help=words.t("for machines"))


def run(arguments: argparse.Namespace, words: Words) -> int:
    """Do it."""
    lang = arguments.lang
    if arguments.what == PULL:
        return _pull(lang, arguments.version, words)
    if arguments.what == LIST:
        return _list(arguments.json, words)
    if arguments.what == VERIFY:
        return _verify(arguments, words)
    from toepas.cli.show_law import show

    return show(arguments, words)


def _pull(lang: str, version: str | None, words: Words) -> int:
    import httpx

    from toepas.law.text.cellar import Cellar
    from toepas.law.text.pull import pull

    base = os.environ.get("TOEPAS_PUBLICATIONS") or str(read_act("ai_act").act["publications"])
    out = Console(stderr=True, highlight=False)
    live = sys.stderr.isatty()

    def progress(name: str, size: int, total: int) -> None:
        if live:
            share = f" / {total / 1e6:.1f}" if total else ""
            print(f"\r\x1b[K{name}: {size / 1e6:.1f}{share} MB", end="", file=sys.stderr, flush=True)

    with httpx.Client(follow_redirects=False) as client:
        cellar = Cellar(base.rstrip("/"), client, time.sleep, words)
        stamp = datetime.datetime.now(tz=datetime.UTC)
        pulled = pull(cellar, lang, version, stamp, lambda text: out.print(escape(text)), progress)
    if live:
        print("\r\x1b[K", end="", file=sys.stderr)
    counts = [pulled.text.count(kind) for kind in ("art", "anx", "rct")]
    said = words.t(
        "{version} in '{lang}': {articles} articles, {annexes} annexes, {recitals} recitals.",
        version=pulled.version,
        lang=lang,
        articles=counts[0],
        annexes=counts[1],
        recitals=counts[2],
    )
    console().print(escape(said))
    console().print(escape(words.t("'toepas ask --prepare' makes it searchable for questions.")))
    if pulled.already:
        console().print(escape(words.t("It was here already; nothing was fetched.")))
    return 0


def _list(as_json: bool, words: Words) -> int:
    from toepas.law.text.store import stored_texts

    rows = stored_texts()
    if as_json:
        print_json([{name: getattr(row, name) for name in row.__slots__} for row in rows])
        return 0
    if not rows:
        console().print(escape(words.t("No official text is here yet: 'toepas law pull' fetches one.")))
        return 0
    table = Table(box=None)
    for title in (words.t("Text"), words.t("Language"), words.t("Fetched"), words.t("Format"), "SHA-256"):
        table.add_column(title)
    for row in rows:
        table.add_row(row.version, row.lang, row.fetched[:10], row.format, row.sha256[:16])
    console().print(table)
    return 0


def _verify(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.cli.show_law import chosen_version
    from toepas.law.text import verify
    from toepas.law.text.store import load_text

    version = chosen_version(arguments.version, words)
    text = load_text(version, "en")
    if text is None:
        raise Problem(
            words.t("The English text of {version} is needed for this, and is not here.", version=version),
            todo=f"toepas law pull --lang en --version {version}",
        )
    if arguments.pin:
        return _pin(text, words)
    rows = list(verify.verify(text))
    wrong = [row for row in rows if row.state != verify.MATCHES]
    rules = verify.rules_of(version)
    if arguments.json:
        print_json(
            {
                "version": version,
                "rules_of": rules,
                "counts": Counter(row.state for row in rows),
                "to_review": [{"cite": r.cite, "state": r.state, "entries": list(r.entries)} for r in wrong],
            }
        )
    else:
        _print_verified(rows, version, rules, words)
    return EXIT_OPEN if wrong else 0


def _pin(text: LawText, words: Words) -> int:
    from toepas.law.text.verify import pin

    if text.version not in text_versions():
        raise Problem(
            words.t("No rules are written for the text of {version} yet.", version=text.version),
            where="--pin",
            expected=", ".join(text_versions()),
            todo=words.t("Write the rules for it first; without --pin you see which ones to look at."),
        )
    kept = pin(text)
    console().print(escape(words.n("One fingerprint is kept.", "{n} fingerprints are kept.", kept)))
    return 0


def _print_verified(rows: list[Verified], version: str, rules: str, words: Words) -> None:
    from toepas.law.text import verify

    out = console()
    if rules != version:
        said = words.t("No rules are written for the text of {version} yet.", version=version)
        more = words.t("Those of {version} are held to it.", version=rules)
        out.print(escape(f"{said} {more}"))
    same = sum(row.state == verify.MATCHES for row in rows)
    out.print(
        escape(
            words.t("{n} of {all} cited passages read as they did when the rules were written.", n=same, all=len(rows))
        )
    )
    states = {
        verify.CHANGED: words.t("the passage changed"),
        verify.NOT_FOUND: words.t("the passage is not there"),
        verify.NOT_PINNED: words.t("no fingerprint is kept"),
    }
    for row in rows:
        if row.state != verify.MATCHES:
            out.print(f"  {escape(row.cite)}: {escape(states[row.state])}: {escape(', '.join(row.entries))}")
