"""Brings readings of an electricity meter: a table with a date and energy per row, or with a counter that only rises."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass
from pathlib import Path

from toepas.assurance.energy.bring.brought import Brought, file_source
from toepas.assurance.energy.bring.tables import Row, day, need, number, place, rows
from toepas.assurance.energy.model import Figure, Period, Place, Stage
from toepas.assurance.energy.units import units_of
from toepas.catalogue.model import Grade
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table of readings is laid out: its columns, the unit, and whether it holds states of a counter in place of amounts."""

    date: str = "date"
    energy: str = "kWh"
    unit: str = "kWh"
    counter: bool = False


def from_meter(
    path: Path,
    meter: str,
    stage: Stage,
    on: datetime.date,
    words: Words,
    *,
    layout: Layout | None = None,
    country: str = "",
) -> Brought:
    """Readings added up. ``meter`` says which meter it is; ``on`` is today: later readings are refused. Raises Problem with row and column."""
    how = layout or Layout()
    if not meter:
        raise Problem(
            words.t("Nobody says which meter this is."),
            where="--meter",
            expected=words.t("what it is and where it sits, such as 'meter of rack 12, Eindhoven'"),
            todo=words.t("Without a meter a figure is not metered."),
        )
    table = rows(path, words)
    need(table, (how.date, how.energy), path, words, words.t("Name the columns with --date-column and --column."))
    if how.unit not in units_of("energy"):
        raise Problem(
            words.t("'{unit}' is not a unit of this figure.", unit=how.unit),
            where="--unit",
            expected=words.t("one of: {names}", names=", ".join(units_of("energy"))),
            todo=words.t("Write the unit exactly so; capitals count (MWh is a million Wh, mWh a thousandth)."),
        )
    days = [_day(table, at, how, on, path, words) for at in range(len(table))]
    read = [number(table, at, how.energy, path, words) for at in range(len(table))]
    total = _risen(days, read, how, path, words) if how.counter else _added(table, days, read, how, path, words)
    figure = Figure(
        what="energy", stage=stage, value=total, unit=how.unit, grade=Grade.METERED, method="meter", meter=meter
    )
    return Brought(
        stage=stage,
        figures=(figure,),
        source=file_source(path, "meter"),
        period=Period(from_=min(days).isoformat(), to=max(days).isoformat()),
        place=Place(country=country),
        notes=_gaps(days, words),
    )


def _day(table: list[Row], at: int, how: Layout, on: datetime.date, path: Path, words: Words) -> datetime.date:
    where = place(path, at, how.date, words)
    found = day(table[at][how.date], where, words)
    if found > on:
        raise Problem(
            words.t("A reading of {day} lies in the future.", day=found.isoformat()),
            where=where,
            expected=words.t("a day up to {day}", day=on.isoformat()),
            todo=words.t("Check the order of day and month."),
        )
    return found


def _added(
    table: list[Row], days: list[datetime.date], read: list[float], how: Layout, path: Path, words: Words
) -> float:
    """The sum of amounts. A time stamp that stands there twice would be counted twice."""
    seen: dict[str, int] = {}
    for at in range(len(days)):
        stamp = table[at][how.date]
        if stamp in seen:
            raise Problem(
                words.t("The reading of {stamp} stands there twice.", stamp=stamp),
                where=f"{place(path, seen[stamp], how.date, words)} + {at + 2}",
                expected=words.t("each reading once"),
                todo=words.t("Take one of the two out."),
            )
        seen[stamp] = at
    return sum(read)


def _risen(days: list[datetime.date], read: list[float], how: Layout, path: Path, words: Words) -> float:
    """What a counter rose from its first to its last reading. Raises Problem where it falls: it was replaced, or rows are mixed up."""
    order = sorted(range(len(days)), key=lambda at: (days[at], at))
    for before, after in itertools.pairwise(order):
        if read[after] < read[before]:
            raise Problem(
                words.t("The counter falls from {before} to {after}.", before=read[before], after=read[after]),
                where=place(path, after, how.energy, words),
                expected=words.t("a counter that only rises"),
                todo=words.t(
                    "Was the meter replaced? Then bring both parts apart. Leave --counter out if rows hold amounts."
                ),
            )
    return read[order[-1]] - read[order[0]]


def _gaps(days: list[datetime.date], words: Words) -> tuple[str, ...]:
    """A note where the readings leave out days, judged by the distance that is usual between them."""
    order = sorted(set(days))
    steps = sorted((after - before).days for before, after in itertools.pairwise(order))
    if not steps:
        return ()
    usual = steps[len(steps) // 2]
    missing = [before for before, after in itertools.pairwise(order) if (after - before).days > 1.5 * max(usual, 1)]
    if not missing:
        return ()
    return (
        words.t(
            "Readings are missing after {days}: what was used there is not counted.",
            days=", ".join(one.isoformat() for one in missing[:5]),
        ),
    )
