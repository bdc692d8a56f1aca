"""The four counts at a threshold and every rate that follows from them, each with its interval.

Sources: Wilson and MOVER as in ``intervals``; Simel, Samsa & Matchar, Journal of Clinical Epidemiology 44 (1991) 763 (likelihood ratios).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from toepas.assurance.intervals import (
    Floats,
    Labels,
    mcnemar,
    newcombe_paired,
    nothing,
    quantile,
    wilson,
)
from toepas.assurance.model import Estimate

CONDITION: Mapping[str, str] = {
    "sensitivity": "positives",
    "specificity": "negatives",
    "ppv": "predicted-positives",
    "npv": "predicted-negatives",
    "accuracy": "cases",
    "prevalence": "cases",
    "predicted-positive": "cases",
}
"""The rates that are plain proportions, and of which cases (the words of ``Gate.of``)."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """How many cases were rightly and wrongly called positive and negative."""

    tp: int
    fp: int
    fn: int
    tn: int

    @property
    def n(self) -> int:
        """All cases."""
        return self.tp + self.fp + self.fn + self.tn

    @property
    def positives(self) -> int:
        """The cases that truly are positive."""
        return self.tp + self.fn

    @property
    def negatives(self) -> int:
        """The cases that truly are negative."""
        return self.fp + self.tn

    def part(self, measure: str) -> tuple[int, int]:
        """Numerator and denominator of a rate that is a plain proportion (a key of ``CONDITION``)."""
        return {
            "sensitivity": (self.tp, self.positives),
            "specificity": (self.tn, self.negatives),
            "ppv": (self.tp, self.tp + self.fp),
            "npv": (self.tn, self.tn + self.fn),
            "accuracy": (self.tp + self.tn, self.n),
            "prevalence": (self.positives, self.n),
            "predicted-positive": (self.tp + self.fp, self.n),
        }[measure]

    def __add__(self, other: Confusion) -> Confusion:
        """The counts of both together."""
        return Confusion(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn, self.tn + other.tn)


def confusion(label: Labels, score: Floats, threshold: float) -> Confusion:
    """Count; a score from the threshold up is called positive."""
    true, called = label.astype(bool), score >= threshold
    tp, called_n, positives = (int(np.count_nonzero(part)) for part in (true & called, called, true))
    return Confusion(tp, called_n - tp, positives - tp, len(label) - called_n - positives + tp)


def rates(counts: Confusion, level: float = 0.95) -> dict[str, Estimate]:
    """Every rate by id: those of ``CONDITION`` (Wilson), balanced accuracy, F1 and both likelihood ratios."""
    found = {measure: _rate(measure, *counts.part(measure), level) for measure in CONDITION}
    found["balanced-accuracy"] = _balanced(found["sensitivity"], found["specificity"])
    found["f1"] = _f1(counts, level)
    found["likelihood-ratio-positive"] = _ratio(counts.tp, counts.positives, counts.fp, counts.negatives, level)
    found["likelihood-ratio-negative"] = _ratio(counts.fn, counts.positives, counts.tn, counts.negatives, level)
    return found


def _rate(measure: str, hits: int, n: int, level: float) -> Estimate:
    if n:
        return wilson(hits, n, level)
    return nothing(
        {"positives": "no-positives", "negatives": "no-negatives"}.get(CONDITION[measure], "no-cases"), 0, level
    )


def _balanced(sensitivity: Estimate, specificity: Estimate) -> Estimate:
    """The mean of two independent proportions, with its interval from both (MOVER)."""
    for part in (sensitivity, specificity):
        if part.value is None or part.low is None or part.high is None:
            return replace(part, method="")
    one, other = _spread(sensitivity), _spread(specificity)
    middle = (one[0] + other[0]) / 2
    low, high = middle - math.hypot(one[1], other[1]) / 2, middle + math.hypot(one[2], other[2]) / 2
    n = sensitivity.n + specificity.n
    return Estimate(middle, max(0.0, low), min(1.0, high), n, None, sensitivity.level, "mover")


def _spread(found: Estimate) -> tuple[float, float, float]:
    """The value and how far the bounds lie below and above it."""
    value = found.value or 0.0
    return value, value - (found.low or 0.0), (1.0 if found.high is None else found.high) - value


def _f1(counts: Confusion, level: float) -> Estimate:
    """F1 is 2J / (1 + J) of the share J of hits among all that is positive or called so; so are its bounds of Wilson's for J."""
    share = wilson(counts.tp, counts.tp + counts.fp + counts.fn, level)
    if share.value is None or share.low is None or share.high is None:
        return share
    value, low, high = (2 * part / (1 + part) for part in (share.value, share.low, share.high))
    return Estimate(value, low, high, share.n, None, level, "wilson-f1")


def _ratio(hits: int, n: int, other_hits: int, other_n: int, level: float) -> Estimate:
    """The ratio of two independent proportions, with the interval on the log scale (Simel 1991); none where a count is 0."""
    both = n + other_n
    if not n or not other_n:
        return nothing("no-positives" if not n else "no-negatives", both, level)
    if not other_hits:
        return nothing("no-cases", both, level)
    value = (hits / n) / (other_hits / other_n)
    error = math.sqrt(max(0.0, 1 / hits - 1 / n + 1 / other_hits - 1 / other_n)) if hits else 0.0
    if not error:
        return Estimate(value, n=both, level=level, why_not="no-interval")
    reach = math.exp(quantile(level) * error)
    return Estimate(value, value / reach, value * reach, both, None, level, "log-ratio")


def paired_rate(
    measure: str, label: Labels, first: Floats, second: Floats, threshold: float, other: float, level: float = 0.95
) -> tuple[Estimate, float | None]:
    """The difference of sensitivity, specificity or accuracy of two models on the same cases, and the mid-p of McNemar's test.

    ``threshold`` goes with the first, ``other`` with the second. Predictive values have different denominators and cannot be paired so.
    """
    true = label.astype(bool)
    one, two = (first >= threshold) == true, (second >= other) == true
    asked = {"sensitivity": true, "specificity": ~true, "accuracy": np.ones(len(true), bool)}[measure]
    one, two = one[asked], two[asked]
    counts = [int(np.count_nonzero(part)) for part in (one & two, one & ~two, ~one & two, ~one & ~two)]
    found = newcombe_paired(counts[0], counts[1], counts[2], counts[3], level)
    return found, None if found.value is None else mcnemar(counts[1], counts[2])
