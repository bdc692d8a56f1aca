"""The interval of a figure from resampled cases. Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapter 13."""

from __future__ import annotations

import numpy as np

from toepas.assurance.intervals import Floats
from toepas.assurance.model import Estimate

LEAST_USABLE = 0.95
"""With fewer rounds than this share giving a figure there is no honest interval."""


def percentile(value: float, found: Floats, n: int, level: float = 0.95, method: str = "bootstrap") -> Estimate:
    """The percentile interval of the rounds around a figure; none where too many rounds gave no figure or all gave the same."""
    usable = found[np.isfinite(found)]
    if len(found) == 0 or len(usable) < LEAST_USABLE * len(found) or np.ptp(usable) == 0:
        return Estimate(value, n=n, level=level, why_not="no-interval")
    low, high = np.quantile(usable, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(value, float(low), float(high), n, None, level, method)
