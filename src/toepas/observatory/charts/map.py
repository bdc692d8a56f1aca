"""A map of equal squares, one for each country: a class by colour, its figure in the square."""

from __future__ import annotations

import functools
from typing import Any

import yaml

from toepas.kernel.words import Words
from toepas.observatory.charts.cells import Cell, Cells, Key
from toepas.observatory.charts.frame import Plot, room
from toepas.observatory.places import UNION, place_name
from toepas.observatory.registry import DATA_DIR
from toepas.paper.drawing.marks import Spec, boxes, lines, texts
from toepas.paper.drawing.numbers import figure
from toepas.paper.drawing.paint import Style, on
from toepas.paper.drawing.ticks import digits, larger, step

MOST_CLASSES = 5
SPACE = 4
LARGEST = 74


@functools.cache
def tiles() -> dict[str, tuple[int, int]]:
    """The square of each country: column and row."""
    listed = yaml.safe_load((DATA_DIR / "tiles.yaml").read_text(encoding="utf-8"))
    # In YAML 1.1 the code of Norway is the word "no".
    return {
        "NO" if code is False else str(code): (column, row)
        for row, codes in enumerate(listed)
        for column, code in enumerate(codes)
        if code != "."
    }


def tile_map(grid: Cells, words: Words, style: Style) -> Plot:
    """Draw the squares, and a legend of their classes."""
    key: Key = grid.keys[0]
    shown = {geo: grid.at(geo, key, grid.last) for geo in grid.geos if geo in tiles()}
    edges = classes([cell.value for cell in shown.values() if cell.value is not None])
    columns = 1 + max(column for column, _ in tiles().values())
    rows = 1 + max(row for _, row in tiles().values())
    legend = 0 if style.size == "phone" else 200
    side = min(LARGEST, (room(style) - legend) / columns)
    wide, high = side * columns, side * rows
    parts = {code: _square(shown.get(code), place, side, edges, grid, words, style) for code, place in tiles().items()}
    squares = [part["square"] for part in parts.values()]
    hatches = [line for part in parts.values() for line in part["hatch"]]
    layers = [
        _squares(squares, style),
        lines(hatches, color=style.colours.edge, strokeWidth=1),
        texts([part["code"] for part in parts.values()], style, align="center", fontWeight="bold"),
        texts([part["figure"] for part in parts.values()], style, align="center", fontSize=style.measures.small),
        texts(
            [part["flag"] for part in parts.values()],
            style,
            align="right",
            fontSize=style.measures.small,
            fontStyle="italic",
        ),
    ]
    corner = (0.0, high + 14) if style.size == "phone" else (wide + 34, 6.0)
    layers += (key_layers := _legend(edges, grid, key, corner, words, style))[0]
    below = key_layers[1] - high if style.size == "phone" else 0
    notes = [words.t("Every country has a square of the same size; squares are placed roughly as on a map.")]
    if outside := [place_name(geo, words) for geo in grid.countries if geo not in tiles()]:
        notes.append(words.t("Without a square: {places}.", places=", ".join(outside)))
    return Plot(tuple(layers), wide, high, right=legend, bottom=max(below, 4), notes=tuple(notes), time=grid.last)


