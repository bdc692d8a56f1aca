"""What the law data holds, once read: plain frozen records."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from toepas.law.conditions import Condition

TRUTH, DATE, NUMBER, CODE = "truth", "date", "number", "code"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a person can answer. ``type`` is truth, date, number or code; texts are English source."""

    id: str
    type: str
    question: str
    meaning: str
    why: str
    who: str
    cites: tuple[str, ...]
    group: str
    within: str | None
    within_any: tuple[str, ...]
    values: dict[str, str]
    unit: str
    provision: str


@dataclass(frozen=True, slots=True)
class Concept:
    """What follows from facts: ``when`` holds and none of the exceptions ``unless`` does."""

    id: str
    title: str
    digest: str
    kind: str
    cites: tuple[str, ...]
    when: Condition
    unless: tuple[str, ...]
    provision: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What a date rule yields: a day, never, another date entry, a date fact, or the earliest or latest of several."""

    day: datetime.date | None = None
    never: bool = False
    entry: str | None = None
    fact: str | None = None
    not_before: datetime.date | None = None
    choice: str | None = None
    parts: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class DateRule:
    """``then`` applies if ``condition`` holds and no earlier rule did; no condition means always."""

    condition: Condition | None
    then: Moment


@dataclass(frozen=True, slots=True)
class DateEntry:
    """From when something applies, in this case: an ordered list of rules."""

    id: str
    cites: tuple[str, ...]
    rules: tuple[DateRule, ...]
    provision: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Who must do what, from when, on pain of which fine, shown by what.

    ``towards`` names to whom it is owed in person, where that is somebody: ``workers`` (those who work there), ``people``
    (everybody whom the system works on or decides about, workers among them).
    """

    id: str
    roles: tuple[str, ...]
    title: str
    digest: str
    cites: tuple[str, ...]
    when: tuple[str, ...]
    unless: tuple[str, ...]
    date: str
    fine: str | None
    evidence: str
    document: str | None
    moment: str
    every: str | None
    voluntary: bool
    towards: tuple[str, ...]
    provision: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A place where the text leaves room: what is taken, what else can be read, and what that would change."""

    id: str
    title: str
    taken: str
    other: str
    cites: tuple[str, ...]
    touches: tuple[str, ...]
    overrides: dict[str, dict[str, object]]
    provision: str


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine tier: a fixed ``amount`` and a ``share`` of worldwide turnover; ``lower_for`` lists who pays the lower."""

    id: str
    title: str
    digest: str
    cites: tuple[str, ...]
    amount: float | None
    share: float | None
    lower_for: tuple[str, ...]
    provision: str
    undertakings_only: bool = True


@dataclass(frozen=True, slots=True)
class FineOverride:
    """Where ``condition`` holds, other tiers count: ``tiers`` maps the usual tier to the one that counts."""

    condition: Condition
    tiers: dict[str, str]
    note: str
    context: str


@dataclass(frozen=True, slots=True)
class ClassRule:
    """The class of a case is the first whose concept holds (and, where given, whose date has come)."""

    name: str
    when: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of an official form or list, in our words."""

    id: str
    label: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article or annex: its digest in this text version, and what the amendment did to it."""

    id: str
    title: str
    chapter: str
    section: str
    digest: str
    change: str
    change_what: str
    fields: tuple[FormField, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that are asked on one screen."""

    id: str
    title: str
    facts: tuple[str, ...] = field(default_factory=tuple)
