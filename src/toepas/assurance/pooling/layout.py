"""Which number stands where in the answer of a site: whole numbers in a fixed order that follows from the protocol alone.

*Cells* are the finest groups, every combination of the values of all columns; each column has one value more, for "not stated". Groups are
added up from cells afterwards. Figures with a fraction are sums over cases, times ``SCALE`` and rounded once per site.

Some numbers follow from others (a confusion count is a sum over bins). They are counted apart on purpose: an answer that was changed by hand, or
by a site that lies about a total, contradicts itself.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from toepas.assurance import calibration
from toepas.assurance.model import Key
from toepas.assurance.pooling.protocol import Protocol

if TYPE_CHECKING:
    from numpy.typing import NDArray

Counts: TypeAlias = "NDArray[np.int64]"
SCALE = 2**30
"""Fixed point: sums are exact to 5e-10 per site, and the squared logits of ten million cases still fit into 63 bits."""
EDGE = calibration.EDGE


def total(answers: Iterable[Counts]) -> Counts:
    """The sum of answers, number by number."""
    found: Counts = np.sum(list(answers), axis=0, dtype=np.int64)
    return found


@dataclass(frozen=True)
class Layout:
    """The places of the answer of a protocol."""

    protocol: Protocol

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Per column how many values, that for "not stated" included (the last one)."""
        return tuple(len(column.values) + 1 for column in self.protocol.columns)

    @property
    def cells(self) -> int:
        """How many finest groups."""
        return math.prod(self.sizes)

    @property
    def bins(self) -> int:
        """How many bins of the score."""
        return len(self.protocol.edges) - 1

    @cached_property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Each part of the answer and its shape, in order.

        ``sites``: 1. ``cases``, ``positives``: all. ``histogram``: cases per cell, bin and outcome. ``confusion``: per cell and threshold, true and
        false positives. ``margins``: cases and positives per value of each column. ``score``: sum of the scores per cell and outcome; ``square``: of their
        squares per cell. ``bin_score``, ``bin_logit``, ``bin_square``: sums of score, logit and squared logit per bin, of everybody;
        ``logit_positive``: sum of the logits of the positives.
        """
        cells, bins, thresholds = self.cells, self.bins, len(self.protocol.thresholds)
        return {
            "sites": (1,),
            "cases": (1,),
            "positives": (1,),
            "histogram": (cells, bins, 2),
            "confusion": (cells, thresholds, 2),
            "margins": (sum(self.sizes), 2),
            "score": (cells, 2),
            "square": (cells,),
            "bin_score": (bins,),
            "bin_logit": (bins,),
            "bin_square": (bins,),
            "logit_positive": (1,),
        }

    @cached_property
    def length(self) -> int:
        """How many numbers."""
        return sum(math.prod(shape) for shape in self.shapes.values())

    def parts(self, numbers: Counts) -> dict[str, Counts]:
        """The parts of an answer, each in its shape; they are views, so changing one changes the answer."""
        found, begun = {}, 0
        for name, shape in self.shapes.items():
            size = math.prod(shape)
            found[name] = numbers[begun : begun + size].reshape(shape)
            begun += size
        return found

    def groups(self, depth: int) -> Iterator[tuple[Key, NDArray[np.bool_]]]:
        """Everybody, each group of each column and each crossing of up to ``depth`` columns, with the cells that belong to it."""
        yield (), np.ones(self.cells, dtype=bool)
        at = np.unravel_index(np.arange(self.cells), self.sizes) if self.sizes else ()
        columns = self.protocol.columns
        for width in range(1, min(depth, len(columns)) + 1):
            for chosen in itertools.combinations(range(len(columns)), width):
                for values in itertools.product(*(range(len(columns[one].values)) for one in chosen)):
                    belongs = np.ones(self.cells, dtype=bool)
                    for one, value in zip(chosen, values, strict=True):
                        belongs &= at[one] == value
                    key = tuple(
                        (columns[one].name, columns[one].values[value])
                        for one, value in zip(chosen, values, strict=True)
                    )
                    yield key, belongs

    def from_bin(self, threshold: float) -> int:
        """The first bin whose scores count as positive at a threshold."""
        return self.protocol.edges.index(threshold)
