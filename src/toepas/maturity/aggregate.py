"""Counts and mean scores over organisations, by size, country or sector, with small cells hidden so that none can be traced or worked out."""

from __future__ import annotations

import statistics
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from toepas.kernel.disclosure import hidden
from toepas.maturity import data
from toepas.maturity.model import Score

TRAITS = ("size", "country", "sector")
ALL = None
"""The margin of a trait."""
Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``key`` has a value for each trait, None for all of them together. A hidden cell has no figures. ``least`` and ``most``: the mean
    of the overall scores in whole points, as a range where answers are not known."""

    key: Key
    hidden: bool
    n: int | None = None
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Cells with at least one organisation, by one or two traits, margins first."""

    by: tuple[str, ...]
    smallest: int
    cells: tuple[Cell, ...]


def aggregate(scores: Sequence[Score], by: Sequence[str], smallest: int = 0) -> Table:
    """A table by one or two traits. ``smallest``: cells of fewer are hidden; never less than what the data says."""
    least = max(smallest, data.smallest())
    members: dict[Key, list[Score]] = {}
    for score in scores:
        traits = [getattr(score.assessment.organisation, name) for name in by]
        for key in product(*((trait, ALL) for trait in traits)):
            members.setdefault(key, []).append(score)
    counts: dict[Hashable, int] = {key: len(found) for key, found in members.items()}
    unseen = hidden(counts, _lines(members), least)
    order = sorted(members, key=lambda key: [(part is not ALL, part or "") for part in key])
    cells = tuple(Cell(key, hidden=True) if key in unseen else _shown(key, members[key]) for key in order)
    return Table(tuple(by), least, cells)


def _lines(counts: Iterable[Key]) -> list[tuple[Key, list[Key]]]:
    """Each margin with the cells that add up to it, along each trait."""
    keys = list(counts)
    lines = []
    for total in keys:
        for at, part in enumerate(total):
            if part is ALL:
                parts = [key for key in keys if key[at] is not ALL and (*key[:at], ALL, *key[at + 1 :]) == total]
                lines.append((total, parts))
    return lines


def _shown(key: Key, found: Sequence[Score]) -> Cell:
    least = round(statistics.fmean(float(one.overall.low) for one in found))
    most = round(statistics.fmean(float(one.overall.high) for one in found))
    return Cell(key, hidden=False, n=len(found), least=least, most=most)
