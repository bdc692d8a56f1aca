"""Whether scores are probabilities: calibration-in-the-large, slope, observed to expected, Brier score, and the curve by equal bins.

Sources: Cox, Biometrika 45 (1958) 562 (intercept and slope); Van Calster, McLernon, van Smeden et al., BMC Medicine 17 (2019) 230 (which
measures, and how to draw them); Brier, Monthly Weather Review 78 (1950) 1; Steyerberg, Vickers, Cook et al., Epidemiology 21 (2010) 128
(scaled Brier score). Smooth curve and calibration errors: ``smoothing``.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from toepas.assurance import logistic
from toepas.assurance.discrimination import one_class
from toepas.assurance.intervals import Floats, Labels, dot, logit_wald, nothing, quantile, wald, wilson_bounds
from toepas.assurance.model import Curve, Estimate
from toepas.assurance.ranked import Ranked, ranked

FEW = 5
"""With fewer positives than this the ratio of observed to expected gets its bounds from Wilson's interval."""
BINS = 10
EDGE = 1e-8
"""Scores are held this far from 0 and 1 where a logit is taken."""


def logits(score: Floats) -> Floats:
    """Scores on the logit scale; 0 and 1, whose logit is endless, are held 1e-8 away."""
    return np.asarray(special.logit(np.clip(score, EDGE, 1 - EDGE)), np.float64)


def measures(label: Labels, score: Floats, level: float = 0.95) -> dict[str, Estimate]:
    """All figures of calibration by id: ``calibration-in-the-large``, ``calibration-intercept``, ``calibration-slope``,
    ``observed-expected``, ``brier``, ``brier-scaled`` and ``mean-score``."""
    intercept, slope = weak(label, score, level)
    return {
        "calibration-in-the-large": in_the_large(label, score, level),
        "calibration-intercept": intercept,
        "calibration-slope": slope,
        "observed-expected": observed_expected(label, score, level),
        "brier": brier(label, score, level),
        "brier-scaled": brier_scaled(label, score, level),
        "mean-score": mean_score(score, level),
    }


def mean_score(score: Floats, level: float = 0.95) -> Estimate:
    """The mean of the scores: the prevalence that the model expects."""
    n = len(score)
    if not n:
        return nothing("no-cases", 0, level)
    error = float(score.std(ddof=1)) / math.sqrt(n) if n > 1 else 0.0
    return logit_wald(float(score.mean()), error, n, level, "delta-logit")


def in_the_large(label: Labels, score: Floats, level: float = 0.95) -> Estimate:
    """How much all logits have to be raised for as many positives as there are: 0 is right, below 0 the model expects too many.

    A logistic model with the logit of the score as offset; the interval is Wald's.
    """
    if why := one_class(label):
        return nothing(why, len(label), level)
    at = ranked(label, score)
    found = logistic.fit(np.ones((len(at.score), 1)), at.hits / at.cases, logits(at.score), at.cases)
    if found is None:
        return nothing("did-not-converge", len(label), level)
    return wald(float(found.terms[0]), float(found.errors[0]), len(label), level)


def weak(label: Labels, score: Floats, level: float = 0.95) -> tuple[Estimate, Estimate]:
    """Intercept and slope of truth on the logit of the score (Cox 1958): a slope below 1 means scores that are too extreme.

    There is none when all scores are equal (``constant``) or all positives score above or below all negatives (``separated``).
    """
    n = len(label)
    at = ranked(label, score)
    if why := one_class(label) or _unfit(at):
        return nothing(why, n, level), nothing(why, n, level)
    found = logistic.fit(
        np.column_stack([np.ones(len(at.score)), logits(at.score)]), at.hits / at.cases, weight=at.cases
    )
    if found is None:
        return nothing("did-not-converge", n, level), nothing("did-not-converge", n, level)
    (one, other), (error, other_error) = found.terms, found.errors
    return wald(float(one), float(error), n, level), wald(float(other), float(other_error), n, level)


