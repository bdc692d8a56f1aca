"""What AI changed in the work: before and after, beside a comparison group where there is one, held to limits that were set beforehand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from toepas.maturity import registry
from toepas.maturity.statistics import Estimate, Pair, difference, mean_of

GO_ON, STOP, OPEN, NOT_MEASURED, NO_LIMITS, SET_AFTERWARDS = "continue", "stop", "open", "not-measured", "no-limits", "set-afterwards"  # fmt: skip
MOMENTS = ("before", "after", "other-before", "other-after")
LOWER, HIGHER = "lower", "higher"
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """Set beforehand, in percent of what it was: go on where it got better by at least ``go_on``, stop where by no more than ``stop``."""

    go_on: float
    stop: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured. ``values`` by moment (MOMENTS); ``paired``: value by value the same person, place or case before and after.
    ``cases``: how many a year, for the time that is saved; ``checking``: whether the time to check and mend is within (None: not known)."""

    id: str
    kind: str
    unit: str
    better: str
    values: Mapping[str, tuple[float, ...]]
    paired: bool = False
    limits: Limits | None = None
    cases: int | None = None
    checking: bool | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is followed. ``set_on``: when the limits were set; ``starts``: when AI came in. ``jobs``: counts of people; left out is not known."""

    title: str
    set_on: datetime.date
    starts: datetime.date
    measures: tuple[Measure, ...]
    jobs: Mapping[str, int] = field(default_factory=dict)

    @property
    def beforehand(self) -> bool:
        """Whether the limits were set before the start."""
        return self.set_on <= self.starts


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of a measure. ``change``: after minus before in its unit; ``beyond``: beyond that of the comparison group (None: there is none);
    ``better``: how much better in percent of before (positive is better), the least and the most of its interval; ``verdict`` by the limits.
    ``hours``: saved in a year, the least and the most."""

    measure: Measure
    before: Estimate | None
    after: Estimate | None
    change: Estimate | None
    beyond: Estimate | None
    better: Pair | None
    verdict: str
    hours: Pair | None = None

    @property
    def percent(self) -> float | None:
        """How much better it was afterwards, in percent of before; of the change alone, whatever the comparison group did. None: not known."""
        if self.change is None or self.before is None or self.before.least <= 0:
            return None
        share = PERCENT * self.change.least / self.before.least
        return -share if self.measure.better == LOWER else share

    @property
    def causal(self) -> bool:
        """Whether there is a comparison group, without which nothing is said of causes."""
        return self.beyond is not None


def impact(plan: Plan) -> tuple[Outcome, ...]:
    """What came of every measure."""
    return tuple(_outcome(one, plan) for one in plan.measures)


def _outcome(measure: Measure, plan: Plan) -> Outcome:
    level = registry.confidence()
    before, after, other_before, other_after = (_points(measure, moment) for moment in MOMENTS)
    first, then = (mean_of(values, level) if values else None for values in (before, after))
    if not before or not after:
        return Outcome(measure, first, then, None, None, None, NOT_MEASURED)
    change = _change(before, after, measure, level)
    beyond = _beyond(measure, change, level) if other_before and other_after else None
    effect = beyond or change
    better = _better(effect, first, measure) if first else None
    return Outcome(measure, first, then, change, beyond, better, _verdict(better, measure, plan), _hours(effect, measure))  # fmt: skip


def _points(measure: Measure, moment: str) -> list[Pair]:
    return [(value, value) for value in measure.values.get(moment, ())]


def _change(before: list[Pair], after: list[Pair], measure: Measure, level: float) -> Estimate:
    if measure.paired:
        return mean_of([(then[0] - first[0],) * 2 for first, then in zip(before, after, strict=True)], level)
    return difference(after, before, level)


def _beyond(measure: Measure, change: Estimate, level: float) -> Estimate:
    """Difference in differences: the change here minus that of the comparison group; the reaches of both add up as variances do."""
    before, after = _points(measure, "other-before"), _points(measure, "other-after")
    other = _change(before, after, measure, level)
    value = change.least - other.least
    if change.interval is None or other.interval is None:
        return Estimate(change.n + other.n, value, value, None)
    reach = sum(((one.interval[1] - one.interval[0]) / 2) ** 2 for one in (change, other) if one.interval) ** 0.5
    return Estimate(change.n + other.n, value, value, (value - reach, value + reach))


def _better(effect: Estimate, before: Estimate, measure: Measure) -> Pair | None:
    if effect.interval is None or before.least <= 0:
        return None
    ends = [PERCENT * end / before.least for end in effect.interval]
    return (-ends[1], -ends[0]) if measure.better == LOWER else (ends[0], ends[1])


def _verdict(better: Pair | None, measure: Measure, plan: Plan) -> str:
    if measure.limits is None:
        return NO_LIMITS
    if not plan.beforehand:
        return SET_AFTERWARDS
    if better is None:
        return OPEN
    if better[0] >= measure.limits.go_on:
        return GO_ON
    return STOP if better[1] <= measure.limits.stop else OPEN


def _hours(effect: Estimate, measure: Measure) -> Pair | None:
    """Hours in a year; only of minutes for one case, with the checking in them."""
    if measure.kind != "time" or not measure.cases or not measure.checking or effect.interval is None:
        return None
    low, high = effect.interval
    return -high * measure.cases / 60, -low * measure.cases / 60
