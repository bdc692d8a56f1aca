"""What changes for a case: between two texts of the act, between two readings, or if a fact were different."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from toepas.check.case import FactValue, contradictions
from toepas.check.program import UNKNOWN
from toepas.check.result import OUTCOMES, DutyFinding, Result, check
from toepas.law.act import text_versions
from toepas.law.model import CODE, TRUTH

MAX_CHANGES = 2
MAX_FACTS = 40


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A duty before and after; None where it is none."""

    id: str
    before: DutyFinding | None
    after: DutyFinding | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two results of one case."""

    before: Result
    after: Result
    findings: tuple[tuple[str, str, str], ...]
    duties: tuple[DutyChange, ...]

    @property
    def same(self) -> bool:
        """Whether nothing changed that a reader would notice."""
        return not self.findings and not self.duties and self.before.class_.name == self.after.class_.name


def _outcomes(result: Result) -> dict[str, str]:
    return {name: OUTCOMES[result.value(name)] for name in result.act.concepts}


def compare(before: Result, after: Result) -> Comparison:
    """Differences in findings and duties between two results."""
    first, second = _outcomes(before), _outcomes(after)
    findings = tuple(
        (name, first.get(name, "no"), second.get(name, "no"))
        for name in dict.fromkeys((*first, *second))
        if first.get(name, "no") != second.get(name, "no")
    )
    old, new = ({item.duty.id: item for item in result.duties} for result in (before, after))
    duties = tuple(
        DutyChange(name, old.get(name), new.get(name))
        for name in dict.fromkeys((*old, *new))
        if _face(old.get(name)) != _face(new.get(name))
    )
    return Comparison(before, after, findings, duties)


def _face(found: DutyFinding | None) -> tuple[object, ...]:
    return () if found is None else (found.outcome, found.status, found.earliest, found.latest, found.duty.fine)


def compare_texts(result: Result) -> Comparison:
    """The case under the first text version beside the case under the newest, on the same date."""
    versions = text_versions(result.act.id)
    before, after = (check(result.facts, result.on, version) for version in (versions[0], versions[-1]))
    return compare(before, after)


def other_reading(result: Result, reading: str) -> Comparison:
    """The case as taken beside the case under the other reading of an open point."""
    return compare(result, check(result.facts, result.on, result.text_version, reading))


@dataclass(frozen=True, slots=True)
class Flip:
    """Facts that would have to be different, and the outcome that would follow."""

    changes: tuple[tuple[str, FactValue], ...]
    outcome: str


def what_if(result: Result, finding: str) -> list[Flip]:
    """The smallest changes of facts (one, or two together) that make a finding come out otherwise.

    Only facts that the finding rests on or hangs on are tried. Raises KeyError for an unknown finding.
    """
    index = result.program.index[finding]
    names = [name for name in _influences(result, finding) if name in result.act.facts]
    start = result.values[index]
    flips: list[Flip] = []
    for size in range(1, MAX_CHANGES + 1):
        for changed in itertools.combinations(names[:MAX_FACTS], size):
            flips += _try(result, finding, start, changed)
        if flips:
            break
    return flips


def _influences(result: Result, finding: str) -> list[str]:
    """Facts below a finding, those in its proof first."""
    from toepas.law.conditions import mentioned

    index = result.program.index[finding]
    order = dict.fromkeys(result.names(result.masks[index]))
    todo, seen = [finding], set()
    while todo:
        name = todo.pop(0)
        if name in seen:
            continue
        seen.add(name)
        if name in result.act.facts:
            order.setdefault(name)
            fact = result.act.facts[name]
            if fact.within:
                todo.append(fact.within)
        elif name in result.act.concepts:
            concept = result.act.concepts[name]
            todo += [*mentioned(concept.when), *concept.unless]
        elif name in result.act.duties:
            duty = result.act.duties[name]
            todo += [*duty.when, *duty.unless, *duty.roles, result.act.applies]
    return list(order)


def _alternatives(result: Result, name: str) -> Iterator[FactValue]:
    fact, current = result.act.facts[name], result.facts.get(name)
    if fact.type == TRUTH:
        yield from (value for value in (True, False) if value is not current)
    elif fact.type == CODE:
        yield from (value for value in fact.values if value != current)


def _try(result: Result, finding: str, start: int, changed: tuple[str, ...]) -> Iterator[Flip]:
    for values in itertools.product(*(list(_alternatives(result, name)) for name in changed)):
        facts = {**result.facts, **dict(zip(changed, values, strict=True))}
        if contradictions(facts):
            continue
        after = check(facts, result.on, result.text_version)
        value = after.value(finding)
        if value not in (start, UNKNOWN):
            yield Flip(tuple(zip(changed, values, strict=True)), OUTCOMES[value])
