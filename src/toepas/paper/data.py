"""The document as plain data, with the words of the reader's language filled in.

HTML and PDF are both laid out by a template. Both templates get this and nothing else, so no text of
a user is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from toepas.paper.blocks import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Check,
    Document,
    Field,
    Figure,
    Heading,
    Inline,
    Moment,
    MomentState,
    Numbered,
    PageBreak,
    Para,
    Steps,
    Table,
    Timeline,
    plain,
    runs,
)
from toepas.paper.tidy import tidy

if TYPE_CHECKING:
    from toepas.kernel.words import Words

Data: TypeAlias = dict[str, Any]
CONTENTS_FROM = 5  # fewer headings than this need no table of contents
LINE_LETTERS = 80  # about what fits on a line of a table on A4, in a wide font
LONG_WORD_LETTERS = 26  # a longer word may break


def callout_label(kind: CalloutKind, words: Words) -> str:
    """What a box is, in a word: colour alone would not tell everyone."""
    return {
        "verdict": words.t("Outcome"),
        "warning": words.t("Take care"),
        "open": words.t("Still open"),
        "note": words.t("Good to know"),
    }[kind]


def state_label(state: MomentState, words: Words) -> str:
    """Where a moment lies, seen from the day of the document."""
    return {
        "past": words.t("Already past"),
        "now": words.t("Now"),
        "later": words.t("Later"),
        "open": words.t("Date not certain"),
    }[state]


def moment_when(moment: Moment, words: Words) -> tuple[str, str]:
    """When, and what the moment is called besides (empty when that would say the same twice)."""
    if moment.day is None:
        return moment.label, ""
    day = words.date(moment.day)
    return day, "" if moment.label == day else moment.label


def as_data(doc: Document, words: Words) -> Data:
    """The whole document as JSON-ready data."""
    doc = tidy(doc)
    blocks = list(_blocks(doc.blocks, words))
    lead = next((i for i, b in enumerate(blocks) if b["kind"] == "heading"), len(blocks))
    headings = [b for b in blocks if b["kind"] == "heading"]
    return {
        "title": doc.title,
        "subtitle": doc.subtitle,
        "lang": doc.lang,
        "date": words.date(doc.date),
        "day": doc.date.isoformat(),
        "footer": doc.footer,
        "lead": blocks[:lead],
        "blocks": blocks[lead:],
        "contents": headings if len(headings) >= CONTENTS_FROM else [],
        "words": {
            "skip": words.t("Skip to the content"),
            "contents": words.t("Contents"),
            "when": words.t("When"),
            "source": words.t("Source"),
            "done": words.t("Done"),
            "to_do": words.t("To do"),
            "fill_in": words.t("To be filled in by you"),
        },
    }


def _blocks(blocks: tuple[Block, ...], words: Words) -> Iterator[Data]:
    """Every block as data; fields that follow each other form one form, checks one list."""
    for kind, group in groupby(blocks, key=lambda b: type(b)):
        if kind is Check:
            items = [{"text": _runs(b.text), "done": b.done} for b in group if isinstance(b, Check)]
            yield {"kind": "checks", "items": items}
        elif kind is Field:
            yield {"kind": "fields", "items": [_field(b) for b in group if isinstance(b, Field)]}
        else:
            yield from (_block(b, words) for b in group)


def _block(block: Block, words: Words) -> Data:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text, "id": block.id}
        case Para():
            return {"kind": "para", "text": _runs(block.text)}
        case Bullets():
            return {"kind": "bullets", "items": [_runs(item) for item in block.items]}
        case Numbered():
            return {"kind": "numbered", "items": [_runs(item) for item in block.items]}
        case Table():
            return _table(block)
        case Callout():
            return {
                "kind": "callout",
                "tone": block.kind,
                "label": callout_label(block.kind, words),
                "title": block.title,
                "blocks": list(_blocks(block.blocks, words)),
            }
        case Steps():
            return {"kind": "steps", "items": [_step(block, i) for i in range(len(block.items))]}
        case Timeline():
            items = [_moment(moment, words) for moment in block.items]
            return {"kind": "timeline", "caption": block.caption, "items": items}
        case Figure():
            return {
                "kind": "figure",
                "svg": block.svg,
                "narrow": block.narrow,
                "alt": block.alt,
                "caption": block.caption,
                "share": block.share,
            }
        case PageBreak():
            return {"kind": "pagebreak"}
        case _:
            raise TypeError(f"not a block on its own: {type(block).__name__}")


def _runs(inline: Inline) -> list[Data]:
    return [
        {"value": run.value, "bold": run.bold, "italic": run.italic, "href": run.href}
        for run in runs(inline)
        if run.value
    ]


def _table(table: Table) -> Data:
    return {
        "kind": "table",
        "header": list(table.header),
        "rows": [[_runs(cell) for cell in row] for row in table.rows],
        "caption": table.caption,
        "widths": column_shares(table),
    }


def column_shares(table: Table) -> list[int]:
    """How wide each column is, in letters of a line: as asked, else by how much its cells say.

    A column is never so narrow that an ordinary long word has to be cut in two.
    """
    columns = [[head, *cells] for head, cells in zip(table.header, _columns(table), strict=True)]
    asked = table.widths or [max(8, min(40, max(map(len, column)))) for column in columns]
    scale = LINE_LETTERS / max(1, sum(asked))
    return [
        max(round(share * scale), min(LONG_WORD_LETTERS, _longest_word(column)) + 5)
        for share, column in zip(asked, columns, strict=True)
    ]


def _columns(table: Table) -> list[list[str]]:
    return [[plain(row[i]) for row in table.rows] for i in range(len(table.header))]


def _longest_word(texts: list[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def _step(steps: Steps, index: int) -> Data:
    step = steps.items[index]
    return {
        "number": index + 1,
        "title": step.title,
        "why": _runs(step.why),
        "when": step.when,
        "cites": step.cites,
    }


def _moment(moment: Moment, words: Words) -> Data:
    when, title = moment_when(moment, words)
    return {
        "when": when,
        "day": moment.day.isoformat() if moment.day else None,
        "title": title,
        "text": _runs(moment.text),
        "state": moment.state,
        "label": state_label(moment.state, words),
    }


def _field(entry: Field) -> Data:
    return {
        "label": entry.label,
        "value": entry.value,
        "hint": entry.hint,
        "lines": entry.lines,
    }
