"""The model beside another on the same cases, and beside what its developer states."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from toepas.assurance.calibration import brier
from toepas.assurance.confusion import confusion, paired_rate, rates
from toepas.assurance.discrimination import auroc, auroc_paired
from toepas.assurance.groups import parts, site_parts
from toepas.assurance.intervals import p_of, wald
from toepas.assurance.measures import measure_of
from toepas.assurance.model import Claim, Estimate, Key, Measured, Pair, Sample, Threshold
from toepas.assurance.plan import Plan
from toepas.assurance.size import precise

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAIRED_RATES = ("sensitivity", "specificity", "accuracy")
Answer: TypeAlias = Literal["in-line", "worse", "better", "insufficient", "not-computable"]


def pairs(sample: Sample, plan: Plan, thresholds: Iterable[Threshold]) -> tuple[Pair, ...]:
    """Both models on everybody, on each group and at each site; nothing without a second model. Only thresholds fixed beforehand count."""
    if sample.second is None or sample.task not in ("binary", "detection"):
        return ()
    fixed = [one for one in thresholds if one.origin == "fixed"]
    listed = [(key, rows) for key, rows in (*parts(sample, plan), *site_parts(sample)) if len(key) <= 1]
    return tuple(
        pair
        for key, rows in listed
        if len(rows) >= plan.smallest_cell
        for pair in _pairs(sample, key, rows, fixed, plan.level)
    )


def _pairs(
    sample: Sample, key: Key, rows: NDArray[np.intp], thresholds: list[Threshold], level: float
) -> Iterator[Pair]:
    assert sample.second is not None
    label, first, second = sample.label[rows], sample.score[rows], sample.second[rows]
    gap, p = auroc_paired(label, first, second, level)
    yield Pair("auroc", key, auroc(label, first, level), auroc(label, second, level), gap, p)
    gap = _losses(label, first, second, level)
    yield Pair("brier", key, brier(label, first, level), brier(label, second, level), gap, p_of(gap))
    for at in thresholds:
        one, other = (rates(confusion(label, score, at.value), level) for score in (first, second))
        for measure in PAIRED_RATES:
            gap, p = paired_rate(measure, label, first, second, at.value, at.value, level)
            yield Pair(measure, key, one[measure], other[measure], gap, p, at)


def _losses(label: NDArray[np.int8], first: NDArray[np.float64], second: NDArray[np.float64], level: float) -> Estimate:
    """The mean difference of the squared distances of both models, first minus second, with the interval of a paired mean."""
    n = len(label)
    moved = (first - label) ** 2 - (second - label) ** 2
    error = float(moved.std(ddof=1)) / math.sqrt(n) if n > 1 else 0.0
    return wald(float(moved.mean()), error, n, level, "paired-mean")


def claims(everybody: Measured, plan: Plan) -> tuple[Claim, ...]:
    """What the developer states beside what was found for everybody; measures at a threshold for each threshold fixed beforehand."""
    found = []
    for name, stated in plan.stated.items():
        if not measure_of(name).at:
            estimate = everybody.measures.get(name)
            found.append(_claim(name, stated, estimate, None, plan))
            continue
        fixed = [at for at in everybody.at if at.threshold.origin == "fixed"]
        found += [_claim(name, stated, at.measures.get(name), at.threshold, plan) for at in fixed]
    return tuple(found)


def _claim(name: str, stated: float, found: Estimate | None, at: Threshold | None, plan: Plan) -> Claim:
    held = found or Estimate(None, why_not="not-measured", level=plan.level)
    return Claim(name, stated, held, _answer(name, stated, held, plan), at)


def _answer(name: str, stated: float, found: Estimate, plan: Plan) -> Answer:
    """Whether the interval found holds what is stated; an interval that is too wide holds nearly everything, and says so."""
    if found.value is None or found.low is None or found.high is None:
        return "not-computable"
    measure = measure_of(name)
    if found.low <= stated <= found.high:
        return (
            "in-line"
            if measure.scale in ("log-odds", "slope", "unit") or precise(found, plan.precision)
            else "insufficient"
        )
    best = {"low": -math.inf, "zero": 0.0, "one": 1.0}.get(measure.better, math.inf)
    if math.isinf(best):
        worse = found.value < stated if best > 0 else found.value > stated
    else:
        worse = abs(found.value - best) > abs(stated - best)
    return "worse" if worse else "better"
