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
    """Something that begins, is due, ends or is expected on a day. Texts are English source.

    Contexts ``timeline.<id>.<field>``. ``kind``: applies, deadline, transition-end, or expected (no day of the law).
    """

    id: str
    day: datetime.date
    kind: str
    title: str
    note: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    """A document around the Act, with its status and how we know it.

    Contexts ``guidance.<id>.<field>`` and ``guidance.source``. ``checked`` is "official" where the document or the law
    itself was read, "secondary" where others report it; ``link`` may be empty.
    """

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
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class IncidentEntry:
    """A piece of what the Act says of serious incidents (contexts ``incidents.<id>.<field>``).

    ``kind``: consequence, deadline, limit, step or question. A deadline counts ``days`` from learning of the incident and holds ``after`` these
    consequences; after all others where there are none.
    """

    id: str
    kind: str
    title: str
    note: str
    cites: tuple[str, ...]
    days: int | None
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Authority:
    """Who has a function in a country (contexts ``authorities.name``, ``.for_whom``, ``.source``).

    ``own_name`` is the name in the country's own language and stays as it is; ``url`` is the home page, ``link`` where
    the statement comes from. Where nothing was found (``status`` not-known) the texts are empty and ``as_of`` is the
    day of the search.
    """

    country: str
    function: str
    name: str
    own_name: str
    url: str
    status: str
    for_whom: str
    source: str
    link: str
    checked: str
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
    return tuple(_guidance(entry, data["sources"][entry["from"]]) for entry in data["entries"])


def _guidance(entry: dict[str, Any], source: dict[str, Any]) -> Guidance:
    return Guidance(
        id=entry["id"],
        kind=entry["kind"],
        status=entry["status"],
        title=entry["title"],
        note=entry["note"],
        reference=entry["reference"],
        about=tuple(entry["about"]),
        published=entry.get("published"),
        expected=entry.get("expected"),
        checked=source["checked"],
        as_of=source["as_of"],
        source=source["text"],
        link=entry.get("link", source["link"]),
    )


@functools.cache
def incident_entries(kind: str = "") -> tuple[IncidentEntry, ...]:
    """What the Act says of serious incidents, all of it or of one kind, in the order of the file."""
    entries = [
        IncidentEntry(
            e["id"], e["kind"], e["title"], e["note"], tuple(e["cites"]), e.get("days"), tuple(e.get("after", ()))
        )
        for e in _list("incidents")["entries"]
    ]
    return tuple(entry for entry in entries if not kind or entry.kind == kind)


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


def country_code(written: str) -> str:
    """The code of a country as the Union writes it, from what a person wrote ("nl", "GR"); empty for no member state."""
    code = written.strip().upper()
    code = _list("authorities")["aliases"].get(code, code)
    return code if code in countries() else ""


def authorities(country: str | None = None) -> tuple[Authority, ...]:
    """Who has which function in a country, or in all of them.

    Every function of a member state has at least one line, "not known" where we found nothing.
    Raises KeyError for a country that is no member state.
    """
    if country is None:
        return tuple(authority for code in countries() for authority in authorities(code))
    data = _list("authorities")
    found = [_authority(country, entry, data["sources"][entry["from"]]) for entry in data["countries"][country]]
    wanted = [f.id for f in functions()] if country != UNION else []
    missing = [name for name in wanted if all(entry.function != name for entry in found)]
    found += [_nobody_found(country, name, data["searched"]) for name in missing]
    order = {f.id: position for position, f in enumerate(functions())}
    return tuple(sorted(found, key=lambda entry: order[entry.function]))


def _authority(country: str, entry: dict[str, Any], source: dict[str, Any]) -> Authority:
    return Authority(
        country=country,
        function=entry["function"],
        name=entry["name"],
        own_name=entry.get("own_name", ""),
        url=entry.get("url", ""),
        status=entry["status"],
        for_whom=entry.get("for_whom", ""),
        source=source["text"],
        link=source["link"],
        checked=source["checked"],
        as_of=source["as_of"],
    )


def _nobody_found(country: str, function: str, searched: datetime.date) -> Authority:
    return Authority(country, function, "", "", "", NOT_KNOWN, "", "", "", "", searched)


def official_list() -> str:
    """Where the Commission keeps its own list of market surveillance authorities and points of contact."""
    return str(_list("authorities")["official_list"])


def rights_list() -> str:
    """Where the Commission keeps its own list of bodies that protect fundamental rights."""
    return str(_list("authorities")["rights_list"])
