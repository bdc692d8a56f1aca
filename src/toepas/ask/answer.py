"""A question in, an answer out: what our passages say, with sources, and honest about how sure that is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from toepas.ask import engine as engines
from toepas.ask.confidence import NONE, STRONG, WEAK, confidence
from toepas.ask.engine import Engine
from toepas.ask.fuse import Found
from toepas.ask.passages import DUTY, FACT, Passage
from toepas.ask.references import Named, leads_to, named
from toepas.ask.statements import Statement, links, statement
from toepas.kernel.citation import Citation, parse
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.law import load_act
from toepas.law.act import text_version_on, text_versions
from toepas.law.naming import citation
from toepas.retrieval.language import OFFICIAL_LANGUAGES, recognise
from toepas.retrieval.vectors import Progress

LONGEST = 2000
"""Characters of a question: nobody asks one in more."""
STATEMENTS = 3
PER_PROVISION = 2
"""So many passages of one article are shown before others get their turn."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, in the reader's language, with the official pages of what it cites."""

    passage: Passage
    score: float
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be said to a question.

    ``lang`` is the language it was asked in; ``confidence`` is strong, weak or none; ``message`` says so in words and
    is empty when strong; ``offers`` say what else can be done; ``notes`` what a reader must know about the search;
    ``written`` is the answer as a language model wrote it from the passages, each sentence checked (see writer).
    """

    question: str
    lang: str
    on: datetime.date
    text_version: str
    confidence: str
    message: str
    statements: tuple[Statement, ...]
    passages: tuple[Hit, ...]
    offers: tuple[str, ...]
    notes: tuple[str, ...] = ()
    written: tuple[Statement, ...] = field(default=())


def warm(text_version: str | None = None, extra: Iterable[Passage] = (), progress: Progress | None = None) -> Engine:
    """Get everything ready, so that the first question is answered as fast as the others.

    ``extra`` are further passages, such as the official wording; ``progress`` is told how many of their vectors are
    made. Raises ValueError for an unknown text version.
    """
    version = text_version or text_versions()[-1]
    more = tuple(extra)
    return Engine(load_act(version), more, progress) if more else engines.engine(version)


def ask(
    question: str,
    lang: str | None,
    words: Words,
    on: datetime.date,
    text_version: str | None = None,
    limit: int = 5,
    engine: Engine | None = None,
) -> Answer:
    """Answer a question from our passages.

    ``lang`` is the language of the question (None: it is recognised), ``words`` that of the reader; ``on`` the date
    asked about. ``engine`` comes from ``warm`` where there are extra passages. Raises Problem for a question that is
    empty or too long or in no official language, ValueError for an unknown text version.
    """
    asked = _readable(question, lang, words)
    version = engine.act.text_version if engine else text_version or text_version_on(on)
    ready = engine or warm(version)
    spoken = lang or recognise(asked, words.lang)
    places = named(asked)
    found, evidence = ready.search(asked, spoken)
    known, unknown = _named_first(ready, places, found)
    sure = STRONG if known else confidence(evidence, places, ready.dense is not None)
    if unknown and not known and sure == STRONG:
        sure = WEAK
    chosen = [] if sure == NONE else _chosen(ready, known, found, limit)
    hits = tuple(_hit(ready, item, words) for item in chosen)
    return Answer(
        question=asked,
        lang=spoken,
        on=on,
        text_version=version,
        confidence=sure,
        message=_message(sure, bool(unknown), words),
        statements=tuple(statement(hit.passage, ready.act, on, words) for hit in hits[:STATEMENTS]),
        passages=hits,
        offers=_offers(sure, hits, words),
        notes=_notes(ready, unknown, words),
    )


def _readable(question: str, lang: str | None, words: Words) -> str:
    asked = " ".join(question.split())
    if not any(letter.isalnum() for letter in asked):
        raise Problem(
            words.t("There is no question."),
            expected=words.t("a question in words, such as: must a chatbot say that it is one?"),
            todo=words.t("Type your question."),
        )
    if len(asked) > LONGEST:
        raise Problem(
            words.t("The question is too long."),
            expected=words.t("at most {limit} characters; this one has {size}", limit=LONGEST, size=len(asked)),
            todo=words.t("Ask one thing at a time."),
        )
    if lang is not None and lang not in OFFICIAL_LANGUAGES:
        raise Problem(
            words.t("'{value}' is no official language of the Union.", value=lang),
            expected=", ".join(OFFICIAL_LANGUAGES),
            todo=words.t("Leave the language out: it is recognised."),
        )
    return asked


def _named_first(engine: Engine, places: Named, found: list[Found]) -> tuple[list[Found], list[Citation]]:
    """The passages at the places that a question names, the whole article first unless a part of it was named; and the
    places of which we have nothing."""
    scores = {item.id: item.score for item in found}
    known: list[Found] = []
    unknown: list[Citation] = []
    for place in places.places:
        whole = f"article:{place.provision}"
        below = [name for name in engine.ids if name != whole and _stands_at(engine.passage(name, ""), place)]
        below.sort(key=lambda name: -scores.get(name, 0.0))
        first = [whole] if whole in engine.variants else []
        names = [*below[:PER_PROVISION], *first] if place.points else [*first, *below[:PER_PROVISION]]
        known += [Found(name, scores.get(name, 0.0)) for name in names]
        if not names:
            unknown.append(place)
    return known, unknown


def _stands_at(item: Passage, place: Citation) -> bool:
    return any(leads_to(parse(cite), place) for cite in item.cites)


def _chosen(engine: Engine, known: list[Found], found: list[Found], limit: int) -> list[Found]:
    """The passages to show: those at places that were named, then the best, not too many of one article. Where the best
    one only asks something, the best of the same article that says something goes before it."""
    chosen = list({item.id: item for item in known}.values())[:limit]
    if found and not chosen:
        chosen = _saying_first(engine, found)
    have = {item.id for item in chosen}
    count: dict[str, int] = {}
    for item in found:
        if len(chosen) >= limit:
            break
        provision = engine.passage(item.id, "").provision
        if item.id in have:
            count[provision] = count.get(provision, 0) + 1
        elif count.get(provision, 0) < PER_PROVISION:
            count[provision] = count.get(provision, 0) + 1
            chosen.append(item)
    return chosen[:limit]


def _saying_first(engine: Engine, found: list[Found]) -> list[Found]:
    best = engine.passage(found[0].id, "")
    if best.kind != FACT:
        return []
    for item in found[1:]:
        other = engine.passage(item.id, "")
        if other.kind != FACT and other.provision == best.provision:
            return [item, found[0]]
    return []


def _hit(engine: Engine, item: Found, words: Words) -> Hit:
    passage = engine.passage(item.id, words.lang)
    return Hit(passage, item.score, links(passage.cites, engine.act, words.lang))


def _message(sure: str, named_unknown: bool, words: Words) -> str:
    if sure == NONE and named_unknown:
        return words.t("We have no text of our own on what you name, so we have no answer.")
    if sure == NONE:
        return words.t(
            "We have no answer to this. It does not seem to be about the AI Act, or our texts do not cover it."
        )
    if sure == WEAK:
        return words.t("We are not sure that this answers your question. Read the passages with that in mind.")
    return ""


def _offers(sure: str, hits: tuple[Hit, ...], words: Words) -> tuple[str, ...]:
    offers = []
    if sure == WEAK and hits:
        near = dict.fromkeys(citation(hit.passage.cites[0], words) for hit in hits if hit.passage.cites)
        offers.append(words.t("The nearest provisions: {cites}.", cites=", ".join(near)))
    if sure != STRONG or any(hit.passage.kind == DUTY for hit in hits[:STATEMENTS]):
        offers.append(words.t("What applies to you depends on your case: describe it, and the check works it out."))
    if sure == NONE:
        offers.append(words.t("Ask again in other words, or name the article that you mean."))
    return tuple(offers)


def _notes(engine: Engine, unknown: list[Citation], words: Words) -> tuple[str, ...]:
    notes = []
    for place in unknown:
        shown = (
            words.t("recital {number}", number=place.number) if place.kind == "recital" else citation(place.text, words)
        )
        notes.append(
            words.t(
                "We have no text of our own on {place}. The official text: {link}",
                place=shown,
                link=place.link(engine.act.celex, words.lang, engine.act.recitals_celex),
            )
        )
    if engine.dense is None:
        notes.append(
            words.t(
                "This installation searches by words only: it finds less, and nothing for questions in another language than its texts."
            )
        )
    return tuple(notes)


def answer_data(answer: Answer) -> dict[str, Any]:
    """An answer as plain data: the contract that others build on."""
    return {
        "question": answer.question,
        "lang": answer.lang,
        "on": answer.on.isoformat(),
        "text_version": answer.text_version,
        "confidence": answer.confidence,
        "message": answer.message,
        "statements": [_statement_data(item) for item in answer.statements],
        "written": [_statement_data(item) for item in answer.written],
        "passages": [
            {
                "id": hit.passage.id,
                "kind": hit.passage.kind,
                "provision": hit.passage.provision,
                "cites": list(hit.passage.cites),
                "links": list(hit.links),
                "lang": hit.passage.lang,
                "title": hit.passage.title,
                "text": hit.passage.text,
                "status": hit.passage.status,
                "score": round(hit.score, 4),
            }
            for hit in answer.passages
        ],
        "offers": list(answer.offers),
        "notes": list(answer.notes),
    }


def _statement_data(item: Statement) -> dict[str, Any]:
    return {
        "text": item.text,
        "cites": list(item.cites),
        "links": list(item.links),
        "text_version": item.text_version,
        "when": item.when,
        "applies_from": item.earliest.isoformat() if item.earliest else None,
        "applies_from_latest": item.latest.isoformat() if item.latest else None,
        "status": item.status,
        "passage": item.passage,
        "kind": item.kind,
    }
