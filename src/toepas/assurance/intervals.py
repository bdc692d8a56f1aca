"""Intervals of proportions and of their differences, p values of paired and unpaired counts, and Holm's correction.

Sources: Wilson, JASA 22 (1927) 209; Clopper & Pearson, Biometrika 26 (1934) 404; Newcombe, Statistics in Medicine 17 (1998) 857 (one
proportion), 873 (two independent ones, its method 10) and 2635 (paired ones, its method 10); Zou & Donner, Statistics in Medicine 27
(2008) 1693 (MOVER: a difference from two intervals); Fagerland, Lydersen & Laake, BMC Medical Research Methodology 13 (2013) 91 (McNemar
mid-p); Fisher, Journal of the Royal Statistical Society 85 (1922) 87; Holm, Scandinavian Journal of Statistics 6 (1979) 65.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from toepas.assurance.model import Estimate
from toepas.assurance.plan import defaults

Floats: TypeAlias = NDArray[np.float64]
Labels: TypeAlias = NDArray[Any]
"""Truth, one entry per case: 0 or 1, or False or True."""


def quantile(level: float) -> float:
    """How many standard errors a two-sided interval of this level reaches on each side: 1.96 for 0.95."""
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    return float(special.ndtri(0.5 + level / 2))


def summed(place: NDArray[Any], weights: ArrayLike | None, size: int) -> Floats:
    """The weights of each place from 0 up to ``size`` added up; without weights, how many entries there are."""
    return np.bincount(place, None if weights is None else np.asarray(weights, float), size).astype(np.float64)


def dot(one: Floats, other: Floats) -> float:
    """The sum of the products. Of millions of cases the threads of the linear algebra cost more of the processor than they save."""
    return float((one * other).sum())


def nothing(why: str, n: int = 0, level: float = 0.95) -> Estimate:
    """No figure, and why by id."""
    return Estimate(None, n=n, level=level, why_not=why)


def wilson_bounds(hits: ArrayLike, n: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's bounds of many proportions at once; ``hits`` may be broken numbers, and where ``n`` is 0 the bounds are 0 and 1."""
    z = quantile(level)
    counted, cases = np.broadcast_arrays(np.asarray(hits, float), np.asarray(n, float))
    some = np.where(cases > 0, cases, 1.0)
    share = counted / some
    shrink = 1 + z * z / some
    centre = (share + z * z / (2 * some)) / shrink
    half = z * np.sqrt(np.maximum(share * (1 - share), 0) / some + (z / (2 * some)) ** 2) / shrink
    low = np.where((cases == 0) | (counted <= 0), 0.0, np.clip(centre - half, 0, 1))
    high = np.where((cases == 0) | (counted >= cases), 1.0, np.clip(centre + half, 0, 1))
    return low, high


def wilson(hits: int, n: int, level: float = 0.95) -> Estimate:
    """A proportion with Wilson's score interval (1927), which never leaves 0 to 1 and has a width at 0 and at 1 too."""
    if n <= 0:
        return nothing("no-cases", 0, level)
    low, high = wilson_bounds(hits, n, level)
    return Estimate(hits / n, float(low), float(high), n, hits, level, "wilson")


def mover(first: Estimate, second: Estimate, correlation: float = 0.0, method: str = "mover") -> Estimate:
    """The difference ``first - second`` of two estimates from their own intervals (Zou & Donner 2008).

    Of independent estimates the ``correlation`` is 0. Both have to be of one level. Without both intervals there is no difference with bounds.
    """
    n = first.n + second.n
    if first.value is None or second.value is None:
        return nothing(first.why_not or second.why_not or "no-cases", n, first.level)
    gap = first.value - second.value
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return Estimate(gap, n=n, level=first.level, why_not="no-interval")
    below, above = first.value - first.low, first.high - first.value
    other_below, other_above = second.value - second.low, second.high - second.value
    down = below**2 + other_above**2 - 2 * correlation * below * other_above
    up = above**2 + other_below**2 - 2 * correlation * above * other_below
    low, high = gap - math.sqrt(max(down, 0.0)), gap + math.sqrt(max(up, 0.0))
    return Estimate(gap, low, high, n, None, first.level, method)


def newcombe(hits: int, n: int, other_hits: int, other_n: int, level: float = 0.95) -> Estimate:
    """The difference of two independent proportions, first minus other (Newcombe 1998, method 10: from both Wilson intervals)."""
    return mover(wilson(hits, n, level), wilson(other_hits, other_n, level), method="newcombe")


