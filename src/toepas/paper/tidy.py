"""Makes a document safe to lay out: every renderer starts from what this gives back.

Text comes from case files that people typed or pasted. Signs that no format can hold are dropped,
links that could run something are cut, headings never skip a level (a screen reader would lose its
place, and PDF/UA refuses it), and every heading gets an id of its own to link to.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from toepas.paper.blocks import (
    Block,
    Bullets,
    Callout,
    Check,
    Document,
    Field,
    Figure,
    Heading,
    Inline,
    Moment,
    Numbered,
    PageBreak,
    Para,
    Step,
    Steps,
    Table,
    Timeline,
    runs,
)

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
# Signs that turn the direction of the text around them: they can make a line read as something else.
_TURNERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """The text without the signs that XML and PDF cannot hold; line ends become one newline."""
    return "".join(sign for sign in text.replace("\r\n", "\n").replace("\r", "\n") if _holdable(sign))


def _holdable(sign: str) -> bool:
    if sign in "\n\t":
        return True
    if sign in _TURNERS or ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF:
        return False
    return unicodedata.category(sign) not in ("Cc", "Cs")


def safe_link(href: str | None) -> str | None:
    """The address if a reader can follow it without harm, else None."""
    if href is None:
        return None
    address = re.sub(r"\s", "", clean(href))
    if not address or address.startswith(("//", "\\")):
        return None
    scheme = _SCHEME.match(address)
    if scheme is None or scheme.group(1).lower() in SCHEMES:
        return address
    return None


def slug(text: str) -> str:
    """A short id out of a title."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:48].rstrip("-") or "section"


@dataclass(slots=True)
class _Walk:
    """What is known so far on the way through the document."""

    level: int = 0
    ids: set[str] = field(default_factory=set)

    def heading(self, heading: Heading) -> Heading:
        self.level = min(heading.level, self.level + 1)
        wished = slug(heading.id or heading.text)
        name, turn = wished, 1
        while name in self.ids:
            turn += 1
            name = f"{wished}-{turn}"
        self.ids.add(name)
        level = cast(Literal[1, 2, 3], self.level)
        return Heading(level, clean(heading.text), name)

    def block(self, block: Block) -> Block:
        match block:
            case Heading():
                return self.heading(block)
            case Callout():
                # A page cannot break inside a box.
                inside = tuple(self.block(b) for b in block.blocks if not isinstance(b, PageBreak))
                return replace(block, title=clean(block.title), blocks=inside)
            case _:
                return _alone(block)


def tidy(doc: Document) -> Document:
    """The same document, safe to lay out."""
    walk = _Walk()
    blocks = tuple(walk.block(block) for block in doc.blocks)
    known = frozenset(walk.ids)
    return replace(
        doc,
        title=clean(doc.title),
        subtitle=clean(doc.subtitle),
        footer=clean(doc.footer),
        blocks=tuple(_without_dead_links(block, known) for block in blocks),
    )


def _alone(block: Block) -> Block:
    """A block that holds no other and needs to know of none."""
    match block:
        case Para():
            return Para(_inline(block.text))
        case Bullets():
            return Bullets(tuple(_inline(item) for item in block.items))
        case Numbered():
            return Numbered(tuple(_inline(item) for item in block.items))
        case Table():
            return _table(block)
        case Steps():
            return Steps(tuple(_step(step) for step in block.items))
        case Timeline():
            moments = tuple(_moment(moment) for moment in block.items)
            return Timeline(moments, clean(block.caption))
        case Field():
            return _field(block)
        case Check():
            return replace(block, text=_inline(block.text))
        case Figure():
            return _figure(block)
        case _:
            return block


def _inline(inline: Inline) -> Inline:
    return tuple(replace(run, value=clean(run.value), href=safe_link(run.href)) for run in runs(inline))


def _table(table: Table) -> Table:
    width = len(table.header)
    for row in table.rows:
        if len(row) != width:
            raise ValueError(f"table {table.caption!r}: a row has {len(row)} cells, not {width}")
    if table.widths is not None and len(table.widths) != width:
        raise ValueError(f"table {table.caption!r}: {len(table.widths)} widths, {width} columns")
    return Table(
        tuple(clean(cell) for cell in table.header),
        tuple(tuple(_inline(cell) for cell in row) for row in table.rows),
        clean(table.caption),
        table.widths,
    )


def _step(step: Step) -> Step:
    return Step(clean(step.title), _inline(step.why), clean(step.when), clean(step.cites))


def _moment(moment: Moment) -> Moment:
    return replace(moment, label=clean(moment.label), text=_inline(moment.text))


def _field(entry: Field) -> Field:
    value = clean(entry.value).strip() if entry.value is not None else ""
    return Field(clean(entry.label), value or None, clean(entry.hint), max(1, entry.lines))


def _figure(figure: Figure) -> Figure:
    alt = clean(figure.alt).strip()
    if not alt:
        raise ValueError(f"figure {figure.caption!r}: nobody who cannot see it is told what it shows")
    return replace(figure, alt=alt, caption=clean(figure.caption))


def _without_dead_links(block: Block, known: frozenset[str]) -> Block:
    def live(inline: Inline) -> Inline:
        return tuple(
            replace(run, href=None) if run.href and run.href.startswith("#") and run.href[1:] not in known else run
            for run in runs(inline)
        )

    match block:
        case Para():
            return Para(live(block.text))
        case Bullets():
            return Bullets(tuple(map(live, block.items)))
        case Numbered():
            return Numbered(tuple(map(live, block.items)))
        case Table():
            return replace(block, rows=tuple(tuple(map(live, row)) for row in block.rows))
        case Callout():
            inside = tuple(_without_dead_links(b, known) for b in block.blocks)
            return replace(block, blocks=inside)
        case Steps():
            return Steps(tuple(replace(step, why=live(step.why)) for step in block.items))
        case Timeline():
            moments = tuple(replace(moment, text=live(moment.text)) for moment in block.items)
            return replace(block, items=moments)
        case Check():
            return replace(block, text=live(block.text))
        case _:
            return block
