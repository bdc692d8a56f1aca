"""The words of the strategy: its documents, its actions, who owes them, with which money, and what has happened.

Texts are in English here, in our own words; ``texts`` gives them in the reader's language. What a document does not say stays
empty: "not stated" is a fact of its own, and never read as "no".
"""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass, field

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
    """A document that actions, positions and amounts are read from. ``date`` is when it was published, where that is known."""

    id: str
    title: str
    language: str
    """The language of the text that was read."""
    by: str
    """Id of the body that wrote it."""
    reference: str = ""
    date: datetime.date | None = None
    url: str = ""
    sections: dict[str, str] = field(default_factory=dict)
    """What sections with actions are about, in our words; those on one sector are called after it."""


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
    announced: datetime.date
    sectors: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    """Ids of bodies that owe it."""
    instruments: tuple[str, ...] = ()
    """Kinds of means: network, call, guidance, platform, study, law, ... (ids of the vocabulary)."""
    programmes: tuple[str, ...] = ()
    """Ids of funding programmes that the document names for it."""
    deadline: Period | None = None
    deadline_words: str = ""
    """What the document says of time, in our words; empty where it says nothing."""
    linked: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other names, in any language and as abbreviations."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to one or more actions, with its source. ``date`` may be known by month or year.

    ``state`` is None where the event says something of the action but not how far it is.
    """

    id: str
    actions: tuple[str, ...]
    date: Period
    what: str
    source: str
    """Who says so: the name of the document, page or register."""
    url: str
    grade: Grade
    state: State | None = None
    shipped: bool = True
    """False for an event that the user added."""


@dataclass(frozen=True, slots=True)
class Body:
    """Who owes, governs, pays or advises. ``role`` in our words; ``place`` where a document speaks of it."""

    id: str
    name: str
    role: str
    place: Place | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a closed list: a funding programme, or a kind of means."""

    id: str
    name: str
    what: str
    aliases: tuple[str, ...] = ()


class Kind(enum.StrEnum):
    """What an amount of money is. Amounts of different kinds are never added up."""

    COMMITTED = "committed"
    """Decided or promised by who pays it."""
    ANNOUNCED = "announced"
    """Said to become available, without the decision that was read here."""
    EXPECTED = "expected"
    """What others are expected to add, or what a target asks for."""
    SPENT = "spent"
    ASKED = "asked"
    """Wanted by somebody who does not pay it."""


class Bound(enum.StrEnum):
    """How a document words an amount."""

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at-least"
    UP_TO = "up-to"


@dataclass(frozen=True, slots=True)
class Amount:
    """Money that a document names, in euros; None where it only has words. ``actions`` and ``sectors`` that it is for."""

    id: str
    what: str
    kind: Kind
    place: Place
    euro: float | None = None
    bound: Bound = Bound.EXACTLY
    actions: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    """Ids of bodies."""
    period: str = ""
    """The years it is for, as ``2025`` or ``2025-2027``; empty where the document does not say."""
    within: tuple[str, ...] = ()
    """Ids of amounts that contain this one."""
    overlaps: tuple[str, ...] = ()
    """Ids of amounts that may hold some of the same money: how much is not known."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a document says, in our words, and where."""

    place: Place
    says: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What documents say differently: each statement with its place; ``note`` says what can be concluded."""

    id: str
    topic: str
    statements: tuple[Statement, ...]
    note: str
    actions: tuple[str, ...] = ()


class Stance(enum.StrEnum):
    """How somebody stands to an action or a theme."""

    SUPPORTS = "supports"
    CONDITIONS = "supports-with-conditions"
    ASKS = "asks"
    COMMITS = "commits"
    RESERVES = "reserves"
    INFORMS = "informs"
    """Says how things are, without taking a stand."""


@dataclass(frozen=True, slots=True)
class Position:
    """What a country says about an action or a theme, and what it commits itself to."""

    id: str
    country: str
    """Two letters."""
    by: str
    """Id of the body that says it: government, parliament, ..."""
    stance: Stance
    topic: str
    """A few words: what it is about."""
    what: str
    place: Place
    actions: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    answer: str = ""
    """What was answered, where this is a question."""
    deadline: Period | None = None
    deadline_words: str = ""
