"""One call, one result: everything the act says of a case on a date, each finding with its proof."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from toepas.check.case import FactValue, vector
from toepas.check.program import NO, UNKNOWN, YES, Program, compile_act
from toepas.kernel.dates import NEVER, Period, day
from toepas.law import Act, Duty, load_act
from toepas.law.act import text_version_on
from toepas.law.conditions import Condition

APPLIES, LATER, MAY_APPLY = "applies", "later", "may-apply"
UNDETERMINED = "undetermined"
OUTCOMES = ("no", "unknown", "yes")


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of a concept: ``because`` are the facts that prove it, ``depends_on`` those it still hangs on."""

    id: str
    outcome: str
    cites: tuple[str, ...]
    because: tuple[str, ...]
    depends_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyFinding:
    """A duty that applies or may apply. ``earliest`` and ``latest`` differ where the date hangs on open facts."""

    duty: Duty
    outcome: str
    status: str
    earliest: datetime.date | None
    latest: datetime.date | None
    because: tuple[str, ...]
    depends_on: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def applies_from(self) -> datetime.date | None:
        """The day to count with: the earliest one possible."""
        return self.earliest


@dataclass(frozen=True, slots=True)
class ClassFinding:
    """The class of the case; while undetermined, ``possible`` lists what it can still be. ``coming`` is a class that
    will hold from a later day (a ban that has not started yet)."""

    name: str
    possible: tuple[str, ...]
    depends_on: tuple[str, ...]
    because: tuple[str, ...]
    coming: tuple[tuple[str, datetime.date], ...] = ()


@dataclass(slots=True)
class Result:
    """What the act says of a case. Findings are computed when asked for, from the values and masks of one run."""

    act: Act
    facts: Mapping[str, FactValue]
    on: datetime.date
    program: Program = field(repr=False)
    values: list[int] = field(repr=False)
    masks: list[int] = field(repr=False)
    days: list[tuple[int, int, int]] = field(repr=False)
    memo: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def text_version(self) -> str:
        """The version of the text that was read."""
        return self.act.text_version

    def value(self, name: str) -> int:
        """0 (no), 1 (unknown) or 2 (yes) for a fact, concept or duty; 0 for what this text version does not have."""
        index = self.program.index.get(name)
        return NO if index is None else self.values[index]

    def holds(self, name: str) -> bool:
        """Whether a concept certainly holds."""
        return self.value(name) == YES

    def names(self, mask: int) -> tuple[str, ...]:
        """The facts of a mask."""
        known = self.program.decoded.get(mask)
        if known is None:
            known = self.program.decoded[mask] = decode(mask, self.program.fact_ids)
        return known

    def finding(self, name: str) -> Finding:
        """The outcome of one concept, with proof. Raises KeyError for an unknown one."""
        concept = self.act.concepts[name]
        index = self.program.index[name]
        value, facts = self.values[index], self.names(self.masks[index])
        because, depends_on = ((), facts) if value == UNKNOWN else (facts, ())
        return Finding(name, OUTCOMES[value], concept.cites, because, depends_on)

    @property
    def findings(self) -> list[Finding]:
        """Every concept, in the order of the act."""
        return [self.finding(name) for name in self.act.concepts]

    def date(self, name: str) -> tuple[datetime.date | None, datetime.date | None]:
        """Earliest and latest day of a date entry; None stands for never."""
        low, high, _ = self.days[self.program.date_index[name]]
        return day(low), day(high)

    @property
    def roles(self) -> list[str]:
        """The roles the organisation certainly has."""
        return [
            concept.id for concept in self.act.concepts.values() if concept.kind == "role" and self.holds(concept.id)
        ]

    @property
    def open_roles(self) -> list[str]:
        """The roles it may have."""
        return [
            name
            for name, concept in self.act.concepts.items()
            if concept.kind == "role" and self.value(name) == UNKNOWN
        ]

    def of_kind(self, kind: str, outcome: int = YES) -> list[str]:
        """The concepts of a kind with this outcome."""
        return [
            name for name, concept in self.act.concepts.items() if concept.kind == kind and self.value(name) == outcome
        ]

    @property
    def class_(self) -> ClassFinding:
        """The class on the date asked about."""
        if "class" not in self.memo:
            self.memo["class"] = _classify(self)
        found: ClassFinding = self.memo["class"]
        return found

    @property
    def duties(self) -> list[DutyFinding]:
        """Every duty that applies or may apply, now or later."""
        if "duties" not in self.memo:
            self.memo["duties"] = [found for duty in self.act.duties.values() if (found := _duty(self, duty))]
        duties: list[DutyFinding] = self.memo["duties"]
        return duties

    @property
    def waived(self) -> list[str]:
        """Duties that would apply but for a transitional rule: their date is never, as things stand."""
        return [
            duty.id
            for duty in self.act.duties.values()
            if self.value(duty.id) == YES and self.days[self.program.date_index[duty.date]][0] >= NEVER
        ]

    def evaluate(self, condition: Condition) -> int:
        """The value of a condition that is not a concept (such as that of a fine override)."""
        return evaluate(condition, self)


