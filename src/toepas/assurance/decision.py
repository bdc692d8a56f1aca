"""Net benefit: what acting on the model gains, in true positives per case, when a false alarm costs as much as the threshold says.

Sources: Vickers & Elkin, Medical Decision Making 26 (2006) 565; Zou & Donner 2008 (MOVER) for intervals that keep their width where no case is called positive.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from toepas.assurance.confusion import Confusion
from toepas.assurance.intervals import Floats, Labels, mover, nothing, wilson
from toepas.assurance.model import Curve, Estimate
from toepas.assurance.ranked import ranked

THRESHOLDS: tuple[float, ...] = tuple(step / 100 for step in range(1, 100))


def odds(threshold: float) -> float | None:
    """How many true positives one false positive costs at this threshold; None at 0 and 1, where nothing can be weighed."""
    return threshold / (1 - threshold) if 0 < threshold < 1 else None


def net_benefit(counts: Confusion, threshold: float, level: float = 0.95) -> Estimate:
    """True positives per case minus false positives per case times the odds of the threshold (Vickers & Elkin 2006)."""
    return _weighed(counts.tp, counts.fp, counts.n, odds(threshold), level)


def treat_all(counts: Confusion, threshold: float, level: float = 0.95) -> Estimate:
    """The net benefit of calling everybody positive: a straight function of the prevalence, and so are its bounds."""
    weight, share = odds(threshold), wilson(counts.positives, counts.n, level)
    if weight is None:
        return nothing("no-threshold", counts.n, level)
    if share.value is None or share.low is None or share.high is None:
        return share
    value, low, high = (part * (1 + weight) - weight for part in (share.value, share.low, share.high))
    return Estimate(value, low, high, counts.n, None, level, "wilson")


def _weighed(gain: int, cost: int, n: int, weight: float | None, level: float) -> Estimate:
    """``gain / n - weight * cost / n`` with the interval from both shares, which exclude each other."""
    if weight is None:
        return nothing("no-threshold", n, level)
    one, other = wilson(gain, n, level), wilson(cost, n, level)
    if one.value is None or other.value is None or other.low is None or other.high is None:
        return one
    scaled = Estimate(weight * other.value, weight * other.low, weight * other.high, n, None, level)
    rest = (1 - one.value) * (1 - other.value)
    together = -math.sqrt(one.value * other.value / rest) if rest else 0.0
    found = mover(one, scaled, max(-1.0, together), "mover-wilson")
    return Estimate(found.value, found.low, found.high, n, None, level, found.method)


def tables(label: Labels, score: Floats, thresholds: Sequence[float]) -> list[Confusion]:
    """The counts at many thresholds from one sort."""
    at = ranked(label, score)
    below = np.searchsorted(at.score, np.asarray(thresholds, float), "left")
    misses, right = (np.concatenate([[0.0], np.cumsum(part)])[below] for part in (at.hits, at.cases - at.hits))
    positives, negatives = at.positives, at.n - at.positives
    return [
        Confusion(positives - int(miss), negatives - int(spared), int(miss), int(spared))
        for miss, spared in zip(misses, right, strict=True)
    ]


def curves(
    label: Labels, score: Floats, thresholds: Sequence[float] = THRESHOLDS, level: float = 0.95
) -> tuple[Curve, ...]:
    """The decision curve of the model (``decision``), of calling everybody positive (``decision-all``) and nobody (``decision-none``).

    x: thresholds within 0 and 1; y: net benefit. No curves without cases.
    """
    usable = [threshold for threshold in thresholds if odds(threshold) is not None]
    if not len(label) or not usable:
        return ()
    counted = list(zip(tables(label, score, usable), usable, strict=True))
    model = [net_benefit(counts, threshold, level) for counts, threshold in counted]
    everybody = [treat_all(counts, threshold, level) for counts, threshold in counted]
    none = tuple(0.0 for _ in usable)
    return (
        _curve("decision", usable, model),
        _curve("decision-all", usable, everybody),
        Curve("decision-none", tuple(usable), none),
    )


def _curve(name: str, x: Sequence[float], found: Sequence[Estimate]) -> Curve:
    y = tuple(one.value or 0.0 for one in found)
    return Curve(name, tuple(x), y, tuple(one.low for one in found), tuple(one.high for one in found))
