"""Bars in one period, the longest first, each with its name and its figure. What was not published stands last and says so."""

from __future__ import annotations

from toepas.kernel.words import Words
from toepas.observatory.charts.cells import Cell, Cells, missing_words, name_of
from toepas.observatory.charts.frame import Plot, room
from toepas.observatory.charts.targets import drawn, goal_lines, goal_notes
from toepas.observatory.places import is_aggregate
from toepas.paper.drawing.fit import width, wrap
from toepas.paper.drawing.marks import boxes, lines, texts
from toepas.paper.drawing.numbers import figure
from toepas.paper.drawing.paint import Style

THICK = 0.68
"""How much of a row its bar fills."""


def bar(grid: Cells, words: Words, style: Style) -> Plot:
    """Draw the bars."""
    size = style.measures
    rows = ranked(grid)

    def apart(cell: Cell) -> bool:
        """Whether a bar stands for a group of countries among countries."""
        return bool(grid.countries) and is_aggregate(cell.geo)

    most = room(style) * (0.42 if style.size == "phone" else 0.4)
    names = [wrap(name_of(grid, cell.geo, cell.codes, words), size.text, most) for cell in rows]
    heights = [max(size.row, len(name) * size.text * 1.3 + 6) for name in names]
    left = max((width(line, size.text, bold=True) for name in names for line in name), default=0) + 8
    said = [_said(cell, grid, words) for cell in rows]
    right = (
        max(
            (width(text, size.text) for text, cell in zip(said, rows, strict=True) if cell.value is not None), default=0
        )
        + 6
    )
    plot, height = room(style) - left - right, sum(heights)
    values = [cell.value or 0.0 for cell in rows]
    goals = drawn(grid) if grid.last else ()
    low, high = min([0.0, *values]), max([0.0, *values, *(goal.value for goal in goals)]) or 1.0
    zero = -low / (high - low) * plot
    bars, letters, labels, y = [], [], [], 0.0
    for cell, name, row, text in zip(rows, names, heights, said, strict=True):
        middle = y + row / 2
        end = zero + (cell.value or 0.0) / (high - low) * plot
        bars.append({
            "px": min(zero, end), "qx": max(zero, end), "py": middle - size.row * THICK / 2, "qy": middle + size.row * THICK / 2,
            "ink": style.colours.union if apart(cell) else style.colours.mark,
            "geo": cell.geo, "codes": list(cell.codes), "time": cell.time, "value": cell.value, "flag": cell.flag,
        })  # fmt: skip
        letters.append(
            {
                "px": max(end, zero) + 6,
                "py": middle,
                "text": text,
                "ink": style.colours.ink if cell.value is not None else style.colours.soft,
            }
        )
        labels.append((apart(cell), {"px": -8, "py": middle - (len(name) - 1) * size.text * 0.65, "text": name}))
        y += row
    layers = [
        boxes([row for row in bars if row["value"] is not None]),
        lines([{"px": zero, "py": 0, "qx": zero, "qy": height}], color=style.colours.edge),
        texts(letters, style),
        texts([row for group, row in labels if not group], style, align="right"),
        texts([row for group, row in labels if group], style, align="right", fontWeight="bold"),
    ]
    ends = [
        (goal, {"px": x, "py": height, "qx": x, "qy": -4})
        for goal in goals
        for x in [zero + goal.value / (high - low) * plot]
    ]
    layers += goal_lines(ends, words, style, align="right")
    return Plot(
        tuple(layers),
        plot,
        height,
        left=left,
        right=right,
        top=22 if ends else 4,
        time=grid.last,
        notes=goal_notes(grid, words),
    )


def ranked(grid: Cells) -> list[Cell]:
    """The cells of the newest period from high to low; without a figure last, by name."""
    newest = [cell for cell in grid.every if cell.time == grid.last]
    return sorted(newest, key=lambda cell: (cell.value is None, -(cell.value or 0)))


def _said(cell: Cell, grid: Cells, words: Words) -> str:
    """What stands at the end of a bar: the figure and its flags."""
    if cell.value is None:
        return missing_words(cell, words)
    return f"{figure(cell.value, grid.found.indicator.digits, words)} {cell.flag}".strip()
