"""How many characters a text has as people count them: a letter with its accents, a family of emoji is one.

Follows the boundaries of UAX #29 for everything but the rare signs that join what comes after them.
"""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_HANGUL = ((0x1100, 0x115F, "L"), (0xA960, 0xA97C, "L"), (0x1160, 0x11A7, "V"), (0xD7B0, 0xD7C6, "V"), (0x11A8, 0x11FF, "T"), (0xD7CB, 0xD7FB, "T"))  # fmt: skip
_SYLLABLES = range(0xAC00, 0xD7A4)
_FLAGS = range(0x1F1E6, 0x1F200)
_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FOLLOWS = {"L": ("L", "V", "LV", "LVT"), "LV": ("V", "T"), "V": ("V", "T"), "LVT": ("T",), "T": ("T",)}
"""What goes on with a Korean syllable."""


def count(text: str) -> int:
    """The number of characters."""
    found, before, flags, joined = 0, "", 0, False
    for sign in text:
        flag = ord(sign) in _FLAGS
        goes_on = bool(before) and (
            _extends(sign)
            or (before == "\r" and sign == "\n")
            or (joined and unicodedata.category(sign) == "So")
            or (flag and flags % 2 == 1)
            or _syllable(sign) in _FOLLOWS.get(_syllable(before), ())
        )
        if before in ("\r", "\n") and not (before == "\r" and sign == "\n"):
            goes_on = False
        found += not goes_on
        joined = sign == _JOINER
        flags = flags + 1 if flag else 0
        before = sign
    return found


def _extends(sign: str) -> bool:
    """Whether a sign belongs to the one before it."""
    point = ord(sign)
    return (
        sign in (_JOINER, "\u200c")
        or unicodedata.category(sign) in ("Mn", "Me", "Mc")
        or point in _TONES
        or point in _TAGS
    )


def _syllable(sign: str) -> str:
    """The part of a Korean syllable that a sign is."""
    point = ord(sign)
    if point in _SYLLABLES:
        return "LV" if (point - 0xAC00) % 28 == 0 else "LVT"
    return next((part for first, last, part in _HANGUL if first <= point <= last), "")
