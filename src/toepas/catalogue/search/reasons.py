"""Why an asset was found, as facts: which field, which value. Sentences are made of them in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from toepas.catalogue.model import Asset
from toepas.catalogue.search.asked import take_apart
from toepas.catalogue.search.query import Found, Hit, Query
from toepas.catalogue.search.texts import fold
from toepas.catalogue.vocabulary import concepts
from toepas.kernel.words import Words
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser

CLOSE = 0.55
"""From this cosine on, what an asset says is close to what was asked; below it, it only resembles it."""
QUOTED = 160
"""Characters of a text that are quoted."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that made an asset fit. ``field`` of the asset and ``value`` in it; ``quote`` is its text, in ``lang``.

    ``weight`` orders reasons (0 to 1).
    """

    code: str
    field: str
    value: str
    quote: str = ""
    lang: str = ""
    weight: float = 0.0


def reasons(asset: Asset, hit: Hit, query: Query, found: Found) -> tuple[Reason, ...]:
    """What of the asset fired for a query, strongest first."""
    given = [
        Reason("purpose", "purposes", name, concepts()[name].label(query.lang), query.lang, 0.5 + strength / 2)
        for name, strength in found.purposes
        if name in asset.purposes
    ]
    given += _words(asset, query)
    if hit.meaning > 0:
        field, lang, text = _said(asset, query.lang)
        value = "close" if hit.meaning >= CLOSE else "near"
        given.append(Reason("meaning", field, value, text[:QUOTED], lang, hit.meaning))
    return tuple(sorted(given, key=lambda reason: -reason.weight))


def _said(asset: Asset, lang: str) -> tuple[str, str, str]:
    """What the asset says of itself: (field, language, text), in a language or else in another."""
    for field, texts in (("summary", asset.summary), ("description", asset.description), ("name", asset.name)):
        if texts:
            spoken = lang if lang in texts else "en" if "en" in texts else next(iter(texts))
            return field, spoken, texts[spoken]
    return "name", "", ""


def _words(asset: Asset, query: Query) -> list[Reason]:
    """The words of the query that stand in the asset, per field."""
    asked = take_apart(query.text, query.lang)
    wanted = [*asked.words, *(word for phrase in asked.phrases for word in phrase)]
    analyser = Analyser(query.lang) if query.lang in OFFICIAL_LANGUAGES else None
    stems = {stem: word for word in wanted for stem in (analyser.stems(word) if analyser else [word])[:1]}
    plain = {part: word for word in wanted for part in fold(word)[:1] if len(part) > 2}
    found = []
    for field in ("name", "summary", "description"):
        texts = getattr(asset, field)
        own = set(analyser.stems(texts[query.lang])) if analyser and query.lang in texts else set()
        said = [word for stem, word in stems.items() if stem in own]
        if field == "name" and not said:
            there = {part for text in texts.values() for part in fold(text)}
            said = [word for part, word in plain.items() if part in there]
        if said:
            text = texts.get(query.lang) or next(iter(texts.values()))
            share = len(set(said)) / max(1, len(set(wanted)))
            lang = query.lang if query.lang in texts else next(iter(texts))
            found.append(
                Reason("words", field, ", ".join(dict.fromkeys(said)), _around(text, said), lang, 0.3 + 0.5 * share)
            )
    return found[:1]


def _around(text: str, said: list[str]) -> str:
    """The part of a text around the first word that was said, cut at spaces."""
    lower = text.lower()
    at = min((place for word in said if (place := lower.find(word[: max(3, len(word) - 2)])) >= 0), default=0)
    start = max(0, at - QUOTED // 3)
    start = 0 if start < 20 else text.find(" ", start) + 1
    piece = text[start : start + QUOTED]
    if start + QUOTED < len(text):
        piece = piece.rsplit(" ", 1)[0] + " …"
    return ("… " if start else "") + piece


def reason_text(reason: Reason, words: Words) -> str:
    """A reason as a sentence, in the reader's language; the quote stands apart from it."""
    if reason.code == "purpose":
        return words.t("It is meant for: {purpose}", purpose=concepts()[reason.value].label(words.lang))
    if reason.code == "words":
        return words.t("It says: {words}", words=reason.value)
    if reason.value == "close":
        return words.t("What it says comes close to what you ask")
    return words.t("What it says resembles what you ask")
