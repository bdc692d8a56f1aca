"""What sites that lie could do to a figure, if each stays within the number of cases that was agreed for it.

Their true numbers are unknown, and so are those that they gave; only how many cases they may have is known. The bounds are the lowest and the
highest figure that true numbers could have given. They hold whatever the lie is, so they are wide where one site may bring many cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from toepas.assurance.model import Estimate, Key, Measured
from toepas.assurance.pooling.protocol import Protocol

MEANS = ("brier", "mean-score")


@dataclass(frozen=True, slots=True)
class Moved:
    """Between which bounds a figure lies if the sites that lie are as many as the protocol reckons with."""

    key: Key
    measure: str
    threshold: float | None
    low: float
    high: float


def cases(protocol: Protocol, sites: tuple[str, ...]) -> int:
    """The most cases that as many of these sites as the protocol reckons with can have brought."""
    most = sorted((site.most_cases for site in protocol.sites if site.name in sites), reverse=True)
    return sum(most[: protocol.lying])


def bounds(group: Measured, most: int) -> Iterator[Moved]:
    """Every figure of a group that can be bounded."""
    for measure, found in group.measures.items():
        if measure == "auroc" and found.value is not None:
            yield Moved(group.key, measure, None, *area(found.value, group.positives, group.n - group.positives, most))
        elif pair := _of(measure, found, most):
            yield Moved(group.key, measure, None, *pair)
    for at in group.at:
        for measure, found in at.measures.items():
            if pair := _of(measure, found, most):
                yield Moved(group.key, measure, at.threshold.value, *pair)


def _of(measure: str, found: Estimate, most: int) -> tuple[float, float] | None:
    """Bounds of a share, or of a mean of values between 0 and 1: lying cases may all be hits in truth, or none of them."""
    if found.value is None or not found.n or measure == "observed-expected":
        return None
    if found.hits is not None:
        hits = float(found.hits)
    elif measure in MEANS:
        hits = found.value * found.n
    else:
        return None
    return max(0.0, hits - most) / found.n, min(float(found.n), hits + most) / found.n


def area(value: float, positives: int, negatives: int, most: int) -> tuple[float, float]:
    """Bounds of an AUROC: the lying cases are taken out, as positives and negatives in whatever mix, and others put in their place."""
    return _lowest(value, positives, negatives, most), 1 - _lowest(1 - value, positives, negatives, most)


def _lowest(value: float, positives: int, negatives: int, most: int) -> float:
    taken = np.arange(max(0, most - negatives), min(most, positives) + 1, dtype=float)
    if not len(taken):  # they may have brought all there is
        return 0.0
    left, other = positives - taken, negatives - (most - taken)
    sure = np.maximum(0.0, left * other - (1 - value) * positives * negatives)
    added = np.clip((other - left + most) / 2, 0, most)
    pairs = (left + added) * (other + most - added)
    return float((sure / np.maximum(pairs, 1.0)).min())
