"""Two groups or two periods beside each other, and how far they are apart: a row for each place, the widest gap first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.charts.cells import Cell, Cells, datum, missing_words, name_of
from toepas.observatory.charts.frame import Plot, room
from toepas.observatory.places import is_aggregate, place_name
from toepas.observatory.say import change, code_name, is_share
from toepas.paper.drawing.fit import width, wrap
from toepas.paper.drawing.marks import Spec, dots, letters, lines, ruler, texts
from toepas.paper.drawing.paint import Style
from toepas.paper.drawing.ticks import scale


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands on a row: the same place in two groups, or the same series in two periods."""

    name: str
    group: bool
    one: Cell
    other: Cell

    @property
    def gap(self) -> float | None:
        """The second less the first; None where one of them was not published."""
        if self.one.value is None or self.other.value is None:
            return None
        return self.other.value - self.one.value

    def missing(self, words: Words) -> str:
        """Why there is no gap."""
        return missing_words(self.one if self.one.value is None else self.other, words)


def pairs(grid: Cells, words: Words) -> tuple[tuple[str, str], list[Pair]]:
    """What the two groups are called, and the rows, the widest gap first. Raises Problem where there are not two of anything."""
    if len(grid.varying) == 1:
        dimension, (first, *_, last) = grid.varying[0], _two(grid, words)
        names = (
            code_name(grid.found.indicator, dimension, first[0], words),
            code_name(grid.found.indicator, dimension, last[0], words),
        )
        rows = [
            Pair(
                place_name(geo, words), is_aggregate(geo), grid.at(geo, first, grid.last), grid.at(geo, last, grid.last)
            )
            for geo in grid.geos
        ]
    elif not grid.varying and len(grid.times) > 1:
        before, after = grid.times[-2:] if not grid.found.view.time else (grid.times[0], grid.times[-1])
        names = before, after
        rows = [
            Pair(name_of(grid, geo, (), words), is_aggregate(geo), grid.at(geo, (), before), grid.at(geo, (), after))
            for geo in grid.geos
        ]
    else:
        raise _not_two(words)
    return names, sorted(rows, key=lambda row: (row.gap is None, -abs(row.gap or 0), row.name))


def _two(grid: Cells, words: Words) -> tuple[tuple[str, ...], ...]:
    if len(grid.keys) != 2:
        raise _not_two(words)
    return grid.keys


def _not_two(words: Words) -> Problem:
    return Problem(
        words.t("A chart of gaps shows two groups, or one group in two periods."),
        expected=words.t("two codes of one choice and one period, or one code and two periods"),
        todo=words.t("Choose two, or another form of chart."),
    )


def gap(grid: Cells, words: Words, style: Style) -> Plot:
    """Draw the rows."""
    size, ink = style.measures, style.colours
    names, rows = pairs(grid, words)
    said = [_said(row, grid, words) for row in rows]
    labels = [wrap(row.name, size.text, room(style) * 0.36) for row in rows]
    left = max((width(line, size.text, bold=True) for label in labels for line in label), default=0) + 10
    right = max((width(text, size.text) for text in said), default=0) + 14
    plot = room(style) - left - right
    values = [cell.value for row in rows for cell in (row.one, row.other) if cell.value is not None]
    numbers = scale(min(values, default=0), max(values, default=1), 4 if style.size == "phone" else 7)

    def place(value: float) -> float:
        return (value - numbers[0]) / (numbers[-1] - numbers[0]) * plot

    marks: dict[str, list[Spec]] = {name: [] for name in ("one", "other", "between", "name", "group", "end", "flag")}
    for number, (row, text, label) in enumerate(zip(rows, said, labels, strict=True)):
        y = (number + 0.5) * size.row
        _draw(row, y, place, marks)
        first = y - (len(label) - 1) * size.text * 0.65
        marks["group" if row.group else "name"].append({"px": -10, "py": first, "text": label})
        shade = ink.ink if row.gap is not None else ink.soft
        marks["end"].append({"px": plot + right - 2, "py": y, "text": text, "ink": shade})
    layers = [
        ruler(numbers, words),
        lines(marks["between"], color=ink.edge, strokeWidth=3),
        dots(marks["one"], "circle", ink.series[0], style),
        dots(marks["other"], "diamond", ink.series[1], style),
        texts(marks["name"], style, align="right"),
        texts(marks["group"], style, align="right", fontWeight="bold"),
        texts(marks["end"], style, align="right"),
        letters(marks["flag"], style, 1.5),
        *_key(names, -left, style),
    ]
    note = words.t("The figure on the right is the difference.")
    if is_share(grid.found):
        note = words.t("The figure on the right is the difference in percentage points.")
    time, top = grid.last if grid.varying else "", key_height(names, style)
    high = len(rows) * size.row
    return Plot(tuple(layers), plot, high, left=left, right=right, top=top, bottom=24, notes=(note,), time=time)


def _said(row: Pair, grid: Cells, words: Words) -> str:
    """What stands at the right of a row: the difference, or why there is none."""
    return row.missing(words) if row.gap is None else change(row.gap, grid.found.indicator.digits, words)


def _draw(row: Pair, y: float, place: Callable[[float], float], marks: dict[str, list[Spec]]) -> None:
    """The two points of a row, what lies between them, and their flags."""
    for name, cell in (("one", row.one), ("other", row.other)):
        if cell.value is not None:
            marks[name].append(datum(cell, place(cell.value), y))
            if cell.flag:
                marks["flag"].append({"px": place(cell.value), "py": y - 10, "text": cell.flag})
    if row.one.value is not None and row.other.value is not None:
        marks["between"].append({"px": place(row.one.value), "py": y, "qx": place(row.other.value), "qy": y})


def key_height(names: tuple[str, str], style: Style) -> float:
    """How high the two names above the rows are."""
    return 2 * style.measures.row if _stacked(names, style) else style.measures.row + 4


def _stacked(names: tuple[str, str], style: Style) -> bool:
    return sum(width(name, style.measures.text, bold=True) + 40 for name in names) > room(style)


def _key(names: tuple[str, str], x: float, style: Style) -> list[Spec]:
    """What the two signs stand for, above the rows."""
    size, ink = style.measures, style.colours
    second = (
        (x + 8, -size.row * 0.5)
        if _stacked(names, style)
        else (x + 52 + width(names[0], size.text, bold=True), -size.row * 0.6)
    )
    first = (x + 8, -size.row * 1.4) if _stacked(names, style) else (x + 8, -size.row * 0.6)
    made = []
    for (px, py), name, shape, colour in zip((first, second), names, ("circle", "diamond"), ink.series, strict=False):
        made.append(dots([{"px": px, "py": py}], shape, colour, style))
        made.append(texts([{"px": px + 14, "py": py, "text": name}], style, fontWeight="bold", color=colour))
    return made