def classes(values: list[float]) -> tuple[float, ...]:
    """The bounds of at most five classes of equal width with round bounds that hold every value."""
    if not values:
        return (0.0, 1.0)
    low, high = min(values), max(values)
    for size in larger(step(low, high, MOST_CLASSES)):
        first, last = int(low // size), int(high // size) + 1
        if last - first <= MOST_CLASSES:
            return tuple(round(number * size, 10) for number in range(first, last + 1))
    raise AssertionError(values)


def class_of(value: float, edges: tuple[float, ...]) -> int:
    """The number of the class of a value; a bound belongs to the class above it."""
    return max(number for number, edge in enumerate(edges[:-1]) if value >= edge)


def _ink(number: int, count: int, style: Style) -> str:
    """The colour of a class; few classes are spread over the whole range."""
    colours = style.colours.classes
    return colours[round(number * (len(colours) - 1) / max(count - 1, 1))]


def _square(
    cell: Cell | None,
    place: tuple[int, int],
    side: float,
    edges: tuple[float, ...],
    grid: Cells,
    words: Words,
    style: Style,
) -> dict[str, Any]:
    code = next(code for code, where in tiles().items() if where == place)
    x, y, end = place[0] * side, place[1] * side, side - SPACE
    value = cell.value if cell else None
    fill = _ink(class_of(value, edges), len(edges) - 1, style) if value is not None else style.colours.paper
    ink = on(fill) if value is not None else style.colours.soft
    said = figure(value, grid.found.indicator.digits, words) if value is not None else "–"
    middle = x + end / 2
    square = {
        "px": x, "py": y, "qx": x + end, "qy": y + end, "ink": fill,
        "geo": code, "value": value, "flag": cell.flag if cell else "", "time": grid.last,
    }  # fmt: skip
    return {
        "square": square,
        "hatch": [] if value is not None else _hatch(x, y, end),
        "code": {"px": middle, "py": y + end * 0.36, "text": code, "ink": ink},
        "figure": {"px": middle, "py": y + end * 0.7, "text": said, "ink": ink},
        "flag": {"px": x + end - 4, "py": y + 9, "text": cell.flag if cell else "", "ink": ink},
    }


def _hatch(x: float, y: float, side: float) -> list[Spec]:
    """Strokes across the corners of a square without a figure, clear of its letters."""
    near, far = side * 0.25, side
    return [
        {"px": x, "py": y + near, "qx": x + near, "qy": y},
        {"px": x + far - near, "py": y + far, "qx": x + far, "qy": y + far - near},
        {"px": x, "py": y + near / 2, "qx": x + near / 2, "qy": y},
        {"px": x + far - near / 2, "py": y + far, "qx": x + far, "qy": y + far - near / 2},
    ]


def _squares(rows: list[Spec], style: Style) -> Spec:
    return boxes(rows, stroke=style.colours.edge, strokeWidth=1, cornerRadius=3)


def _legend(
    edges: tuple[float, ...], grid: Cells, key: Key, corner: tuple[float, float], words: Words, style: Style
) -> tuple[list[Spec], float]:
    """The classes with their bounds, the sign for no figure, and the Union's figure. And where all that ends.

    In one column, or in two on a phone.
    """
    size, needed, box = style.measures, digits(edges), 20
    entries = []
    for number in range(len(edges) - 1):
        low, high = (figure(edge, needed, words) for edge in edges[number : number + 2])
        entries.append((_ink(number, len(edges) - 1, style), words.t("{low} to below {high}", low=low, high=high)))
    entries.append((style.colours.paper, words.t("no figure")))
    columns = 2 if style.size == "phone" else 1
    rows = -(-len(entries) // columns)
    squares, said, hatches = [], [], []
    for number, (fill, label) in enumerate(entries):
        x = corner[0] + number // rows * room(style) / columns
        y = corner[1] + number % rows * (size.row + 2)
        squares.append({"px": x, "py": y, "qx": x + box, "qy": y + box, "ink": fill})
        said.append({"px": x + box + 8, "py": y + box / 2, "text": label})
        hatches += _hatch(x, y, box) if fill == style.colours.paper else []
    end = corner[1] + rows * (size.row + 2)
    union = grid.at(UNION, key, grid.last)
    if union.value is not None:
        value = f"{figure(union.value, grid.found.indicator.digits, words)} {union.flag}".strip()
        text = words.t("European Union: {value}", value=value)
        said.append({"px": corner[0], "py": end + box / 2, "text": text})
        end += size.row + 2
    return [_squares(squares, style), lines(hatches, color=style.colours.edge), texts(said, style)], end
