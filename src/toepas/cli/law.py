"""``toepas law``: the official text fetched, shown beside our digest, and every rule held to the passage it cites."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import time
from collections import Counter
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas.cli.common import console, print_json
from toepas.kernel.citation import parse
from toepas.kernel.problems import EXIT_OPEN, Problem
from toepas.kernel.words import Words
from toepas.law.act import load_act, text_versions
from toepas.law.sources import read_act

PULL, LIST, SHOW, VERIFY = "pull", "list", "show", "verify"
# fmt: off
LANGUAGES = ("bg",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fi",
        "fr",
        "ga",
        "hr",
        "hu",
        "it",
        "lt",
        "lv",
        "mt",
        "nl",
        "pl",
        "pt",
        "ro",
        "sk",
        "sl",
        "sv")
# fmt: on
"""The official languages: ``--lang`` is that of the text; our own words come in it where they are offered."""


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Fetch the official text of the AI Act, read it, and hold the rules to it")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What can be said on the command line. ``--lang`` is also the language of the text."""
    parser.add_argument("what", choices=(PULL, LIST, SHOW, VERIFY), help=words.t("what to do"))
    parser.add_argument(
        "provision", nargs="?", metavar="art_26", help=words.t("for show: an article, annex or recital")
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
    if not arguments.provision:
        raise Problem(
            words.t("Say which provision to show."), expected="art_26, anx_III, rct_12", todo="toepas law show art_26"
        )
    return _show(arguments, lang, words)


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


def _version(given: str | None, words: Words) -> str:
    from toepas.law.text.store import stored_texts

    known = {*text_versions(), *(row.version for row in stored_texts())}
    if given is None or given in known:
        return given or text_versions()[-1]
    raise Problem(
        words.t("There is no text of {version} here.", version=given),
        where="--version",
        expected=", ".join(sorted(known)),
        todo=words.t("'toepas law pull' fetches it."),
    )


def _show(arguments: argparse.Namespace, lang: str, words: Words) -> int:
    from toepas.law.text.diff import compare_passages
    from toepas.law.text.store import load_text

    name: str = arguments.provision
    version = _version(arguments.version, words)
    act = load_act(version if version in text_versions() else None)
    text = load_text(version, lang)
    article, official = act.articles.get(name), text.provisions.get(name) if text else None
    if article is None and official is None:
        known = [*act.articles, *(text.provisions if text else ())]
        near = [item for item in known if item.startswith(name[:5])][:8]
        raise Problem(
            words.t("'{name}' is no provision of this text.", name=name),
            expected=", ".join(near) or "art_26, anx_III, rct_12",
        )
    old = load_text(_version(arguments.against, words), lang) if arguments.against else None
    changes = compare_passages(old.provisions.get(name), official) if old else ()
    title = words.law(f"{name}.title", article.title) if article else official.title if official else ""
    digest = words.law(f"{name}.digest", article.digest) if article else ""
    cite = {"art": name[4:], "anx": f"annex {name[4:]}", "rct": f"recital {name[4:]} (2024)"}[name[:3]]
    link = parse(cite).link(act.celex, lang, act.recitals_celex)
    if arguments.json:
        shown: dict[str, Any] = {
            "id": name,
            "version": version,
            "lang": lang,
            "title": title,
            "digest": digest,
            "link": link,
        }
        shown["official"] = [{k: getattr(p, k) for k in p.__slots__} for p in official.passages] if official else None
        shown["changes"] = [
            {"path": c.path, "kind": c.kind, "words": [[w.kind, w.text] for w in c.changes]} for c in changes
        ]
        print_json(shown)
        return 0
    out = console()
    out.print(f"[bold]{escape(title)}[/bold]")
    if digest:
        out.print(escape(digest))
    out.print(escape(link), style="dim")
    if changes:
        styles = {"inserted": "green underline", "deleted": "red strike", "same": ""}
        for change in changes:
            line = "".join(
                f"[{styles[w.kind]}]{escape(w.text)}[/]" if styles[w.kind] else escape(w.text) for w in change.changes
            )
            out.print(f"{'  ' * change.depth}{escape(change.label)} {line}")
    elif official:
        out.print()
        for passage in official.passages:
            out.print(f"{'  ' * passage.depth}{escape(passage.label)} {escape(passage.text)}")
    else:
        out.print(escape(words.t("The official text is not here: 'toepas law pull' fetches it.")))
    return 0


def _verify(arguments: argparse.Namespace, words: Words) -> int:
    from toepas.law.text import verify
    from toepas.law.text.store import load_text

    version = _version(arguments.version, words)
    text = load_text(version, "en")
    if text is None:
        raise Problem(
            words.t("The English text of {version} is needed for this, and is not here.", version=version),
            todo=f"toepas law pull --lang en --version {version}",
        )
    if arguments.pin:
        kept = verify.pin(text)
        console().print(escape(words.n("One fingerprint is kept.", "{n} fingerprints are kept.", kept)))
        return 0
    rows = list(verify.verify(text))
    counts = Counter(row.state for row in rows)
    wrong = [row for row in rows if row.state != verify.MATCHES]
    if arguments.json:
        print_json(
            {
                "version": version,
                "counts": counts,
                "to_review": [{"cite": r.cite, "state": r.state, "entries": list(r.entries)} for r in wrong],
            }
        )
        return EXIT_OPEN if wrong else 0
    out = console()
    out.print(
        escape(
            words.t(
                "{n} of {all} cited passages read as they did when the rules were written.",
                n=counts[verify.MATCHES],
                all=len(rows),
            )
        )
    )
    states = {
        verify.CHANGED: words.t("the passage changed"),
        verify.NOT_FOUND: words.t("the passage is not there"),
        verify.NOT_PINNED: words.t("no fingerprint is kept"),
    }
    for row in wrong:
        out.print(f"  {escape(row.cite)}: {escape(states[row.state])}: {escape(', '.join(row.entries))}")
    return EXIT_OPEN if wrong else 0
