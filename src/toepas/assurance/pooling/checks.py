"""What the numbers must have in common with each other. All of it holds exactly for every honest answer, so also for their sum.

The checks work on the sum without knowing whose numbers are wrong, and on one answer where a site opened it to the auditor. They find who
contradicts itself. They cannot find a site whose lie is consistent, such as one that left out rows: what that can do is bounded in ``lying``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from toepas.assurance.pooling.layout import EDGE, SCALE, Counts, Layout

SLACK = 4
"""Units of the fixed point that rounding may make per site and sum."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A contradiction: its id, and by how much in the most telling place (a count, or units of the fixed point)."""

    id: str
    off: int


def faults(numbers: Counts, layout: Layout, sites: int, most: int) -> tuple[Fault, ...]:
    """What does not fit in the sum of so many sites that may have at most so many cases together; empty where all fits."""
    return tuple(fault for fault in _all(layout.parts(numbers), layout, sites, most) if fault.off)


def _all(parts: dict[str, Counts], layout: Layout, sites: int, most: int) -> Iterator[Fault]:
    histogram, cases = parts["histogram"], int(parts["cases"][0])
    yield Fault("number-of-sites", int(parts["sites"][0]) - sites)
    counts = ("cases", "positives", "histogram", "confusion", "margins")
    yield Fault("below-zero", min(0, *(int(parts[name].min(initial=0)) for name in counts)))
    yield Fault("more-than-agreed", max(0, cases - most))
    yield Fault("cases", int(histogram.sum()) - cases)
    yield Fault("positives", int(histogram[:, :, 1].sum()) - int(parts["positives"][0]))
    yield Fault("margins", _farthest(_margins(histogram, layout) - parts["margins"]))
    for at, threshold in enumerate(layout.protocol.thresholds):
        called = histogram[:, layout.from_bin(threshold) :].sum(axis=1)[:, ::-1]
        yield Fault("confusion", _farthest(called - parts["confusion"][:, at]))
    yield from _sums(parts, layout, SLACK * sites)


def _farthest(off: Counts) -> int:
    return int(off.flat[np.abs(off).argmax()]) if off.size else 0


def _margins(histogram: Counts, layout: Layout) -> Counts:
    """Cases and positives per value of each column, from the cells."""
    cells = np.stack([histogram.sum(axis=(1, 2)), histogram[:, :, 1].sum(axis=1)], axis=-1)
    shaped = cells.reshape((*layout.sizes, 2))
    axes = range(len(layout.sizes))
    found = [shaped.sum(axis=tuple(other for other in axes if other != axis)) for axis in axes]
    return np.concatenate([np.zeros((0, 2), dtype=np.int64), *found])


def _sums(parts: dict[str, Counts], layout: Layout, slack: int) -> Iterator[Fault]:
    """Sums of scores and logits must lie between what the edges of the bins allow."""
    histogram = parts["histogram"]
    edges = np.asarray(layout.protocol.edges)
    held = np.clip(edges, EDGE, 1 - EDGE)
    logits = np.log(held / (1 - held))
    by_bin = histogram.sum(axis=(0, 2))
    yield Fault("scores", _outside(parts["bin_score"], by_bin * edges[:-1], by_bin * edges[1:], slack))
    yield Fault("logits", _outside(parts["bin_logit"], by_bin * logits[:-1], by_bin * logits[1:], slack))
    by_cell = np.swapaxes(histogram, 1, 2)
    yield Fault("scores", _outside(parts["score"], by_cell @ edges[:-1], by_cell @ edges[1:], slack))
    all_of = histogram.sum(axis=2)
    yield Fault("squares", _outside(parts["square"], all_of @ edges[:-1] ** 2, all_of @ edges[1:] ** 2, slack))
    positive = histogram[:, :, 1].sum(axis=0)
    low, high = np.atleast_1d(positive @ logits[:-1]), np.atleast_1d(positive @ logits[1:])
    yield Fault("logits", _outside(parts["logit_positive"], low, high, slack))
    total = int(parts["score"].sum()) - int(parts["bin_score"].sum())
    room = slack * layout.cells * layout.bins + int(parts["bin_score"].sum()) * 1e-12
    yield Fault("scores", total if abs(total) > room else 0)
    ends = np.stack([logits[:-1] ** 2, logits[1:] ** 2])
    least = np.where((logits[:-1] < 0) & (logits[1:] > 0), 0.0, ends.min(axis=0))
    yield Fault("squares", _outside(parts["bin_square"], by_bin * least, by_bin * ends.max(axis=0), slack))


def _outside(found: Counts, low: np.ndarray, high: np.ndarray, slack: int) -> int:
    """How far the farthest sum lies outside of its bounds, beyond what rounding makes."""
    room = slack + np.abs(high * SCALE) * 1e-12 + np.abs(low * SCALE) * 1e-12
    below = np.minimum(found - np.floor(low * SCALE - room), 0)
    above = np.maximum(found - np.ceil(high * SCALE + room), 0)
    return _farthest((below + above).astype(np.int64))
