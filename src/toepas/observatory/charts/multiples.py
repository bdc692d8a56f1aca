"""A small chart for each country, all with the same axes, the highest newest figure first; the Union's line in each for comparison."""

from __future__ import annotations

from dataclasses import dataclass

from toepas.kernel.words import Words
from toepas.observatory.charts.cells import Cell, Cells, datum, missing_words, name_of
from toepas.observatory.charts.frame import Plot, room
from toepas.observatory.charts.line import Series, pieces
from toepas.observatory.charts.periods import place_in_time
from toepas.observatory.places import UNION, is_aggregate, short_code
from toepas.paper.drawing.fit import width, wrap
from toepas.paper.drawing.marks import Spec, dots, letters, lines, texts
from toepas.paper.drawing.numbers import figure
from toepas.paper.drawing.paint import Style
from toepas.paper.drawing.ticks import digits, scale

MOST = {"phone": 4, "desk": 7}
"""So many charts beside each other at most."""
SPACE = {"phone": 12, "desk": 18}
LINES = {"phone": 3, "desk": 2}
"""So many lines at most for a name."""
LINE = 1.3
HIGHEST = 0.28
"""Of a plot of its own, so that few and wide charts stay small."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where everything stands: the small charts in rows, and a figure within its own."""

    style: Style
    numbers: tuple[float, ...]
    first: float
    last: float
    columns: int
    wide: float
    names: list[list[str]]

    @property
    def high(self) -> float:
        return min(self.wide * 0.7, self.style.measures.plot * HIGHEST)

    @property
    def lines(self) -> int:
        """How many lines the longest name takes."""
        return max(map(len, self.names), default=1)

    @property
    def head(self) -> float:
        return self.style.measures.text * LINE * (self.lines + 1) + 6

    @property
    def row(self) -> float:
        return self.high + self.head + 38

    def corner(self, number: int) -> tuple[float, float]:
        """The upper left corner of a small chart."""
        return number % self.columns * (
            self.wide + SPACE[self.style.size]
        ), number // self.columns * self.row + self.head

    def place(self, number: int, cell: Cell) -> tuple[float, float]:
        """Where a figure stands."""
        x, y = self.corner(number)
        along = (place_in_time(cell.time) - self.first) / ((self.last - self.first) or 1)
        up = ((cell.value or 0.0) - self.numbers[0]) / (self.numbers[-1] - self.numbers[0])
        return x + 4 + along * (self.wide - 8), y + self.high * (1 - up)

    def piece(self, number: int, one: Cell, other: Cell) -> Spec:
        """A piece of a line."""
        (px, py), (qx, qy) = self.place(number, one), self.place(number, other)
        return {"px": px, "py": py, "qx": qx, "qy": qy, "geo": one.geo}


KINDS = ("frame", "shadow", "solid", "dashed", "point", "flag", "head", "figure", "from", "to")


