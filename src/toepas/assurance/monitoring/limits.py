"""From which value on a chart gives an alarm, so that all charts together keep the rate of false alarms that was agreed.

The limits come from simulation: many periods without any change are drawn from the reference cases, and every chart is followed through each. Two
things are easily forgotten and are in the draws. The reference is itself a sample: each run first draws another reference, so a share that
was measured on few cases gets a limit that is further off. And whoever watches twenty charts hears twenty times as many false
alarms: the limits are set together, each chart with an equal share in the chance (as Westfall and Young do with p-values).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toepas.assurance.monitoring import bins, cusum
from toepas.assurance.monitoring.model import ColumnBins, Rhythm

Floats = NDArray[np.float64]
RUNS = 4000
STEPS = 4000
"""So many looks at most in a period: with more cases, a look comes after a block of them."""
POOL = 20_000
"""Of a larger reference so many cases are drawn from."""
BLOCKS = 20_000
AT_ONCE = 2_000_000
DELAY_RUNS = 400
LONGEST = 20_000
"""Of so many cases at most a delay is looked for; a chart that needs more is too slow for any use."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Limits by chart, the p below which a column alarms, the number of cases per look, and the share of other runs with any alarm."""

    limits: tuple[float, ...]
    column_p: float
    block: int
    alarms: int
    runs: int


