"""``toepas law show``: a provision in our words, in the official words, and beside another text of it."""

from __future__ import annotations

import argparse
import datetime
from dataclasses import dataclass
from typing import Any

from rich.markup import escape

from toepas.cli.common import console, print_json
from toepas.kernel.citation import parse
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.law.act import load_act, text_version_on, text_versions
from toepas.law.text.diff import DELETED, INSERTED, SAME, Change, PassageChange, compare_passages
from toepas.law.text.identity import celex_of
from toepas.law.text.model import LawText, Passage, Provision, below
from toepas.law.text.store import load_text, stored_texts

EXAMPLES = "art_26, art_26.7, anx_III, rct_12"
_MARKS = {INSERTED: ("{+", "+}", "green"), DELETED: ("[-", "-]", "red")}
"""Colours alone would be lost on paper, in a file, and on whoever does not see them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to show. ``rules`` is the text version that our words are about; ``official`` is None where the
    text is not here, ``changes`` where none was to be compared."""

    name: str
    path: str
    version: str
    lang: str
    rules: str
    against: str | None
    title: str
    digest: str
    link: str
    official: tuple[Passage, ...] | None
    changes: tuple[PassageChange, ...] | None


def chosen_version(given: str | None, words: Words) -> str:
    """The text asked for, else the newest that rules were written for. Raises Problem for one that is not here."""
    known = {*text_versions(), *(row.version for row in stored_texts())}
    if given is None or given in known:
        return given or text_versions()[-1]
    raise Problem(
        words.t("There is no text of {version} here.", version=given),
        where="--version",
        expected=", ".join(sorted(known)),
        todo=words.t("'toepas law pull' fetches it."),
    )


def show(arguments: argparse.Namespace, words: Words) -> int:
    """Print a provision, or one passage of it."""
    if not arguments.provision:
        raise Problem(words.t("Say which provision to show."), expected=EXAMPLES, todo="toepas law show art_26")
    shown = _gather(arguments, words)
    if arguments.json:
        print_json(_as_data(shown))
    else:
        _print(shown, words)
    return 0


def _gather(arguments: argparse.Namespace, words: Words) -> Shown:
    name, _, path = str(arguments.provision).partition(".")
    lang: str = arguments.lang
    version = chosen_version(arguments.version, words)
    rules = text_version_on(datetime.date.fromisoformat(version))
    act, text, other = load_act(rules), load_text(version, lang), None
    against = chosen_version(arguments.against, words) if arguments.against else None
    if against:
        text, other = _needed(text, version, lang, words), _needed(load_text(against, lang), against, lang, words)
    article = None if _came_after(name, rules) else act.articles.get(name)
    provision, before = (text.provisions.get(name) if text else None), (other.provisions.get(name) if other else None)
    if article is None and provision is None and before is None:
        raise _unknown(name, rules, [*(text.provisions if text else act.articles)], words)
    official = provision.part(path) if provision else None
    changes = compare_passages(before, provision) if against else None
    if path and changes is not None:
        changes = tuple(change for change in changes if below(change.path, path))
    if path and text and not official and not changes:
        raise _unknown(str(arguments.provision), rules, _places(provision), words)
    cite = {"art": name[4:], "anx": f"annex {name[4:]}", "rct": f"recital {name[4:]} (2024)"}[name[:3]]
    title = words.entry(f"{name}.title", article.title) if article else ""
    return Shown(
        name=name,
        path=path,
        version=version,
        lang=lang,
        rules=rules,
        against=against,
        title=title or _heading(provision or before) or name,
        digest=words.entry(f"{name}.digest", article.digest) if article else "",
        link=parse(cite).link(celex_of(version), lang, act.recitals_celex),
        official=official,
        changes=changes,
    )


def _heading(provision: Provision | None) -> str:
    return f"{provision.label} {provision.title}".strip() if provision else ""


def _places(provision: Provision | None) -> list[str]:
    return [f"{provision.id}.{passage.path}" for passage in provision.passages] if provision else []


def _came_after(name: str, rules: str) -> str:
    """The later text with which a provision came in, if it did; the act knows its articles in every version."""
    later = [version for version in text_versions() if version > rules]
    return next((v for v in later if name in (a := load_act(v).articles) and a[name].change == INSERTED), "")


def _needed(text: LawText | None, version: str, lang: str, words: Words) -> LawText:
    """Both texts must be here: a comparison with nothing would show that all of it changed, or none."""
    if text is None:
        raise Problem(
            words.t(
                "To compare, the text of {version} in '{lang}' is needed, and it is not here.",
                version=version,
                lang=lang,
            ),
            where="--against",
            todo=f"toepas law pull --lang {lang} --version {version}",
        )
    return text


def _unknown(name: str, rules: str, known: list[str], words: Words) -> Problem:
    came = _came_after(name.partition(".")[0], rules)
    todo = words.t("It came in with the text of {version}.", version=came) if came else ""
    near = [item for item in dict.fromkeys(known) if item.startswith(name[:5])][:8]
    what = words.t("'{name}' is no provision of this text.", name=name)
    return Problem(what, expected=", ".join(near) or EXAMPLES, todo=todo)


def _as_data(shown: Shown) -> dict[str, Any]:
    data: dict[str, Any] = {
        key: getattr(shown, key) for key in ("path", "version", "lang", "against", "title", "digest", "link")
    }
    data["id"], data["digest_of"] = shown.name, shown.rules
    data["official"] = (
        None if shown.official is None else [{k: getattr(p, k) for k in p.__slots__} for p in shown.official]
    )
    data["changes"] = (
        None
        if shown.changes is None
        else [
            {"path": c.path, "label": c.label, "kind": c.kind, "words": [[w.kind, w.text] for w in c.changes]}
            for c in shown.changes
        ]
    )
    return data


def _print(shown: Shown, words: Words) -> None:
    out = console()
    out.print(f"[bold]{escape(shown.title)}[/bold]")
    if shown.digest:
        out.print(escape(shown.digest))
        if shown.rules != shown.version:
            out.print(escape(words.t("These words of ours are about the text of {version}.", version=shown.rules)))
    out.print(escape(shown.link), style="dim")
    out.print()
    if shown.changes is not None:
        _print_changes(shown, words)
    elif shown.official is None:
        out.print(escape(words.t("The official text is not here: 'toepas law pull' fetches it.")))
    else:
        out.print(escape(words.t("Official text of {version}:", version=shown.version)), style="bold")
        for passage in shown.official:
            out.print(f"{'  ' * passage.depth}{escape(passage.label)} {escape(passage.text)}")


def _print_changes(shown: Shown, words: Words) -> None:
    out = console()
    changes = shown.changes or ()
    if all(change.kind == SAME for change in changes):
        said = words.t("It reads the same in the texts of {old} and {new}.", old=shown.against, new=shown.version)
        out.print(escape(said))
        return
    said = words.t(
        "From the text of {old} to that of {new}: {{+ +}} was added, [- -] was taken out.",
        old=shown.against,
        new=shown.version,
    )
    out.print(escape(said), style="bold")
    for change in changes:
        line = "".join(_marked(part) for part in change.changes)
        out.print(f"{'  ' * change.depth}{escape(change.label)} {line}")


def _marked(part: Change) -> str:
    if part.kind == SAME:
        return escape(part.text)
    before, after, colour = _MARKS[part.kind]
    text = part.text.rstrip()
    return f"[{colour}]{escape(before + text + after)}[/]{part.text[len(text) :]}"
