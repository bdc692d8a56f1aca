"""How the countries lie: a dot for each, and a box from the first to the third quartile with the middle one marked.

A row for each period, or for each code where one period is shown. Groups of countries are no part of the box; the Union has a sign of its own.
"""

from __future__ import annotations

from statistics import median, quantiles

from toepas.kernel.words import Words
from toepas.observatory.charts.cells import Cell, Cells
from toepas.observatory.charts.fit import width, wrap
from toepas.observatory.charts.frame import Plot, room
from toepas.observatory.charts.gap import _dots as dots
from toepas.observatory.charts.gap import _ruler as ruler
from toepas.observatory.charts.marks import Spec, lines, texts
from toepas.observatory.charts.paint import Style
from toepas.observatory.charts.ticks import scale
from toepas.observatory.places import UNION, is_aggregate
from toepas.observatory.say import code_name

DOT = 11
"""Dots whose middles are nearer than this, in pixels, lie above each other."""
HIGH = 96


def distribution(grid: Cells, words: Words, style: Style) -> Plot:
    """Draw the rows."""
    size, ink = style.measures, style.colours
    rows = rows_of(grid, words)
    labels = [wrap(name, size.text, room(style) * 0.3) for name, _ in rows]
    left = max((width(line, size.text, bold=True) for label in labels for line in label), default=0) + 14
    plot = room(style) - left - 16
    values = [cell.value for _, cells in rows for cell in cells if cell.value is not None]
    numbers = scale(min(values, default=0), max(values, default=1), 4 if style.size == "phone" else 7)
    span = numbers[-1] - numbers[0]

    def place(value: float) -> float:
        return (value - numbers[0]) / span * plot

    boxes, middles, points, unions, letters, names = [], [], [], [], [], []
    for number, (_, cells) in enumerate(rows):
        base = number * HIGH + HIGH * 0.62
        countries = sorted(
            (c for c in cells if c.value is not None and not is_aggregate(c.geo)), key=lambda c: (c.value or 0, c.geo)
        )
        known = [cell.value for cell in countries if cell.value is not None]
        if len(known) >= 4:
            low, _, high = quantiles(known, n=4, method="inclusive")
            boxes.append({"px": place(low), "py": base, "qx": place(high), "qy": base})
            middles.append({"px": place(median(known)), "py": base - 20, "qx": place(median(known)), "qy": base + 20})
        heaped = swarm([place(value) for value in known])
        for cell, lift in zip(countries, heaped, strict=True):
            points.append(
                {
                    "px": place(cell.value or 0),
                    "py": base + lift,
                    "geo": cell.geo,
                    "time": cell.time,
                    "value": cell.value,
                    "flag": cell.flag,
                }
            )
        letters += _letters(countries, heaped, grid, place, base)
        unions += [
            {"px": place(cell.value), "py": base + 31, "value": cell.value}
            for cell in cells
            if cell.geo == UNION and cell.value is not None
        ]
        names.append({"px": -14, "py": base - (len(labels[number]) - 1) * size.text * 0.65, "text": labels[number]})
    height = len(rows) * HIGH
    layers = [
        ruler(numbers, words),
        lines(boxes, color=ink.grid, strokeWidth=34),
        lines(middles, color=ink.ink, strokeWidth=2.5),
        dots(points, "circle", ink.series[0], style),
        dots(unions, "triangle-up", ink.ink, style),
        texts(
            [{"px": row["px"] + 9, "py": row["py"] + 1, "text": "EU"} for row in unions],
            style,
            fontSize=size.small,
            fontWeight="bold",
        ),
        texts(letters, style, align="center", fontSize=size.small),
        texts(names, style, align="right", fontWeight="bold"),
    ]
    notes = [
        words.t(
            "Each dot is a country. Box: the middle half of the countries; line: the country in the middle (all countries count alike)."
        )
    ]
    time = "" if len(rows) > 1 and not grid.varying else grid.last
    return Plot(tuple(layers), plot, height, left=left, right=16, bottom=24, notes=tuple(notes), time=time)


def rows_of(grid: Cells, words: Words) -> list[tuple[str, list[Cell]]]:
    """The rows with their names: codes in the newest period where codes vary, else periods."""
    if grid.varying:
        made = []
        for key in grid.keys:
            name = ", ".join(
                code_name(grid.found.indicator, d, c, words) for d, c in zip(grid.varying, key, strict=True)
            )
            made.append((name, [cell for cell in grid.every if cell.codes == key and cell.time == grid.last]))
        return made
    return [(time, [cell for cell in grid.every if cell.time == time]) for time in grid.times]


def swarm(places: list[float]) -> list[float]:
    """How far up or down each dot moves so that none hides another; places in ascending order, in pixels."""
    placed: list[tuple[float, float]] = []
    for x in places:
        near = [other for other in placed if x - other[0] < DOT]
        lifts = [sign * step * DOT for step in range(len(near) + 1) for sign in ((1, -1) if step else (1,))]
        lift = next(
            (lift for lift in lifts if all((x - at) ** 2 + (lift - up) ** 2 >= DOT**2 for at, up in near)), lifts[-1]
        )
        placed.append((x, lift))
    return [lift for _, lift in placed]


def _letters(countries: list[Cell], heaped: list[float], grid: Cells, place: object, base: float) -> list[Spec]:
    """Codes above the lowest and the highest country and those asked for."""
    assert callable(place)
    asked = set(grid.found.view.geo) if len(grid.found.view.geo) <= 5 else set()
    ends = {countries[0].geo, countries[-1].geo} if countries else set()
    rows: list[Spec] = []
    for cell, lift in zip(countries, heaped, strict=True):
        if cell.geo in ends | asked:
            text = f"{cell.geo} {cell.flag}".strip()
            x = place(cell.value)
            if not rows or x - rows[-1]["px"] > 24:
                rows.append({"px": x, "py": base + min(lift, 0) - 28, "text": text})
    return rows
