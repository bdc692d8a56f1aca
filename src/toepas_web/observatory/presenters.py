"""Figures as pages show them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from toepas.kernel import Words
from toepas.observatory import (
    GEO,
    MEMBERS,
    TIME,
    UNION,
    Cell,
    Indicator,
    Slice,
    View,
    Vintage,
    code_name,
    datasets,
    figure,
    flag_words,
    grid,
    is_aggregate,
    missing_words,
    place_name,
    series_name,
    text,
    unit_words,
)
from toepas_web.observatory.asked import Asked

PRIMARY = "primary"
FRESH, OLD = 200, 400
"""Days since the office changed its figures: up to the first they are those of this season, beyond the second a wave was missed."""
MOST_ROWS = 400
MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a table: what is written, the flags beside it, and whether it stands for no figure at all."""

    text: str
    flags: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Figures as a table: what the columns are called, rows with a name, and how many rows were left out."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, bool, tuple[Figure, ...]], ...]
    left_out: int
    flags: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tick or choose."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A part of the form. ``one`` says that only one can be chosen; ``open`` that it differs from what is usual."""

    name: str
    label: str
    options: tuple[Option, ...]
    one: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Age:
    """How old figures are, in words, and how that is to be taken (the tone of a tag)."""

    text: str
    short: str
    tone: str
    note: str


def title_of(found: Slice, said: Words) -> str:
    """What an indicator is called."""
    return text("title", found.indicator.title, said)


def shown(value: float | None, digits: int, said: Words) -> str:
    """A figure, or a dash."""
    return "–" if value is None else figure(value, digits, said)


def table(found: Slice, said: Words) -> Table:
    """The figures of a view: a row for each series and a column for each period, or one for each group where there is one period."""
    laid = grid(found, said)
    at = {(cell.geo, cell.codes, cell.time): cell for cell in laid.every}
    across = len(laid.times) == 1 and len(laid.geos) > 1 and 1 < len(laid.keys) <= MOST_COLUMNS
    rows = []
    if across:
        columns = [series_name(laid, "", key, said) for key in laid.keys]
        for geo in laid.geos:
            cells = [at[geo, key, laid.times[0]] for key in laid.keys]
            rows.append((place_name(geo, said), is_aggregate(geo), cells))
    else:
        columns = list(laid.times)
        for geo in laid.geos:
            for key in laid.keys:
                cells = [at[geo, key, time] for time in laid.times]
                rows.append((series_name(laid, geo, key, said), len(laid.geos) > 1 and is_aggregate(geo), cells))
    digits = found.indicator.digits
    made = tuple(
        (name, group, tuple(_figure(cell, digits, said) for cell in cells)) for name, group, cells in rows[:MOST_ROWS]
    )
    single = [code_name(found.indicator, name, code, said) for name, code in laid.single.items() if name != "unit"]
    caption = ", ".join([title_of(found, said), unit_words(found, said), *single])
    return Table(
        f"{caption}, {laid.times[0]}" if across else caption,
        said.t("Group") if laid.varying and len(laid.geos) == 1 else said.t("Place"),
        tuple(columns),
        made,
        len(rows) - len(made),
        tuple((letter, flag_words(letter, said)) for letter in found.flags),
    )


def _figure(cell: Cell, digits: int, said: Words) -> Figure:
    if cell.value is None:
        return Figure(missing_words(cell, said), "", missing=True)
    return Figure(figure(cell.value, digits, said), cell.flag, missing=False)


def _note(vintage: Vintage, said: Words) -> str:
    """How the age of figures is to be taken."""
    updated, retrieved = said.date(vintage.updated.date()), said.date(vintage.retrieved)
    if datasets()[vintage.dataset].evidence == PRIMARY:
        return said.t(
            "The office last changed these figures on {updated}; they were read here on {retrieved}. It may have newer ones by now.",
            updated=updated,
            retrieved=retrieved,
        )
    return said.t("As they stood on {updated}; read here on {retrieved}.", updated=updated, retrieved=retrieved)


def age(vintage: Vintage, on: datetime.date, said: Words) -> Age:
    """How old the figures of a vintage are on a day."""
    days = max(0, (on - vintage.updated.date()).days)
    if days < 60:
        how = said.n("one day old", "{n} days old", days)
    else:
        how = said.n("about one month old", "about {n} months old", round(days / 30.4))
    tone = "done" if days <= FRESH else "later" if days <= OLD else "draft"
    return Age(
        said.t("Figures of {date}, {age}", date=said.date(vintage.updated.date()), age=how),
        how,
        tone,
        _note(vintage, said),
    )


def fields(asked: Asked, whole: Slice, said: Words) -> tuple[Field, ...]:
    """What can be chosen: places, periods, the codes of each choice. Nothing ticked means everything."""
    view, indicator = asked.view, asked.indicator
    made = []
    if GEO in whole.frame.columns:
        there = {row[0] for row in whole.frame.select(GEO).iter_rows()}
        order = sorted(
            there, key=lambda code: (code != UNION, not is_aggregate(code), code not in MEMBERS, place_name(code, said))
        )
        if len(order) > 1:
            options = tuple(Option(code, place_name(code, said), code in view.geo) for code in order)
            made.append(Field(GEO, said.t("Places"), options, one=False, open=bool(view.geo)))
    times = sorted({row[0] for row in whole.frame.select(TIME).iter_rows()})
    if len(times) > 1:
        options = tuple(Option(time, time, time in view.time) for time in times)
        made.append(Field(TIME, said.t("Years"), options, one=False, open=bool(view.time)))
    return (
        *made,
        *(_choice(indicator, choice.dimension, view, said) for choice in indicator.choices if len(choice.codes) > 1),
    )


def _choice(indicator: Indicator, dimension: str, view: View, said: Words) -> Field:
    choice = next(item for item in indicator.choices if item.dimension == dimension)
    usual = next(iter(choice.codes))
    chosen = view.codes.get(dimension) or (usual,)
    options = tuple(Option(code, text("code", label, said), code in chosen) for code, label in choice.codes.items())
    one = dimension in datasets()[indicator.dataset].pinned
    return Field(dimension, text("choice", choice.title, said), options, one, tuple(chosen) != (usual,))


def form_name(form: str, said: Words) -> str:
    """What a form of chart is called."""
    return {
        "line": said.t("Lines over time"),
        "bar": said.t("Bars"),
        "map": said.t("Map"),
        "gap": said.t("Gaps between two"),
        "distribution": said.t("Spread of the countries"),
        "multiples": said.t("A small chart each"),
    }.get(form, form)


def chosen_words(view: View, indicator: Indicator, said: Words) -> list[str]:
    """What a view shows, in words: places, periods, codes."""
    parts = [", ".join(place_name(code, said) for code in view.geo) or said.t("every place")]
    parts.append(", ".join(view.time) or said.t("every year"))
    for dimension, codes in view.codes.items():
        parts.append(", ".join(code_name(indicator, dimension, code, said) for code in codes))
    return parts