def block_of(rhythm: Rhythm) -> int:
    """After how many cases the charts are looked at."""
    return max(1, -(-rhythm.cases // STEPS))


def fit(
    weights: Floats, columns: tuple[ColumnBins, ...], rhythm: Rhythm, false_alarm: float, seed: int, runs: int = RUNS
) -> Fitted:
    """Limits for every chart (a column of ``weights``, a row per reference case) and one for the columns.

    ``false_alarm`` is the chance of any alarm in a period without change. The first runs say how high each chart gets, others which share in the
    chance each chart may have, and the rate is measured on a third lot: a limit always fits the runs best that it was taken from.
    """
    block = block_of(rhythm)
    if len(weights) > POOL:
        weights = weights[np.random.default_rng([seed, 0]).choice(len(weights), POOL, replace=False)]
    highest = _highest(weights, rhythm, block, runs, np.random.default_rng([seed, 1]))
    order = np.sort(highest, axis=0)
    second = _highest(weights, rhythm, block, runs, np.random.default_rng([seed, 2]))
    lowest = _lowest_p(columns, rhythm, runs, np.random.default_rng([seed, 3]))
    ranks = np.concatenate([_ranks(order, second), lowest], axis=1)
    share = float(np.quantile(ranks.min(axis=1), false_alarm)) if ranks.shape[1] else false_alarm
    limits = np.quantile(order, 1 - share, axis=0) if order.shape[1] else np.zeros(0)
    third = _highest(weights, rhythm, block, runs, np.random.default_rng([seed, 4]))
    third_p = _lowest_p(columns, rhythm, runs, np.random.default_rng([seed, 5]))
    any_alarm = (third >= limits).any(axis=1) | (third_p < share).any(axis=1)
    looks = rhythm.batches
    return Fitted(
        limits=tuple(float(limit) for limit in limits),
        column_p=float(1 - (1 - share) ** (1 / looks)),
        block=block,
        alarms=int(any_alarm.sum()),
        runs=runs,
    )


def delays(weights: Floats, limits: Sequence[float], longest: Floats, seed: int) -> tuple[int | None, ...]:
    """Within how many of its cases a chart finds the change it is tuned to, in half of the runs; None where that takes longer than ``longest``.

    After the change a case is as much likelier as its weight says, so the cases are drawn with the exponential of their weights.
    """
    found: list[int | None] = []
    for at, limit in enumerate(limits):
        own = weights[weights[:, at] != 0, at]
        most = min(int(longest[at]), LONGEST)
        if not len(own) or most < 1:
            found.append(None)
            continue
        tilted = np.exp(own - own.max())
        rng = np.random.default_rng([seed, 6, at])
        drawn = rng.choice(own, size=(DELAY_RUNS, most), p=tilted / tilted.sum())
        passed = cusum.paths(drawn) >= limit
        first = np.where(passed.any(axis=1), passed.argmax(axis=1) + 1.0, np.inf)
        middle = float(np.median(first))
        found.append(None if np.isinf(middle) else int(np.ceil(middle)))
    return tuple(found)


def _ranks(order: Floats, highest: Floats) -> Floats:
    """How unusual the highest value of each run is for its chart: the share of other runs (sorted) that came at least as high."""
    below = [np.searchsorted(order[:, at], highest[:, at], side="left") for at in range(highest.shape[1])]
    return 1 - np.stack(below, axis=1) / len(order) if below else np.ones((len(highest), 0))


def _highest(weights: Floats, rhythm: Rhythm, block: int, runs: int, rng: np.random.Generator) -> Floats:
    """The highest value of every chart in each of ``runs`` periods without change (runs, charts)."""
    looks = -(-rhythm.cases // block)
    at_once = max(1, AT_ONCE // max(looks, len(weights)))
    draw = _single(weights, looks, rng) if block == 1 else _many(weights, looks, block, rng)
    parts = []
    for first in range(0, runs, at_once):
        rows, values, shifts = draw(min(at_once, runs - first))
        parts.append(
            np.stack(
                [cusum.paths(values[:, at][rows] + shifts[:, at, None]).max(axis=1) for at in range(weights.shape[1])],
                axis=1,
            )
            if weights.shape[1]
            else np.zeros((len(rows), 0))
        )
    return np.concatenate(parts)


Draw = Callable[[int], tuple[NDArray[np.int64], Floats, Floats]]
"""Draws so many runs: the rows of a pool that each look sees, the pool, and what moves every look of a run."""


def _single(weights: Floats, looks: int, rng: np.random.Generator) -> Draw:
    """Case by case: each run draws a reference out of the reference, and its cases out of that one."""

    def draw(runs: int) -> tuple[NDArray[np.int64], Floats, Floats]:
        own = rng.integers(len(weights), size=(runs, len(weights)))
        rows = np.take_along_axis(own, rng.integers(len(weights), size=(runs, looks)), axis=1)
        return rows, weights, np.zeros((runs, weights.shape[1]))

    return draw


def _many(weights: Floats, looks: int, block: int, rng: np.random.Generator) -> Draw:
    """Block by block: sums of blocks are drawn from a pool of them, moved by how far another reference would lie from this one."""
    pool = np.stack([weights[rng.integers(len(weights), size=block)].sum(axis=0) for _ in range(BLOCKS)])
    pool += weights.mean(axis=0) * block - pool.mean(axis=0)
    spread = np.atleast_2d(np.cov(weights, rowvar=False)) / len(weights)
    nought = np.zeros(weights.shape[1])

    def draw(runs: int) -> tuple[NDArray[np.int64], Floats, Floats]:
        shifts = rng.multivariate_normal(nought, spread, size=runs, method="svd") * block
        return rng.integers(len(pool), size=(runs, looks)), pool, shifts

    return draw


def _lowest_p(columns: tuple[ColumnBins, ...], rhythm: Rhythm, runs: int, rng: np.random.Generator) -> Floats:
    """For each run and test of a column, the chance that a period without change shows so low a p in one of its batches."""
    size = max(1, rhythm.cases // max(1, rhythm.batches))
    found = [_column_p(column, size, rhythm.batches, runs, rng) for column in columns]
    lowest = np.concatenate(found, axis=1) if found else np.ones((runs, 0))
    return 1 - (1 - lowest) ** rhythm.batches


def _column_p(column: ColumnBins, size: int, batches: int, runs: int, rng: np.random.Generator) -> Floats:
    """The lowest p of both tests of a column over the batches of each run (runs, 2)."""
    counts = np.append(np.asarray(column.counts, dtype=np.float64), column.missing)
    own = rng.multinomial(int(counts.sum()), counts / counts.sum(), size=(runs, 1))
    batch = rng.multinomial(size, counts / counts.sum(), size=(runs, batches))
    test = bins.ks_p if column.numeric else bins.chi_square_p
    spread = test(own[..., :-1], batch[..., :-1])
    missing = bins.more_missing_p(own[..., -1], own.sum(axis=-1), batch[..., -1], size)
    return np.stack([spread.min(axis=1), missing.min(axis=1)], axis=1)
