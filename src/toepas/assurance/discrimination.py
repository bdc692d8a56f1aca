"""How well scores tell positives from negatives: AUROC, average precision, and both curves, thinned for drawing.

Sources: DeLong, DeLong & Clarke-Pearson, Biometrics 44 (1988) 837, worked out by ranks as in Sun & Xu, IEEE Signal Processing Letters 21
(2014) 1389; Newcombe, Statistics in Medicine 25 (2006) 559 (an interval of the AUROC that holds at 1 and with few cases, its method 5);
Boyd, Eng & Page, ECML PKDD 2013, 451 (intervals of average precision); Efron, The Jackknife, the Bootstrap and Other Resampling Plans
(1982), chapter 6 (infinitesimal jackknife).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from toepas.assurance.intervals import (
    Floats,
    Labels,
    dot,
    logit_wald,
    nothing,
    quantile,
    wald,
    wilson_bounds,
)
from toepas.assurance.model import Curve, Estimate
from toepas.assurance.ranked import Ranked, ranked

POINTS = 200
"""The most points of a curve that is drawn."""
SMALL = 30
"""With fewer cases of the rarer kind the interval of an AUROC errs on the safe side (docs/assurance-statistics.md shows why)."""


@dataclass(frozen=True, slots=True)
class Area:
    """An AUROC with DeLong's variance (None with one case of a kind, 0 where the kinds do not overlap)."""

    value: float
    variance: float | None
    positives: int
    negatives: int


def one_class(label: Labels) -> str:
    """Why two kinds of cases cannot be told apart: the id of the kind that is missing, or nothing."""
    if not len(label):
        return "no-cases"
    positives = int(np.count_nonzero(label))
    return "no-positives" if positives == 0 else "no-negatives" if positives == len(label) else ""


def placements(score: Floats, among: Floats) -> Floats:
    """For each score the share of ``among`` (sorted upwards) that lies below it, ties counting half."""
    below = np.searchsorted(among, score, "left") + np.searchsorted(among, score, "right")
    return np.asarray(below / (2 * len(among)), np.float64)


def area(at: Ranked) -> Area:
    """The AUROC with DeLong's variance (1988). Needs both kinds of cases.

    For each distinct score twice the number of cases of the other kind below it, those with the same score counting half.
    """
    m, n = at.positives, at.n - at.positives
    others = at.cases - at.hits
    passed, missed = 2 * np.cumsum(others) - others, 2 * np.cumsum(at.hits) - at.hits
    value = dot(at.hits, passed) / (2 * m * n)
    if min(m, n) < 2:
        return Area(value, None, m, n)
    return Area(value, _variance(passed / (2 * n), at.hits, m) / m + _variance(missed / (2 * m), others, n) / n, m, n)


def _variance(values: Floats, cases: Floats, n: int) -> float:
    """The variance of values of which each stands for so many of ``n`` cases."""
    away = values - dot(values, cases) / n
    return dot(cases, away * away) / (n - 1)


def area_estimate(found: Area, level: float = 0.95, *, logit: bool = True) -> Estimate:
    """The interval of an AUROC: DeLong's, on the logit scale by default.

    With fewer than ``SMALL`` cases of the rarer kind DeLong's interval is often too narrow; each bound is then the farther one of his and
    Newcombe's. Where his has no width (no overlap, one case of a kind) Newcombe's stands alone.
    """
    n = found.positives + found.negatives
    error = math.sqrt(found.variance or 0.0)
    if error == 0 or not 0 < found.value < 1:
        return area_by_score(found.value, found.positives, found.negatives, level)
    if not logit:
        plain = wald(found.value, error, n, level, "delong")
        low, high = max(0.0, plain.low or 0.0), min(1.0, plain.high or 1.0)
        return Estimate(plain.value, low, high, n, None, level, plain.method)
    one = logit_wald(found.value, error, n, level, "delong-logit")
    if min(found.positives, found.negatives) >= SMALL or one.low is None or one.high is None:
        return one
    other = area_by_score(found.value, found.positives, found.negatives, level)
    low, high = min(one.low, other.low or 0.0), max(one.high, other.high or 0.0)
    return Estimate(found.value, low, high, n, None, level, "delong-newcombe")


def area_variance(value: float, positives: float, negatives: float) -> float:
    """The variance that an AUROC has by Hanley & McNeil's model, in the form of Newcombe (2006): both kinds count alike."""
    half = (positives + negatives) / 2 - 1
    spread = 1 + half * ((1 - value) / (2 - value) + value / (1 + value))
    return value * (1 - value) * spread / (positives * negatives)


def area_by_score(value: float, positives: int, negatives: int, level: float = 0.95) -> Estimate:
    """The interval of an AUROC that keeps its width at 0 and 1 (Newcombe 2006, method 5): all values that the one found does not refute."""
    from scipy.optimize import brentq  # loads slowly, and is seldom needed

    z = quantile(level)

    def apart(true: float) -> float:
        return abs(value - true) - z * math.sqrt(area_variance(true, positives, negatives))

    inside = min(max(value, 1e-9), 1 - 1e-9)  # at 0 and 1 themselves the variance is 0, and they would bound themselves
    low = 0.0 if value <= 0 else float(brentq(apart, 0.0, inside))
    high = 1.0 if value >= 1 else float(brentq(apart, inside, 1.0))
    return Estimate(value, low, high, positives + negatives, None, level, "newcombe-auroc")


def auroc(label: Labels, score: Floats, level: float = 0.95, *, logit: bool = True) -> Estimate:
    """The probability that a positive scores above a negative (ties count half), with DeLong's interval."""
    if why := one_class(label):
        return nothing(why, len(label), level)
    return area_estimate(area(ranked(label, score)), level, logit=logit)


