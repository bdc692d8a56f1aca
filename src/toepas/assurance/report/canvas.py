"""The ground that the charts of a report stand on: a plot with its axes, measured beforehand, and the picture that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from toepas.assurance.words import share
from toepas.kernel.words import Words
from toepas.paper.blocks import Figure
from toepas.paper.drawing import render
from toepas.paper.drawing.fit import width, wrap
from toepas.paper.drawing.marks import LINE, Spec, lines, pixel, texts
from toepas.paper.drawing.paint import FONT, Style

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
DESK, PHONE = Style("light", "desk"), Style("light", "phone")
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Plot:
    """Layers in pixels of a plot, and the room around it."""

    layers: tuple[Spec, ...]
    width: float
    height: float
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0


def figure(draw: Callable[[Style], Plot], caption: str, alt: str, words: Words) -> Figure:
    """A chart as a block: drawn for a desk, for a telephone and as PNG."""
    desk, phone = (_spec(draw(style), style) for style in (DESK, PHONE))
    return Figure(
        svg=render.svg(desk, caption, alt, words.lang).decode(),
        png=render.png(desk, caption, alt, words.lang),
        alt=alt,
        caption=caption,
        share=min(
            1.0, round((desk["width"] + desk["padding"]["left"] + desk["padding"]["right"]) / DESK.measures.width, 3)
        ),
        narrow=render.svg(phone, caption, alt, words.lang).decode(),
    )


def _spec(plot: Plot, style: Style) -> Spec:
    margin = style.measures.margin
    return {
        "$schema": SCHEMA,
        "background": style.colours.paper,
        "autosize": "none",
        "padding": {
            "left": round(margin + plot.left, 1),
            "right": round(margin + plot.right, 1),
            "top": round(margin + plot.top, 1),
            "bottom": round(margin + plot.bottom, 1),
        },
        "width": round(plot.width, 1),
        "height": round(plot.height, 1),
        "config": {"aria": False, "font": FONT, "view": {"stroke": None}},
        "layer": list(plot.layers),
    }


def room(style: Style) -> float:
    """How wide a plot with everything beside it may be."""
    return style.measures.width - 2 * style.measures.margin


@dataclass(frozen=True, slots=True)
class Field:
    """A plot with two measured axes: from figures to places, and the layers of its axes."""

    style: Style
    across: tuple[float, ...]
    up: tuple[float, ...]
    width: float
    height: float
    layers: tuple[Spec, ...]
    left: float
    bottom: float
    top: float

    def x(self, value: float) -> float:
        """The place of a figure on the axis below."""
        return (value - self.across[0]) / (self.across[-1] - self.across[0]) * self.width

    def y(self, value: float) -> float:
        """The place of a figure on the axis at the left."""
        return self.height * (1 - (value - self.up[0]) / (self.up[-1] - self.up[0]))

    def plot(self, layers: Iterable[Spec], right: float = 18) -> Plot:
        """The axes with what is drawn over them."""
        return Plot((*self.layers, *layers), self.width, self.height, self.left, right, self.top, self.bottom)


def field(
    style: Style, across: Sequence[float], up: Sequence[float], titles: tuple[str, str],
    say: tuple[Callable[[float], str], Callable[[float], str]], *, right: float = 18, square: bool = False,
) -> Field:  # fmt: skip
    """A plot with numbers below and at the left; ``titles`` and ``say`` (how a number is written) are those of the two axes."""
    size, ink = style.measures, style.colours
    left = max(width(say[1](number), size.small) for number in up) + 8
    wide = room(style) - left - right
    wide = min(wide, 460.0) if square else wide
    high = wide if square else float(size.plot)
    below = wrap(titles[0], size.small, wide)
    above = wrap(titles[1], size.small, room(style))
    made = Field(style, tuple(across), tuple(up), wide, high, (), left, 30 + len(below) * size.small * LINE, 22 + len(above) * size.small * LINE)  # fmt: skip
    grid = [{"px": made.x(n), "py": 0, "qx": made.x(n), "qy": high} for n in across]
    grid += [{"px": 0, "py": made.y(n), "qx": wide, "qy": made.y(n)} for n in up]
    soft: dict[str, Any] = {"fontSize": size.small, "color": ink.soft}
    layers = (
        lines(grid, color=ink.grid),
        texts([{"px": made.x(n), "py": high + 14, "text": say[0](n)} for n in across], style, align="center", **soft),
        texts([{"px": -8, "py": made.y(n), "text": say[1](n)} for n in up], style, align="right", **soft),
        texts([{"px": wide / 2, "py": high + 28, "text": below}], style, align="center", baseline="top", **soft),
        texts(
            [{"px": -left, "py": -15 - (len(above) - 1) * size.small * LINE, "text": above}],
            style,
            baseline="bottom",
            **soft,
        ),
    )
    return Field(style, made.across, made.up, wide, high, layers, left, made.bottom, made.top)


def shares(words: Words) -> Callable[[float], str]:
    """How a share is written at an axis."""
    return lambda value: share(value, words)


def path(points: Iterable[tuple[float, float]], ink: str, *, thick: float = 2.5, dash: tuple[int, ...] = ()) -> Spec:
    """A line through places in pixels, in their order."""
    rows = [{"px": x, "py": y, "at": at} for at, (x, y) in enumerate(points)]
    mark: Spec = {"type": "line", "color": ink, "strokeWidth": thick, "strokeJoin": "round", "interpolate": "linear"}
    if dash:
        mark["strokeDash"] = list(dash)
    order = {"field": "at", "type": "quantitative"}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": pixel("px"), "y": pixel("py"), "order": order}}


def band(points: Iterable[tuple[float, float, float]], ink: str) -> Spec:
    """A band between two edges: places across, with the upper and the lower edge, in pixels."""
    rows = [{"px": x, "py": high, "qy": low} for x, high, low in points]
    encoding = {"x": pixel("px"), "y": pixel("py"), "y2": {"field": "qy"}}
    return {"data": {"values": rows}, "mark": {"type": "area", "color": ink, "opacity": 0.18}, "encoding": encoding}
