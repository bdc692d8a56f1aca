"""What stands beside the rules: the calendar of the Act, the guidance around it, and the authorities per country."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from typing import Any

from toepas.law.sources import read_act

UNION = "EU"
DESIGNATED, PROPOSED, NOT_DESIGNATED, NOT_KNOWN = "designated", "proposed", "not-designated", "not-known"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that begins, is due or ends on a day. Texts are English source (context ``timeline.<id>.<field>``)."""

    id: str
    day: datetime.date
    kind: str
    title: str
    note: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    """A document around the Act, with its status and how we know it (context ``guidance.<id>.<field>``)."""

    id: str
    kind: str
    status: str
    title: str
    note: str
    reference: str
    about: tuple[str, ...]
    published: datetime.date | None
    expected: datetime.date | None
    checked: str
    as_of: datetime.date


@dataclass(frozen=True, slots=True)
class Authority:
    """Who has a function in a country (contexts ``authorities.name``, ``.for_whom``, ``.source``)."""

    country: str
    function: str
    name: str
    url: str
    status: str
    for_whom: str
    source: str
    as_of: datetime.date


@dataclass(frozen=True, slots=True)
class Function:
    """A function that every member state has to give to somebody (context ``authorities.<id>.<field>``)."""

    id: str
    title: str
    note: str
    cites: tuple[str, ...]


def _list(name: str) -> dict[str, Any]:
    found: dict[str, Any] = read_act("ai_act").lists[name]
    return found


@functools.cache
def timeline() -> tuple[TimelineEntry, ...]:
    """The calendar of the Act, in the order of the days."""
    entries = [
        TimelineEntry(e["id"], e["day"], e["kind"], e["title"], e["note"], tuple(e["cites"]))
        for e in _list("timeline")["entries"]
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.day, entry.id)))


@functools.cache
def guidance() -> tuple[Guidance, ...]:
    """Every document around the Act that we know of."""
    data = _list("guidance")
    return tuple(
        Guidance(
            id=e["id"],
            kind=e["kind"],
            status=e["status"],
            title=e["title"],
            note=e["note"],
            reference=e["reference"],
            about=tuple(e["about"]),
            published=e.get("published"),
            expected=e.get("expected"),
            checked=e["checked"],
            as_of=data["as_of"],
        )
        for e in data["entries"]
    )


@functools.cache
def functions() -> tuple[Function, ...]:
    """The functions an authority can have."""
    return tuple(
        Function(key, f["title"], f["note"], tuple(f["cites"])) for key, f in _list("authorities")["functions"].items()
    )


@functools.cache
def countries() -> tuple[str, ...]:
    """The Union itself, and every member state by its two letters (Greece is EL)."""
    codes = sorted(_list("authorities")["countries"])
    return (UNION, *(code for code in codes if code != UNION))


def authorities(country: str) -> tuple[Authority, ...]:
    """Who has which function in a country: every function has at least one line, "not known" where we found nothing.

    Raises KeyError for a country that is no member state.
    """
    data = _list("authorities")
    found = [
        Authority(
            country=country,
            function=e["function"],
            name=e["name"],
            url=e["url"],
            status=e["status"],
            for_whom=e["for_whom"],
            source=e["source"],
            as_of=e["as_of"],
        )
        for e in data["countries"][country]
    ]
    wanted = [f.id for f in functions()] if country != UNION else []
    missing = [name for name in wanted if all(entry.function != name for entry in found)]
    found += [Authority(country, name, "", "", NOT_KNOWN, "", "", data["searched"]) for name in missing]
    order = {f.id: position for position, f in enumerate(functions())}
    return tuple(sorted(found, key=lambda entry: order[entry.function]))


def official_list() -> str:
    """Where the Commission keeps its own list of authorities."""
    return str(_list("authorities")["official_list"])