def auroc_paired(label: Labels, first: Floats, second: Floats, level: float = 0.95) -> tuple[Estimate, float | None]:
    """The difference of the AUROCs of two models on the same cases, first minus second, and its p (DeLong 1988)."""
    if why := one_class(label):
        return nothing(why, len(label), level), None
    true = label.astype(bool)
    parts = []
    for score in (first, second):
        positive, negative = score[true], score[~true]
        parts.append((placements(positive, np.sort(negative)), placements(negative, np.sort(positive))))
    gap = float(parts[0][0].mean() - parts[1][0].mean())
    moved = [one - two for one, two in zip(*parts, strict=True)]
    if min(map(len, moved)) < 2:
        return Estimate(gap, n=len(label), level=level, why_not="no-interval"), None
    error = math.sqrt(sum(float(one.var(ddof=1)) / len(one) for one in moved))
    found = wald(gap, error, len(label), level, "delong-paired")
    if error == 0:
        return found, 1.0 if gap == 0 else None
    return found, float(2 * special.ndtr(-abs(gap) / error))


@dataclass(frozen=True, slots=True)
class Steps:
    """Counts as the threshold falls, one entry per distinct score from the highest: hits and false alarms from there up."""

    score: Floats
    hits: Floats
    alarms: Floats

    @property
    def positives(self) -> float:
        """All positives."""
        return float(self.hits[-1])

    @property
    def negatives(self) -> float:
        """All negatives."""
        return float(self.alarms[-1])


def steps(label: Labels, score: Floats) -> Steps:
    """Hits and false alarms of cases. Needs at least one case."""
    at = ranked(label, score)
    hits, cases = (np.cumsum(part[::-1]) for part in (at.hits, at.cases))
    return Steps(at.score[::-1], hits, cases - hits)


def auprc(label: Labels, score: Floats, level: float = 0.95) -> Estimate:
    """Average precision: the precision at each positive's score, averaged over the positives. It depends on the prevalence.

    The interval takes cases (and so the prevalence) as drawn at random: infinitesimal jackknife on the logit scale, with Student's quantile
    for the number of positives. Every positive counts itself, which makes the figure too high when there are few; the interval (not the
    figure) lies about the figure less the mean of that. Where it has no width it is Wilson's with the positives as cases (after Boyd 2013).
    """
    if why := one_class(label):
        return nothing(why, len(label), level)
    at = steps(label, score)
    n, positives = len(label), at.positives
    above = at.hits + at.alarms
    precision = at.hits / above
    new = np.diff(at.hits, prepend=0.0)
    value = dot(new, precision) / positives
    middle = value - dot(new, (1 - precision) / above) / positives
    gain = _from_here_down(new * at.alarms / above**2)
    loss = _from_here_down(new * at.hits / above**2)
    false = np.diff(at.alarms, prepend=0.0)
    pull = (dot(new, (precision + gain - value) ** 2) + dot(false, loss**2)) / positives**2
    error = math.sqrt(pull * n / (n - 1))
    if not (error > 0 and positives > 1 and 0 < middle < 1):
        low, high = (float(bound) for bound in wilson_bounds(value * positives, positives, level))
        return Estimate(value, low, high, n, None, level, "wilson-positives")
    wider = float(special.stdtrit(positives - 1, 0.5 + level / 2)) / quantile(level)
    found = logit_wald(middle, error * wider, n, level)
    low, high = min(value, found.low or 0.0), max(value, found.high or 0.0)
    return Estimate(value, low, high, n, None, level, "jackknife-logit")


def _from_here_down(values: Floats) -> Floats:
    return np.cumsum(values[::-1])[::-1]


def roc(label: Labels, score: Floats, level: float = 0.95, points: int = POINTS) -> Curve | None:
    """False alarms (x) and sensitivity (y, with Wilson's bounds at each point by itself), thinned; None with one kind of cases."""
    if one_class(label):
        return None
    at = steps(label, score)
    x = np.concatenate([[0.0], at.alarms / at.negatives])
    hits = np.concatenate([[0.0], at.hits])
    kept = thinned(x + hits / at.positives, points)
    low, high = wilson_bounds(hits[kept], at.positives, level)
    return drawn("roc", x[kept], hits[kept] / at.positives, low, high)


def precision_recall(label: Labels, score: Floats, level: float = 0.95, points: int = POINTS) -> Curve | None:
    """Sensitivity (x) and precision (y, with Wilson's bounds at each point by itself), thinned; None with one kind of cases."""
    if one_class(label):
        return None
    at = steps(label, score)
    above = at.hits + at.alarms
    kept = thinned(at.hits / at.positives + above / above[-1], points)
    low, high = wilson_bounds(at.hits[kept], above[kept], level)
    return drawn("precision-recall", at.hits[kept] / at.positives, at.hits[kept] / above[kept], low, high)


def thinned(along: Floats, points: int) -> NDArray[np.intp]:
    """Which entries of a rising row to keep, so that steps along it are about even; the first and the last always stay."""
    if len(along) <= points:
        return np.arange(len(along))
    wanted = np.linspace(along[0], along[-1], points)
    return np.unique(np.concatenate([[0], np.searchsorted(along, wanted).clip(0, len(along) - 1), [len(along) - 1]]))


def drawn(name: str, x: Floats, y: Floats, low: Floats, high: Floats) -> Curve:
    """Arrays as a curve."""
    return Curve(name, tuple(x.tolist()), tuple(y.tolist()), tuple(low.tolist()), tuple(high.tolist()))
