"""Colours, letters and measures of the charts: two themes, two sizes of screen.

Every colour of a mark differs from its background by at least 3:1 and every text by at least 4.5:1 (``contrast``; a test holds
them to it). Series colours go back to the palette of Okabe and Ito, which people with any kind of colour vision tell apart;
those too light for paper are darkened. Map classes are five steps of viridis. Colour is never the only carrier: series also have a shape, a dash
and a label of their own, squares their figure.
"""

from __future__ import annotations

from dataclasses import dataclass

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first one comes with the renderer, so that pictures are the same on every machine; the others have its measures."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme. ``series`` in the order in which they are given out; ``classes`` from low to high."""

    paper: str
    ink: str
    soft: str
    grid: str
    edge: str
    mark: str
    union: str
    warning: str
    series: tuple[str, ...]
    classes: tuple[str, ...]


THEMES = {
    "light": Theme(
        paper="#ffffff", ink="#1a2530", soft="#4a5866", grid="#dde3e8", edge="#6b7a88", mark="#0072b2", union="#1a2530",
        warning="#8a4300",
        series=("#0072b2", "#d55e00", "#00875f", "#b0568a", "#1a2530", "#a06f00", "#2b84b5", "#7a4b2a"),
        classes=("#fde725", "#5ec962", "#21918c", "#3b528b", "#440154"),
    ),
    "dark": Theme(
        paper="#11181f", ink="#e7edf2", soft="#aab8c4", grid="#2c3843", edge="#8a9aa8", mark="#56b4e9", union="#e7edf2",
        warning="#f5b869",
        series=("#56b4e9", "#f08a3c", "#2fc298", "#e3a3c8", "#e7edf2", "#f0e442", "#8fb8ff", "#d0a383"),
        classes=("#440154", "#3b528b", "#21918c", "#5ec962", "#fde725"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of one size, in pixels of the screen."""

    width: int
    margin: int
    title: float
    text: float
    small: float
    row: int
    plot: int


SIZES = {
    "desk": Size(width=760, margin=20, title=21, text=14, small=12.5, row=24, plot=340),
    "phone": Size(width=390, margin=12, title=19, text=15, small=13.5, row=27, plot=330),
}
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left")
DASHES = ([1, 0], [8, 3], [3, 3], [10, 3, 2, 3], [1, 0], [6, 2], [2, 2], [12, 4])


@dataclass(frozen=True, slots=True)
class Style:
    """How a chart looks. ``theme`` is light or dark, ``size`` desk or phone."""

    theme: str = "light"
    size: str = "desk"

    @property
    def colours(self) -> Theme:
        """The colours."""
        return THEMES[self.theme]

    @property
    def measures(self) -> Size:
        """The measures."""
        return SIZES[self.size]


def contrast(one: str, other: str) -> float:
    """How much two colours differ, 1 to 21, as the web's guidelines for access reckon it (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def on(colour: str) -> str:
    """Black or white: whichever is read better on a colour."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, colour))


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
