"""Logistic regression by Newton's method, with an offset, for calibration and recalibration: a few columns, many rows.

Source: McCullagh & Nelder, Generalized Linear Models (1989), chapter 4. Rows are worked through in pieces, so that memory stays small.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toepas.assurance.intervals import Floats

PIECE = 1 << 13
"""So many rows at a time stay near the processor, and are too few for the linear algebra to start threads for."""
ROUNDS = 40
NEAR_ENOUGH = 1e-6
"""A step this small is the last: what is left after it is its square."""
FARTHEST = 1e6
"""A coefficient beyond this does not come from data but from a fit that runs away."""
WORST = 1e14
"""Columns whose information is conditioned worse than this depend on each other."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients, one per column, and their covariance (inverse of the information)."""

    terms: Floats
    covariance: Floats

    @property
    def errors(self) -> Floats:
        """Standard errors, one per column."""
        return np.sqrt(np.diag(self.covariance))


def fit(
    design: Floats, label: NDArray[np.generic], offset: Floats | None = None, weight: Floats | None = None
) -> Fit | None:
    """The most likely coefficients; None where there are none (separated cases, columns that depend on each other).

    ``design``: rows by columns, without a constant of its own. ``label``: 0 or 1, or a share of ``weight`` cases. ``offset``: added as is.
    """
    design = np.asfortranarray(design)
    terms = np.zeros(design.shape[1])
    lost, slope, information = _sums(design, label, offset, weight, terms)
    for _ in range(ROUNDS):
        try:
            step: Floats = np.linalg.solve(information, slope).astype(np.float64)
        except np.linalg.LinAlgError:
            return None
        taken = _shortened(design, label, offset, weight, terms, step, lost)
        if taken is None:
            return None
        terms, (lost, slope, information) = taken
        if float(np.max(np.abs(step) / (1 + np.abs(terms)))) < NEAR_ENOUGH:
            break
    else:
        return None
    if float(np.linalg.cond(information)) > WORST:
        return None
    return Fit(terms, np.linalg.inv(information).astype(np.float64))


Sums = tuple[float, Floats, Floats]


def _shortened(
    design: Floats,
    label: NDArray[np.generic],
    offset: Floats | None,
    weight: Floats | None,
    terms: Floats,
    step: Floats,
    lost: float,
) -> tuple[Floats, Sums] | None:
    """Go the step, or half of it and so on until the likelihood does not fall."""
    for halvings in range(20):
        there = terms + step / 2**halvings
        sums = _sums(design, label, offset, weight, there)
        if np.isfinite(sums[0]) and sums[0] <= lost + 1e-9 * (1 + abs(lost)):
            return (there, sums) if float(np.max(np.abs(there))) < FARTHEST else None
    return None


def _sums(
    design: Floats, label: NDArray[np.generic], offset: Floats | None, weight: Floats | None, terms: Floats
) -> Sums:
    """Minus the log likelihood, its slope and the information, summed over pieces of rows that stay near the processor."""
    columns = design.shape[1]
    lost, slope, information = 0.0, np.zeros(columns), np.zeros((columns, columns))
    for begun in range(0, len(design), PIECE):
        rows = slice(begun, begun + PIECE)
        part = [design[rows, column] for column in range(columns)]
        logit = sum((term * column for term, column in zip(terms, part, strict=True)), np.zeros(len(part[0])))
        if offset is not None:
            logit += offset[rows]
        truth = label[rows].astype(np.float64)
        small = np.exp(-np.abs(logit))
        expected = np.where(logit >= 0, 1.0, small) / (1 + small)
        missed, spread = truth - expected, expected * (1 - expected)
        loss = np.maximum(logit, 0) + np.log1p(small) - truth * logit
        if weight is not None:
            missed, spread, loss = missed * weight[rows], spread * weight[rows], loss * weight[rows]
        lost += float(loss.sum())
        slope += [float(column @ missed) for column in part]
        for one in range(columns):
            weighed = part[one] * spread
            information[one, one:] += [float(weighed @ column) for column in part[one:]]
    return lost, slope, information + np.triu(information, 1).T
