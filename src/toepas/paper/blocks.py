"""What a document says, apart from how it looks: one model for HTML, PDF and DOCX."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

CalloutKind: TypeAlias = Literal["verdict", "warning", "open", "note"]
MomentState: TypeAlias = Literal["past", "now", "later", "open"]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text inside a line, with its emphasis and its link."""

    value: str
    bold: bool = False
    italic: bool = False
    href: str | None = None


Inline: TypeAlias = str | tuple[str | Text, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `id` is what a link inside the document points at."""

    level: Literal[1, 2, 3]
    text: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list whose order matters."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; `widths` are shares of the line, not measures."""

    header: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    caption: str
    widths: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Callout:
    """A boxed message; its kind is always written out, never only a colour."""

    kind: CalloutKind
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next: what, why, by when, and on what ground."""

    title: str
    why: Inline
    when: str
    cites: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The numbered next steps of page one."""

    items: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A point on the timeline; without a day, `label` says when."""

    day: dt.date | None
    label: str
    text: Inline
    state: MomentState


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moments in order, with a caption."""

    items: tuple[Moment, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Field:
    """A form field; `value` None means the reader still has to fill it in."""

    label: str
    value: str | None
    hint: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Check:
    """A line of a checklist."""

    text: Inline
    done: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with what it shows in words, for whoever hears it instead of seeing it.

    ``svg`` is what pages and PDFs show, ``narrow`` the same drawn for a telephone (empty: the picture is scaled down), ``png`` what
    word processors show. ``alt`` is plain text and never empty. ``share`` is how much of the line the picture takes, up to 1.
    """

    svg: str
    png: bytes
    alt: str
    caption: str
    narrow: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page starts here (on paper)."""


Block: TypeAlias = (
    Heading | Para | Bullets | Numbered | Table | Callout | Steps | Timeline | Field | Check | Figure | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; `ids` is the stem of its file name."""

    title: str
    subtitle: str
    lang: str
    blocks: tuple[Block, ...]
    footer: str
    date: dt.date
    ids: str


def runs(inline: Inline) -> tuple[Text, ...]:
    """The runs of an inline text, every one as a `Text`."""
    if isinstance(inline, str):
        return (Text(inline),)
    return tuple(Text(part) if isinstance(part, str) else part for part in inline)


def plain(inline: Inline) -> str:
    """The words of an inline text, without emphasis or links."""
    return "".join(run.value for run in runs(inline))
