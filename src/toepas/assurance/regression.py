"""Models that predict a measured value: how far off, in which direction, and how far apart the two may lie for one person.

Errors are prediction minus truth, so a positive bias is too high. Sources: Bland & Altman, Lancet 327 (1986) 307 (limits of agreement); Zou,
Statistical Methods in Medical Research 22 (2013) 630 (their intervals, MOVER); MacKinnon & White, Journal of Econometrics 29 (1985) 305 (standard
errors when the spread changes, HC3); Archer, Snell, Ensor et al., Statistics in Medicine 40 (2021) 133 (which measures).
"""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from toepas.assurance.calibration import BINS
from toepas.assurance.intervals import Floats, nothing, quantile
from toepas.assurance.model import Curve, Estimate


def measures(truth: Floats, predicted: Floats, level: float = 0.95) -> dict[str, Estimate]:
    """All figures by id: ``bias``, ``mae``, ``rmse``, ``r2``, ``calibration-intercept``, ``calibration-slope``, ``agreement-low`` and
    ``agreement-high`` (the limits between which 95 of 100 errors lie)."""
    intercept, slope = weak(truth, predicted, level)
    low, high = agreement(truth, predicted, level)
    return {
        "bias": bias(truth, predicted, level),
        "mae": mae(truth, predicted, level),
        "rmse": rmse(truth, predicted, level),
        "r2": r2(truth, predicted, level),
        "calibration-intercept": intercept,
        "calibration-slope": slope,
        "agreement-low": low,
        "agreement-high": high,
    }


def student(level: float, freedom: int) -> float:
    """How many standard errors an interval reaches on each side when the spread is estimated with so many degrees of freedom."""
    return float(special.stdtrit(freedom, 0.5 + level / 2))


def mean(values: Floats, level: float = 0.95) -> Estimate:
    """A mean with Student's interval."""
    n = len(values)
    if not n:
        return nothing("no-cases", 0, level)
    return _about(float(values.mean()), float(values.std(ddof=1)) / math.sqrt(n) if n > 1 else 0.0, n, level)


def _about(value: float, error: float, n: int, level: float, method: str = "student", lost: int = 1) -> Estimate:
    if not error or n <= lost:
        return Estimate(value, n=n, level=level, why_not="no-interval")
    reach = student(level, n - lost) * error
    return Estimate(value, value - reach, value + reach, n, None, level, method)


def bias(truth: Floats, predicted: Floats, level: float = 0.95) -> Estimate:
    """The mean error; above 0 the predictions are too high."""
    return mean(predicted - truth, level)


def mae(truth: Floats, predicted: Floats, level: float = 0.95) -> Estimate:
    """The mean absolute error, with an interval that is even on the log scale."""
    return positive_mean(np.abs(predicted - truth), level)


def rmse(truth: Floats, predicted: Floats, level: float = 0.95) -> Estimate:
    """The root of the mean squared error, with an interval that is even on the log scale; no shape of the errors is assumed."""
    return positive_mean((predicted - truth) ** 2, level, 0.5)


def positive_mean(values: Floats, level: float = 0.95, power: float = 1.0) -> Estimate:
    """The mean of values that are not negative, to a power (delta method on the log scale, Student's quantile)."""
    plain = mean(values, level)
    if not plain.value or plain.low is None:
        return Estimate(plain.value, n=plain.n, level=level, why_not=plain.why_not or "no-interval")
    reach = (plain.value - plain.low) / plain.value * power
    value = plain.value**power
    return Estimate(value, value * math.exp(-reach), value * math.exp(reach), plain.n, None, level, "delta-log")


def r2(truth: Floats, predicted: Floats, level: float = 0.95) -> Estimate:
    """The share of the spread that is explained (1 is perfect, below 0 worse than the mean); the interval by the delta method."""
    n = len(truth)
    if n < 2 or np.ptp(truth) == 0:
        return nothing("no-cases" if not n else "constant", n, level)
    lost, spread = (predicted - truth) ** 2, (truth - truth.mean()) ** 2
    missed = float(lost.sum() / spread.sum())
    pull = (lost - missed * spread) / spread.mean()
    return _about(1 - missed, float(pull.std(ddof=1)) / math.sqrt(n), n, level, "delta")


def weak(truth: Floats, predicted: Floats, level: float = 0.95) -> tuple[Estimate, Estimate]:
    """Intercept and slope of truth on prediction by least squares (0 and 1 are right), with HC3 standard errors."""
    n = len(truth)
    if n < 3 or np.ptp(predicted) == 0:
        why = "no-cases" if not n else "constant"
        return nothing(why, n, level), nothing(why, n, level)
    design = np.column_stack([np.ones(n), predicted])
    inverse = np.linalg.inv(design.T @ design)
    terms = inverse @ (design.T @ truth)
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    left = (truth - design @ terms) / np.maximum(1 - leverage, 1e-12)
    bread = design @ inverse
    errors = np.sqrt((bread**2 * left[:, None] ** 2).sum(axis=0))
    one, other = (
        _about(float(term), float(error), n, level, "hc3", 2) for term, error in zip(terms, errors, strict=True)
    )
    return one, other


def agreement(truth: Floats, predicted: Floats, level: float = 0.95, share: float = 0.95) -> tuple[Estimate, Estimate]:
    """The limits between which this share of the errors lies (Bland & Altman 1986), each with its interval (Zou 2013).

    They suppose errors that are about normal and whose spread does not depend on the size of the value.
    """
    errors = predicted - truth
    n = len(errors)
    spread = float(errors.std(ddof=1)) if n > 1 else 0.0
    if not spread:
        why = "no-cases" if not n else "constant"
        return nothing(why, n, level), nothing(why, n, level)
    middle, wide = float(errors.mean()), quantile(share)
    shift = student(level, n - 1) * spread / math.sqrt(n)
    tail = (1 - level) / 2
    less, more = (spread * math.sqrt((n - 1) / float(special.chdtri(n - 1, side))) for side in (tail, 1 - tail))
    inner, outer = math.hypot(shift, wide * (spread - less)), math.hypot(shift, wide * (more - spread))
    low, high = middle - wide * spread, middle + wide * spread
    return (
        Estimate(low, low - outer, low + inner, n, None, level, "mover-agreement"),
        Estimate(high, high - inner, high + outer, n, None, level, "mover-agreement"),
    )


def binned(truth: Floats, predicted: Floats, level: float = 0.95, bins: int = BINS) -> Curve | None:
    """The mean truth (y, Student's bounds) at the mean prediction (x) of bins with about equal numbers of cases (weight)."""
    n = len(truth)
    if not n:
        return None
    order = np.argsort(predicted, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    found = [mean(truth[part], level) for part in parts]
    x = tuple(float(predicted[part].mean()) for part in parts)
    y = tuple(one.value or 0.0 for one in found)
    bounds = (tuple(one.low for one in found), tuple(one.high for one in found))
    return Curve("calibration-binned", x, y, *bounds, tuple(map(len, parts)))
