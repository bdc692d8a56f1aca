"""The words of monitoring: what is watched, what was seen, which alarms there are, and how surely an alarm can come at all.

Plain data without behaviour. Texts are never kept here, only ids; the words come with the showing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from toepas.assurance.model import Estimate, Key

Kind: TypeAlias = Literal["errors", "missed", "false-positives", "calibration", "scores"]
Direction: TypeAlias = Literal["up", "down"]
WhyNot: TypeAlias = Literal["", "too-few-reference", "too-slow", "constant", "switched-off"]
EventKind: TypeAlias = Literal["made", "batch", "outcomes", "closed", "alarm", "answer", "forgotten"]

KINDS: tuple[Kind, ...] = ("errors", "missed", "false-positives", "calibration", "scores")
OUTCOME_KINDS: frozenset[str] = frozenset({"errors", "missed", "false-positives", "calibration"})
"""Charts that can only go on when outcomes are known."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """A column that divides people; ``edges`` divide a column of numbers: below the first, from it to the next, and so on."""

    column: str
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of every batch holds what; empty where there is none. ``positive``: the values that count as the outcome, where they are not plain."""

    score: str
    label: str = ""
    case: str = ""
    date: str = ""
    positive: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is expected of a period: its length, how many cases and in how many batches they come."""

    days: int
    cases: int
    batches: int


@dataclass(frozen=True, slots=True)
class Person:
    """Who is told when there is an alarm, and how."""

    who: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was agreed before anything was watched.

    ``changes``: by kind of chart, the change that it is tuned to: an odds ratio (errors, missed, false-positives, calibration) or a number of
    standard deviations (scores). ``false_alarm``: the chance, 0 to 1, that a period without any change has an alarm at all. ``harm``:
    kinds whose alarm may concern harm to people. ``follow_up_days``: after so many days nobody waits for outcomes any longer (0: as long as
    it takes); ``share``: from this share of outcomes on a batch counts as complete. ``keep_days``: how long pseudonymised scores may be kept.
    ``busy``: a batch with fewer cases a day than the first, or more than the second, of these times what was expected is named.
    """

    title: str
    made: dt.date
    columns: Columns
    rhythm: Rhythm
    threshold: float = 0.5
    groups: tuple[Grouping, ...] = ()
    inputs: tuple[str, ...] = ()
    changes: Mapping[str, float] = field(default_factory=dict)
    false_alarm: float = 0.1
    follow_up_days: int = 0
    share: float = 0.9
    keep_days: int = 365
    busy: tuple[float, float] = (0.5, 2.0)
    harm: tuple[str, ...] = ("missed",)
    tell: tuple[Person, ...] = ()
    review_days: int = 91
    system: str = ""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Chart:
    """A running chart (CUSUM) of one kind, for one group, in one direction, as fixed when the monitor was made.

    ``expected`` is the level of the reference (a share, or the mean score) and ``shifted`` the level that the chart is tuned to find; ``spread``
    the standard deviation of scores. ``cases`` and ``events`` are what ``expected`` rests on. ``limit`` is None where the chart gives no
    alarms; ``why_not`` says why. ``delay``: a change of the size it is tuned to is found within so many of its cases, in half of all runs.
    ``part`` is the part of all cases that the chart counts.
    """

    id: str
    kind: Kind
    key: Key
    direction: Direction
    expected: float
    shifted: float
    change: float
    spread: float
    cases: int
    events: int
    part: float
    limit: float | None = None
    delay: int | None = None
    why_not: WhyNot = ""


@dataclass(frozen=True, slots=True)
class ColumnBins:
    """How a column was spread in the reference: numbers by ``edges`` (inner ones, ascending), codes by ``values`` (the last bin: all others)."""

    column: str
    edges: tuple[float, ...]
    values: tuple[str, ...]
    counts: tuple[int, ...]
    missing: int

    @property
    def numeric(self) -> bool:
        """Whether the bins are stretches of numbers."""
        return not self.values


@dataclass(frozen=True, slots=True)
class Limits:
    """What the simulation brought: how many runs, the chance of a false alarm in a period that other runs then showed, and the limits.

    ``column_p``: a column of one batch gives an alarm below this p. ``block``: the charts are looked at after every so many cases.
    """

    runs: int
    asked: float
    measured: Estimate
    column_p: float
    block: int
    seed: int


@dataclass(frozen=True, slots=True)
class Reference:
    """What everything is compared with: sums only, no case."""

    name: str
    sha256: str
    cases: int
    charts: tuple[Chart, ...]
    columns: tuple[ColumnBins, ...]
    limits: Limits
    recalibration: tuple[float, float]
    groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Drift:
    """A column of one batch beside the reference: population stability index, two-sample test, and the test of what is missing."""

    column: str
    psi: float | None
    test: str
    p: float | None
    missing: int
    missing_share: float
    missing_p: float | None
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What a batch did to a chart: cases and events counted, its sum afterwards, its highest sum, and whether it passed the limit.

    ``mean`` is the share of events, or the mean score. ``since``: the batch with which the rise began that the sum stands for; empty at nought.
    """

    chart: str
    n: int
    events: int
    mean: float | None
    value: float
    highest: float
    alarm: bool = False
    since: str = ""


@dataclass(frozen=True, slots=True)
class Performance:
    """How the model did on the cases of a batch, or of a group in it, whose outcome is known."""

    key: Key
    n: int
    positives: int
    measures: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that a person has to look at; open until it is answered."""

    id: str
    about: str
    kind: str
    key: Key
    batch: str
    day: dt.date
    column: str = ""
    harm: bool = False
    since: str = ""
    answered: dt.date | None = None
    answer: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.answered is None


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it now stands."""

    id: str
    day: dt.date
    name: str
    sha256: str
    cases: int
    positive_share: float | None
    mean_score: float | None
    known: int
    closed: bool
    how_closed: str
    drift: tuple[Drift, ...]
    steps: tuple[Step, ...]
    performance: tuple[Performance, ...]
    days: int | None
    busy: Literal["", "few", "many"] = ""
    kept_until: dt.date | None = None

    @property
    def share_known(self) -> float:
        """The share of outcomes that is in."""
        return self.known / self.cases if self.cases else 0.0


@dataclass(frozen=True, slots=True)
class MonitorState:
    """All that a monitor knows on a day, for whoever shows it."""

    plan: Plan
    reference: Reference
    on: dt.date
    batches: tuple[Batch, ...]
    alarms: tuple[Alarm, ...]
    values: Mapping[str, float]
    next_review: dt.date
    forget_by: dt.date | None
    events: int

    @property
    def open_alarms(self) -> tuple[Alarm, ...]:
        """The alarms that nobody has answered yet."""
        return tuple(alarm for alarm in self.alarms if alarm.open)

    @property
    def waiting(self) -> tuple[Batch, ...]:
        """The batches that still wait for outcomes."""
        return tuple(batch for batch in self.batches if not batch.closed)
