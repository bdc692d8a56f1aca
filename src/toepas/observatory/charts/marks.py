"""The marks that every chart is put together from, as parts of a Vega-Lite layer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from toepas.observatory.charts.paint import Style

Spec = dict[str, Any]
"""A part of a Vega-Lite specification."""
LINE = 1.3
"""From one line of text to the next, in parts of the size of its letters."""


def pixel(field: str) -> Spec:
    """An encoding whose field is a place on the picture, in pixels from the corner of the plot."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def along(field: str, domain: tuple[float, float], axis: Spec | None = None) -> Spec:
    """An encoding along a measured axis that begins and ends where ``domain`` says."""
    scale = {"domain": list(domain), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


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


def lines(rows: Iterable[Spec], **mark: Any) -> Spec:
    """Straight lines between places in pixels: rows with px, py, qx, qy."""
    encoding = {"x": pixel("px"), "y": pixel("py"), "x2": {"field": "qx"}, "y2": {"field": "qy"}}
    return {"data": {"values": list(rows)}, "mark": {"type": "rule", **mark}, "encoding": encoding}


def exact(field: str) -> Spec:
    """An encoding whose field is the value itself: a colour, a shape."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}
