"""Exposure of the people in work: cells in, figures out, with bands, gaps, change, and what may be shown.

Every figure rests on the scores of one year (2025): a change over time is a change in what work people do, not in what AI can do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import polars as pl

from toepas.observatory.labour.band import bands
from toepas.observatory.labour.cells import CATEGORY, GROUP, KEYS, TOTAL, WEAK, settings
from toepas.observatory.labour.exposure import EXPOSED, GRADIENTS, MEASURES, Array, codes, table
from toepas.observatory.labour.suppress import Axis, Mask, flat, single, suppress
from toepas.observatory.model import GEO, TIME, VALUE
from toepas.observatory.places import MEMBERS, UNION

MEASURE, LOW, HIGH, PEOPLE = "measure", "low", "high", "people"
ALL, MASS = "all", "mass"
"""Rows of the table of people: everybody whose occupation is known; and people times mean, which stands for the mean."""
ROWS = (*GRADIENTS, "exposed", ALL, MASS)
AMONG: dict[str, str] = {"not": ALL, "minimal": ALL, "exposed": ALL, **dict.fromkeys(EXPOSED, "exposed")}
"""What is part of what: a gradient of the exposed, the exposed of all."""


class Basis(StrEnum):
    """What figures rest on."""

    COUNTED = "counted"
    MODELLED = "modelled"
    INDUSTRY_MIX = "modelled, industry mix only"


@dataclass(frozen=True, slots=True)
class Report:
    """Figures by category. ``figures``: place, period, category, measure (mean, gradients, exposed), value with low and high end
    (0 to 1), people (thousands; for the mean everybody); empty where hidden. ``people``: place, period, category, everybody
    counted, the part of them with a known occupation (``covered``) and the part that rests on cells of low reliability (``weak``).
    ``gaps``: the difference between two categories; ``changes``: between two periods; both in percentage points with band.
    """

    by: str
    basis: Basis
    total: str
    figures: pl.DataFrame
    people: pl.DataFrame
    gaps: pl.DataFrame
    changes: pl.DataFrame
    least: float
    breaks: dict[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How categories hang together: ``total`` of which the others are parts, and the pair whose difference is the gap."""

    by: str
    basis: Basis
    total: str
    pair: tuple[str, str] | None = None


def report(
    shape: Shape, cells: pl.DataFrame, totals: pl.DataFrame, places: Sequence[str] = (), least: float | None = None
) -> Report:
    """Measure the exposure of cells and give back ``places`` (default: all)."""
    return Measured(shape, cells, totals, least).report(places)


class Measured:
    """Cells measured once, for any number of questions about places. What is hidden is decided over everything in ``cells``, so
    that what one question hides another does not show."""

    def __init__(self, shape: Shape, cells: pl.DataFrame, totals: pl.DataFrame, least: float | None = None) -> None:
        self.shape, self.places = shape, tuple(sorted(set(cells[GEO].to_list())))
        self.least = float(settings()["least"]) if least is None else least
        self._numbers = _Numbers(cells, totals)
        self._hidden = self._numbers.hidden(shape, self.least)

    def report(self, places: Sequence[str] = ()) -> Report:
        """The report of places (none: of all)."""
        numbers, hidden, shape = self._numbers, self._hidden, self.shape
        shown = [row for row, key in enumerate(numbers.keys) if not places or key[0] in places]
        times = sorted({key[1] for key in numbers.keys})
        return Report(
            shape.by,
            shape.basis,
            shape.total,
            numbers.figures(shown, hidden),
            numbers.people(shown, hidden),
            numbers.gaps(shown, hidden, shape.pair),
            numbers.changes(shown, hidden, times),
            self.least,
            {year: why for year, why in settings()["breaks"].items() if times and times[0] < year <= times[-1]},
        )


