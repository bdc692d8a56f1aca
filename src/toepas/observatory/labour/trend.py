"""How employment grew before and after the models came to the public, by exposure: a look at trends, not at effects.

Occupations that are more exposed may have grown faster or slower long before; that is what the first period shows. A difference
between the periods has many causes (a pandemic, prices, a reform of the survey), so nothing here is an effect of AI.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from toepas.observatory.labour.cells import CATEGORY, GROUP, WEAK, settings
from toepas.observatory.labour.exposure import groups
from toepas.observatory.model import GEO, TIME, VALUE

THIRDS = ("low", "middle", "high")
"""Thirds of the people in work, by the mean exposure of their group of occupations in the year in between."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Employment (thousands) of some groups in three years, and its growth in percent a year before and after the one in between.
    Growth is None where it cannot be said."""

    people: tuple[float, float, float]
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One group of two digits."""

    group: str
    exposure: float
    third: str
    growth: Growth


@dataclass(frozen=True, slots=True)
class Trend:
    """``years``: first, the last before the models, last. ``slopes``: how many percentage points a year employment grew faster per
    0.1 more exposure, before and after, weighted by people in the year in between. ``left_out``: groups without a usable figure."""

    place: str
    years: tuple[str, str, str]
    rows: tuple[Row, ...]
    thirds: dict[str, Growth]
    slopes: tuple[float | None, float | None]
    left_out: tuple[str, ...]


def trend(cells: pl.DataFrame, place: str, category: str = "T", least: float | None = None) -> Trend | None:
    """The trend of one place; None where it has no figures before, in and after the year in which the models came."""
    here = cells.filter((pl.col(GEO) == place) & (pl.col(CATEGORY) == category) & pl.col(VALUE).is_not_null())
    models = str(settings()["models"])
    times = sorted(here[TIME].unique().to_list())
    if models not in times or times[0] >= models or times[-1] <= models:
        return None
    years = (times[0], models, times[-1])
    bound = float(settings()["least"]) if least is None else least
    people: dict[str, dict[str, float]] = {}
    for group, time, value, weak in here.select(GROUP, TIME, VALUE, WEAK).iter_rows():
        if time in years and value >= bound and not weak:
            people.setdefault(group, {})[time] = value
    usable = {
        group: (found[years[0]], found[years[1]], found[years[2]]) for group, found in people.items() if len(found) == 3
    }
    thirds = _thirds({group: found[1] for group, found in usable.items()})
    rows = tuple(
        Row(group, groups()[group].mean, thirds[group], growth(found, years)) for group, found in sorted(usable.items())
    )
    together = {
        third: growth(_sum([row.growth.people for row in rows if row.third == third]), years)
        for third in THIRDS
        if third in thirds.values()
    }
    left_out = tuple(sorted(set(here[GROUP].unique().to_list()) - set(usable)))
    return Trend(place, years, rows, together, (_slope(rows, years, 0), _slope(rows, years, 1)), left_out)


def growth(people: tuple[float, float, float], years: Sequence[str]) -> Growth:
    """Percent a year, compounded."""
    return Growth(
        people, _yearly(people[0], people[1], years[0], years[1]), _yearly(people[1], people[2], years[1], years[2])
    )


def _yearly(first: float, last: float, since: str, until: str) -> float | None:
    return 100 * ((last / first) ** (1 / (int(until) - int(since))) - 1) if first > 0 and last > 0 else None


def _sum(people: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    first, middle, last = (sum(item[position] for item in people) for position in range(3))
    return first, middle, last


def _thirds(people: dict[str, float]) -> dict[str, str]:
    """Groups in order of exposure, cut where a third and two thirds of the people have been counted (by the middle of a group)."""
    every, counted, found = sum(people.values()), 0.0, {}
    for group in sorted(people, key=lambda code: (groups()[code].mean, code)):
        found[group] = THIRDS[min(int(3 * (counted + people[group] / 2) / every), 2)]
        counted += people[group]
    return found


def _slope(rows: Sequence[Row], years: Sequence[str], period: int) -> float | None:
    """Weighted least squares of growth in log points a year on exposure, per 0.1 of exposure."""
    span = int(years[period + 1]) - int(years[period])
    points = [
        (
            row.exposure,
            100 * math.log(row.growth.people[period + 1] / row.growth.people[period]) / span,
            row.growth.people[1],
        )
        for row in rows
    ]
    weight = sum(point[2] for point in points)
    if not weight:
        return None
    middle, level = (sum(point[2] * point[side] for point in points) / weight for side in (0, 1))
    spread = sum(point[2] * (point[0] - middle) ** 2 for point in points)
    together = sum(point[2] * (point[0] - middle) * (point[1] - level) for point in points)
    return 0.1 * together / spread if spread else None
