"""What can be found: passages made from the law data, one by one, each in one language."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from toepas.kernel.citation import parse
from toepas.kernel.words import Words
from toepas.law import Act
from toepas.law.model import Fine
from toepas.law.sources import read_act

ARTICLE, DUTY, FACT, READING = "article", "duty", "fact", "reading"
DATA_DIR = Path(__file__).resolve().parent / "data"
SPOKEN = ("en", "nl")
"""The languages of each pair in asked.yaml."""
CONCEPT, FINE, GUIDANCE, OFFICIAL = "concept", "fine", "guidance", "official"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that can answer a question. ``id`` is the same in every language; ``entry`` is the id of the
    law data it was made from; ``status`` says of guidance whether it is final (empty for the law itself)."""

    id: str
    kind: str
    entry: str
    provision: str
    cites: tuple[str, ...]
    lang: str
    title: str
    text: str
    status: str = ""
    also: str = ""
    """What people call it in daily life: searched, never shown."""
    asked: tuple[str, ...] = ()
    """Questions as people would put them that it answers: searched, never shown."""

    @property
    def searched(self) -> str:
        """Everything that is searched by words."""
        return " ".join((self.whole, self.also, *self.asked))

    @property
    def whole(self) -> str:
        """Title and text, as they are read and searched by meaning."""
        return f"{self.title}. {self.text}" if self.title else self.text


def passages(act: Act, words: Words, extra: Iterable[Passage] = ()) -> tuple[Passage, ...]:
    """Every passage of an act in the language of ``words``, those of ``extra`` in that language included."""
    found = [
        *_articles(act, words),
        *_duties(act, words),
        *_facts(act, words),
        *_readings(act, words),
        *_concepts(act, words),
        *(_fine(item, words) for item in act.fines.values()),
        *_guidance(act, words),
    ]
    known = [_known_as(item, words.lang) for item in found]
    return (*known, *(item for item in extra if item.lang == words.lang))


def _known_as(item: Passage, lang: str) -> Passage:
    called, asked = _daily("everyday"), _daily("asked")
    if item.id not in called and item.id not in asked:
        return item
    place = SPOKEN.index(lang) if lang in SPOKEN else -1
    questions = tuple(pair[place] for pair in asked.get(item.id, ())) if place >= 0 else ()
    return replace(item, also=called.get(item.id, {}).get(lang, ""), asked=questions)


@functools.cache
def _daily(name: str) -> dict[str, Any]:
    """A list of what people say in daily life, by passage."""
    import yaml

    listed: dict[str, Any] = yaml.safe_load((DATA_DIR / f"{name}.yaml").read_text(encoding="utf-8"))
    return listed


def _articles(act: Act, words: Words) -> Iterator[Passage]:
    for item in act.articles.values():
        title = words.entry(f"{item.id}.title", item.title)
        digest = words.entry(f"{item.id}.digest", item.digest)
        yield Passage(f"article:{item.id}", ARTICLE, item.id, item.id, (cite_of(item.id),), words.lang, title, digest)


def cite_of(provision: str) -> str:
    """The citation of a whole provision: ``art_26`` is "26", ``anx_III`` is "annex III"."""
    kind, number = provision.split("_", 1)
    return f"annex {number}" if kind == "anx" else number


def _duties(act: Act, words: Words) -> Iterator[Passage]:
    for item in act.duties.values():
        title = words.entry(f"{item.id}.title", item.title)
        digest = words.entry(f"{item.id}.digest", item.digest)
        yield Passage(f"duty:{item.id}", DUTY, item.id, item.provision, item.cites, words.lang, title, digest)


def _facts(act: Act, words: Words) -> Iterator[Passage]:
    for item in act.facts.values():
        question = words.entry(f"{item.id}.question", item.question)
        parts = [words.entry(f"{item.id}.{key}", text) for key in ("meaning", "why") if (text := getattr(item, key))]
        yield Passage(
            f"fact:{item.id}", FACT, item.id, item.provision, item.cites, words.lang, question, " ".join(parts)
        )


def _readings(act: Act, words: Words) -> Iterator[Passage]:
    for item in act.readings.values():
        title = words.entry(f"{item.id}.title", item.title)
        text = f"{words.entry(f'{item.id}.taken', item.taken)} {words.entry(f'{item.id}.other', item.other)}"
        yield Passage(f"reading:{item.id}", READING, item.id, item.provision, item.cites, words.lang, title, text)


def _concepts(act: Act, words: Words) -> Iterator[Passage]:
    for item in act.concepts.values():
        if item.digest:
            title = words.entry(f"{item.id}.title", item.title)
            digest = words.entry(f"{item.id}.digest", item.digest)
            yield Passage(f"concept:{item.id}", CONCEPT, item.id, item.provision, item.cites, words.lang, title, digest)


def _fine(item: Fine, words: Words) -> Passage:
    title = words.entry(f"{item.id}.title", item.title)
    parts = []
    if item.amount is not None and item.share is not None:
        parts.append(
            words.t(
                "At most {amount} or {share} of worldwide turnover.",
                amount=words.money(item.amount),
                share=words.percent(item.share),
            )
        )
    elif item.amount is not None:
        parts.append(words.t("At most {amount}.", amount=words.money(item.amount)))
    if item.digest:
        parts.append(words.entry(f"{item.id}.digest", item.digest))
    return Passage(f"fine:{item.id}", FINE, item.id, item.provision, item.cites, words.lang, title, " ".join(parts))


def _guidance(act: Act, words: Words) -> Iterator[Passage]:
    """The list of guidance, where the data of the act has one."""
    listed: Any = read_act(act.id).lists.get("guidance") or []
    groups = listed.values() if isinstance(listed, dict) else [listed]
    for item in (entry for group in groups if isinstance(group, list) for entry in group):
        cites = tuple(str(cite) for cite in item.get("cites") or item.get("about") or ())
        title = words.entry(f"guidance.{item['id']}.title", _plain(item["title"]))
        note = words.entry(f"guidance.{item['id']}.note", _plain(item.get("note")))
        provision = parse(cites[0]).provision if cites else ""
        status = str(item.get("status") or "")
        yield Passage(f"guidance:{item['id']}", GUIDANCE, item["id"], provision, cites, words.lang, title, note, status)


def _plain(text: Any) -> str:
    return " ".join(str(text).split()) if text else ""
