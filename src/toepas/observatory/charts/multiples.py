"""A small chart for each country, all with the same axes, the highest newest figure first; the Union's line in each for comparison."""

from __future__ import annotations

from toepas.kernel.words import Words
from toepas.observatory.charts.cells import Cell, Cells, missing_words, name_of
from toepas.observatory.charts.fit import width, wrap
from toepas.observatory.charts.frame import Plot, room
from toepas.observatory.charts.line import Series, pieces
from toepas.observatory.charts.marks import Spec, dots, lines, texts
from toepas.observatory.charts.paint import Style
from toepas.observatory.charts.periods import place_in_time
from toepas.observatory.charts.ticks import scale
from toepas.observatory.places import UNION, is_aggregate, short_code
from toepas.observatory.say import figure

MOST = {"phone": 4, "desk": 7}
"""So many charts beside each other at most."""
LINES = {"phone": 3, "desk": 2}
"""So many lines at most for a name."""
HIGHEST = 0.28
"""Of a plot of its own, so that few and wide charts stay small."""


def multiples(grid: Cells, words: Words, style: Style) -> Plot:
    """Draw the small charts."""
    size, ink = style.measures, style.colours
    series = order(grid)
    space = 12 if style.size == "phone" else 18
    columns, wide, names = _columns(grid, series, space, words, style)
    lines_of = max(len(name) for name in names)
    high, head, foot = min(wide * 0.7, size.plot * HIGHEST), size.text * 1.3 * (lines_of + 1) + 6, 38
    values = [cell.value for cell in grid.every if cell.value is not None]
    numbers = scale(min(values, default=0), max(values, default=1), 6)
    first, last = place_in_time(grid.times[0]), place_in_time(grid.times[-1])
    solid: list[Spec] = []
    dashed: list[Spec] = []
    shadows: list[Spec] = []
    points: list[Spec] = []
    frames: list[Spec] = []
    heads: list[Spec] = []
    figures: list[Spec] = []
    feet: list[Spec] = []
    letters: list[Spec] = []
    union = [cell for cell in grid.every if cell.geo == UNION]
    for number, key in enumerate(series):
        x = number % columns * (wide + space)
        y = number // columns * (high + head + foot) + head

        def place(cell: Cell, x: float = x, y: float = y) -> tuple[float, float]:
            along = (place_in_time(cell.time) - first) / ((last - first) or 1)
            up = ((cell.value or 0.0) - numbers[0]) / (numbers[-1] - numbers[0])
            return x + 4 + along * (wide - 8), y + high * (1 - up)

        def ends(one: Cell, other: Cell, place: object = place) -> Spec:
            assert callable(place)
            (px, py), (qx, qy) = place(one), place(other)
            return {"px": px, "py": py, "qx": qx, "qy": qy, "geo": one.geo}

        frames += [{"px": x, "py": y + high * part, "qx": x + wide, "qy": y + high * part} for part in (0, 1)]
        mine = [cell for cell in grid.every if cell.series == key]
        shadows += (
            [ends(a, b) for a, b, _ in pieces(grid, [cell for cell in union if cell.codes == key[1]])]
            if key[0] != UNION
            else []
        )
        for one, other, whole in pieces(grid, mine):
            (solid if whole else dashed).append(ends(one, other))
        for cell in mine:
            if cell.value is not None:
                px, py = place(cell)
                if cell.flag and cell.time != grid.last:
                    letters.append({"px": px, "py": py - 10, "text": cell.flag})
                points.append(
                    {"px": px, "py": py, "geo": cell.geo, "time": cell.time, "value": cell.value, "flag": cell.flag}
                )
        heads.append(
            {"px": x, "py": y - head + size.text * (0.6 + 1.3 * (lines_of - len(names[number]))), "text": names[number]}
        )
        figures.append(
            {"px": x, "py": y - head + size.text * (0.6 + 1.3 * lines_of), "text": _newest(mine, grid, words)}
        )
        feet += [
            {"px": x, "py": y + high + 11, "text": grid.times[0][:4], "side": "left"},
            {"px": x + wide, "py": y + high + 11, "text": grid.times[-1][:4], "side": "right"},
        ]
    rows = -(-len(series) // columns)
    height = rows * (high + head + foot)
    faint = {"fontSize": size.small - 1, "color": ink.soft}
    layers = [
        lines(frames, color=ink.grid),
        lines(shadows, color=ink.edge, strokeWidth=1.5),
        lines(solid, color=ink.mark, strokeWidth=2.5, strokeCap="round"),
        lines(dashed, color=ink.mark, strokeWidth=2.5, strokeDash=[4, 3]),
        dots(points, "circle", ink.mark, style, size=30),
        texts(
            letters,
            style,
            align="center",
            fontSize=size.small - 1,
            fontStyle="italic",
            fontWeight="bold",
            color=ink.warning,
        ),
        texts(heads, style, fontWeight="bold"),
        texts(figures, style),
        texts([row for row in feet if row["side"] == "left"], style, **faint),
        texts([row for row in feet if row["side"] == "right"], style, align="right", **faint),
    ]
    top = figure(numbers[-1], 0 if numbers[-1] % 1 == 0 else 1, words)
    notes = [
        words.t(
            "Every small chart goes from {low} to {high}. The figure is the newest.",
            low=figure(numbers[0], 0, words),
            high=top,
        )
    ]
    if shadows:
        notes.append(words.t("Thin grey line: European Union."))
    if dashed:
        notes.append(words.t("Dashed: figures that do not fully compare, or a year between them is not there."))
    return Plot(tuple(layers), room(style), height, notes=tuple(notes))


def order(grid: Cells) -> list[Series]:
    """The series: the Union first, then from the highest newest figure to the lowest, then those without a figure."""
    every = list(dict.fromkeys(cell.series for cell in grid.every))
    newest = {
        key: next((c.value for c in reversed(grid.every) if c.series == key and c.value is not None), None)
        for key in every
    }
    return sorted(every, key=lambda key: (not is_aggregate(key[0]), newest[key] is None, -(newest[key] or 0)))


def _columns(
    grid: Cells, series: list[Series], space: float, words: Words, style: Style
) -> tuple[int, float, list[list[str]]]:
    """As many charts beside each other as leave room for every name, how wide each is, and the names."""
    wide, names, size = 0.0, [], style.measures.text
    for columns in range(MOST[style.size], 0, -1):
        wide = (room(style) - space * (columns - 1)) / columns
        names = [_name(grid, key, wide, words, style) for key in series]
        if all(
            len(name) <= LINES[style.size] and all(width(line, size, bold=True) <= wide for line in name)
            for name in names
        ):
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
