"""The frame of every chart: title and unit above, what must be known below, all inside the picture.

Sizes are fixed beforehand and the texts broken by us, so that a picture has the same measures on every machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from toepas.kernel.words import Words
from toepas.observatory.charts.cells import Cells, name_of
from toepas.observatory.model import Break
from toepas.observatory.places import place_name
from toepas.observatory.say import code_name, flag_words, source_line, unit_words
from toepas.observatory.texts import text
from toepas.paper.drawing.fit import wrap
from toepas.paper.drawing.marks import LINE, Spec, texts
from toepas.paper.drawing.paint import FONT, Style

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
GAP = 10
UNIT = "unit"
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Plot:
    """What a form draws: its layers and the room around them, in pixels. ``notes`` are lines of its own for the caption;
    ``narrows`` says what the single period and codes are, where the form shows fewer than the slice has."""

    layers: tuple[Spec, ...]
    width: float
    height: float
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0
    notes: tuple[str, ...] = ()
    time: str = ""


def framed(plot: Plot, grid: Cells, words: Words, style: Style) -> Spec:
    """The whole picture."""
    size, ink = style.measures, style.colours
    room = size.width - 2 * size.margin
    title = wrap(title_of(grid, words), size.title, room, bold=True)
    under = wrap(subtitle_of(grid, plot.time, words), size.text, room)
    caption = [line for note in (*plot.notes, *notes(grid, plot.time, words)) for line in wrap(note, size.small, room)]
    head = size.margin + (len(title) * size.title + len(under) * size.text) * LINE + 4 + GAP
    foot = size.margin + len(caption) * size.small * LINE + GAP
    x = -plot.left
    y = -plot.top - head + size.margin
    below = plot.height + plot.bottom + GAP
    said = (
        texts([{"px": x, "py": y, "text": title}], style, fontSize=size.title, fontWeight="bold", baseline="top"),
        texts(
            [{"px": x, "py": y + len(title) * size.title * LINE + 4, "text": under}],
            style, baseline="top", color=ink.soft,
        ),
        texts(
            [{"px": x, "py": below, "text": caption}], style, fontSize=size.small, baseline="top", color=ink.soft
        ),
    )  # fmt: skip
    left, top = round(size.margin + plot.left, 1), round(plot.top + head, 1)
    wide, high = round(plot.width, 1), round(plot.height, 1)
    whole = math.ceil(top + high + plot.bottom + foot)
    return {
        "$schema": SCHEMA,
        "background": ink.paper,
        "autosize": "none",
        "padding": {
            "left": left,
            "right": round(size.width - left - wide, 1),
            "top": top,
            "bottom": round(whole - top - high, 1),
        },
        "width": wide,
        "height": high,
        "config": {"aria": False, "font": FONT, "view": {"stroke": None}, "axis": _axes(style)},
        "layer": [*plot.layers, *said],
    }


def room(style: Style) -> float:
    """How wide a plot with everything beside it may be."""
    return style.measures.width - 2 * style.measures.margin


def title_of(grid: Cells, words: Words) -> str:
    """The title: the indicator, and the place where there is one only. A figure with a source of its own is its own title."""
    indicator = grid.found.indicator
    for name, code in grid.single.items():
        if code in indicator.about:
            return code_name(indicator, name, code, words)
    title = text("title", indicator.title, words)
    if len(grid.geos) == 1 and grid.geos[0]:
        return f"{title}: {place_name(grid.geos[0], words)}"
    return title


def subtitle_of(grid: Cells, time: str, words: Words) -> str:
    """The unit, the codes that are the same everywhere, the period where there is one only."""
    indicator = grid.found.indicator
    parts = [unit_words(grid.found, words)]
    parts += [
        code_name(indicator, name, code, words)
        for name, code in grid.single.items()
        if name != UNIT and code not in indicator.about
    ]
    if time or len(grid.times) == 1:
        parts.append(time or grid.times[0])
    return " · ".join(parts)


def notes(grid: Cells, time: str, words: Words) -> list[str]:
    """What must be known to read the figures right: flags, breaks, what was not published; and where they are from."""
    shown = [cell for cell in grid.every if not time or cell.time == time]
    letters = sorted({letter for cell in shown for letter in cell.flag})
    said = [f"{letter}: {flag_words(letter, words)}." for letter in letters]
    said += [f"{item.time}: {text('note', item.why, words)}" for item in breaks(grid) if not time or item.time == time]
    return [*said, *missing(grid, time, words), *_cited(grid, words), source_line(grid.found, words)]


def _cited(grid: Cells, words: Words) -> list[str]:
    """Where a figure stands that has a source of its own, and what is cited there."""
    said = []
    for about in (grid.found.indicator.about.get(code) for code in grid.single.values()):
        if about:
            parts = [text("note", part, words).rstrip(".") for part in (about.place, about.cites, about.note) if part]
            said.append(". ".join(parts) + ".")
    return said


def breaks(grid: Cells) -> list[Break]:
    """The breaks of the indicator that fall within the periods and codes shown and concern places that are shown."""
    if not grid.times:
        return []
    chosen = {name: {code} for name, code in grid.single.items()}
    for position, name in enumerate(grid.varying):
        chosen[name] = {key[position] for key in grid.keys}
    return [
        item
        for item in grid.found.indicator.breaks
        if grid.times[0] <= item.time <= grid.times[-1]
        and (not item.geo or set(item.geo) & set(grid.geos))
        and all(set(codes) & chosen.get(name, set(codes)) for name, codes in item.codes.items())
    ]


def missing(grid: Cells, time: str, words: Words) -> list[str]:
    """Which places have no figure, and whether the office has withheld it or there is no row for it; none where all have one."""
    said = []
    for there in (True, False):
        lacking: dict[str, list[str]] = {}
        for cell in grid.every:
            if cell.value is None and cell.there is there and (not time or cell.time == time):
                when = lacking.setdefault(name_of(grid, cell.geo, cell.codes, words), [])
                when.append(cell.time)
        every = [
            name if time or len(grid.times) == 1 else f"{name} ({', '.join(when)})" for name, when in lacking.items()
        ]
        listed = ", ".join(every[:MOST_NAMED])
        if len(every) > MOST_NAMED:
            listed = words.t("{places} and {n} more", places=listed, n=len(every) - MOST_NAMED)
        if every and there:
            said.append(words.t("Not published: {places}.", places=listed))
        elif every:
            said.append(words.t("No figure here: {places}.", places=listed))
    return said


def _axes(style: Style) -> Spec:
    size, ink = style.measures, style.colours
    return {
        "labelFontSize": size.small, "labelColor": ink.soft, "gridColor": ink.grid, "domainColor": ink.edge,
        "tickColor": ink.edge, "labelPadding": 5, "labelOverlap": False, "labelFlush": False,
    }  # fmt: skip
