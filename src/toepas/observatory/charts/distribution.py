"""How the countries lie: a dot for each, and a box from the first to the third quartile with the middle marked.

A row for each period, or for each code where codes vary. Groups of countries are no part of the box; the Union has a sign of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

from toepas.kernel.words import Words
from toepas.observatory.charts.cells import Cell, Cells, datum
from toepas.observatory.charts.frame import Plot, room
from toepas.observatory.places import UNION, is_aggregate
from toepas.observatory.say import code_name
from toepas.paper.drawing.fit import width, wrap
from toepas.paper.drawing.marks import Spec, dots, lines, ruler, texts
from toepas.paper.drawing.paint import Style
from toepas.paper.drawing.ticks import scale

DOT = 11
"""Dots whose middles are nearer than this, in pixels, lie above each other."""
FEWEST = 4
"""A box of fewer countries would say nothing."""
BOX = 17
"""Half the height of a box."""


@dataclass(frozen=True, slots=True)
class _Row:
    name: list[str]
    countries: list[Cell]
    lifts: list[float]
    union: Cell | None

    @property
    def up(self) -> float:
        """How far it reaches above its middle, with the names of countries that were asked for."""
        return max([BOX, *(-lift for lift in self.lifts)]) + 26

    @property
    def down(self) -> float:
        """How far it reaches below its middle, with the sign of the Union."""
        return max([BOX, *self.lifts]) + (30 if self.union else 12)


def distribution(grid: Cells, words: Words, style: Style) -> Plot:
    """Draw the rows."""
    size, ink = style.measures, style.colours
    named = rows_of(grid, words)
    labels = [wrap(name, size.text, room(style) * 0.3, bold=True) for name, _ in named]
    left = max((width(line, size.text, bold=True) for label in labels for line in label), default=0) + 40
    plot = room(style) - left - 28
    values = [cell.value for _, cells in named for cell in cells if cell.value is not None]
    numbers = scale(min(values, default=0), max(values, default=1), 6)

    def place(value: float) -> float:
        return (value - numbers[0]) / (numbers[-1] - numbers[0]) * plot

    rows = [_row(label, cells, place) for label, (_, cells) in zip(labels, named, strict=True)]
    marks: dict[str, list[Spec]] = {
        name: [] for name in ("box", "middle", "dot", "flagged", "union", "ends", "asked", "name")
    }
    y = 0.0
    for row in rows:
        _draw(row, y + row.up, place, grid, style, marks)
        y += row.up + row.down
    small = {"fontSize": size.small}
    layers = [
        ruler(numbers, words),
        lines(marks["box"], color=ink.grid, strokeWidth=2 * BOX),
        lines(marks["middle"], color=ink.ink, strokeWidth=2.5),
        dots(marks["dot"], "circle", ink.series[0], style),
        dots(marks["flagged"], "circle", ink.series[0], style, hollow=True),
        dots(marks["union"], "triangle-up", ink.ink, style),
        texts([{"px": row["px"] + 10, "py": row["py"] + 1, "text": "EU"} for row in marks["union"]], style, **small),
        texts([row for row in marks["ends"] if row["side"] < 0], style, align="right", **small),
        texts([row for row in marks["ends"] if row["side"] > 0], style, **small),
        texts(marks["asked"], style, align="center", **small),
        texts(marks["name"], style, align="right", fontWeight="bold"),
    ]  # fmt: skip
    notes = [words.t("Each dot is a country. Box: the middle half of them; line: half lie below it. All count alike.")]
    if marks["flagged"]:
        notes.append(words.t("Open dots: figures with a flag ({names}).", names=_flagged(rows)))
    time = "" if len(rows) > 1 and not grid.varying else grid.last
    return Plot(tuple(layers), plot, y, left=left, right=28, bottom=24, notes=tuple(notes), time=time)


def rows_of(grid: Cells, words: Words) -> list[tuple[str, list[Cell]]]:
    """The rows with their names: codes in the newest period where codes vary, else periods."""
    if grid.varying:
        made = []
        for key in grid.keys:
            names = (code_name(grid.found.indicator, d, c, words) for d, c in zip(grid.varying, key, strict=True))
            cells = [cell for cell in grid.every if cell.codes == key and cell.time == grid.last]
            made.append((", ".join(names), cells))
        return made
    return [(time, [cell for cell in grid.every if cell.time == time]) for time in grid.times]


def swarm(places: list[float]) -> list[float]:
    """How far up or down each dot moves so that none hides another; places in ascending order, in pixels."""
    placed: list[tuple[float, float]] = []
    for x in places:
        near = [other for other in placed if x - other[0] < DOT]
        lifts = [sign * step * DOT for step in range(len(near) + 1) for sign in ((1, -1) if step else (1,))]
        free = (lift for lift in lifts if all((x - at) ** 2 + (lift - up) ** 2 >= DOT**2 for at, up in near))
        placed.append((x, next(free, lifts[-1])))
    return [lift for _, lift in placed]


def _row(label: list[str], cells: list[Cell], place: Callable[[float], float]) -> _Row:
    known = [cell for cell in cells if cell.value is not None]
    countries = sorted((c for c in known if not is_aggregate(c.geo)), key=lambda cell: (cell.value or 0, cell.geo))
    lifts = swarm([place(cell.value or 0) for cell in countries])
    return _Row(label, countries, lifts, next((cell for cell in known if cell.geo == UNION), None))


def _draw(
    row: _Row, base: float, place: Callable[[float], float], grid: Cells, style: Style, marks: dict[str, list[Spec]]
) -> None:
    values = [cell.value for cell in row.countries if cell.value is not None]
    if len(values) >= FEWEST:
        low, _, high = quantiles(values, n=4, method="inclusive")
        marks["box"].append({"px": place(low), "py": base, "qx": place(high), "qy": base})
        middle = place(median(values))
        marks["middle"].append({"px": middle, "py": base - BOX - 4, "qx": middle, "qy": base + BOX + 4})
    asked = set(grid.found.view.geo) if len(grid.found.view.geo) <= FEWEST + 2 else set()
    for number, (cell, lift) in enumerate(zip(row.countries, row.lifts, strict=True)):
        x = place(cell.value or 0)
        marks["flagged" if cell.flag else "dot"].append(datum(cell, x, base + lift))
        side = -1 if number == 0 else 1 if number == len(row.countries) - 1 else 0
        if side:
            marks["ends"].append({"px": x + 9 * side, "py": base + lift, "text": cell.geo, "side": side})
        elif cell.geo in asked:
            marks["asked"].append({"px": x, "py": base - row.up + 12, "text": cell.geo})
    if row.union and row.union.value is not None:
        marks["union"].append({"px": place(row.union.value), "py": base + row.down - 12, "value": row.union.value})
    first = base - (len(row.name) - 1) * style.measures.text * 0.65
    marks["name"].append({"px": -40, "py": first, "text": row.name})


def _flagged(rows: list[_Row]) -> str:
    """Which dots are open: place, period, letters; the first ones where they are many."""
    every = [f"{cell.geo} {cell.time} {cell.flag}" for row in rows for cell in row.countries if cell.flag]
    return ", ".join(every[:12]) + (" …" if len(every) > 12 else "")
