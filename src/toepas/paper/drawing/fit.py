"""How wide a text is, and where to break it: the renderer does neither for titles and captions.

Widths are those of the font of the charts per thousandth of its size (it shares them with Helvetica); letters with accents are as wide
as their base, other scripts are reckoned somewhat too wide.
"""

from __future__ import annotations

import unicodedata

_NARROW = {"i": 222, "j": 222, "l": 222, "'": 191, "|": 260, "f": 278, "t": 278, "I": 278, "r": 333}
_WIDTHS = {
    **dict.fromkeys(" !,./:;[]\\", 278),
    **dict.fromkeys("()-`", 333),
    **dict.fromkeys("ckJsvxyz", 500),
    **dict.fromkeys("+<=>~−", 584),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys("%", 889),
    **dict.fromkeys("W@—", 1000),
    **_NARROW,
}
_OTHER, _WIDE = 556, 720
BOLD = 1.07


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How many pixels a text takes at a size."""
    return sum(map(_letter, text)) * size / 1000 * (BOLD if bold else 1)


def wrap(text: str, size: float, most: float, *, bold: bool = False) -> list[str]:
    """A text in lines of at most ``most`` pixels, broken at its spaces (those that hold words together excepted); a word that is longer stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}", size, bold=bold) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _letter(letter: str) -> int:
    base = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(base, _OTHER if base.isascii() else _WIDE if base.isupper() else 600)
