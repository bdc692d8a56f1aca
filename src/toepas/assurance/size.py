"""The sample-size gate: how many cases a stated precision needs, for each measure.

``precision`` is half the width of the interval that is small enough. What a measure needs depends on its true value, which nobody knows.
``expected`` is therefore either assumed beforehand (in the plan, before the data are looked at) or taken cautiously from what was found:
``cautious`` gives the value within the interval found that needs most cases. Never hand over the figure found itself: of ten hits in ten it
would conclude that 1.0 is known well.

Proportions (``proportion``): the least number of cases from which on, however many more come, Wilson's interval has at most the half
width asked for. A number of hits is whole; of the whole numbers next to ``expected`` the one nearer to one half counts, because its interval
is the wider one. Around 0.8 with precision 0.10 this is 62: with 60 cases 48 hits are exactly 0.8 (half width 0.0998), but with 61
cases 48 hits are 0.787 (0.1011), and from 62 on (49 of 62: 0.0998) it holds for good. The older rule 1.96^2 x 0.8 x 0.2 / 0.10^2 gives 61.5, so 62 too.

AUROC and the ratio of observed to expected follow Riley, Debray, Collins et al., Statistics in Medicine 40 (2021) 4230, and Riley, Snell, Archer et
al., BMJ 384 (2024) e074821 (external validation).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from toepas.assurance.discrimination import area_variance
from toepas.assurance.intervals import quantile, wilson_bounds
from toepas.assurance.model import Estimate, Gate, Key, Threshold

FINEST = 0.0005
"""The smallest precision of a proportion: a million cases."""


def proportion(expected: float, precision: float, level: float = 0.95) -> int:
    """How many cases a proportion needs; see the rule above. Raises ValueError for a precision that no interval has."""
    if not FINEST <= precision < 0.5:
        raise ValueError(f"the precision of a proportion lies between {FINEST} and 0.5, not {precision}")
    if not 0 <= expected <= 1:
        raise ValueError(f"a proportion lies between 0 and 1, not {expected}")
    most = math.ceil((quantile(level) / (2 * precision)) ** 2) + 1
    n = np.arange(1, most + 1)
    exact = n * max(expected, 1 - expected)
    hits = np.maximum(np.floor(exact + 1e-9), np.ceil(n / 2))
    low, high = wilson_bounds(hits, n, level)
    wide = np.flatnonzero((high - low) / 2 > precision)
    return int(n[wide[-1]]) + 1 if len(wide) else 1


def cautious(found: Estimate) -> float:
    """The value to plan with when nothing was assumed: that within the interval found which lies nearest to one half; 0.5 without one.

    Of a figure that could not be computed for want of cases there is nothing to be cautious about, and 0.5 needs most cases of all.
    """
    if found.low is None or found.high is None:
        return 0.5
    return min(max(0.5, found.low), found.high)


def precise(found: Estimate, precision: float) -> bool:
    """Whether the interval found is at most twice the precision wide: the other half of the gate, which looks at what came out."""
    return found.low is not None and found.high is not None and found.high - found.low <= 2 * precision + 1e-12


def gate(
    measure: str,
    key: Key,
    have: int,
    precision: float,
    expected: float,
    of: str,
    level: float = 0.95,
    threshold: Threshold | None = None,
) -> Gate:
    """The gate of a measure that is a proportion ``of`` these cases: sensitivity of positives, specificity of negatives and so on."""
    return Gate(measure, key, of, proportion(expected, precision, level), have, precision, threshold)


def auroc(expected: float, precision: float, share: float, level: float = 0.95) -> int:
    """How many cases, of which a ``share`` positive, an AUROC needs (Riley 2021, criterion 3, with the variance of Newcombe 2006)."""
    wanted = (precision / quantile(level)) ** 2
    return _least(lambda n: area_variance(expected, n * share, n * (1 - share)) <= wanted)


def auroc_gate(
    key: Key,
    positives: int,
    negatives: int,
    precision: float,
    expected: float,
    level: float = 0.95,
) -> Gate:
    """The gate of an AUROC, in cases of the rarer kind, if the kinds go on coming in the ratio found (half and half where one is absent)."""
    both = positives and negatives
    share = positives / (positives + negatives) if both else 0.5
    rarer = min(share, 1 - share)
    need = math.ceil(auroc(expected, precision, share, level) * rarer)
    few = positives <= negatives
    return Gate("auroc", key, "positives" if few else "negatives", need, positives if few else negatives, precision)


def observed_expected(prevalence: float, precision: float, level: float = 0.95) -> int:
    """How many cases the ratio of observed to expected needs, around 1 (Riley 2021, criterion 1); ``precision`` is that of the ratio itself."""
    high = precision + math.sqrt(
        1 + precision**2
    )  # the interval is even on the log scale: high - 1 / high = 2 precision
    error = math.log(high) / quantile(level)
    return _up((1 - prevalence) / (prevalence * error**2))


def mean(deviation: float, precision: float, level: float = 0.95) -> int:
    """How many cases the mean of a measured value needs, whose standard deviation is this."""
    return max(2, _up((quantile(level) * deviation / precision) ** 2))


def cases_gate(measure: str, key: Key, have: int, need: int | None, precision: float) -> Gate:
    """The gate of a measure that rests on all cases: the ratio of observed to expected, means."""
    return Gate(measure, key, "cases", need, have, precision)


def _up(number: float) -> int:
    return math.ceil(number - 1e-9)


def _least(enough: Callable[[int], bool]) -> int:
    """The least number of cases from which on it is enough, by doubling and halving."""
    high = 2
    while not enough(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
