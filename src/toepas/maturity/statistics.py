"""Means with their intervals. Where scores are ranges, an interval reaches from the lower end of the least to the upper end of the most."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Pair = tuple[float, float]
"""The least and the most."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean (its least and its most) of ``n``, and the interval around it; ``interval`` None where there are too few, or all are equal so that
    the spread says nothing."""

    n: int
    least: float
    most: float
    interval: Pair | None


def mean_of(values: Sequence[Pair] | npt.NDArray[np.float64], confidence: float) -> Estimate:
    """A mean with its t interval."""
    columns = np.asarray(values, float)
    below, above = (_reach(columns[:, at], confidence) for at in (0, 1))
    least, most = columns.mean(axis=0).tolist()
    interval = None if below is None or above is None else (least - below, most + above)
    return Estimate(len(values), least, most, interval)


def difference(values: Sequence[Pair], others: Sequence[Pair], confidence: float) -> Estimate:
    """The mean of ``values`` minus that of ``others``, with Welch's interval (spreads may differ)."""
    least = statistics.fmean(low for low, _ in values) - statistics.fmean(high for _, high in others)
    most = statistics.fmean(high for _, high in values) - statistics.fmean(low for low, _ in others)
    below = _welch([low for low, _ in values], [high for _, high in others], confidence)
    above = _welch([high for _, high in values], [low for low, _ in others], confidence)
    interval = None if below is None or above is None else (least - below, most + above)
    return Estimate(len(values) + len(others), least, most, interval)


def correlation(first: Sequence[float], then: Sequence[float]) -> float | None:
    """Pearson's; None where it cannot be computed."""
    if len(first) < 2 or len(set(first)) == 1 or len(set(then)) == 1:
        return None
    return statistics.correlation(first, then)


@cache
def _quantile(confidence: float, freedom: float) -> float:
    from scipy.stats import t

    return float(t.ppf((1 + confidence) / 2, freedom))


def _reach(values: npt.NDArray[np.float64], confidence: float) -> float | None:
    if len(values) < 2 or float(np.ptp(values)) == 0:
        return None
    return _quantile(confidence, len(values) - 1) * float(values.std(ddof=1)) / math.sqrt(len(values))


def _welch(values: Sequence[float], others: Sequence[float], confidence: float) -> float | None:
    if min(len(values), len(others)) < 2:
        return None
    shares = [statistics.variance(one) / len(one) for one in (values, others)]
    if sum(shares) == 0:
        return None
    counts = (len(values), len(others))
    freedom = sum(shares) ** 2 / sum(share**2 / (n - 1) for share, n in zip(shares, counts, strict=True))
    return _quantile(confidence, freedom) * math.sqrt(sum(shares))
