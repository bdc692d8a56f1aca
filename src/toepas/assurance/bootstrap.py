"""Resampling cases, or clusters of cases, many rounds at once and within a stated amount of memory.

A round is a row of counts: how often each case was drawn. Statistics that can be worked out from such weights do a whole block of
rounds in a few array operations. Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapters 13 and 8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toepas.assurance.intervals import Floats
from toepas.assurance.model import Estimate

BLOCK = 4_000_000
"""How many counts are held at once (times 8 bytes)."""
LEAST_USABLE = 0.95
"""With fewer rounds than this share giving a figure there is no honest interval."""

Statistic = Callable[[NDArray[np.int64]], Floats]


def resamples(strata: NDArray[Any], rounds: int, seed: int, block: int = BLOCK) -> Iterator[NDArray[np.int64]]:
    """Blocks of rounds, shape (rounds in the block, cases): how often each case was drawn, with replacement, within its stratum.

    ``strata`` holds a code per case; all the same code means drawing from all cases. The same seed and block give the same rounds.
    """
    generator = np.random.default_rng(seed)
    n = len(strata)
    if not n:
        return
    order = np.argsort(strata, kind="stable")
    sizes = np.unique(strata, return_counts=True)[1]
    width = max(1, block // n)
    for begun in range(0, rounds, width):
        some = min(width, rounds - begun)
        counts = np.empty((some, n), np.int64)
        at = 0
        for size in sizes:
            drawn = generator.integers(0, size, (some, size)) + np.arange(some)[:, None] * size
            counts[:, order[at : at + size]] = np.bincount(drawn.ravel(), minlength=some * size).reshape(some, size)
            at += size
        yield counts


def replicates(statistic: Statistic, strata: NDArray[Any], rounds: int, seed: int) -> Floats:
    """The statistic of every round; NaN where a round does not give one."""
    found = [statistic(counts) for counts in resamples(strata, rounds, seed)]
    return np.concatenate(found) if found else np.empty(0)


def percentile(value: float, found: Floats, n: int, level: float = 0.95, method: str = "bootstrap") -> Estimate:
    """The percentile interval of the rounds around a figure; none where too many rounds gave no figure or all gave the same."""
    usable = found[np.isfinite(found)]
    if len(found) == 0 or len(usable) < LEAST_USABLE * len(found) or np.ptp(usable) == 0:
        return Estimate(value, n=n, level=level, why_not="no-interval")
    low, high = np.quantile(usable, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(value, float(low), float(high), n, None, level, method)
