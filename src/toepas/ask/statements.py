"""Sentences of an answer: a passage of ours, with where it stands, from when it counts, and what it is not."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass

from toepas.ask.passages import ARTICLE, DUTY, FACT, GUIDANCE, OFFICIAL, READING, Passage
from toepas.check import Result, check
from toepas.kernel.citation import parse
from toepas.kernel.words import Words
from toepas.law import Act, Duty


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the answer says. ``when`` is a sentence on its start, empty where there is no general date;
    ``earliest`` and ``latest`` bound that date (``latest`` None beside a date: perhaps never); ``status`` is that of
    guidance (draft, final, announced) and empty for the law itself."""

    text: str
    cites: tuple[str, ...]
    links: tuple[str, ...]
    text_version: str
    passage: str
    kind: str
    when: str = ""
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    status: str = ""


def statement(item: Passage, act: Act, on: datetime.date, words: Words) -> Statement:
    """What a passage says, as a sentence for a reader."""
    dates = general_date(item, act.text_version, on)
    earliest, latest = dates or (None, None)
    return Statement(
        text=_text(item, act, words),
        cites=item.cites,
        links=links(item.cites, act, words.lang),
        text_version=act.text_version,
        passage=item.id,
        kind=item.kind,
        when=_when(earliest, latest, on, words) if earliest else "",
        earliest=earliest,
        latest=latest,
        status=item.status,
    )


def links(cites: tuple[str, ...], act: Act, lang: str) -> tuple[str, ...]:
    """The official page of each citation."""
    return tuple(parse(cite).link(act.celex, lang, act.recitals_celex) for cite in cites)


def _text(item: Passage, act: Act, words: Words) -> str:
    if item.kind == DUTY:
        return _duty(act.duties[item.entry], item, act, words)
    if item.kind == FACT:
        return words.t("This matters for the answer: {question} {text}", question=item.title, text=item.text)
    if item.kind == READING:
        return words.t("The text leaves room here. {title}: {text}", title=item.title, text=item.text)
    if item.kind == GUIDANCE:
        return words.t(
            "Guidance ({status}), not law. {title}: {text}",
            status=status_name(item.status, words),
            title=item.title,
            text=item.text,
        )
    if item.kind == OFFICIAL:
        return words.t("Official text. {title}: {text}", title=item.title, text=item.text)
    return f"{item.title}: {item.text}"


def _duty(duty: Duty, item: Passage, act: Act, words: Words) -> str:
    roles = ", ".join(words.entry(f"{role}.title", act.concepts[role].title) for role in duty.roles)
    if duty.voluntary:
        return words.t(
            "{roles}, a possibility and no duty: {title}. {text}", roles=roles, title=item.title, text=item.text
        )
    return words.t("{roles}: {title}. {text}", roles=roles, title=item.title, text=item.text)


def status_name(status: str, words: Words) -> str:
    """How far a guidance document is."""
    names = {
        "draft": words.t("draft"),
        "final": words.t("final"),
        "announced": words.t("announced"),
    }
    return names.get(status, words.t("status unknown"))


@functools.lru_cache(maxsize=16)
def nothing_known(text_version: str, on: datetime.date) -> Result:
    """The check of a case about which nothing is known: its dates are the general ones."""
    return check({}, on, text_version)


def general_date(
    item: Passage, text_version: str, on: datetime.date
) -> tuple[datetime.date | None, datetime.date | None] | None:
    """Earliest and latest start of a duty, or of an article whose duties all start together; None where there is none."""
    wanted = [
        found
        for found in nothing_known(text_version, on).duties
        if (item.kind == DUTY and found.duty.id == item.entry)
        or (item.kind == ARTICLE and found.duty.provision == item.entry)
    ]
    dates = {(found.earliest, found.latest) for found in wanted}
    return dates.pop() if len(dates) == 1 else None


def _when(earliest: datetime.date, latest: datetime.date | None, on: datetime.date, words: Words) -> str:
    if earliest == latest:
        if earliest <= on:
            return words.t("Applies since {date}.", date=words.date(earliest))
        return words.t("Applies from {date}.", date=words.date(earliest))
    if latest is None:
        return words.t(
            "Applies from {date} at the earliest; for some systems later, or never.", date=words.date(earliest)
        )
    return words.t(
        "Applies from {first} at the earliest and from {last} at the latest, depending on the case.",
        first=words.date(earliest),
        last=words.date(latest),
    )