def multiples(grid: Cells, words: Words, style: Style) -> Plot:
    """Draw the small charts."""
    size, ink = style.measures, style.colours
    series = order(grid)
    values = [cell.value for cell in grid.every if cell.value is not None]
    numbers = scale(min(values, default=0), max(values, default=1), 6)
    columns, wide, names = _columns(grid, series, words, style)
    sheet = _Sheet(style, numbers, place_in_time(grid.times[0]), place_in_time(grid.times[-1]), columns, wide, names)
    marks: dict[str, list[Spec]] = {kind: [] for kind in KINDS}
    for number, key in enumerate(series):
        _draw(grid, key, number, sheet, words, marks)
    faint = {"fontSize": size.small - 1, "color": ink.soft}
    layers = [
        lines(marks["frame"], color=ink.grid),
        lines(marks["shadow"], color=ink.edge, strokeWidth=1.5),
        lines(marks["solid"], color=ink.mark, strokeWidth=2.5, strokeCap="round"),
        lines(marks["dashed"], color=ink.mark, strokeWidth=2.5, strokeDash=[4, 3]),
        dots(marks["point"], "circle", ink.mark, style, size=30),
        letters(marks["flag"], style),
        texts(marks["head"], style, fontWeight="bold"),
        texts(marks["figure"], style),
        texts(marks["from"], style, **faint),
        texts(marks["to"], style, align="right", **faint),
    ]
    low, high = (figure(edge, digits((edge,)), words) for edge in (numbers[0], numbers[-1]))
    notes = [words.t("Every small chart goes from {low} to {high}. The figure is the newest.", low=low, high=high)]
    if marks["shadow"]:
        notes.append(words.t("Thin grey line: European Union."))
    if marks["dashed"]:
        notes.append(words.t("Dashed: figures that do not fully compare, or a year between them is not there."))
    return Plot(tuple(layers), room(style), -(-len(series) // sheet.columns) * sheet.row, notes=tuple(notes))


def _draw(grid: Cells, key: Series, number: int, sheet: _Sheet, words: Words, marks: dict[str, list[Spec]]) -> None:
    """One small chart."""
    (x, y), size = sheet.corner(number), sheet.style.measures
    mine = [cell for cell in grid.every if cell.series == key]
    beside = [cell for cell in grid.every if cell.series == (UNION, key[1])] if key[0] != UNION else []
    for part in (0, 1):
        level = y + sheet.high * part
        marks["frame"].append({"px": x, "py": level, "qx": x + sheet.wide, "qy": level})
    marks["shadow"] += [sheet.piece(number, one, other) for one, other, _ in pieces(grid, beside)]
    for one, other, whole in pieces(grid, mine):
        marks["solid" if whole else "dashed"].append(sheet.piece(number, one, other))
    for cell in mine:
        if cell.value is not None:
            px, py = sheet.place(number, cell)
            marks["point"].append(datum(cell, px, py))
            if cell.flag and cell.time != grid.last:
                marks["flag"].append({"px": px, "py": py - 10, "text": cell.flag})
    top = y - sheet.head
    name, line = sheet.names[number], size.text * LINE
    first = top + size.text * 0.6
    marks["head"].append({"px": x, "py": first + line * (sheet.lines - len(name)), "text": name})
    marks["figure"].append({"px": x, "py": first + line * sheet.lines, "text": _newest(mine, grid, words)})
    below = y + sheet.high + 11
    marks["from"].append({"px": x, "py": below, "text": grid.times[0][:4]})
    marks["to"].append({"px": x + sheet.wide, "py": below, "text": grid.times[-1][:4]})


def order(grid: Cells) -> list[Series]:
    """The series: the Union first, then from the highest newest figure to the lowest, then those without a figure."""
    every = list(dict.fromkeys(cell.series for cell in grid.every))
    newest = {
        key: next((c.value for c in reversed(grid.every) if c.series == key and c.value is not None), None)
        for key in every
    }
    return sorted(every, key=lambda key: (not is_aggregate(key[0]), newest[key] is None, -(newest[key] or 0)))


def _columns(grid: Cells, series: list[Series], words: Words, style: Style) -> tuple[int, float, list[list[str]]]:
    """As many charts beside each other as leave room for every name, how wide each is, and the names."""
    wide, names, size = 0.0, [], style.measures.text
    for columns in range(MOST[style.size], 0, -1):
        wide = (room(style) - SPACE[style.size] * (columns - 1)) / columns
        names = [_name(grid, key, wide, words, style) for key in series]
        fits = all(width(line, size, bold=True) <= wide for name in names for line in name)
        if fits and max(map(len, names)) <= LINES[style.size]:
            return columns, wide, names
    return 1, wide, names


def _name(grid: Cells, key: Series, wide: float, words: Words, style: Style) -> list[str]:
    """The name in lines; the code of a country that does not fit in one, where there is nothing else to tell series apart by."""
    name = name_of(grid, *key, words, short=True)
    if width(name, style.measures.text, bold=True) <= wide:
        return [name]
    if key[0] and len(grid.geos) > 1 and not grid.varying:
        return [short_code(key[0])]
    return wrap(name, style.measures.text, wide, bold=True)


def _newest(cells: list[Cell], grid: Cells, words: Words) -> str:
    """The newest figure with its flags, and its period where that is not the newest of all."""
    last = next((cell for cell in reversed(cells) if cell.value is not None), None)
    if last is None or last.value is None:
        return missing_words(cells[-1], words)
    said = f"{figure(last.value, grid.found.indicator.digits, words)} {last.flag}".strip()
    return said if last.time == grid.last else f"{said} ({last.time})"
