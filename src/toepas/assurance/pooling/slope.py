"""Calibration in the large, intercept and slope from sums per bin, with a bound on how far binning moves them.

Sites cannot iterate together without a blind sum at each step, each of which would show more. One sum per bin of the logits and of their squares
is enough: the score equations of the logistic model are expanded around the mean logit of each bin to the second order. What the expansion
leaves out is bounded by the third derivatives of the logistic function (at most 1/8) and the spread in each bin, and the bound is carried over to
the coefficients with the least curvature that the model can have near them. So the stated bound holds for certain, not just mostly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEEPEST_SECOND = 1 / (6 * math.sqrt(3))
"""The largest second derivative of the logistic function."""
STEEPEST_THIRD = 1 / 8
"""The largest third derivative."""
ROUNDS, NEAR_ENOUGH = 200, 1e-10
ROUNDED = 1e-4
"""More than the rounding of the sums can move a score equation."""
FARTHEST = 5.0
"""A bound beyond this says nothing."""
WORST = 1e13
"""A matrix with a larger ratio of its ends cannot be turned round."""


@dataclass(frozen=True, slots=True)
class Bins:
    """Per bin that has cases: how many, their mean logit, the sum of squared distances from it, and how far one can lie away."""

    n: NDArray[np.float64]
    middle: NDArray[np.float64]
    spread: NDArray[np.float64]
    reach: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Intercept and slope (the slope 1 where it was held there), standard errors, and bounds on what binning moved."""

    terms: tuple[float, float]
    errors: tuple[float, float]
    off: tuple[float, float]


def bins(
    n: NDArray[np.int64], logit: NDArray[np.float64], square: NDArray[np.float64], edges: NDArray[np.float64]
) -> Bins:
    """From the sums per bin; ``edges`` on the scale of logits."""
    some = n > 0
    cases = n[some].astype(float)
    middle = logit[some] / cases
    spread = np.maximum(square[some] - cases * middle**2, 0.0)
    wide = np.maximum(middle - edges[:-1][some], edges[1:][some] - middle)
    return Bins(cases, middle, spread, np.minimum(wide, np.sqrt(spread)))


def fit(found: Bins, positives: int, logit_positive: float, *, slope: bool = True) -> Fitted | None:
    """The coefficients, or None where there are none (one kind of cases, logits all alike, kinds that do not overlap)."""
    total = float(found.n.sum())
    if not 0 < positives < total:
        return None
    terms = np.asarray([0.0, 0.0 if slope else 1.0])
    free = [0, 1] if slope else [0]
    for _ in range(ROUNDS):
        lacking = _score(found, positives, logit_positive, terms)[free]
        curved = _curvature(found, _weights(found, terms))[np.ix_(free, free)]
        try:
            step = np.linalg.solve(curved, lacking)
        except np.linalg.LinAlgError:
            return None
        step /= max(1.0, float(np.abs(step).max()) / 2)
        terms[free] += step
        if not np.all(np.isfinite(terms)) or np.abs(terms).max() > 1e3:
            return None
        if np.abs(step).max() < NEAR_ENOUGH * (1 + np.abs(terms).max()):
            break
    else:
        return None
    covariance = np.linalg.inv(_curvature(found, _weights(found, terms))[np.ix_(free, free)])
    off = _off(found, terms, free)
    errors, moved = np.zeros(2), np.zeros(2)
    errors[free], moved[free] = np.sqrt(np.diag(covariance)), off
    return Fitted(
        (float(terms[0]), float(terms[1])), (float(errors[0]), float(errors[1])), (float(moved[0]), float(moved[1]))
    )


def _score(found: Bins, positives: int, logit_positive: float, terms: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the score equations lack of zero, expanded to the second order in each bin."""
    intercept, slope = terms
    at = special.expit(intercept + slope * found.middle)
    first = at * (1 - at)
    second = first * (1 - 2 * at)
    expected = found.n * at + second * slope**2 * found.spread / 2
    weighed = found.middle * expected + first * slope * found.spread
    return np.asarray([positives - expected.sum(), logit_positive - weighed.sum()])


def _weights(found: Bins, terms: NDArray[np.float64]) -> NDArray[np.float64]:
    """The slope of the logistic function at the middle of each bin."""
    at = special.expit(terms[0] + terms[1] * found.middle)
    return np.asarray(at * (1 - at), np.float64)


def _curvature(found: Bins, weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """The information of the model with these weights of the bins."""
    square = found.n * found.middle**2 + found.spread
    sums = [float((weight * part).sum()) for part in (found.n, found.n * found.middle, square)]
    return np.asarray([[sums[0], sums[1]], [sums[1], sums[2]]])


def _off(found: Bins, terms: NDArray[np.float64], free: list[int]) -> NDArray[np.float64]:
    """How far the true coefficients can lie from these, at most.

    The score equations are off by what the expansion leaves out: third derivatives, which are at most 1/8 and at most the first derivative, which
    changes by at most a factor e for each unit of the logit. If the true coefficients lay outside a box around these, the concave likelihood would
    still rise at the edge of the box; it does not where the error, over the least curvature in the box, is smaller than the box.
    """
    slope, weight = abs(terms[1]), _weights(found, terms)
    near = np.exp(slope * found.reach)
    cubes = found.reach * found.spread
    missed = np.minimum(STEEPEST_THIRD, weight * near) / 6 * slope**3 * cubes
    weighed = np.abs(found.middle) * missed + np.minimum(STEEPEST_SECOND, weight * near) / 2 * slope**2 * cubes
    error = np.asarray([missed.sum(), weighed.sum()])[free] + ROUNDED
    corners = np.asarray(np.meshgrid(*([[-1.0, 1.0]] * len(free)))).reshape(len(free), -1) * error[:, None]
    farthest = np.abs(found.middle) + found.reach
    box = np.zeros(2)
    for _ in range(ROUNDS):
        least = _curvature(found, weight / near * np.exp(-box[0] - farthest * box[1]))[np.ix_(free, free)]
        if not np.all(np.isfinite(least)) or np.linalg.cond(least) > WORST or box.max() > FARTHEST:
            break
        inverse = np.linalg.inv(least)
        energy = float(np.einsum("ij,ik,kj->j", corners, inverse, corners).max())
        reached = np.sqrt(np.diag(inverse) * energy)
        if np.all(reached <= box[free]):
            return np.asarray(box[free], np.float64)
        box[free] = reached * (1 + 1e-6)
    return np.full(len(free), math.inf)
