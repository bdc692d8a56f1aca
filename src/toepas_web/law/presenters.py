"""Provisions as pages show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from toepas.kernel import Words, parse_citation
from toepas.law import Act, Article, load_act, text_versions
from toepas_web.search.wanted import Wanted

_NUMBER = re.compile(r"(\d+)([a-z]*)$")
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Row:
    """A provision in a list."""

    id: str
    name: str
    title: str
    changed: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Provisions that stand together."""

    name: str
    rows: tuple[Row, ...]


def name_of(provision: str, said: Words) -> str:
    """ "Article 26", "Annex III", "Recital 12"."""
    kind, number = provision.split("_", 1)
    if kind == "art":
        return said.t("Article {number}", number=number)
    if kind == "anx":
        name = said.t("Annex {number}", number=number)
        return name[0].upper() + name[1:]
    return said.t("Recital {number}", number=number)


def cite_of(provision: str) -> str:
    """A provision as a citation of the library."""
    kind, number = provision.split("_", 1)
    if kind == "art":
        return number
    return f"annex {number}" if kind == "anx" else f"recital {number} (2024)"


def order(provision: str) -> tuple[int, int, str]:
    """Articles by number, 4a after 4; then annexes; then recitals."""
    kind, number = provision.split("_", 1)
    if kind == "anx":
        values = [_ROMAN[sign] for sign in number]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return (1, sum(-one if one < after else one for one, after in pairs), "")
    match = _NUMBER.match(number)
    return (0 if kind == "art" else 2, int(match[1]) if match else 0, match[2] if match else number)


def change_word(change: str, said: Words) -> str:
    """What the amendment did to a provision, in a word; nothing where it did nothing."""
    known = {"": "", "inserted": said.t("new in 2026"), "deleted": said.t("deleted in 2026")}
    return known.get(change, said.t("changed in 2026"))


def title_of(article: Article, said: Words) -> str:
    """Our title of a provision."""
    return said.entry(f"{article.id}.title", article.title)


def told(article: Article, said: Words) -> tuple[str, str, str]:
    """Name, title and digest of a provision."""
    digest = said.entry(f"{article.id}.digest", article.digest) if article.digest else ""
    return name_of(article.id, said), title_of(article, said), digest


def chapters(said: Words, wanted: str = "") -> tuple[Chapter, ...]:
    """Every provision with a digest, by chapter; only those that hold every wanted word, where words are given."""
    act = load_act()
    groups: dict[str, list[Row]] = {}
    words = Wanted(wanted)
    for article in sorted(act.articles.values(), key=lambda item: order(item.id)):
        name, title, digest = told(article, said)
        if words.holds(name, title, digest):
            row = Row(article.id, name, title, change_word(article.change, said))
            groups.setdefault("" if article.id.startswith("anx") else article.chapter, []).append(row)
    return tuple(
        Chapter(said.t("Chapter {number}", number=key) if key else said.t("Annexes"), tuple(rows))
        for key, rows in sorted(groups.items(), key=lambda item: order(item[1][0].id))
    )


def neighbours(act: Act, provision: str, said: Words) -> tuple[Row | None, Row | None]:
    """The provisions before and after."""
    ids = sorted(act.articles, key=order)
    place = ids.index(provision)
    found = [ids[at] if 0 <= at < len(ids) else None for at in (place - 1, place + 1)]
    before, after = (None if name is None else Row(name, name_of(name, said), "", "") for name in found)
    return before, after


def concerns(cites: tuple[str, ...], provision: str) -> bool:
    """Whether one of these citations points into a provision."""
    return any(parse_citation(cite).provision == provision for cite in cites)


def arising(act: Act, provision: str, said: Words) -> Iterator[dict[str, str]]:
    """The duties that arise from a provision."""
    for duty in act.duties.values():
        if concerns(duty.cites, provision):
            roles = [
                said.entry(f"{role}.title", act.concepts[role].title) for role in duty.roles if role in act.concepts
            ]
            yield {
                "title": said.entry(f"{duty.id}.title", duty.title),
                "digest": said.entry(f"{duty.id}.digest", duty.digest),
                "roles": ", ".join(roles),
                "kind": said.t("permission") if duty.voluntary else said.t("duty"),
            }


def asked(act: Act, provision: str, said: Words) -> Iterator[dict[str, str]]:
    """The questions of the check that rest on a provision."""
    for fact in act.facts.values():
        if concerns(fact.cites, provision):
            yield {
                "question": said.entry(f"{fact.id}.question", fact.question),
                "meaning": said.entry(f"{fact.id}.meaning", fact.meaning) if fact.meaning else "",
                "address": reverse("check-question", args=[fact.id]),
            }


def room(act: Act, provision: str, said: Words) -> Iterator[dict[str, str]]:
    """Where the text of a provision leaves room."""
    for entry in act.readings.values():
        if concerns(entry.cites, provision):
            yield {key: said.entry(f"{entry.id}.{key}", getattr(entry, key)) for key in ("title", "taken", "other")}


def versions(provision: str, said: Words) -> tuple[dict[str, str], ...]:
    """What a provision says in each text version, and what the amendment did to it."""
    rows = []
    newest = load_act().articles.get(provision)
    for version in text_versions():
        article = load_act(version).articles.get(provision)
        if article is None or not article.digest:
            continue
        if newest and newest.change == "inserted" and version != text_versions()[-1]:
            continue  # what was inserted later is no part of this text
        what = said.entry(f"{provision}.what", article.change_what) if article.change_what else ""
        rows.append(
            {
                "version": version,
                "title": title_of(article, said),
                "digest": said.entry(f"{provision}.digest", article.digest),
                "change": change_word(article.change, said),
                "what": what,
            }
        )
    return tuple(rows)


def amended(said: Words) -> tuple[dict[str, str], ...]:
    """Every provision that the amendment touched, with what it did, in our words."""
    touched = [article for article in load_act().articles.values() if article.change]
    return tuple(
        {
            "id": article.id,
            "name": name_of(article.id, said),
            "title": title_of(article, said),
            "change": change_word(article.change, said),
            "what": said.entry(f"{article.id}.what", article.change_what) if article.change_what else "",
        }
        for article in sorted(touched, key=lambda item: order(item.id))
    )