def decode(mask: int, fact_ids: tuple[str, ...]) -> tuple[str, ...]:
    """The fact ids whose bits are set."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(fact_ids[lowest.bit_length() - 1])
        mask ^= lowest
    return tuple(found)


def check(
    facts: Mapping[str, FactValue],
    on: datetime.date,
    text_version: str | None = None,
    reading: str | None = None,
) -> Result:
    """Evaluate a case on a date.

    ``text_version`` defaults to the text that holds on that date; ``reading`` names another reading of an open
    point. Raises ValueError for an unknown version or reading.
    """
    act = load_act(text_version or text_version_on(on), reading)
    program = compile_act(act)
    values, masks, days = program.run(vector(act, facts))
    return Result(act, facts, on, program, values, masks, days)


def _classify(result: Result) -> ClassFinding:
    today = result.on.toordinal()
    possible: list[str] = []
    coming: list[tuple[str, datetime.date]] = []
    mask = reasons = 0
    for rule in result.act.classes:
        if rule.when is None:
            value, proof, start = YES, 0, (ALWAYS_DAY, ALWAYS_DAY, 0)
        else:
            index = result.program.index.get(rule.when)
            value, proof = (NO, 0) if index is None else (result.values[index], result.masks[index])
            date_index = result.program.date_index.get(rule.date or "")
            start = (ALWAYS_DAY, ALWAYS_DAY, 0) if date_index is None else result.days[date_index]
        if value == NO:
            reasons |= proof
            continue
        low, high, date_mask = start
        if low > today:
            starts = day(low)
            if value == YES and starts is not None:
                coming.append((rule.name, starts))
            continue
        possible.append(rule.name)
        if value == YES and high <= today:
            reasons |= proof
            break
        mask |= proof if value == UNKNOWN else date_mask
    if len(possible) == 1:
        return ClassFinding(possible[0], tuple(possible), (), result.names(reasons), tuple(coming))
    return ClassFinding(UNDETERMINED, tuple(possible), result.names(mask), (), tuple(coming))


ALWAYS_DAY = 1


def _duty(result: Result, duty: Duty) -> DutyFinding | None:
    index = result.program.index[duty.id]
    value = result.values[index]
    if value == NO:
        return None
    low, high, date_mask = result.days[result.program.date_index[duty.date]]
    if low >= NEVER:
        return None
    today = result.on.toordinal()
    settled = APPLIES if high <= today else LATER
    status = MAY_APPLY if value == UNKNOWN or low <= today < high else settled
    proof = result.names(result.masks[index])
    open_mask = result.masks[index] if value == UNKNOWN else 0
    if low != high:
        open_mask |= open_part(result, date_mask)
    roles = tuple(role for role in duty.roles if result.value(role) == YES) or duty.roles
    return DutyFinding(
        duty,
        OUTCOMES[value],
        status,
        day(low),
        day(high),
        () if value == UNKNOWN else proof,
        result.names(open_mask),
        roles,
    )


def _vague(value: FactValue) -> bool:
    return value is None or (isinstance(value, Period) and value.first != value.last)


def open_part(result: Result, mask: int) -> int:
    """Of the facts a date rests on, those that are unknown or known only by month or year."""
    if "open" not in result.memo:
        result.memo["open"] = sum(
            1 << position for position, name in enumerate(result.program.fact_ids) if _vague(result.facts.get(name))
        )
    still_open: int = result.memo["open"]
    return mask & still_open


def evaluate(condition: Condition, result: Result) -> int:
    """Strong Kleene value of a condition over a result, read straight from the tree."""
    from toepas.law.conditions import All, Any_, Compare, Name, Not, OneOf

    if isinstance(condition, Name):
        return result.value(condition.id)
    if isinstance(condition, Not):
        return YES - evaluate(condition.part, result)
    if isinstance(condition, All):
        return min(evaluate(part, result) for part in condition.parts)
    if isinstance(condition, Any_):
        return max(evaluate(part, result) for part in condition.parts)
    value = result.facts.get(condition.fact)
    if value is None:
        return UNKNOWN
    if isinstance(condition, OneOf):
        return YES if value in condition.values else NO
    if isinstance(condition, Compare):
        assert isinstance(value, int | float)
        tests = {">=": value >= condition.limit, ">": value > condition.limit}
        tests |= {"<": value < condition.limit, "<=": value <= condition.limit}
        return YES if tests[condition.op] else NO
    raise ValueError("a date test has no place here")
