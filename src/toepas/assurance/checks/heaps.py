"""Scores that are all the same, rounded, heaped on one value, or exactly on the threshold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from toepas.assurance.checks.looked import Looked, limit, remark, spread
from toepas.assurance.model import Remark

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAME = 1e-9
"""Two scores that lie nearer are the same."""


def heaps(looked: Looked, thresholds: Sequence[float]) -> Iterator[Remark]:
    """What is odd about the scores of each model."""
    sample = looked.sample
    models = {"score": sample.score} | ({} if sample.second is None else {"second": sample.second})
    for which, score in models.items():
        if score.ndim == 1:
            yield from _one(sample.columns.get(which, ""), score, sample.rows, thresholds, sample.task != "regression")


def _one(
    column: str, score: NDArray[np.float64], rows: NDArray[np.int64], thresholds: Sequence[float], is_share: bool
) -> Iterator[Remark]:
    values, counts = np.unique(spread(score), return_counts=True)
    if len(values) <= 2:
        values, counts = np.unique(score, return_counts=True)
    if len(values) == 1:
        yield remark("score-constant", "warn", column, count=len(score), value=float(values[0]))
        return
    if len(values) == 2:
        yield remark("score-two-values", "warn", column, count=len(score), values=values.tolist())
        return
    most = int(counts.argmax())
    if len(values) >= limit("heap_least") and counts[most] >= limit("heap") * counts.sum():
        share = float((score == values[most]).mean())
        yield remark(
            "score-heap", "note", column, rows=rows[score == values[most]], value=float(values[most]), share=share
        )
    if is_share:
        decimals = _decimals(values)
        if len(score) >= limit("rounded_least") and decimals is not None:
            yield remark("score-rounded", "note", column, count=len(score), decimals=decimals, different=len(values))
        for end, name in ((0.0, "score-zero"), (1.0, "score-one")):
            if (score == end).any():
                yield remark(name, "note", column, rows=rows[score == end])
    for threshold in thresholds:
        on = (score > threshold - SAME) & (score < threshold + SAME)
        if on.sum() >= limit("on_threshold") * len(score) and on.sum() > 1:
            yield remark("on-threshold", "note", column, rows=rows[on], threshold=threshold, share=float(on.mean()))


def _decimals(values: NDArray[np.float64]) -> int | None:
    """1 or 2 where all scores have no more decimals; None for finer ones."""
    return next((places for places in (1, 2) if np.allclose(values, np.round(values, places), atol=SAME, rtol=0)), None)
