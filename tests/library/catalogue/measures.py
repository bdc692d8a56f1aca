"""Measures of a ranking. A ranking is a list of ids, best first; grades say per id how far it answers (2 wholly, 1 partly)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

FIRST = 10
FURTHER = 20


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], first: int = FIRST) -> float:
    """The gain of the first so many, each discounted by its place, as a share of the best that could be (0 to 1)."""
    best = _gain(sorted(grades.values(), reverse=True)[:first])
    return _gain([grades.get(name, 0) for name in ranking[:first]]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def recall(ranking: Sequence[str], grades: Mapping[str, int], first: int = FURTHER) -> float:
    """The share of what was asked for that is among the first so many; of what answers partly where nothing does wholly."""
    most = max(grades.values())
    wanted = {name for name, grade in grades.items() if grade == most}
    return len(wanted & set(ranking[:first])) / min(first, len(wanted))


def reciprocal(ranking: Sequence[str], grades: Mapping[str, int], first: int = FIRST) -> float:
    """One over the place of the first that answers at all; 0 where none of the first so many does."""
    return next((1 / place for place, name in enumerate(ranking[:first], 1) if grades.get(name)), 0.0)


def overlap(one: Sequence[str], other: Sequence[str], first: int = FIRST) -> float:
    """The share of the first so many that two rankings have in common."""
    return len(set(one[:first]) & set(other[:first])) / max(1, min(first, max(len(one), len(other))))


def mean(values: Sequence[float]) -> float:
    """The mean; not a number where there is nothing."""
    return sum(values) / len(values) if values else math.nan