def newcombe_paired(both: int, first_only: int, second_only: int, neither: int, level: float = 0.95) -> Estimate:
    """The difference of two proportions of the same cases, first minus second (Newcombe 1998, paired, method 10).

    ``both``: cases that the first and the second have right, ``first_only``: only the first, and so on. The correlation of the two is
    corrected for continuity as in the paper.
    """
    n = both + first_only + second_only + neither
    if n <= 0:
        return nothing("no-cases", 0, level)
    one, two = both + first_only, both + second_only
    product = float(one) * (n - one) * two * (n - two)
    excess = float(both) * neither - float(first_only) * second_only
    corrected = max(excess - n / 2, 0.0) if excess > 0 else excess
    phi = corrected / math.sqrt(product) if product else 0.0
    found = mover(wilson(one, n, level), wilson(two, n, level), phi, "newcombe-paired")
    return Estimate(found.value, found.low, found.high, n, None, level, found.method)


def mcnemar(first_only: int, second_only: int, *, mid: bool = True) -> float:
    """The p of McNemar's exact test that both are right equally often, from the cases where one is right and the other wrong.

    With ``mid`` (Fagerland 2013) the probability of the very table counts half, which makes the exact test less cautious.
    """
    discordant, fewer = first_only + second_only, min(first_only, second_only)
    if discordant == 0:
        return 1.0
    point = math.exp(
        special.gammaln(discordant + 1)
        - special.gammaln(fewer + 1)
        - special.gammaln(discordant - fewer + 1)
        - discordant * math.log(2)
    )
    if mid and first_only == second_only:
        return 1 - point / 2
    tail = 2 * float(special.bdtr(fewer, discordant, 0.5))
    return min(1.0, tail - point if mid else tail)


def equal(hits: int, n: int, other_hits: int, other_n: int) -> float | None:
    """The p that two independent proportions are equal; None where one has no cases.

    Fisher's exact test where one of the four counts expected is below ``exact_below``; above it the score test, whose interval for one proportion is
    Wilson's, from which Newcombe's is made. There both say the same, and the exact one would only take longer.
    """
    if n <= 0 or other_n <= 0:
        return None
    total, found = n + other_n, hits + other_hits
    if min(n, other_n) * min(found, total - found) >= defaults()["exact_below"] * total:
        both = found / total
        error = math.sqrt(both * (1 - both) * (1 / n + 1 / other_n))
        return float(2 * special.ndtr(-abs(hits / n - other_hits / other_n) / error))
    from scipy import stats  # loads slowly, and only this needs it

    return float(stats.fisher_exact([[hits, n - hits], [other_hits, other_n - other_hits]])[1])


def p_of(difference: Estimate) -> float | None:
    """A p for "no difference" from an interval alone: how many standard errors 0 lies away, on the side where it lies.

    It goes with the interval: it is below 1 - level exactly when 0 lies outside.
    """
    if difference.value is None or difference.low is None or difference.high is None:
        return None
    reach = difference.value - difference.low if difference.value > 0 else difference.high - difference.value
    if reach <= 0:
        return 1.0 if difference.value == 0 else None
    return float(2 * special.ndtr(-abs(difference.value) / reach * quantile(difference.level)))


def holm(ps: Sequence[float | None]) -> list[float | None]:
    """The p values of one family corrected for their number (Holm 1979); None (no test was possible) stays None and is not counted."""
    order = sorted((p, place) for place, p in enumerate(ps) if p is not None)
    corrected: list[float | None] = [None] * len(ps)
    most = 0.0
    for rank, (p, place) in enumerate(order):
        most = max(most, min(1.0, p * (len(order) - rank)))
        corrected[place] = most
    return corrected


def wald(value: float, error: float, n: int, level: float = 0.95, method: str = "wald") -> Estimate:
    """A figure with the interval of so many standard errors on both sides; no bounds where the error is 0 or not finite."""
    if not (math.isfinite(error) and error > 0):
        return Estimate(value, n=n, level=level, why_not="no-interval")
    reach = quantile(level) * error
    return Estimate(value, value - reach, value + reach, n, None, level, method)


def logit_wald(value: float, error: float, n: int, level: float = 0.95, method: str = "logit") -> Estimate:
    """A figure between 0 and 1 with an interval that is symmetric on the logit scale, so that its bounds stay between 0 and 1.

    ``error`` is the standard error of the figure itself (delta method). At 0 or 1 there is no such interval.
    """
    if not (0 < value < 1 and math.isfinite(error) and error > 0):
        return Estimate(value, n=n, level=level, why_not="no-interval")
    middle, reach = special.logit(value), quantile(level) * error / (value * (1 - value))
    low, high = special.expit(middle - reach), special.expit(middle + reach)
    return Estimate(value, float(low), float(high), n, None, level, method)