def _unfit(at: Ranked) -> str:
    """Why no slope exists. With one column it does exactly when the scores of both kinds overlap (Albert & Anderson 1984)."""
    logit = logits(at.score)
    if logit[0] == logit[-1]:
        return "constant"
    positive, negative = logit[at.hits > 0], logit[at.hits < at.cases]
    apart = positive[0] >= negative[-1] or positive[-1] <= negative[0]
    return "separated" if apart else ""


def observed_expected(label: Labels, score: Floats, level: float = 0.95) -> Estimate:
    """Positives found for each one expected: 1 is right. The interval is on the log scale (delta method, cases drawn at random);
    with fewer than five positives it is Wilson's of the prevalence, as if the expected number were known."""
    n, observed, expected = len(label), int(np.count_nonzero(label)), float(score.sum())
    if not n or not expected:
        return nothing("no-cases" if not n else "constant", n, level)
    value = observed / expected
    if observed < FEW or n - observed < FEW:
        low, high = (float(bound) * n / expected for bound in wilson_bounds(observed, n, level))
        return Estimate(value, low, high, n, observed, level, "wilson-expected")
    pull = label / observed - score / expected
    error = math.sqrt(dot(pull, pull) * n / (n - 1))
    if not error:
        return Estimate(value, n=n, hits=observed, level=level, why_not="no-interval")
    reach = math.exp(quantile(level) * error)
    return Estimate(value, value / reach, value * reach, n, observed, level, "delta-log")


def brier(label: Labels, score: Floats, level: float = 0.95) -> Estimate:
    """The mean squared distance of score and truth: 0 is perfect. The interval is even on the logit scale (delta method)."""
    n = len(label)
    if not n:
        return nothing("no-cases", 0, level)
    lost = (score - label) ** 2
    return of_losses(n, float(lost.sum()), dot(lost, lost), level)


def of_losses(n: int, total: float, squares: float, level: float = 0.95) -> Estimate:
    """A Brier score from the sum of squared distances and the sum of their squares, as they are counted over millions of rows."""
    if not n:
        return nothing("no-cases", 0, level)
    value = total / n
    spread = max(squares / n - value**2, 0.0)
    error = math.sqrt(spread / (n - 1)) if n > 1 and spread > 1e-14 else 0.0
    return logit_wald(value, error, n, level, "delta-logit")


def brier_scaled(label: Labels, score: Floats, level: float = 0.95) -> Estimate:
    """How much smaller the Brier score is than that of giving everybody the prevalence: 1 is perfect, 0 no better, below 0 worse."""
    n = len(label)
    if why := one_class(label):
        return nothing(why, n, level)
    share, lost = float(np.mean(label)), (score - label) ** 2
    most, mean = share * (1 - share), float(lost.mean())
    pull = -(lost - mean) / most + mean / most**2 * (1 - 2 * share) * (label - share)
    return wald(1 - mean / most, float(pull.std(ddof=1)) / math.sqrt(n), n, level, "delta")


def binned(label: Labels, score: Floats, level: float = 0.95, bins: int = BINS) -> Curve | None:
    """The share of positives (y, Wilson's bounds) at the mean score (x) of bins with about equal numbers of cases (weight).

    Equal scores stay in one bin, so that bins may be fewer and unequal. None without cases.
    """
    n = len(label)
    if not n:
        return None
    at = ranked(label, score)
    wanted = np.searchsorted(np.cumsum(at.cases), (np.arange(1, bins) * n) // bins, "right")
    starts = np.unique(np.concatenate([[0], wanted]))
    cases, hits, scores = (np.add.reduceat(part, starts) for part in (at.cases, at.hits, at.score * at.cases))
    low, high = wilson_bounds(hits, cases, level)
    middle, share = scores / cases, hits / cases
    points = (tuple(part.tolist()) for part in (middle, share, low, high))
    x, y, below, above = points
    return Curve("calibration-binned", x, y, below, above, tuple(cases.astype(int).tolist()))
