"""An act as it reads in one text version: every entry looked up, overridden and checked."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass, field
from typing import Any

from toepas.law import build
from toepas.law.model import (
    Article,
    ClassRule,
    Concept,
    DateEntry,
    Duty,
    Fact,
    Fine,
    FineOverride,
    Group,
    Reading,
)
from toepas.law.sources import Raw, read_act

AI_ACT = "ai_act"


@dataclass(slots=True, eq=False)
class Act:
    """Everything the act says in one text version. All dictionaries are keyed by id, in reading order."""

    id: str
    title: str
    text_version: str
    celex: str
    recitals_celex: str
    applies: str
    classes: tuple[ClassRule, ...]
    gpai: tuple[str, ...]
    groups: dict[str, Group]
    articles: dict[str, Article]
    facts: dict[str, Fact] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    dates: dict[str, DateEntry] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    fines: dict[str, Fine] = field(default_factory=dict)
    fine_overrides: tuple[FineOverride, ...] = ()
    register_concepts: tuple[str, ...] = ()
    register_dates: dict[str, str] = field(default_factory=dict)
    """Date entries that a register shows, each with the concept for which it counts."""
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Facts that are asked as one question ("which of these"), by the fact that opens them."""
    absent: frozenset[str] = frozenset()
    """Facts and concepts that exist in another text version only; here they are "no"."""
    places: dict[str, str] = field(default_factory=dict)


def text_versions(name: str = AI_ACT) -> tuple[str, ...]:
    """The known text versions, oldest first."""
    return tuple(sorted(read_act(name).act["text_versions"]))


def text_version_on(day: datetime.date, name: str = AI_ACT) -> str:
    """The text that holds on a day; the first one for days before it."""
    versions = text_versions(name)
    held = [version for version in versions if datetime.date.fromisoformat(version) <= day]
    return held[-1] if held else versions[0]


@functools.lru_cache(maxsize=64)
def load_act(text_version: str | None = None, reading: str | None = None, name: str = AI_ACT) -> Act:
    """The act in a text version (default: the newest), under another reading where one is named.

    Raises ValueError for an unknown version or reading.
    """
    return assemble(read_act(name), text_version, reading)


def assemble(raw: Raw, text_version: str | None = None, reading: str | None = None) -> Act:
    """Build the act from what was read."""
    versions = sorted(raw.act["text_versions"])
    version = text_version or versions[-1]
    if version not in versions:
        raise ValueError(version)
    overrides = _reading_overrides(raw, version, reading)
    act = _frame(raw, version)
    absent: set[str] = set()
    for provision, data in raw.provisions.items():
        act.articles[provision] = build.article(data, version)
        for kind in ("facts", "concepts", "dates", "duties", "readings", "fines"):
            for source in data.get(kind) or []:
                if version not in source.get("in", versions):
                    absent.add(source["id"])
                    continue
                entry = {**source, **source.get("at", {}).get(version, {}), **overrides.get(source["id"], {})}
                getattr(act, kind)[entry["id"]] = build.BUILDERS[kind](entry, provision)
        act.fine_overrides += tuple(
            build.fine_override(item, provision)
            for item in data.get("fine_overrides") or []
            if version in item.get("in", versions)
        )
    act.choices = {
        gate: members
        for gate, names in (raw.act.get("choices") or {}).items()
        if gate in act.facts and (members := tuple(name for name in names if name in act.facts))
    }
    act.absent = frozenset(absent - act.facts.keys() - act.concepts.keys())
    _fill_groups(act)
    return act


def _reading_overrides(raw: Raw, version: str, reading: str | None) -> dict[str, dict[str, Any]]:
    if reading is None:
        return {}
    for data in raw.provisions.values():
        for entry in data.get("readings") or []:
            if entry["id"] == reading:
                overrides: dict[str, dict[str, Any]] = {**entry, **entry.get("at", {}).get(version, {})}.get(
                    "overrides"
                ) or {}
                return overrides
    raise ValueError(reading)


def _frame(raw: Raw, version: str) -> Act:
    head = raw.act
    return Act(
        id=head["id"],
        title=head["title"],
        text_version=version,
        celex=head["text_versions"][version]["celex"],
        recitals_celex=head["recitals_celex"],
        applies=head["applies"],
        classes=tuple(ClassRule(item["class"], item.get("when"), item.get("date")) for item in head["classes"]),
        gpai=tuple(head["gpai"]),
        groups={key: Group(key, title) for key, title in head["groups"].items()},
        articles={},
        register_concepts=tuple(head["register"]["concepts"]),
        register_dates=dict(head["register"]["dates"]),
        places=raw.places,
    )


def _fill_groups(act: Act) -> None:
    members: dict[str, list[str]] = {key: [] for key in act.groups}
    for fact in act.facts.values():
        members.setdefault(fact.group, []).append(fact.id)
    act.groups = {
        key: Group(key, act.groups[key].title if key in act.groups else key, tuple(ids)) for key, ids in members.items()
    }
