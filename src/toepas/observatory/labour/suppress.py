"""Cells that are not shown: those too small or too unsure, and as many others that no shown total gives them away.

A table is an array with one axis per dimension. In each dimension some codes may be sums of others: a tree (``TOTAL`` over its
parts). Whoever knows the sums can compute a hidden cell unless there is a *way out*: a pattern of hidden cells in which amounts
can be moved around while every sum stays what it is. Such patterns are products of one path per dimension: up a tree and down
again, with a plus and a minus. For every hidden cell we find the cheapest pattern through it, and hide what it still shows.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toepas.observatory.labour.exposure import Array

Mask = npt.NDArray[np.bool_]
Paths = dict[int, npt.NDArray[np.int64]]
"""For each code the paths through it, one a row: the positions of codes, and behind each its direction (1, -1, 0 for none)."""
NARROW = 0.1
"""The range of a hidden cell is at least this part of the bound."""
MOVE = 1e-9
"""A cell that can move less than this cannot move."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension: its codes in their order, and of which code each is a part (absent: of none)."""

    codes: tuple[str, ...]
    parent: Mapping[str, str]

    def line(self, code: str) -> tuple[str, ...]:
        """A code and everything that it is a part of, from below."""
        found = [code]
        while (above := self.parent.get(found[-1])) is not None:
            found.append(above)
        return tuple(found)

    def leaves(self) -> tuple[str, ...]:
        """The codes that have no parts."""
        above = set(self.parent.values())
        return tuple(code for code in self.codes if code not in above)


def flat(parts: Sequence[str], total: str) -> Axis:
    """A dimension of parts with their total; with one part and the total too."""
    return Axis((*parts, total), dict.fromkeys(parts, total))


def single(codes: Sequence[str]) -> Axis:
    """A dimension whose codes add up to nothing."""
    return Axis(tuple(codes), {})


def paths(axis: Axis) -> Paths:
    """For each code the paths through it: the codes among which amounts can move while every sum in this dimension holds.

    From a leaf up to the root (all move alike), or up from one leaf and down to another (the two sides move against each other;
    what they have in common stays as it is). An array of paths by steps by (position, direction), filled up with direction 0.
    """
    place = {code: position for position, code in enumerate(axis.codes)}
    lines = [[place[code] for code in axis.line(code)] for code in axis.leaves()]
    every = [[(code, 1) for code in line] for line in lines]
    for one, other in itertools.combinations(lines, 2):
        if one[-1] == other[-1]:
            up = [(code, 1) for code in one if code not in other]
            every.append(up + [(code, -1) for code in other if code not in one])
    longest = max(map(len, every))
    filled = [path + [(path[0][0], 0)] * (longest - len(path)) for path in every]
    through = {
        position: [full for path, full in zip(every, filled, strict=True) if position in dict(path)]
        for position in range(len(axis.codes))
    }
    return {position: np.array(found, dtype=np.int64) for position, found in through.items()}


def suppress(values: Array, hidden: Mask, axes: Sequence[Axis], least: float) -> Mask:
    """Which cells are hidden, those given in ``hidden`` included.

    ``values`` are the cells (not a number where nothing is known); the sums over each axis are taken to be shown. From what is
    shown no hidden cell can be narrowed down to a range that is smaller than itself (counted up to ``least``). There is always a way out: the paths up to the
    roots, which hide every sum that the cell is in.
    """
    masked = (hidden | ~np.isfinite(values)).ravel()
    amounts = np.where(np.isfinite(values), np.abs(values), 0.0).ravel()
    ways = [paths(axis) for axis in axes]
    for target in np.argwhere(masked.reshape(values.shape)):
        cells, signs = _patterns(target, ways, values.shape)
        found = amounts[cells]
        itself = np.argmax(cells == np.ravel_multi_index(target, values.shape), axis=1)
        towards = signs * signs[np.arange(len(cells)), itself][:, None]
        down = np.where(towards > 0, found, np.inf).min(axis=1)
        up = np.where(towards < 0, found, np.inf).min(axis=1)
        price = np.where((signs != 0) & ~masked[cells], found, 0.0).sum(axis=1)
        price[up + down < _room(float(values[tuple(target)]), least)] = np.inf
        best = int(np.argmin(price))
        masked[cells[best][signs[best] != 0]] = True
    return masked.reshape(values.shape)


def _room(value: float, least: float) -> float:
    """How wide the range of a hidden cell must stay: as wide as the cell is large, from a tenth of the bound up to the bound."""
    known = abs(value) if np.isfinite(value) else least
    return max(min(known, least), NARROW * least, MOVE)


def _patterns(
    target: npt.NDArray[np.int64], ways: Sequence[Paths], shape: tuple[int, ...]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Every pattern through a cell: its cells (counted through), and the direction in which each moves; patterns by cells."""
    cells, signs = np.zeros((1, 1), dtype=np.int64), np.ones((1, 1), dtype=np.int64)
    for position, way, size in zip(target, ways, shape, strict=True):
        steps, directions = way[int(position)][..., 0], way[int(position)][..., 1]
        rows, width = len(cells) * len(steps), cells.shape[1] * steps.shape[1]
        cells = (cells[:, None, :, None] * size + steps[None, :, None, :]).reshape(rows, width)
        signs = (signs[:, None, :, None] * directions[None, :, None, :]).reshape(rows, width)
    return cells, signs
