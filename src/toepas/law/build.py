"""Turns an entry as written in YAML into its record."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from toepas.law.conditions import parse
from toepas.law.model import (
    Article,
    Concept,
    DateEntry,
    DateRule,
    Duty,
    Fact,
    Fine,
    FineOverride,
    FormField,
    Moment,
    Reading,
)

Entry = dict[str, Any]


def _words(value: Any) -> str:
    return " ".join(str(value).split()) if value else ""


def _tuple(value: Any) -> tuple[str, ...]:
    if not value:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def article(data: Entry, version: str) -> Article:
    """The article or annex as it reads in a text version."""
    here = (data.get("versions") or {}).get(version, {})
    fields = here.get("fields") or data.get("fields") or []
    return Article(
        id=data["id"],
        title=_words(here.get("title") or data["title"]),
        chapter=str(data.get("chapter", "")),
        section=str(data.get("section", "")),
        digest=_words(here.get("digest") or data["digest"]),
        change=here.get("change", ""),
        change_what=_words(here.get("what")),
        fields=tuple(
            FormField(item["id"], _words(item["label"]), _tuple(item.get("cites")))
            for item in fields
            if version in item.get("in", [version])
        ),
    )


def fact(entry: Entry, provision: str) -> Fact:
    """A fact that a person can answer."""
    return Fact(
        id=entry["id"],
        type=entry["type"],
        question=_words(entry["question"]),
        meaning=_words(entry["meaning"]),
        why=_words(entry.get("why")),
        who=entry.get("who", "management"),
        cites=_tuple(entry["cites"]),
        group=entry["group"],
        within=entry.get("within"),
        within_any=_tuple(entry.get("within_any")),
        values={str(key): _words(value) for key, value in (entry.get("values") or {}).items()},
        unit=str(entry.get("unit", "")),
        provision=provision,
    )


def concept(entry: Entry, provision: str) -> Concept:
    """A concept that follows from facts."""
    return Concept(
        id=entry["id"],
        title=_words(entry["title"]),
        digest=_words(entry.get("digest")),
        kind=entry.get("kind", ""),
        cites=_tuple(entry["cites"]),
        when=parse(entry["when"]),
        unless=_tuple(entry.get("unless")),
        provision=provision,
    )


def moment(value: Any) -> Moment:
    """What a date rule yields."""
    if isinstance(value, datetime.date):
        return Moment(day=value)
    if value == "never":
        return Moment(never=True)
    if isinstance(value, dict):
        if "from" in value:
            return Moment(entry=value["from"])
        if "date_of" in value:
            return Moment(fact=value["date_of"], not_before=value.get("not_before"))
        for choice in ("earliest_of", "latest_of"):
            if choice in value:
                return Moment(choice=choice, parts=tuple(moment(part) for part in value[choice]))
    raise ValueError(f"not a date, 'never', from, date_of, earliest_of or latest_of: {value!r}")


def date_entry(entry: Entry, provision: str) -> DateEntry:
    """From when something applies."""
    rules = tuple(
        DateRule(parse(rule["if"]) if "if" in rule else None, moment(rule["then"])) for rule in entry["rules"]
    )
    return DateEntry(entry["id"], _tuple(entry["cites"]), rules, provision)


def duty(entry: Entry, provision: str) -> Duty:
    """A duty, permission or relief."""
    fine = entry.get("fine")
    return Duty(
        id=entry["id"],
        roles=_tuple(entry["role"]),
        title=_words(entry["title"]),
        digest=_words(entry["digest"]),
        cites=_tuple(entry["cites"]),
        when=_tuple(entry.get("when")),
        unless=_tuple(entry.get("unless")),
        date=entry["date"],
        fine=None if fine in (None, "none") else str(fine),
        evidence=_words(entry.get("evidence")),
        document=entry.get("document"),
        moment=entry.get("moment", "ongoing"),
        every=entry.get("every"),
        voluntary=bool(entry.get("voluntary", False)),
        towards=_tuple(entry.get("towards")),
        provision=provision,
    )


def reading(entry: Entry, provision: str) -> Reading:
    """A place where the text leaves room."""
    return Reading(
        id=entry["id"],
        title=_words(entry["title"]),
        taken=_words(entry["taken"]),
        other=_words(entry["other"]),
        cites=_tuple(entry["cites"]),
        touches=_tuple(entry.get("touches")),
        overrides=entry.get("overrides") or {},
        provision=provision,
    )


def fine(entry: Entry, provision: str) -> Fine:
    """A fine tier."""
    return Fine(
        id=entry["id"],
        title=_words(entry["title"]),
        digest=_words(entry.get("digest")),
        cites=_tuple(entry["cites"]),
        amount=entry.get("amount"),
        share=entry.get("share"),
        lower_for=_tuple(entry.get("lower_for")),
        undertakings_only=bool(entry.get("undertakings_only", True)),
        provision=provision,
    )


def fine_override(entry: Entry, provision: str) -> FineOverride:
    """Where other tiers count."""
    tiers = {str(key): str(value) for key, value in entry["tiers"].items()}
    return FineOverride(parse(entry["if"]), tiers, _words(entry.get("note")), f"{provision}.override.note")


BUILDERS: dict[str, Callable[[Entry, str], Any]] = {
    "facts": fact,
    "concepts": concept,
    "dates": date_entry,
    "duties": duty,
    "readings": reading,
    "fines": fine,
}
