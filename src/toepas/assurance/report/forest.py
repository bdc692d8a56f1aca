"""Charts of groups below each other: one measure with its interval and whether there are enough cases, and predicted beside happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toepas.assurance.report.canvas import SHARES, Plot, room, shares
from toepas.kernel.words import Words
from toepas.paper.drawing.fit import width, wrap
from toepas.paper.drawing.marks import LINE, Spec, dots, lines, texts
from toepas.paper.drawing.paint import SHAPES, Style


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a forest. ``value`` None: no figure. ``enough``: whether there are enough cases; ``indent`` for a part of the line above."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    said: str
    enough: bool = True
    indent: bool = False


@dataclass(frozen=True, slots=True)
class _Ground:
    """The places of a forest."""

    style: Style
    names: list[list[str]]
    tops: list[float]
    left: float
    right: float
    width: float
    height: float

    def x(self, share: float) -> float:
        return share * self.width

    def middle(self, row: int) -> float:
        return self.tops[row] + (self.tops[row + 1] - self.tops[row]) / 2


def _ground(rows: Sequence[Row], style: Style) -> _Ground:
    size = style.measures
    phone = style.size == "phone"
    most = room(style) * (0.9 if phone else 0.34)
    names = [wrap(row.name, size.text, most) for row in rows]
    left = (
        16.0 if phone else max((width(line, size.text, bold=True) for name in names for line in name), default=0) + 24
    )
    right = 22.0 if phone else max((width(row.said, size.small) for row in rows), default=0) + 14
    tops = [0.0]
    for name in names:
        tops.append(tops[-1] + len(name) * size.text * LINE + (34 if phone else 9))
    return _Ground(style, names, tops, left, right, room(style) - left - right, tops[-1])


def forest(rows: Sequence[Row], line: float | None, words: Words, style: Style, *, line_name: str = "") -> Plot:
    """A share for each row, with its interval. Hollow where there are too few cases; ``line``: what was demanded.

    On a telephone the name and the figure of a row stand above its interval.
    """
    ground = _ground(rows, style)
    layers = _axis(ground, words)
    if line is not None:
        mark = {"px": ground.x(line), "py": -4, "qx": ground.x(line), "qy": ground.height}
        layers.append(lines([mark], color=style.colours.warning, strokeDash=[6, 3], strokeWidth=1.6))
        side = {"align": "right", "dx": -4} if line > 0.5 else {"dx": 4}
        layers.append(texts([{"px": ground.x(line), "py": -12, "text": line_name}], style, fontSize=style.measures.small, color=style.colours.warning, **side))  # fmt: skip
    spans: list[Spec] = []
    full: list[Spec] = []
    hollow: list[Spec] = []
    for number, row in enumerate(rows):
        y = _line(ground, number)
        if row.value is None:
            continue
        if row.low is not None and row.high is not None:
            spans.append({"px": ground.x(row.low), "py": y, "qx": ground.x(row.high), "qy": y})
        (full if row.enough else hollow).append({"px": ground.x(row.value), "py": y})
    ink = style.colours.series[0]
    layers += [lines(spans, color=ink, strokeWidth=2), dots(full, SHAPES[1], ink, style, size=95)]
    layers.append(dots(hollow, SHAPES[1], ink, style, size=95, hollow=True))
    layers += _named(ground, rows)
    return _plot(ground, layers, bool(line_name))


def beside(rows: Sequence[tuple[Row, float]], words: Words, style: Style) -> Plot:
    """For each row what was predicted on average (hollow) and what happened (full), joined by a line."""
    plain = [row for row, _ in rows]
    ground = _ground(plain, style)
    layers = _axis(ground, words)
    links, full, hollow = [], [], []
    for number, (row, predicted) in enumerate(rows):
        y = _line(ground, number)
        if row.value is None:
            continue
        links.append({"px": ground.x(predicted), "py": y, "qx": ground.x(row.value), "qy": y})
        full.append({"px": ground.x(row.value), "py": y})
        hollow.append({"px": ground.x(predicted), "py": y})
    first, second = style.colours.series[0], style.colours.series[1]
    layers += [
        lines(links, color=style.colours.edge, strokeWidth=2),
        dots(hollow, SHAPES[0], second, style, size=110, hollow=True),
    ]
    layers.append(dots(full, SHAPES[1], first, style, size=105))
    layers += _named(ground, plain)
    return _plot(ground, layers, False)


def _line(ground: _Ground, row: int) -> float:
    """Where the interval of a row is drawn: in its middle; on a telephone below its name."""
    return ground.tops[row + 1] - 13 if ground.style.size == "phone" else ground.middle(row)


def _axis(ground: _Ground, words: Words) -> list[Spec]:
    style = ground.style
    marks = [{"px": ground.x(n), "py": 0, "qx": ground.x(n), "qy": ground.height} for n in SHARES]
    said = [{"px": ground.x(n), "py": ground.height + 14, "text": shares(words)(n)} for n in SHARES]
    soft = {"fontSize": style.measures.small, "color": style.colours.soft}
    return [lines(marks, color=style.colours.grid), texts(said, style, align="center", **soft)]


def _named(ground: _Ground, rows: Sequence[Row]) -> list[Spec]:
    """The names of the rows, and their figures in words."""
    style, phone = ground.style, ground.style.size == "phone"
    step = style.measures.text * LINE
    names: list[Spec] = []
    bold: list[Spec] = []
    said: list[Spec] = []
    for number, (row, name) in enumerate(zip(rows, ground.names, strict=True)):
        y = ground.tops[number] + step / 2 if phone else ground.middle(number) - (len(name) - 1) * step / 2
        place = {"px": -ground.left if phone else -ground.left + (14 if row.indent else 0), "py": y, "text": name}
        (names if row.indent else bold).append(place)
        said.append(
            {"px": ground.width, "py": ground.tops[number] + len(name) * step + 6, "text": row.said}
            if phone
            else {"px": ground.width + 12, "py": ground.middle(number), "text": row.said}
        )
    soft = {"fontSize": style.measures.small, "color": style.colours.soft}
    side = {"align": "right"} if phone else {}
    halo = {"stroke": style.colours.paper, "strokeWidth": 4}
    return [
        texts(names, style),
        texts(bold, style, fontWeight="bold"),
        texts(said, style, **halo, **soft, **side),
        texts(said, style, **soft, **side),
    ]


def _plot(ground: _Ground, layers: list[Spec], headed: bool) -> Plot:
    return Plot(tuple(layers), ground.width, ground.height, ground.left, ground.right, 24 if headed else 4, 26)
