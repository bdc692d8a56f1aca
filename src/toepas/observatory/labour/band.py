"""How sure the exposure of a group is: a band that comes from drawing again, with a fixed seed.

Two things are not known: which occupations within a group of two digits people work in (only groups are counted), and the exact
mean of an occupation (its tasks are a sample of what people do). Each draw takes as many occupations of a group as it has, with
putting back, and moves the mean of each by a normal error of its standard deviation over the root of its number of tasks, within
0 to 1. For the shares an occupation keeps its published gradient unless the move takes it over a bound of the rule.
The band does not hold the sampling error of the labour force survey, for the office does not publish it with these figures.
"""

from __future__ import annotations

import functools

import numpy as np

from toepas.observatory.labour.exposure import (
    EXPOSED,
    GRADIENTS,
    MEASURES,
    Array,
    codes,
    gradients_of,
    members_of,
    table,
)

DRAWS = 1000
SEED = 140
"""The number of the working paper; any would do, but it has to stay the same."""
LOW, HIGH = 2.5, 97.5
"""Between these lie 95 of 100 draws."""


@functools.cache
def draws(count: int = DRAWS, seed: int = SEED) -> Array:
    """Tables as ``exposure.table`` gives, drawn again: draws by groups by what is measured.

    All cells of a view use the same draws, so that a difference between two of them has its own, narrower band.
    """
    random = np.random.default_rng(seed)
    return np.stack([_group_draws(code, count, random) for code in codes()], axis=1)


def _group_draws(code: str, count: int, random: np.random.Generator) -> Array:
    members = members_of(code)
    means, deviations = np.array([item.mean for item in members]), np.array([item.sd for item in members])
    published = np.array([GRADIENTS.index(item.gradient) for item in members])
    errors = deviations / np.sqrt([item.tasks for item in members])
    chosen = random.integers(len(members), size=(count, len(members)))
    moved = np.clip(means[chosen] + errors[chosen] * random.standard_normal(chosen.shape), 0, 1)
    usual = gradients_of(means, deviations)
    drawn = gradients_of(moved, deviations[chosen])
    label = np.where(drawn == usual[chosen], published[chosen], drawn)
    shares = [(label == position).mean(axis=1) for position in range(len(GRADIENTS))]
    exposed = np.isin(label, [GRADIENTS.index(item) for item in EXPOSED]).mean(axis=1)
    return np.column_stack([moved.mean(axis=1), *shares, exposed])


def bands(weights: Array, count: int = DRAWS, seed: int = SEED) -> tuple[Array, Array]:
    """Low and high end of what is measured, for each row of weights over the groups: two arrays of rows by what is measured.

    Each band is moved so that its middle is the figure itself: the bounds of the rule make the draws lean to one side.
    """
    ends = [_ends(np.tensordot(row, draws(count, seed), axes=(0, 1)), row @ table()) for row in weights]
    low, high = (np.array([end[side] for end in ends]).reshape(len(weights), len(MEASURES)) for side in (0, 1))
    return low, high


def _ends(drawn: Array, figures: Array) -> tuple[Array, Array]:
    """The ends of one row, from its draws (draws by what is measured) and its figures."""
    low, high = np.percentile(drawn, [LOW, HIGH], axis=0)
    lean = drawn.mean(axis=0) - figures
    return low - lean, high - lean
