"""Figures over time, each line with its name at its end.

A line is whole only between surveys that follow each other and compare. It is dashed where a year was not surveyed, where the
indicator has a break and where the office flags one; and it stops where a figure was not published.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from toepas.kernel.words import Words
from toepas.observatory.charts.cells import Cell, Cells, Key, datum, missing_words, name_of
from toepas.observatory.charts.frame import Plot, breaks, room
from toepas.observatory.charts.periods import place_in_time, step_of, tick_periods
from toepas.observatory.charts.targets import drawn, goal_lines, goal_notes
from toepas.observatory.places import UNION, is_aggregate
from toepas.paper.drawing.fit import width, wrap
from toepas.paper.drawing.marks import LINE, Spec, dots, lines, ruler, texts
from toepas.paper.drawing.numbers import figure
from toepas.paper.drawing.paint import SHAPES, Style
from toepas.paper.drawing.ticks import scale

MOST = 8
"""So many lines have a colour, a shape and a name of their own; the others are thin and grey."""
Series = tuple[str, Key]
BELOW = 20
"""So far names may reach below the plot, in pixels."""
EDGE = 20
"""Room within the plot before the first period and after the last, in pixels."""


@dataclass(frozen=True, slots=True)
class _Field:
    """From figures to places in the plot."""

    width: float
    height: float
    first: float
    last: float
    low: float
    high: float

    def x(self, time: str) -> float:
        span = (self.last - self.first) or 1
        return EDGE + (place_in_time(time) - self.first) / span * (self.width - 2 * EDGE)

    def y(self, value: float) -> float:
        return self.height * (1 - (value - self.low) / ((self.high - self.low) or 1))


def line(grid: Cells, words: Words, style: Style) -> Plot:
    """Draw the lines."""
    size, goals = style.measures, drawn(grid)
    series = {
        key: [cell for cell in grid.every if cell.series == key] for key in dict.fromkeys(c.series for c in grid.every)
    }
    shown = named(grid)
    values = [cell.value for cell in grid.every if cell.value is not None]
    numbers = scale(min(values, default=0), max([*values, *(goal.value for goal in goals)], default=1), 6)
    labels = _fitting({key: _label(grid, series[key], words, style) for key in shown}, style)
    shown = tuple(labels)
    right = max((width(text, size.text, bold=True) for rows in labels.values() for text in rows), default=0) + 20
    left = max(width(figure(number, 1, words), size.small) for number in numbers) + 8
    when = [place_in_time(time) for time in grid.times] or [0.0]
    field = _Field(room(style) - left - right, size.plot, when[0], when[-1], numbers[0], numbers[-1])
    others = [key for key in series if key not in shown]
    layers = [_axes(grid, field, numbers, words, style), *_breaks(grid, field, words, style, low=bool(goals))]
    layers += [_path(field, grid, series[key], style.colours.edge, 1) for key in others]
    for number, key in enumerate(shown):
        ink = style.colours.series[number]
        layers.append(_path(field, grid, series[key], ink, 2.5))
        layers.append(_points(field, series[key], ink, SHAPES[number], style))
    layers += [*_letters(field, grid, series, shown, style), *_ends(field, labels, series, style)]
    ends = [
        (goal, {"px": 0, "py": field.y(goal.value), "qx": field.width, "qy": field.y(goal.value)}) for goal in goals
    ]
    layers += goal_lines(ends, words, style, align="right")
    notes = [*goal_notes(grid, words)]
    if others:
        notes.append(words.t("Thin grey lines: the others."))
    if _dashed(grid, series, shown):
        notes.append(words.t("Dashed: figures that do not fully compare, or a year between them is not there."))
    return Plot(tuple(layers), field.width, field.height, left=left, right=right, bottom=24, notes=tuple(notes))


def named(grid: Cells) -> tuple[Series, ...]:
    """The series that have a name, the most wanted first: all where they are few; else the Union beside its countries, those
    asked for, the highest and the lowest."""
    every = list(dict.fromkeys(cell.series for cell in grid.every))
    if len(every) <= MOST:
        return tuple(every)
    newest = {cell.series: cell.value for cell in grid.every if cell.time == grid.last and cell.value is not None}
    among = [key for key in newest if not grid.countries or not is_aggregate(key[0])]
    ranked = sorted(among, key=lambda key: -(newest[key] or 0))
    groups = [key for key in every if key[0] == UNION] if grid.countries else []
    asked = [key for key in every if key[0] in grid.found.view.geo] if 1 < len(grid.found.view.geo) < MOST else []
    return tuple(dict.fromkeys([*groups[:2], *asked, *ranked[:3], *ranked[-2:], *ranked[3:]]))[:MOST]


def _fitting(labels: dict[Series, list[str]], style: Style) -> dict[Series, list[str]]:
    """As many names as find room below each other; the least wanted are left out."""
    kept: dict[Series, list[str]] = {}
    height = 0.0
    for key, text in labels.items():
        height += len(text) * style.measures.text * LINE + 2
        if height > style.measures.plot + BELOW:
            break
        kept[key] = text
    return kept


def _label(grid: Cells, cells: list[Cell], words: Words, style: Style) -> list[str]:
    last = next((cell for cell in reversed(cells) if cell.value is not None), cells[-1])
    name = name_of(grid, *cells[0].series, words, short=True)
    most = room(style) * (0.3 if style.size == "phone" else 0.26)
    if last.value is None:
        return wrap(f"{name}: {missing_words(last, words)}", style.measures.text, most)
    said = f"{name} {figure(last.value, grid.found.indicator.digits, words)}\u00a0{last.flag}".strip()
    return wrap(said, style.measures.text, most, bold=True)


def _axes(grid: Cells, field: _Field, numbers: tuple[float, ...], words: Words, style: Style) -> Spec:
    """The measured axis; the periods are written by hand, where they are."""
    when = [
        {"px": field.x(time), "py": field.height + 14, "text": time}
        for time in tick_periods(grid.times, style.size == "phone")
    ]
    return {
        "layer": [
            ruler(numbers, words, "y"),
            texts(when, style, align="center", fontSize=style.measures.small, color=style.colours.soft),
            lines([{"px": 0, "py": field.y(0), "qx": field.width, "qy": field.y(0)}], color=style.colours.edge),
        ]
    }


def _breaks(grid: Cells, field: _Field, words: Words, style: Style, *, low: bool) -> list[Spec]:
    """A rule where the indicator has a break for everybody, half-way before the period from which it holds."""
    rows = []
    for item in breaks(grid):
        before = [time for time in grid.times if time < item.time]
        if before and not item.geo and item.time in grid.times:
            x = (field.x(before[-1]) + field.x(item.time)) / 2
            rows.append({"px": x, "py": 0, "qx": x, "qy": field.height})
    if not rows:
        return []
    at = field.height - 9 if low else 9
    said = [{"px": row["px"] - 5, "py": at, "text": words.t("break")} for row in rows]
    ink = style.colours.warning
    return [
        lines(rows, color=ink, strokeDash=[2, 3], strokeWidth=1.5),
        texts(said, style, align="right", fontSize=style.measures.small, color=ink),
    ]


def whole(grid: Cells, before: Cell, after: Cell) -> bool:
    """Whether two figures that follow each other compare: next to each other in time, and no break between them."""
    apart = place_in_time(after.time) - place_in_time(before.time)
    parted = any(
        before.time < item.time <= after.time and (not item.geo or after.geo in item.geo) for item in breaks(grid)
    )
    return apart <= step_of(after.time) * 1.01 and "b" not in after.flag and not parted


def pieces(grid: Cells, cells: list[Cell]) -> list[tuple[Cell, Cell, bool]]:
    """The pieces of a line: from figure to figure, and whether it is whole. None leads past a figure that was not published."""
    pairs = itertools.pairwise(cells)
    return [(a, b, whole(grid, a, b)) for a, b in pairs if a.value is not None and b.value is not None]


def _path(field: _Field, grid: Cells, cells: list[Cell], ink: str, thick: float) -> Spec:
    rows: dict[bool, list[Spec]] = {True: [], False: []}
    for a, b, solid in pieces(grid, cells):
        assert a.value is not None
        assert b.value is not None
        ends = {"px": field.x(a.time), "py": field.y(a.value), "qx": field.x(b.time), "qy": field.y(b.value)}
        rows[solid].append({**ends, "from": a.time, "to": b.time})
    return {
        "layer": [
            lines(rows[True], color=ink, strokeWidth=thick, strokeCap="round"),
            lines(rows[False], color=ink, strokeWidth=thick, strokeDash=[5, 4]),
        ]
    }


def _points(field: _Field, cells: list[Cell], ink: str, shape: str, style: Style) -> Spec:
    rows = [datum(cell, field.x(cell.time), field.y(cell.value)) for cell in cells if cell.value is not None]
    return dots(rows, shape, ink, style, size=90)


def _letters(
    field: _Field, grid: Cells, series: dict[Series, list[Cell]], shown: tuple[Series, ...], style: Style
) -> list[Spec]:
    """The letters of the flags at their points, in the colour of their line: above or below, wherever there is more room.

    That of the newest figure stands with the name at the end of the line.
    """
    taken = [
        (field.x(cell.time), field.y(cell.value)) for key in shown for cell in series[key] if cell.value is not None
    ]
    rows = []
    for number, key in enumerate(shown):
        for cell in series[key]:
            if not cell.flag or cell.value is None or cell.time == grid.last:
                continue
            x, y = field.x(cell.time), field.y(cell.value)
            near = [other - y for at, other in taken if abs(at - x) < 1 and other != y]
            above, below = (min((abs(gap - side) for gap in near), default=99.0) for side in (-14, 14))
            first = cell.time == grid.times[0]
            rows.append(
                {
                    "px": x - 13 if first else x,
                    "py": y if first else y + (14 if below > above else -14),
                    "text": cell.flag,
                    "ink": style.colours.series[number],
                }
            )
    letters = {"align": "center", "fontSize": style.measures.small, "fontStyle": "italic", "fontWeight": "bold"}
    halo = [{name: value for name, value in row.items() if name != "ink"} for row in rows]
    return (
        [texts(halo, style, **letters, stroke=style.colours.paper, strokeWidth=4), texts(rows, style, **letters)]
        if rows
        else []
    )


def _ends(field: _Field, labels: dict[Series, list[str]], series: dict[Series, list[Cell]], style: Style) -> list[Spec]:
    """The names at the ends of the lines, moved apart where they would touch, with a thread to their line."""
    height = style.measures.text * LINE
    wanted = []
    for number, (key, text) in enumerate(labels.items()):
        last = next((cell for cell in reversed(series[key]) if cell.value is not None), None)
        at = (field.x(last.time), field.y(last.value or 0)) if last else (field.width - EDGE, field.height - height)
        wanted.append((at, text, style.colours.series[number]))
    wanted.sort(key=lambda item: (item[0][1], item[1]))
    places = apart(
        [at[1] for at, _, _ in wanted], [len(text) * height + 2 for _, text, _ in wanted], field.height + BELOW
    )
    rows, threads = [], []
    for (at, text, ink), y in zip(wanted, places, strict=True):
        first = y - (len(text) - 1) * height / 2
        rows.append({"px": field.width + 8, "py": first, "text": text, "ink": ink})
        threads.append({"px": at[0] + 6, "py": at[1], "qx": field.width + 5, "qy": y})
    return [lines(threads, color=style.colours.edge, strokeWidth=0.8), texts(rows, style, fontWeight="bold")]


def apart(wanted: list[float], heights: list[float], most: float) -> list[float]:
    """Middles as near as possible to the wanted ones (ascending) without anything touching, none below ``most``."""
    placed: list[float] = []
    for at, height in zip(wanted, heights, strict=True):
        least = placed[-1] + (heights[len(placed) - 1] + height) / 2 if placed else 0.0
        placed.append(max(at, least))
    limit = most
    for position in range(len(placed) - 1, -1, -1):
        placed[position] = min(placed[position], limit - heights[position] / 2)
        limit = placed[position] - heights[position] / 2
    return placed


def _dashed(grid: Cells, series: dict[Series, list[Cell]], shown: tuple[Series, ...]) -> bool:
    return any(not solid for key in shown for _, _, solid in pieces(grid, series[key]))
