"""The figures of a slice as a full grid: what was asked for and not published is a cell too, with nothing in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from toepas.kernel.words import Words
from toepas.observatory.model import FLAG, GEO, TIME, VALUE, Slice
from toepas.observatory.places import is_aggregate, place_name, short_name
from toepas.observatory.say import code_name
from toepas.paper.drawing.marks import Spec

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: the place, the codes of the dimensions that vary, the period. ``value`` is None where there is none:
    the office has a row and published no figure (``there``), or has no row (not asked there and then, or not fetched)."""

    geo: str
    codes: Key
    time: str
    value: float | None
    flag: str
    there: bool = True

    @property
    def series(self) -> tuple[str, Key]:
        """What stays the same over time."""
        return self.geo, self.codes


@dataclass(frozen=True, slots=True)
class Cells:
    """All figures of a slice. ``varying`` are the dimensions of which several codes are there, ``single`` those with one."""

    found: Slice
    every: tuple[Cell, ...]
    geos: tuple[str, ...]
    times: tuple[str, ...]
    keys: tuple[Key, ...]
    varying: tuple[str, ...]
    single: dict[str, str]

    def at(self, geo: str, codes: Key, time: str) -> Cell:
        """The cell of a place, codes and period."""
        return next(
            (cell for cell in self.every if (cell.geo, cell.codes, cell.time) == (geo, codes, time)),
            Cell(geo, codes, time, None, "", there=False),
        )

    @property
    def last(self) -> str:
        """The newest period in which there is a figure; empty where there is none."""
        return max(
            (cell.time for cell in self.every if cell.value is not None), default=self.times[-1] if self.times else ""
        )

    @property
    def countries(self) -> tuple[str, ...]:
        """The places that are no groups of countries."""
        return tuple(geo for geo in self.geos if not is_aggregate(geo))


def cells(found: Slice, words: Words) -> Cells:
    """Lay a slice out in full. Places are ordered by name, groups of countries first; codes as the indicator lists them."""
    frame, view = found.frame, found.view
    order = {choice.dimension: list(choice.codes) for choice in found.indicator.choices}
    dimensions = [name for name in frame.columns if name not in (GEO, TIME, VALUE, FLAG)]
    seen = {name: set(view.codes.get(name, ())) | set(frame[name].to_list()) for name in dimensions}
    codes = {name: sorted(seen[name], key=lambda code: _rank(order.get(name, []), code)) for name in dimensions}
    varying = tuple(name for name in dimensions if len(codes[name]) > 1)
    places = set(view.geo) | set(frame[GEO].to_list()) if GEO in frame.columns else {""}
    geos = tuple(sorted(places, key=lambda code: (not is_aggregate(code), place_name(code, words), code)))
    times = tuple(sorted(set(view.time) or asked_years(set(frame[TIME].to_list()), found.dataset.absent)))
    there = {
        (row.get(GEO, ""), tuple(row[name] for name in varying), row[TIME]): (row[VALUE], row[FLAG] or "")
        for row in frame.iter_rows(named=True)
    }
    keys = tuple(itertools.product(*(codes[name] for name in varying)))
    every = tuple(
        Cell(geo, key, time, *there.get((geo, key, time), (None, "")), there=(geo, key, time) in there)
        for geo, key, time in itertools.product(geos, keys, times)
    )
    single = {name: codes[name][0] for name in dimensions if len(codes[name]) == 1}
    return Cells(found, every, geos, times, keys, varying, single)


def asked_years(seen: set[str], absent: tuple[str, ...]) -> set[str]:
    """Periods with the years between them, in which there could have been a figure: all but those in which nothing was asked."""
    if not seen or not all(time.isdigit() for time in seen):
        return seen
    between = {str(year) for year in range(int(min(seen)), int(max(seen)) + 1)}
    return seen | (between - set(absent))


def missing_words(cell: Cell, words: Words) -> str:
    """What is said where a figure would stand."""
    said = words.t("not published") if cell.there else words.t("no figure here")
    return f"{said} {cell.flag}".strip()


def name_of(grid: Cells, geo: str, codes: Key, words: Words, *, short: bool = False) -> str:
    """What a series is called: by what varies; by its place where nothing does."""
    parts = [code_name(grid.found.indicator, name, code, words) for name, code in zip(grid.varying, codes, strict=True)]
    if geo and (len(grid.geos) > 1 or not parts):
        parts.insert(0, short_name(geo, words) if short else place_name(geo, words))
    return ", ".join(parts)


def _rank(order: list[str], code: str) -> tuple[int, str]:
    return (order.index(code) if code in order else len(order), code)


def datum(cell: Cell, px: float, py: float) -> Spec:
    """A cell at its place: what a point knows of the figure that it stands for."""
    return {"px": px, "py": py, "geo": cell.geo, "time": cell.time, "value": cell.value, "flag": cell.flag}
