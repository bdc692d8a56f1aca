"""Running sums that grow when what is seen fits a changed model better than the old one (CUSUM).

Every chart adds up, case by case, the logarithm of how much likelier the case is after the change than before it, and never falls below nought
(Page 1954). For errors that is the Bernoulli CUSUM (Reynolds and Stoumbos 1999), for outcomes beside predictions the risk-adjusted one (Steiner and
others 2000), for scores the one of a shifted mean. A chart that counts a group is left as it is by the others: their weight is nought.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def odds_moved(share: float, ratio: float) -> float:
    """The share whose odds are ``ratio`` times those of ``share``."""
    return ratio * share / (1 - share + ratio * share)


def bernoulli(events: NDArray[np.bool_], before: float, after: float) -> Floats:
    """Weights of cases that are an event or not; the shares of events lie between 0 and 1, both excluded."""
    found: Floats = np.where(events, float(np.log(after / before)), float(np.log((1 - after) / (1 - before))))
    return found


def risk_adjusted(label: NDArray[np.bool_], chance: Floats, ratio: float) -> Floats:
    """Weights of outcomes, each with the ``chance`` that was predicted for it, when the odds become ``ratio`` times as high."""
    return np.where(label, np.log(ratio), 0.0) - np.log(1 - chance + ratio * chance)


def shifted_mean(values: Floats, mean: float, spread: float, by: float) -> Floats:
    """Weights of scores when their mean moves ``by`` standard deviations (below nought: down)."""
    return by * (values - mean) / spread - by * by / 2


@dataclass(frozen=True, slots=True)
class Walk:
    """What a stretch of cases did: the sum at its end, the highest one, and at which block (the first is 0) the limit was passed.

    ``fresh``: whether the last rise (that to the alarm, where there is one) began within this stretch.
    """

    value: float
    highest: float
    alarm_at: int | None
    fresh: bool


def walk(weights: Floats, start: float = 0.0, limit: float | None = None) -> Walk:
    """Go on from ``start`` over the weights of further blocks. After an alarm the sum begins at nought again."""
    value, highest, alarm_at = start, start, None
    fresh = found = start <= 0
    for at, weight in enumerate(weights.tolist()):
        value += weight
        if value <= 0:
            value, fresh = 0.0, True
        highest = max(highest, value)
        if limit is not None and value >= limit:
            if alarm_at is None:
                alarm_at, found = at, fresh
            value, fresh = 0.0, True
    return Walk(value, highest, alarm_at, fresh if alarm_at is None else found)


def paths(weights: Floats) -> Floats:
    """The sums of many runs at once, from nought: ``weights`` has a row per run and a column per block."""
    sums = np.cumsum(weights, axis=1)
    lowest = np.minimum(np.minimum.accumulate(sums, axis=1), 0.0)
    moved: Floats = sums - lowest
    return moved


def blocks(weights: Floats, size: int) -> Floats:
    """Sums of every ``size`` weights in their order; the last one may be of fewer. Works on one chart (n) or several (n, charts)."""
    if size == 1 or not len(weights):
        return weights
    summed: Floats = np.add.reduceat(weights, np.arange(0, len(weights), size), axis=0)
    return summed
