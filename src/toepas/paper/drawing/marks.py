"""The marks that every chart is put together from, as parts of a Vega-Lite layer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from toepas.kernel.words import Words
from toepas.paper.drawing.numbers import figure
from toepas.paper.drawing.paint import Style
from toepas.paper.drawing.ticks import digits

Spec = dict[str, Any]
"""A part of a Vega-Lite specification."""
LINE = 1.3
"""From one line of text to the next, in parts of the size of its letters."""


def pixel(field: str) -> Spec:
    """An encoding whose field is a place on the picture, in pixels from the corner of the plot."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def texts(rows: Iterable[Spec], style: Style, **mark: Any) -> Spec:
    """Texts at places in pixels: rows with px, py, text and, where they differ, ink."""
    values = list(rows)
    shape = {"type": "text", "align": "left", "baseline": "middle", "fontSize": style.measures.text, **mark}
    shape["lineHeight"] = shape["fontSize"] * LINE
    encoding: Spec = {"x": pixel("px"), "y": pixel("py"), "text": {"field": "text", "type": "nominal"}}
    if values and "ink" in values[0]:
        encoding["color"] = exact("ink")
    else:
        shape.setdefault("color", style.colours.ink)
    return {"data": {"values": values}, "mark": shape, "encoding": encoding}


def letters(rows: Iterable[Spec], style: Style, less: float = 1) -> Spec:
    """Letters of flags: rows with px, py and text; ``less`` pixels smaller than small texts."""
    small = style.measures.small - less
    return texts(
        rows, style, align="center", fontSize=small, fontStyle="italic", fontWeight="bold", color=style.colours.warning
    )


def lines(rows: Iterable[Spec], **mark: Any) -> Spec:
    """Straight lines between places in pixels: rows with px, py, qx, qy."""
    encoding = {"x": pixel("px"), "y": pixel("py"), "x2": {"field": "qx"}, "y2": {"field": "qy"}}
    return {"data": {"values": list(rows)}, "mark": {"type": "rule", **mark}, "encoding": encoding}


def exact(field: str) -> Spec:
    """An encoding whose field is the value itself: a colour, a shape."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def dots(rows: Iterable[Spec], shape: str, ink: str, style: Style, *, size: int = 110, hollow: bool = False) -> Spec:
    """Points at places in pixels: rows with px and py. Hollow ones have the colour of the paper inside."""
    inside, edge = (style.colours.paper, ink) if hollow else (ink, style.colours.paper)
    mark = {
        "type": "point",
        "shape": shape,
        "size": size,
        "filled": True,
        "opacity": 1,
        "color": inside,
        "stroke": edge,
    }
    return {
        "data": {"values": list(rows)},
        "mark": {**mark, "strokeWidth": 2 if hollow else 1},
        "encoding": {"x": pixel("px"), "y": pixel("py")},
    }


def boxes(rows: Iterable[Spec], **mark: Any) -> Spec:
    """Rectangles between corners in pixels: rows with px, py, qx, qy and ink."""
    corners = {"x": pixel("px"), "y": pixel("py"), "x2": {"field": "qx"}, "y2": {"field": "qy"}}
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "rect", **mark},
        "encoding": {**corners, "color": exact("ink")},
    }


def ruler(numbers: tuple[float, ...], words: Words, channel: str = "x") -> Spec:
    """A measured axis through the whole plot, with its numbers below (x) or at the left (y)."""
    scale = {"domain": [numbers[0], numbers[-1]], "nice": False, "zero": False}
    drawn = {"field": "value", "type": "quantitative", "scale": scale, "axis": axis(numbers, words)}
    return {
        "data": {"values": [{"value": numbers[0]}]},
        "mark": {"type": "rule", "opacity": 0},
        "encoding": {channel: drawn},
    }


def axis(numbers: tuple[float, ...], words: Words) -> Spec:
    """An axis with these numbers, written in the reader's language."""
    needed = digits(numbers)
    said = ", ".join(f"'{number:g}': '{figure(number, needed, words)}'" for number in numbers)
    label = f"({{{said}}})[format(datum.value, '~g')]"
    return {"values": list(numbers), "labelExpr": label, "title": None, "domain": False, "ticks": False}
