"""Two groups or two periods beside each other, and how far they are apart: a row for each place, the widest gap first."""

from __future__ import annotations

from dataclasses import dataclass

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.charts.cells import Cell, Cells, missing_words, name_of
from toepas.observatory.charts.fit import width, wrap
from toepas.observatory.charts.frame import Plot, room
from toepas.observatory.charts.marks import Spec, dots, lines, ruler, texts
from toepas.observatory.charts.paint import Style
from toepas.observatory.charts.ticks import scale
from toepas.observatory.places import is_aggregate, place_name
from toepas.observatory.say import change, code_name, is_share


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
    digits = grid.found.indicator.digits
    said = [change(row.gap, digits, words) if row.gap is not None else row.missing(words) for row in rows]
    labels = [wrap(row.name, size.text, room(style) * 0.36) for row in rows]
    left = max((width(line, size.text, bold=True) for label in labels for line in label), default=0) + 10
    right = max((width(text, size.text) for text in said), default=0) + 14
    plot = room(style) - left - right
    values = [cell.value for row in rows for cell in (row.one, row.other) if cell.value is not None]
    numbers = scale(min(values, default=0), max(values, default=1), 4 if style.size == "phone" else 7)
    span = numbers[-1] - numbers[0]

    def place(value: float) -> float:
        return (value - numbers[0]) / span * plot

    first: list[Spec] = []
    second: list[Spec] = []
    segments, letters, ends, flags = [], [], [], []
    for number, (row, text) in enumerate(zip(rows, said, strict=True)):
        y = (number + 0.5) * size.row
        for cell, into in ((row.one, first), (row.other, second)):
            if cell.value is not None:
                into.append(
                    {
                        "px": place(cell.value),
                        "py": y,
                        "geo": cell.geo,
                        "time": cell.time,
                        "value": cell.value,
                        "flag": cell.flag,
                    }
                )
                if cell.flag:
                    flags.append({"px": place(cell.value), "py": y - 10, "text": cell.flag})
        if row.one.value is not None and row.other.value is not None:
            segments.append({"px": place(row.one.value), "py": y, "qx": place(row.other.value), "qy": y})
        label = labels[number]
        letters.append((row.group, {"px": -10, "py": y - (len(label) - 1) * size.text * 0.65, "text": label}))
        ends.append(
            {"px": plot + right - 2, "py": y, "text": text, "ink": ink.ink if row.gap is not None else ink.soft}
        )
    height = len(rows) * size.row
    layers = [
        ruler(numbers, words),
        lines(segments, color=ink.edge, strokeWidth=3),
        dots(first, "circle", ink.series[0], style),
        dots(second, "diamond", ink.series[1], style),
        texts([row for group, row in letters if not group], style, align="right"),
        texts([row for group, row in letters if group], style, align="right", fontWeight="bold"),
        texts(ends, style, align="right"),
        texts(
            flags,
            style,
            align="center",
            fontSize=size.small - 1.5,
            fontStyle="italic",
            fontWeight="bold",
            color=ink.warning,
        ),
        *_key(names, -left, style),
    ]
    points = (
        words.t("The figure on the right is the difference in percentage points.")
        if is_share(grid.found)
        else words.t("The figure on the right is the difference.")
    )
    time = grid.last if grid.varying else ""
    return Plot(
        tuple(layers),
        plot,
        height,
        left=left,
        right=right,
        top=key_height(names, style),
        bottom=24,
        notes=(points,),
        time=time,
    )


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
