"""Which counts of the sum may be shown, so that no small one can be worked out from the others.

A count of fewer cases than the smallest cell (and more than none) is hidden. Then it is asked of every hidden count between which bounds a reader
can put it from all that is shown, by linear programming over the finest counts (the audit that statistical offices make of their tables). Where
the bounds lie nearer to each other than the smallest cell, one of the shown counts that pin it down (those with a dual value) is hidden too.

Not covered: that counts are whole numbers, what a reader knows from elsewhere, and a site that takes its own numbers from the sum.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from toepas.assurance.model import Key
from toepas.assurance.pooling.layout import Counts, Layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

Count: TypeAlias = tuple[Key, str, float]
"""A count that may be shown: the group, what is counted (``n``, ``p``, ``tp`` ...; ``curve-n`` ...), and the threshold or the segment of the curve."""
SEGMENTS = 10
"""The calibration curve has about so many points."""
LEAST_DUAL = 1e-9
ROUNDED = 1e-6
UNBOUNDED = 3
"""How the solver says that there is no bound."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown. ``segments``: the bins of each point of the calibration curve, first and past the last."""

    counts: frozenset[Count]
    hidden: int
    segments: tuple[tuple[int, int], ...]

    def has(self, key: Key, at: float, *items: str) -> bool:
        """Whether all these counts of a group may be shown."""
        return all((key, item, at) in self.counts for item in items)


@dataclass(frozen=True, slots=True)
class _Row:
    """Counts that are the same sum of finest counts, and so are shown or hidden together."""

    names: tuple[Count, ...]
    belongs: NDArray[np.bool_]
    value: int

    @property
    def worth(self) -> tuple[int, int, int]:
        """How much is lost where it is hidden: points of the curve least, then crossings, then groups, then everybody; the sums over both
        outcomes before the counts that sensitivity and specificity need."""
        widest = min(len(key) for key, _, _ in self.names)
        curve = all(item.startswith("curve") for _, item, _ in self.names)
        both = all(item in ("called", "spared") for _, item, _ in self.names)
        whole = any(at < 0 for _, _, at in self.names)
        return (0 if curve else 9 - widest, 0 if both else 2 if whole else 1, self.value)


def shown(histogram: Counts, layout: Layout, depth: int) -> Shown:
    """Decide for every count. ``histogram``: cases per cell, bin and outcome, of all sites together."""
    smallest = layout.protocol.smallest_cell
    segments = tuple(_segments(histogram.sum(axis=(0, 2)), layout))
    finest = np.stack([histogram[:, first:past].sum(axis=1) for first, past in segments], axis=1)
    rows = _rows(finest, segments, layout, depth)
    small = [0 < row.value < smallest for row in rows]
    visible = np.asarray([not one for one in small])
    matrix = sparse.csr_matrix(np.stack([row.belongs for row in rows]).astype(float))
    values = np.asarray([row.value for row in rows], dtype=float)
    reader = _Reader(matrix, values, smallest, [finest.ravel().astype(float)])
    for at in np.flatnonzero(small):
        while pins := reader.pins(int(at), visible):
            visible[min(pins, key=lambda pin: rows[pin].worth)] = False
    counts = frozenset(name for row, one in zip(rows, visible, strict=True) if one for name in row.names)
    return Shown(counts, sum(len(row.names) for row, one in zip(rows, visible, strict=True) if not one), segments)


