"""Whether a document has the parts of an Open Badge 3.0 in their places; the first part that has not is named."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from toepas.academy.credentials import DATA
from toepas.academy.credentials.contexts import CREDENTIALS

BADGES = {"OpenBadgeCredential", "AchievementCredential"}
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
BADGE_CONTEXT = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)?\.json")


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is not as the standard wants it: ``place`` in the document, and what is ``expected`` there."""

    place: str
    expected: str


@functools.cache
def _parts() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "shape.yaml").read_text(encoding="utf-8"))
    return found


def types(value: Any) -> list[str]:
    """The types that a part says it has."""
    found = value.get("type", []) if isinstance(value, dict) else []
    return [str(item) for item in (found if isinstance(found, list) else [found])]


def fault(document: dict[str, Any]) -> Fault | None:
    """What is wrong with an Open Badge; None where nothing is."""
    contexts = document.get("@context")
    if not isinstance(contexts, list) or contexts[:1] != [CREDENTIALS]:
        return Fault("@context", CREDENTIALS)
    if not any(isinstance(item, str) and BADGE_CONTEXT.fullmatch(item) for item in contexts):
        return Fault("@context", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
    if "VerifiableCredential" not in types(document):
        return Fault("type", "VerifiableCredential")
    if not BADGES & set(types(document)):
        return Fault("type", "OpenBadgeCredential")
    return next(_faults(document, "OpenBadge", ""), None)


def moment_of(text: Any) -> datetime.datetime | None:
    """A moment with its time zone; None for anything else."""
    if not isinstance(text, str) or not MOMENT.fullmatch(text):
        return None
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def _faults(value: Any, part: str, place: str) -> Iterator[Fault]:
    wanted = _parts()[part]
    if isinstance(value, str) and wanted.get("plain"):
        yield from _simple(value, wanted["plain"], place)
        return
    if not isinstance(value, dict):
        yield Fault(place, part)
        return
    if not set(wanted.get("is", [])) <= set(types(value)):
        yield Fault(_at(place, "type"), ", ".join(wanted["is"]))
    for name in wanted.get("needs", []):
        if value.get(name) in (None, [], {}):
            yield Fault(place or part, name)
    if "one_of" in wanted and not any(value.get(name) for name in wanted["one_of"]):
        yield Fault(place, " / ".join(wanted["one_of"]))
    for name, holds in wanted["has"].items():
        if name in value:
            yield from _field(value[name], holds, _at(place, name))


def _field(value: Any, holds: str, place: str) -> Iterator[Fault]:
    if holds.endswith("?"):
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            yield from _field(item, holds[:-1], f"{place}[{index}]" if isinstance(value, list) else place)
    elif holds in _parts():
        yield from _faults(value, holds, place)
    else:
        yield from _simple(value, holds, place)


def _simple(value: Any, holds: str, place: str) -> Iterator[Fault]:
    if holds == "text":
        good = isinstance(value, str) or _spoken(value)
    elif holds == "url":
        good = isinstance(value, str) and ADDRESS.fullmatch(value) is not None
    elif holds == "number":
        good = isinstance(value, int | float) and not isinstance(value, bool)
    elif holds == "flag":
        good = isinstance(value, bool)
    else:
        good = moment_of(value) is not None
    if not good:
        yield Fault(place, holds)


def _spoken(value: Any) -> bool:
    """A text with its language, or several: ``{"@value": "…", "@language": "nl"}``."""
    items = value if isinstance(value, list) else [value]
    return bool(items) and all(isinstance(item, dict) and isinstance(item.get("@value"), str) for item in items)


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
