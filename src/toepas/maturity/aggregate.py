"""Counts and mean scores over organisations, by size, country or sector, with small cells hidden so that none can be traced or worked out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from toepas.kernel.disclosure import hidden
from toepas.maturity import registry
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


@dataclass(frozen=True, slots=True)
class Sums:
    """Of some organisations: how many, and their overall scores added up, as least and as most."""

    n: int
    least: float
    most: float

    def __add__(self, other: Sums) -> Sums:
        """Both together."""
        return Sums(self.n + other.n, self.least + other.least, self.most + other.most)


def aggregate(scores: Sequence[Score], by: Sequence[str], smallest: int = 0) -> Table:
    """A table by one or two traits. ``smallest``: cells of fewer are hidden; never less than what the data says."""
    found: dict[tuple[str, ...], Sums] = {}
    for score in scores:
        traits = tuple(str(getattr(score.assessment.organisation, name)) for name in by)
        one = Sums(1, float(score.overall.low), float(score.overall.high))
        found[traits] = found.get(traits, Sums(0, 0, 0)) + one
    return aggregate_sums(found, by, smallest)


def aggregate_sums(found: Mapping[tuple[str, ...], Sums], by: Sequence[str], smallest: int = 0) -> Table:
    """The same from sums by the values of the traits, for who added them up elsewhere."""
    least = max(smallest, registry.smallest())
    members: dict[Key, Sums] = {}
    for traits, sums in found.items():
        for key in product(*((trait, ALL) for trait in traits)):
            members[key] = members.get(key, Sums(0, 0, 0)) + sums
    counts: dict[Hashable, int] = {key: one.n for key, one in members.items()}
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


def _shown(key: Key, found: Sums) -> Cell:
    return Cell(key, hidden=False, n=found.n, least=round(found.least / found.n), most=round(found.most / found.n))