def _segments(cases: Counts, layout: Layout) -> Iterator[tuple[int, int]]:
    """Bins put together until each has enough cases for a point, never across a threshold."""
    wanted = max(layout.protocol.smallest_cell, int(cases.sum()) // SEGMENTS)
    borders = [0, *(layout.from_bin(threshold) for threshold in layout.protocol.thresholds), layout.bins]
    for first, past in itertools.pairwise(borders):
        starts, held = [first], 0
        for at in range(first, past):
            if held >= wanted:
                starts.append(at)
                held = 0
            held += int(cases[at])
        if held < wanted and len(starts) > 1:
            starts.pop()
        yield from itertools.pairwise([*starts, past])


def _rows(finest: Counts, segments: tuple[tuple[int, int], ...], layout: Layout, depth: int) -> list[_Row]:
    """Every count that a report could show, those that are the same put together."""
    named: dict[bytes, list[Count]] = {}
    masks: dict[bytes, NDArray[np.bool_]] = {}
    for name, belongs in _named(finest.shape, segments, layout, depth):
        key = np.packbits(belongs).tobytes()
        named.setdefault(key, []).append(name)
        masks[key] = belongs
    return [_Row(tuple(names), masks[key].ravel(), int(finest[masks[key]].sum())) for key, names in named.items()]


def _named(
    shape: tuple[int, ...], segments: tuple[tuple[int, int], ...], layout: Layout, depth: int
) -> Iterator[tuple[Count, NDArray[np.bool_]]]:
    starts = np.asarray([first for first, _ in segments])
    every = np.ones(len(segments), dtype=bool)
    for key, cells in layout.groups(depth):
        for item, outcomes in (("n", (0, 1)), ("n0", (0,)), ("p", (1,))):
            yield (key, item, -1.0), _block(shape, cells, every, outcomes)
        for threshold in layout.protocol.thresholds:
            called = starts >= layout.from_bin(threshold)
            for item, where, outcomes in (
                ("tp", called, (1,)), ("fp", called, (0,)), ("fn", ~called, (1,)),
                ("tn", ~called, (0,)), ("called", called, (0, 1)), ("spared", ~called, (0, 1)),
            ):  # fmt: skip
                yield (key, item, threshold), _block(shape, cells, where, outcomes)
    cells = np.ones(layout.cells, dtype=bool)
    for at in range(len(segments)):
        one = np.arange(len(segments)) == at
        for item, outcomes in (("curve-n", (0, 1)), ("curve-n0", (0,)), ("curve-p", (1,))):
            yield ((), item, float(at)), _block(shape, cells, one, outcomes)


def _block(
    shape: tuple[int, ...], cells: NDArray[np.bool_], segments: NDArray[np.bool_], outcomes: tuple[int, ...]
) -> NDArray[np.bool_]:
    found = np.zeros(shape, dtype=bool)
    found[np.ix_(np.flatnonzero(cells), np.flatnonzero(segments), np.asarray(outcomes))] = True
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a reader can work out. ``tables``: finest counts that agree with all that is shown; as more is hidden they go on agreeing, so two of
    them that differ enough in a hidden count show that it is vague, without asking again."""

    matrix: sparse.csr_matrix
    values: NDArray[np.float64]
    smallest: int
    tables: list[NDArray[np.float64]]

    def pins(self, at: int, visible: NDArray[np.bool_]) -> list[int]:
        """The shown counts that keep the hidden one ``at`` from being vague; none where it is vague enough."""
        wanted = self.matrix[[at]].toarray().ravel()
        if np.ptp(np.stack(self.tables) @ wanted) >= self.smallest - ROUNDED:
            return []
        listed = np.flatnonzero(visible)
        bounds, duals = [], np.zeros(len(listed))
        for sign in (1.0, -1.0):
            found = linprog(
                sign * wanted, A_eq=self.matrix[listed], b_eq=self.values[listed], bounds=(0, None), method="highs-ds",
                options={"presolve": False},  # twice as fast on tables of this size
            )  # fmt: skip
            if found.status == UNBOUNDED:
                return []
            self.tables.append(found.x)
            bounds.append(sign * found.fun)
            duals = np.maximum(duals, np.abs(found.eqlin.marginals))
        if bounds[1] - bounds[0] >= self.smallest - ROUNDED:
            return []
        return [int(pin) for pin in listed[duals > LEAST_DUAL]]