class _Numbers:
    """Cells as arrays: one row per place, period and category; groups of occupations in the order of ``codes``."""

    def __init__(self, cells: pl.DataFrame, totals: pl.DataFrame) -> None:
        wide = cells.sort([*KEYS, GROUP])
        self.keys: list[tuple[str, str, str]] = wide.select(KEYS).unique(maintain_order=True).rows()
        shape = (len(self.keys), len(codes()))
        known = wide[VALUE].cast(pl.Float64).fill_null(np.nan).to_numpy().reshape(shape)
        self.counted = np.isfinite(known).any(axis=1)
        self.cells = np.nan_to_num(known)
        self.weak = wide[WEAK].to_numpy().reshape(shape)
        self.all = self.cells.sum(axis=1)
        published = {tuple(key): total for *key, total in totals.select(*KEYS, TOTAL).iter_rows()}
        every = np.array([published.get(key) or np.nan for key in self.keys])
        self.covered = np.where(np.isfinite(every), self.all / every, np.nan)
        self.weights = np.divide(self.cells, self.all[:, None], out=np.zeros(shape), where=self.all[:, None] > 0)
        self.values = self.weights @ table()
        self.amounts, self.shaky = _amounts(self.cells), _amounts(self.weak)

    def hidden(self, shape: Shape, least: float) -> Mask:
        """Rows by ``ROWS``: what is too small, rests too much on weak cells, or would give another away."""
        rules = settings()
        mask: Mask = (self.amounts < least) | (self.shaky > rules["most_weak"] * self.amounts)
        mask[:, ROWS.index(MASS)] = mask[:, ROWS.index(ALL)]
        mask |= ~self.counted[:, None] | (self.covered < rules["least_covered"])[:, None]
        amounts = np.where(self.counted[:, None], self.amounts, np.nan)
        for time in sorted({key[1] for key in self.keys}):
            for places in _together(sorted({key[0] for key in self.keys if key[1] == time}), self._there(time), shape):
                self._protect(mask, amounts, time, places, shape.total, least)
        return mask

    def _there(self, time: str) -> set[str]:
        return {key[0] for key, counted in zip(self.keys, self.counted, strict=True) if key[1] == time and counted}

    def _protect(self, mask: Mask, amounts: Array, time: str, places: Axis, total: str, least: float) -> None:
        at = {key: row for row, key in enumerate(self.keys)}
        named = [key[2] for key in self.keys if key[1] == time and key[0] in places.codes]
        country = total or places.codes[0]
        parts = list(dict.fromkeys(name for name in named if name != country))
        axis = flat(parts, country) if country in named else single(parts)
        rows = np.array([[at.get((place, time, name), -1) for name in axis.codes] for place in places.codes])
        values = np.where((rows >= 0)[..., None], amounts[rows], np.nan)
        before = np.where((rows >= 0)[..., None], mask[rows], True)
        after = suppress(values, before, (places, axis, Axis(ROWS, AMONG)), least)
        mask[rows[rows >= 0]] = after[rows >= 0]

    def figures(self, shown: Sequence[int], hidden: Mask) -> pl.DataFrame:
        """A row per measure."""
        low, high = (np.clip(end, 0, 1) for end in bands(self.weights[shown]))
        found = []
        for place, row in enumerate(shown):
            for column, measure in enumerate(MEASURES):
                if self.shows(row, measure, hidden):
                    people = self.all[row] if measure == "mean" else self.amounts[row, ROWS.index(measure)]
                    numbers = (self.values[row, column], low[place, column], high[place, column], people)
                else:
                    numbers = (None,) * 4
                found.append((*self.keys[row], measure, *numbers))
        names = dict.fromkeys((*KEYS, MEASURE), pl.String) | dict.fromkeys((VALUE, LOW, HIGH, PEOPLE), pl.Float64)
        return pl.DataFrame(found, schema=names, orient="row")

    @staticmethod
    def shows(row: int, measure: str, hidden: Mask) -> bool:
        """Whether a measure may be shown: a share needs its people and everybody, a mean everybody and itself."""
        return not (hidden[row, ROWS.index(MASS if measure == "mean" else measure)] or hidden[row, ROWS.index(ALL)])

    def people(self, shown: Sequence[int], hidden: Mask) -> pl.DataFrame:
        """A row per category."""
        found = []
        for row in shown:
            open_ = not hidden[row, ROWS.index(ALL)]
            covered = float(self.covered[row]) if open_ and np.isfinite(self.covered[row]) else None
            part = float(self.weak[row].sum() / self.all[row]) if open_ and self.all[row] else None
            found.append((*self.keys[row], float(self.all[row]) if open_ else None, covered, part))
        names = dict.fromkeys(KEYS, pl.String) | dict.fromkeys((PEOPLE, "covered", WEAK), pl.Float64)
        return pl.DataFrame(found, schema=names, orient="row")

    def gaps(self, shown: Sequence[int], hidden: Mask, pair: tuple[str, str] | None) -> pl.DataFrame:
        """The first of a pair of categories less the second."""
        at = {self.keys[row]: row for row in shown}
        pairs = [
            (row, at[(place, time, pair[1])], (place, time, *pair))
            for (place, time, name), row in at.items()
            if pair and name == pair[0] and (place, time, pair[1]) in at
        ]
        return self._differences(pairs, hidden, (GEO, TIME, "first", "second"))

    def changes(self, shown: Sequence[int], hidden: Mask, times: Sequence[str]) -> pl.DataFrame:
        """The last period less the first."""
        at = {self.keys[row]: row for row in shown}
        pairs = [
            (row, at[(place, times[0], name)], (place, name, times[0], time))
            for (place, time, name), row in at.items()
            if len(times) > 1 and time == times[-1] and (place, times[0], name) in at
        ]
        return self._differences(pairs, hidden, (GEO, CATEGORY, "since", TIME))

    def _differences(
        self, pairs: Sequence[tuple[int, int, tuple[str, ...]]], hidden: Mask, names: tuple[str, ...]
    ) -> pl.DataFrame:
        one, other = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
        weights = self.weights[one] - self.weights[other]
        low, high = bands(weights) if len(pairs) else (weights, weights)
        found = []
        for place, (first, second, key) in enumerate(pairs):
            for column, measure in enumerate(MEASURES):
                numbers: Sequence[float | None] = (None,) * 3
                if self.shows(first, measure, hidden) and self.shows(second, measure, hidden):
                    apart = self.values[first, column] - self.values[second, column]
                    numbers = [100 * float(item) for item in (apart, low[place, column], high[place, column])]
                found.append((*key, measure, *numbers))
        schema = dict.fromkeys((*names, MEASURE), pl.String) | dict.fromkeys((VALUE, LOW, HIGH), pl.Float64)
        return pl.DataFrame(found, schema=schema, orient="row")


def _amounts(cells: Array) -> Array:
    """People (thousands) by ``ROWS``."""
    measured = cells @ table()
    shares = measured[:, 1:]
    return np.column_stack([shares, cells.sum(axis=1), measured[:, 0]])


def _together(places: Sequence[str], there: set[str], shape: Shape) -> list[Axis]:
    """Which places are protected together: the Union with its members where all are there; the others each by itself."""
    if shape.total and UNION in there and set(MEMBERS) <= there:
        alone = [place for place in places if place in there and place not in {UNION, *MEMBERS}]
        return [flat(MEMBERS, UNION), *(single([place]) for place in alone)]
    return [single([place]) for place in places if place in there]
