"""Counting millions of predictions once: per cell of people and per threshold, and exact AUROCs of any cells together.

A cell is the finest group there is (a combination of values of every column that divides people). Every other group is some cells
together, and what is counted here simply adds up. Rows are worked through in pieces, so that counting needs little more memory than the
columns themselves; AUROCs need every score sorted, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toepas.assurance.confusion import Confusion
from toepas.assurance.discrimination import Area, area
from toepas.assurance.intervals import Floats, Labels, summed

PIECE = 1 << 17
COMPARED = 8
"""Up to so many thresholds each is compared with; above, the place among them is looked up."""

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cells:
    """A cell per row, and for each cell its code in every column, -1 where the value is missing."""

    place: NDArray[Any]
    codes: tuple[tuple[int, ...], ...]

    def where(self, column: int, code: int) -> list[int]:
        """The cells with this code in this column."""
        return [cell for cell, codes in enumerate(self.codes) if codes[column] == code]


def crossed(columns: Sequence[tuple[NDArray[np.int32], int]], rows: int) -> Cells:
    """Cross columns of codes (each with its number of values; -1 is missing) to cells; cells nobody is in are there too.

    Without columns there is one cell. Raises ValueError above 65,536 cells: there groups are no longer groups.
    """
    shape = tuple(values + 1 for _, values in columns)
    size = int(np.prod(shape, dtype=np.int64))
    if size > 1 << 16:
        raise ValueError(f"{size} cells are too many; 65536 at most")
    small = np.uint8 if size <= 1 << 8 else np.uint16
    place: NDArray[Any] = np.zeros(rows, small)
    for codes, values in columns:
        place *= small(values + 1) if size > values + 1 else small(1)
        place += np.where(codes < 0, values, codes).astype(small)
    return Cells(
        place,
        tuple(
            tuple(-1 if one == top - 1 else int(one) for one, top in zip(each, shape, strict=True))
            for each in np.ndindex(*shape)
        ),
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted, one row per cell. ``tp`` and ``fp``: cells by thresholds (in the order given), a score from the threshold up is
    called positive. ``scores`` is the sum of the scores, ``scores2`` of their squares; ``losses`` of the squared distances of score and
    truth (n times the Brier score) and ``losses2`` of their squares."""

    thresholds: tuple[float, ...]
    n: Whole
    positives: Whole
    tp: Whole
    fp: Whole
    scores: Floats
    scores2: Floats
    losses: Floats
    losses2: Floats

    def together(self, cells: Iterable[int]) -> Counts:
        """Some cells as one: a single row."""
        kept = np.fromiter(cells, np.intp)
        parts = (self.n, self.positives, self.tp, self.fp, self.scores, self.scores2, self.losses, self.losses2)
        return Counts(self.thresholds, *(part[kept].sum(axis=0, keepdims=True) for part in parts))

    def confusion(self, cell: int, threshold: int) -> Confusion:
        """The four counts of a cell at the threshold with this place."""
        tp, fp = int(self.tp[cell, threshold]), int(self.fp[cell, threshold])
        positives = int(self.positives[cell])
        return Confusion(tp, fp, positives - tp, int(self.n[cell]) - positives - fp)


def count(label: Labels, score: Floats, cells: Cells, thresholds: Sequence[float] = ()) -> Counts:
    """Count all rows once. ``label`` is 0 or 1, ``score`` a number without gaps; neither is checked here."""
    size, levels = len(cells.codes), len(thresholds) + 1
    order = np.argsort(np.asarray(thresholds, float), kind="stable")
    rising = np.asarray(thresholds, float)[order]
    cases = np.zeros(size * levels * 2, np.int64)
    sums = np.zeros((4, size))
    for begun in range(0, len(score), PIECE):
        rows = slice(begun, begun + PIECE)
        known, place, true = score[rows], cells.place[rows].astype(np.intp), label[rows].astype(bool)
        cases += np.bincount((place * levels + _above(known, rising)) * 2 + true, minlength=len(cases))
        lost = (known - true) ** 2
        for total, part in zip(sums, (known, known * known, lost, lost * lost), strict=True):
            total += summed(place, part, size)
    table = cases.reshape(size, levels, 2)
    above = np.flip(np.cumsum(np.flip(table, 1), 1), 1)[:, 1:]
    back = np.argsort(order, kind="stable")
    return Counts(
        tuple(thresholds), table.sum((1, 2)), table[:, :, 1].sum(1), above[:, back, 1], above[:, back, 0], *sums
    )


def _above(score: Floats, rising: Floats) -> NDArray[np.intp]:
    """How many of the thresholds each score reaches."""
    if len(rising) > COMPARED:
        return np.searchsorted(rising, score, "right")
    reached = np.zeros(len(score), np.intp)
    for threshold in rising:
        reached += score >= threshold
    return reached


@dataclass(frozen=True, slots=True)
class Sorted:
    """The scores of each cell, positives and negatives apart, sorted upwards."""

    positive: tuple[Floats, ...]
    negative: tuple[Floats, ...]

    def area(self, cells: Iterable[int]) -> Area | None:
        """The exact AUROC of some cells together, with DeLong's variance; None without positives or without negatives."""
        kept = list(cells)
        positive, negative = (_merged([part[cell] for cell in kept]) for part in (self.positive, self.negative))
        return area(positive, negative) if len(positive) and len(negative) else None


def _merged(parts: Sequence[Floats]) -> Floats:
    """Sorted rows as one; a stable sort finds the rows that are in order already and only merges them."""
    filled = [part for part in parts if len(part)]
    if len(filled) <= 1:
        return filled[0] if filled else np.empty(0)
    return np.sort(np.concatenate(filled), kind="stable")


def sort(label: Labels, score: Floats, cells: Cells) -> Sorted:
    """Sort the scores of each cell, once, for AUROCs of any cells together."""
    size = len(cells.codes)
    split = cells.place.astype(np.uint32) * 2 + label.astype(np.uint8)
    split = split.astype(np.uint8 if size <= 1 << 7 else np.uint32)
    ordered = score[np.argsort(split, kind="stable")]
    ends = np.cumsum(np.bincount(split, minlength=2 * size))
    parts = np.split(ordered, ends[:-1])
    for part in parts:
        part.sort()
    return Sorted(tuple(parts[1::2]), tuple(parts[0::2]))
