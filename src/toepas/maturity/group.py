"""Many organisations, before and after: mean changes with intervals, regression to the mean, and a comparison group where there is one."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.maturity import registry
from toepas.maturity.compare import OVERALL, Comparison, compare
from toepas.maturity.model import Score, Span
from toepas.maturity.statistics import Estimate, Pair, correlation, difference, mean_of

PARTS = 3
"""Regression to the mean is shown for the third that began lowest."""


@dataclass(frozen=True, slots=True)
class Regression:
    """What the organisations that began lowest would have risen without any effect on them in particular.

    ``correlation`` between the two moments (``of``: own or comparison group); ``lowest`` organisations began at ``start`` on average while all
    began at ``mean``; they rose by ``rise``, of which ``expected`` is what all rose plus (1 - correlation) x (mean - start).
    """

    correlation: float
    of: str
    lowest: int
    start: float
    mean: float
    rise: float
    expected: float


@dataclass(frozen=True, slots=True)
class GroupChange:
    """Of a dimension or the whole. ``start`` and ``end``: the means at the two moments; ``versus``: the rise beyond that of the comparison group;
    ``apart``: by how much the two groups differed at the first moment."""

    id: str
    start: Estimate
    end: Estimate
    change: Estimate
    regression: Regression | None
    versus: Estimate | None
    apart: Estimate | None


@dataclass(frozen=True, slots=True)
class Group:
    """``n`` organisations with both moments, ``left``: with the first only. ``changes`` is empty where there are fewer than ``smallest``.
    ``others``: organisations in the comparison group (0: none was given); ``compared`` says whether they are enough."""

    questionnaire: str
    n: int
    left: int
    smallest: int
    confidence: float
    others: int
    compared: bool
    changes: tuple[GroupChange, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One organisation at two moments: its scores, at least and at most, by dimension and ``overall``."""

    before: Mapping[str, Pair]
    after: Mapping[str, Pair]

    def change(self, name: str) -> Pair:
        """By how much a score changed, at least and at most."""
        before, after = self.before[name], self.after[name]
        return after[0] - before[1], after[1] - before[0]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Comparisons per organisation, and how many had a first moment only."""

    comparisons: tuple[Comparison, ...]
    left: int


def pair_up(scores: Sequence[Score], first: str, then: str, words: Words | None = None) -> Pairs:
    """Bring the two moments of each organisation together, by its name. Raises Problem for a name that is missing or a moment twice."""
    said = words or Words()
    found: dict[tuple[str, str], Score] = {}
    for score in scores:
        key = (score.assessment.organisation.name.casefold(), score.assessment.stage)
        if not key[0] or key in found:
            raise Problem(
                said.t("An organisation has no name.") if not key[0] else said.t("This moment is there twice."),
                where=f"{score.assessment.organisation.name or '?'}, {score.assessment.stage}, {score.assessment.on}",
                expected=said.t("each organisation by its name, each moment once"),
                todo=said.t("Add the name, or take one of the two out."),
            )
        found[key] = score
    begun = [name for name, stage in found if stage == first]
    both = [name for name in begun if (name, then) in found]
    made = tuple(compare(found[name, first], found[name, then], said) for name in both)
    return Pairs(made, len(begun) - len(both))


def group(own: Pairs, comparison: Pairs | None = None, words: Words | None = None) -> Group:
    """What changed in a group. Raises Problem where not all were asked the same questions."""
    others = comparison.comparisons if comparison else ()
    _same(own.comparisons + others, words or Words())
    name = own.comparisons[0].earlier.assessment.questionnaire.id if own.comparisons else ""
    return group_moves(name, [_move(one) for one in own.comparisons], own.left, [_move(one) for one in others])


def _move(one: Comparison) -> Move:
    names = [change.id for change in one.changes]
    return Move({name: _pair(one.earlier.span(name)) for name in names}, {name: _pair(one.later.span(name)) for name in names})  # fmt: skip


def group_moves(questionnaire: str, own: Sequence[Move], left: int, others: Sequence[Move] = ()) -> Group:
    """The same from scores that were kept. All are of one questionnaire in one version; ``left`` had the first moment only."""
    least, n = registry.smallest(), len(own)
    compared = len(others) >= least
    changes: tuple[GroupChange, ...] = ()
    if n >= least:
        names = [OVERALL, *(one for one in own[0].before if one != OVERALL)]
        changes = tuple(_change(name, own, others if compared else ()) for name in names)
    return Group(questionnaire, n, left, least, registry.confidence(), len(others), compared, changes)


def _same(comparisons: Sequence[Comparison], words: Words) -> None:
    asked = {(one.earlier.assessment.questionnaire.id, one.earlier.assessment.questionnaire.version) for one in comparisons}  # fmt: skip
    if len(asked) > 1:
        raise Problem(
            words.t("These were not asked the same questions."),
            where=", ".join(sorted(" ".join(one) for one in asked)),
            expected=words.t("the same questionnaire in the same version"),
            todo=words.t("Make a group of each."),
        )


def _pair(span: Span) -> Pair:
    return float(span.low), float(span.high)


def _change(name: str, own: Sequence[Move], others: Sequence[Move]) -> GroupChange:
    confidence = registry.confidence()
    starts, moves = _values(name, own)
    start, change = mean_of(starts, confidence), mean_of(moves, confidence)
    end = mean_of([one.after[name] for one in own], confidence)
    regression = _regression(name, own, others)
    if not others:
        return GroupChange(name, start, end, change, regression, None, None)
    other_starts, other_moves = _values(name, others)
    return GroupChange(
        name,
        start,
        end,
        change,
        regression,
        difference(moves, other_moves, confidence),
        difference(starts, other_starts, confidence),
    )


def _values(name: str, of: Sequence[Move]) -> tuple[list[Pair], list[Pair]]:
    return [one.before[name] for one in of], [one.change(name) for one in of]


def _middles(name: str, of: Sequence[Move]) -> tuple[list[float], list[float]]:
    """Scores at both moments of those where both are known."""
    known = [
        (one.before[name][0], one.after[name][0])
        for one in of
        if all(low == high for low, high in (one.before[name], one.after[name]))
    ]
    return [first for first, _ in known], [then for _, then in known]


def _regression(name: str, own: Sequence[Move], others: Sequence[Move]) -> Regression | None:
    """None where the third that began lowest is too small, or the correlation cannot be computed."""
    first, then = _middles(name, own)
    lowest = sorted(range(len(first)), key=lambda at: (first[at], at))[: len(first) // PARTS]
    if len(lowest) < registry.smallest():
        return None
    other_first, other_then = _middles(name, others)
    of = "comparison" if len(other_first) >= registry.smallest() else "own"
    found = correlation(other_first, other_then) if of == "comparison" else correlation(first, then)
    if found is None:
        return None
    steady = min(1.0, max(0.0, found))
    mean, start = statistics.fmean(first), statistics.fmean(first[at] for at in lowest)
    all_rose = statistics.fmean(b - a for a, b in zip(first, then, strict=True))
    rise = statistics.fmean(then[at] - first[at] for at in lowest)
    return Regression(found, of, len(lowest), start, mean, rise, all_rose + (1 - steady) * (mean - start))
