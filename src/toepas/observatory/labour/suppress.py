"""Cells that are not shown: those too small or too unsure, and as many others that no shown total gives them away.

A table is an array with one axis per dimension. In each dimension some codes may be sums of others: a tree (``TOTAL`` over its
parts). Whoever knows the sums can compute a hidden cell unless there is a *way out*: a pattern of hidden cells in which amounts
can be moved around while every sum stays what it is. Such patterns are products of one path per dimension: up a tree and down
again, with a plus and a minus. For every hidden cell we find the cheapest pattern through it, and hide what it still shows.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toepas.observatory.labour.exposure import Array

Mask = npt.NDArray[np.bool_]
Cell = tuple[int, ...]
Path = dict[int, int]
"""Positions of codes, each with the direction in which it moves: 1 or -1."""
Ways = Sequence[dict[int, list[Path]]]
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


def paths(axis: Axis) -> dict[int, list[Path]]:
    """For each code the paths through it: the codes among which amounts can move while every sum in this dimension holds.

    From a leaf up to the root (all move alike), or up from one leaf and down to another (the two sides move against each other;
    what they have in common stays as it is).
    """
    place = {code: position for position, code in enumerate(axis.codes)}
    lines = [[place[code] for code in axis.line(code)] for code in axis.leaves()]
    every: list[Path] = [dict.fromkeys(line, 1) for line in lines]
    for one, other in itertools.combinations(lines, 2):
        if one[-1] == other[-1]:
            up = {code: 1 for code in one if code not in other}
            every.append(up | {code: -1 for code in other if code not in one})
    return {position: [path for path in every if position in path] for position in range(len(axis.codes))}


def suppress(values: Array, hidden: Mask, axes: Sequence[Axis], least: float) -> Mask:
    """Which cells are hidden, those given in ``hidden`` included.

    ``values`` are the cells (not a number where nothing is known); the sums over each axis are taken to be shown. From what is
    shown no hidden cell can be narrowed down to a range of less than ``least``. Where there is no such pattern for one of them,
    everything is hidden.
    """
    masked = hidden | ~np.isfinite(values)
    amounts = np.where(np.isfinite(values), np.abs(values), 0.0)
    ways = [paths(axis) for axis in axes]
    for target in map(tuple, np.argwhere(masked)):
        pattern = _cheapest(target, ways, amounts, masked, least)
        if pattern is None:
            return np.ones_like(masked)
        masked[tuple(np.array(pattern).T)] = True
    return masked


def _cheapest(target: Cell, ways: Ways, amounts: Array, masked: Mask, least: float) -> list[Cell] | None:
    """The pattern through a cell that hides least of what is shown, among those in which the cell can move far enough."""
    best, price = None, np.inf
    for pattern in _patterns(target, ways):
        found = [float(amounts[cell]) for cell in pattern]
        down = min(amount for amount, sign in zip(found, pattern.values(), strict=True) if sign == pattern[target])
        up = min((amount for amount, sign in zip(found, pattern.values(), strict=True) if sign != pattern[target]), default=np.inf)
        cost = sum(amount for amount, cell in zip(found, pattern, strict=True) if not masked[cell])
        if up + down >= max(least, MOVE) and cost < price:
            best, price = list(pattern), cost
        if not price:
            break
    return best


def _patterns(target: Cell, ways: Ways) -> Iterator[dict[Cell, int]]:
    """Every pattern through a cell: its cells, each with the direction in which it moves."""
    for chosen in itertools.product(*(way[position] for way, position in zip(ways, target, strict=True))):
        cells = itertools.product(*(path.items() for path in chosen))
        yield {tuple(code for code, _ in cell): math.prod(sign for _, sign in cell) for cell in cells}
