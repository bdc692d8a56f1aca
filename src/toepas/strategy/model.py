"""The words of the strategy: its documents, its actions, who owes them, with which money, and what has happened.

Texts are in English here, in our own words; ``texts`` gives them in the reader's language. What a document does not say stays
empty: "not stated" is a fact of its own, and never read as "no".
"""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass

from toepas.kernel.dates import Period


class Scope(enum.StrEnum):
    """What an action is about: a sector of the strategy, a horizontal challenge, or its governance."""

    SECTOR = "sector"
    CHALLENGE = "challenge"
    GOVERNANCE = "governance"


class State(enum.StrEnum):
    """How far an action is, as its events show; ``ANNOUNCED`` where nothing since is known here."""

    ANNOUNCED = "announced"
    PREPARED = "prepared"
    OPEN = "open"
    RUNNING = "running"
    DELIVERED = "delivered"
    STOPPED = "stopped"


class Grade(enum.StrEnum):
    """How good the evidence of an event is: the act or call itself, an official announcement, a report of others, or hearsay."""

    DOCUMENT = "document"
    OFFICIAL = "official"
    REPORTED = "reported"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that actions, positions and amounts are read from. ``date`` is when it was published."""

    id: str
    title: str
    reference: str
    date: datetime.date | None
    by: str
    url: str
    language: str
    """The language of the text that was read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document something stands: section and paragraph or item, or footnote."""

    document: str
    section: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a document announces. ``deadline`` is None where none was given; ``sectors`` are codes of the kernel."""

    id: str
    scope: Scope
    title: str
    what: str
    place: Place
    sectors: tuple[str, ...]
    actors: tuple[str, ...]
    """Ids of bodies that owe it."""
    instruments: tuple[str, ...]
    """Kinds of means: network, call, guidance, platform, study, law, ... (ids of the vocabulary)."""
    programmes: tuple[str, ...]
    """Ids of funding programmes that the document names for it."""
    announced: datetime.date
    deadline: Period | None
    deadline_words: str
    """What the document says of time, in our words; empty where it says nothing."""
    linked: tuple[str, ...]
    aliases: tuple[str, ...]
    """Other names, in any language and as abbreviations."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an action, with its source. ``date`` may be known by month or year."""

    action: str
    date: Period
    state: State
    what: str
    source: str
    url: str
    grade: Grade
    shipped: bool = True


@dataclass(frozen=True, slots=True)
class Body:
    """Who owes, governs or advises. ``role`` in our words."""

    id: str
    name: str
    role: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Money that a document names. ``euro`` or None where only words are given; ``actions`` and ``sectors`` that it is for."""

    id: str
    euro: float | None
    what: str
    kind: str
    """committed, announced, expected (leverage), spent, asked."""
    place: Place
    actions: tuple[str, ...]
    sectors: tuple[str, ...]
    period: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What documents say differently: each statement with its place; ``note`` says what can be concluded."""

    id: str
    topic: str
    statements: tuple[tuple[Place, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Position:
    """What a government says about an action or a theme, and what it commits itself to."""

    id: str
    country: str
    actions: tuple[str, ...]
    stance: str
    """supports, supports-with-conditions, asks, commits, reserves."""
    what: str
    place: Place
