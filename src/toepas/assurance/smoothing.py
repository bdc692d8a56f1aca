"""The smooth calibration curve and the calibration error that it gives, with what a perfectly calibrated model would score by chance.

Sources: Harrell, Regression Modeling Strategies (2015), section 2.4.6 (restricted cubic splines and where their knots lie); Austin & Steyerberg,
Statistics in Medicine 38 (2019) 4051 (integrated calibration index); Kumar, Liang & Ma, NeurIPS 2019, and Roelofs et al., AISTATS 2022 (a
calibration error worked out from few cases is too large: it is above 0 for a perfect model too).
"""

from __future__ import annotations

import numpy as np
from scipy import special

from toepas.assurance import logistic
from toepas.assurance.calibration import logits
from toepas.assurance.intervals import Floats, Labels, quantile
from toepas.assurance.model import Curve
from toepas.assurance.ranked import Ranked, ranked

KNOTS = {5: (0.05, 0.275, 0.5, 0.725, 0.95), 4: (0.05, 0.35, 0.65, 0.95), 3: (0.10, 0.5, 0.90)}
"""Where the knots lie, as shares of the cases below (Harrell 2015, table 2.3)."""
ENOUGH = {5: 150, 4: 60, 3: 20}
"""How many cases of the rarer kind so many knots ask for; with fewer there is no curve."""
CELLS = 2_000
"""More distinct scores than this are first brought together in so many cells of equal numbers of cases."""


def smooth(label: Labels, score: Floats, level: float = 0.95, points: int = 50) -> Curve | None:
    """The share of positives as a smooth function of the score, with bounds at each point by itself; x between the 1 % lowest and highest.

    A logistic model on a restricted cubic spline of the logit. None with fewer than 20 cases of the rarer kind or where it has no fit.
    """
    cells = _cells(label, score)
    knots = _knots(cells)
    if knots is None:
        return None
    logit = logits(cells.score)
    found = logistic.fit(_spline(logit, knots), cells.hits / cells.cases, weight=cells.cases)
    if found is None:
        return None
    ends = _at_shares(logit, cells.cases, np.array([0.01, 0.99]))
    lowest, highest = special.expit(ends)
    x = np.linspace(lowest, highest, points)
    design = _spline(logits(x), knots)
    middle = design @ found.terms
    reach = quantile(level) * np.sqrt(np.einsum("ij,jk,ik->i", design, found.covariance, design))
    y, low, high = (tuple(special.expit(part).tolist()) for part in (middle, middle - reach, middle + reach))
    return Curve("calibration-smooth", tuple(x.tolist()), y, low, high)


def _cells(label: Labels, score: Floats) -> Ranked:
    """Cases with equal scores together; above ``CELLS`` distinct scores neighbours too, at their mean."""
    at = ranked(label, score)
    if len(at.score) <= CELLS:
        return at
    cell = np.minimum((np.cumsum(at.cases) - at.cases / 2) * CELLS / len(score), CELLS - 1).astype(int)
    starts = np.flatnonzero(np.diff(cell, prepend=-1))
    score_sum, total, positive = (np.add.reduceat(part, starts) for part in (at.score * at.cases, at.cases, at.hits))
    return Ranked(score_sum / total, total, positive)


def _knots(cells: Ranked) -> Floats | None:
    """As many knots as the rarer kind of cases bears and the scores have different values for."""
    rarer = min(float(cells.hits.sum()), float((cells.cases - cells.hits).sum()))
    logit = logits(cells.score)
    for number, shares in KNOTS.items():
        if rarer >= ENOUGH[number]:
            knots = _at_shares(logit, cells.cases, np.array(shares))
            if len(np.unique(knots)) == number and np.min(np.diff(knots)) > 1e-6:
                return knots
    return None


def _at_shares(values: Floats, cases: Floats, shares: Floats) -> Floats:
    """The quantiles of values that rise, each standing for so many cases."""
    middle = (np.cumsum(cases) - cases / 2) / cases.sum()
    return np.interp(shares, middle, values)


def _spline(logit: Floats, knots: Floats) -> Floats:
    """A constant, the logit, and Harrell's terms: cubic between the knots and straight beyond the outer ones."""
    first, before, last = knots[0], knots[-2], knots[-1]
    columns = [np.ones(len(logit)), logit]
    for knot in knots[:-2]:
        bent = (
            np.maximum(logit - knot, 0) ** 3
            - np.maximum(logit - before, 0) ** 3 * (last - knot) / (last - before)
            + np.maximum(logit - last, 0) ** 3 * (before - knot) / (last - before)
        )
        columns.append(bent / (last - first) ** 2)
    return np.column_stack(columns)
