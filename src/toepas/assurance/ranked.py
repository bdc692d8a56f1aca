"""Cases put in order by their score once: what ROC, average precision, calibration and decision curves are all read from.

Sorting is what costs time with millions of cases. Cases that are in order already (those of a group, once everybody is sorted) are not sorted again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One entry per distinct score, rising: how many cases have it, and how many of those are positive. Both are whole numbers."""

    score: Floats
    cases: Floats
    hits: Floats

    @property
    def n(self) -> int:
        """All cases."""
        return int(self.cases.sum())

    @property
    def positives(self) -> int:
        """The cases that truly are positive."""
        return int(self.hits.sum())


def ranked(label: NDArray[Any], score: Floats) -> Ranked:
    """Put cases in order by their score; ``label`` is 0 or 1, ``score`` a number without gaps."""
    n = len(score)
    if not n:
        return Ranked(np.empty(0), np.empty(0), np.empty(0))
    if bool(np.any(score[1:] < score[:-1])):
        order = np.argsort(score)
        label, score = label[order], score[order]
    starts = np.concatenate([[0], np.flatnonzero(score[1:] != score[:-1]) + 1])
    cases = np.diff(starts, append=n).astype(np.float64)
    hits = np.add.reduceat(label, starts, dtype=np.float64)
    return Ranked(score[starts], cases, hits)
