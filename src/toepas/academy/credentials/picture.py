"""A badge to look at: the title, who issued it and when, and a code that leads to the page where anybody can check it. No name of a learner."""

from __future__ import annotations

import datetime
import textwrap
from xml.sax.saxutils import escape, quoteattr

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from toepas.academy.credentials.shown import Shown
from toepas.kernel.words import Words

WIDTH, HEIGHT, EDGE = 480, 600, 24
INK, PAPER, FRAME = "#1a1a1a", "#ffffff", "#1d4f91"
LETTERS, LINES = 26, 4
"""So many letters go on a line of the title, and so many lines; what is longer is cut with dots."""
CODE = 220
"""The side of the code, quiet zone included."""


def picture(facts: Shown, page: str, words: Words) -> str:
    """An SVG. ``page``: the address of the page that checks it; without one there is no code."""
    lines = textwrap.wrap(facts.title, LETTERS, max_lines=LINES, placeholder=" …") or [""]
    until = [words.t("valid until {date}", date=_day(facts.valid_until, words))] if facts.valid_until else []
    under = [facts.issuer, words.t("issued on {date}", date=_day(facts.valid_from, words)), *until]
    rows = [_text(line, 90 + 38 * place, 30, "bold") for place, line in enumerate(lines)]
    start = 90 + 38 * len(lines) + 16
    rows += [
        _text(textwrap.shorten(line, 44, placeholder=" …"), start + 26 * place, 18) for place, line in enumerate(under)
    ]
    said = ". ".join([facts.title, *under])
    code = _code(page, (WIDTH - CODE) / 2, HEIGHT - EDGE - CODE - 10) if page else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-label={quoteattr(said)}><rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        f'<rect x="12" y="12" width="{WIDTH - 24}" height="{HEIGHT - 24}" rx="18" fill="none" stroke="{FRAME}" stroke-width="6"/>'
        f"{''.join(rows)}{code}</svg>"
    )


def _day(text: str, words: Words) -> str:
    try:
        return words.date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def _text(line: str, y: float, size: int, weight: str = "normal") -> str:
    return (
        f'<text x="{WIDTH / 2:g}" y="{y:g}" text-anchor="middle" font-family="sans-serif" font-size="{size}" '
        f'font-weight="{weight}" fill="{INK}">{escape(line)}</text>'
    )


def _code(address: str, left: float, top: float) -> str:
    """The address as a QR code of one path."""
    cells = _cells(address)
    side = CODE / len(cells)
    runs = "".join(
        f"M{column} {row}h1v1h-1z" for row, line in enumerate(cells) for column, dark in enumerate(line) if dark
    )
    return f'<g transform="translate({left:g} {top:g}) scale({side:g})"><path d="{runs}" fill="{INK}"/></g>'


def _cells(address: str) -> list[list[bool]]:
    made = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    made.add_data(address)
    made.make(fit=True)
    found: list[list[bool]] = made.get_matrix()
    return found


def as_png(drawing: str) -> bytes:
    """The drawing as a PNG, twice as large."""
    # Loaded by who asks for a picture, not by who only checks.
    import vl_convert

    return bytes(vl_convert.svg_to_png(drawing, scale=2))
