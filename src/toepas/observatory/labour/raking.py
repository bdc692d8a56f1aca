"""Raking (iterative proportional fitting): cells that nobody published, from sums that were.

The cells start from a seed and are scaled to each set of sums in turn until all of them hold. What comes out keeps the ratios of the
seed as far as the sums allow (it is the table nearest to the seed in the sense of relative entropy).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.labour.exposure import Array

ROUNDS = 1000
CLOSE = 1e-9
"""The sums hold when none is further off than this part of itself (``close``)."""


@dataclass(frozen=True, slots=True)
class Margin:
    """Sums that must hold: ``of`` says for each cell to which of the ``sums`` it belongs."""

    of: npt.NDArray[np.int64]
    sums: Array


def rake(seed: Array, margins: Sequence[Margin], words: Words, close: float = CLOSE) -> Array:
    """Cells that fit every margin. ``seed`` is one-dimensional, from zero up; a cell that starts at zero stays zero.

    Raises Problem where a sum has no cells to fill, or where the margins contradict each other.
    """
    cells = seed.astype(np.float64)
    off = np.inf
    for _ in range(ROUNDS):
        for margin in margins:
            found = np.bincount(margin.of, weights=cells, minlength=len(margin.sums))
            if ((found == 0) & (margin.sums > 0)).any():
                raise _contradict(words.t("a sum has no cells that could fill it"), words)
            factor = np.divide(margin.sums, found, out=np.zeros_like(found), where=found > 0)
            cells *= factor[margin.of]
        off = max(_off(cells, margin) for margin in margins)
        if off <= close:
            return cells
    raise _contradict(words.t("a sum is still off by {part} of itself", part=f"{off:.2g}"), words)


def _off(cells: Array, margin: Margin) -> float:
    found = np.bincount(margin.of, weights=cells, minlength=len(margin.sums))
    scale = np.where(margin.sums > 0, margin.sums, 1.0)
    return float((np.abs(found - margin.sums) / scale).max(initial=0.0))


def _contradict(reason: str, words: Words) -> Problem:
    return Problem(
        words.t("The published sums do not fit each other: {reason}", reason=reason),
        expected=words.t("sums of the same people, added up in different ways"),
    )
