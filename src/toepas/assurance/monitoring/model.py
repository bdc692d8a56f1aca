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
WhyNot: TypeAlias = Literal["", "too-few-reference", "too-few-scores", "too-slow", "constant"]
EventKind: TypeAlias = Literal["made", "batch", "outcomes", "closed", "answer", "review", "forgotten"]

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
    kinds whose alarm may concern harm to people; ``two_sided``: kinds whose charts also notice a change downwards. ``follow_up_days``: after so many days nobody waits for outcomes any longer (0: as long as
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
    two_sided: tuple[str, ...] = ("calibration", "scores")
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
    missing_alarm: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What a batch did to a chart: cases and events counted, its sum afterwards, its highest sum, and whether it passed the limit.

    ``mean`` is the share of events, or the mean score; ``expected`` what these cases would have without a change. ``since``: the batch with which the rise began that the sum stands for; empty at nought.
    """

    chart: str
    n: int
    events: int
    mean: float | None
    value: float
    highest: float
    alarm: bool = False
    since: str = ""
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class Performance:
    """How the model did on the cases of a batch, or of a group in it, whose outcome is known."""

    key: Key
    n: int
    positives: int
    measures: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of waiting for the outcomes of a batch: how it came, and what the outcomes that were known then did to the charts.

    ``how``: ``complete``, ``follow-up-over``, ``kept-no-longer``, ``forgotten``, ``with-batch`` (outcomes only come with the batch) or ``none-expected``.
    """

    how: str
    known: int
    steps: tuple[Step, ...] = ()
    performance: tuple[Performance, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that a person has to look at; open until it is answered.

    ``about`` is the chart, or ``inputs/COLUMN`` or ``missing/COLUMN``. ``since``: the batch with which the rise began.
    ``times`` it came while nobody had answered it, ``last`` on which day.
    """

    id: str
    about: str
    kind: str
    key: Key
    batch: str
    day: dt.date
    column: str = ""
    harm: bool = False
    since: str = ""
    times: int = 1
    last: dt.date | None = None
    answered: dt.date | None = None
    answer: str = ""
    by: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.answered is None


@dataclass(frozen=True, slots=True)
class Received:
    """A batch as it came in. ``kept`` names the file with scores under pseudonym that wait for their outcomes; empty where none wait.

    ``days`` since the batch before it; None for the first. ``busy``: fewer or more cases a day than the plan takes for usual. ``fresh``: by column,
    groups that the reference did not have. ``known`` outcomes came with it; ``early`` is what they show so far.
    """

    id: str
    day: dt.date
    name: str
    sha256: str
    cases: int
    left_out: int
    positive_share: float
    mean_score: float
    known: int
    drift: tuple[Drift, ...]
    steps: tuple[Step, ...]
    days: int | None
    busy: Literal["", "few", "many"]
    fresh: Mapping[str, tuple[str, ...]]
    kept: str = ""
    early: Performance | None = None
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it now stands: what came in, how many outcomes are known, and how the waiting ended.

    ``entered`` is the day it was added, from which all waiting is counted: a batch of long ago gets its time too. ``early`` is what the outcomes show
    while the batch still waits; ``kept_until`` the day its scores are deleted; ``forgotten`` the cases that were deleted because somebody asked.
    """

    received: Received
    entered: dt.date
    known: int
    early: Performance | None
    closing: Closing | None
    kept_until: dt.date | None
    forgotten: int = 0

    @property
    def open(self) -> bool:
        """Whether it still waits for outcomes."""
        return self.closing is None

    @property
    def share_known(self) -> float:
        """The share of outcomes that is in."""
        waiting = self.received.cases - self.forgotten
        return self.known / waiting if waiting else 0.0


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody looked at everything: when, who, and what was seen."""

    day: dt.date
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class MonitorState:
    """All that a monitor knows on a day, for whoever shows it.

    ``values``: where each chart stands, and the batch with which its present rise began ("" at nought). ``next_review``: the day by which a person looks at
    everything. ``forget_by``: the first day on which scores have to be deleted. ``events``: entries of the log.
    """

    plan: Plan
    reference: Reference
    on: dt.date
    batches: tuple[Batch, ...]
    alarms: tuple[Alarm, ...]
    values: Mapping[str, tuple[float, str]]
    next_review: dt.date
    forget_by: dt.date | None
    events: int
    reviews: tuple[Review, ...] = ()

    @property
    def open_alarms(self) -> tuple[Alarm, ...]:
        """The alarms that nobody has answered yet."""
        return tuple(alarm for alarm in self.alarms if alarm.open)

    @property
    def waiting(self) -> tuple[Batch, ...]:
        """The batches that still wait for outcomes."""
        return tuple(batch for batch in self.batches if batch.open)
