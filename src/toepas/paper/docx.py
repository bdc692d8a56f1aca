"""The document for Word and LibreOffice: real styles, fields one can type in, boxes one can tick."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import docx as python_docx
from docx.document import Document as WordFile
from docx.shared import Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as Cell

from toepas.paper import word_parts as part
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
    Numbered,
    PageBreak,
    Para,
    Steps,
    Table,
    Timeline,
)
from toepas.paper.data import callout_label, column_shares, moment_when, state_label
from toepas.paper.tidy import tidy
from toepas.paper.word_styles import ACCENT, SOFT, WIDTH, dress

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

    from toepas.kernel.words import Words

_BOXES: dict[CalloutKind, tuple[str, str]] = {
    "verdict": ("0C3C55", "E6F0F5"),
    "warning": ("8A4300", "FFF3E2"),
    "open": ("5A3590", "F4EEFB"),
    "note": ("4A5866", "F1F5F7"),
}
_WASH = "F1F5F7"
_EMPTY = "FFF9E0"  # a field that waits for the reader


def render(doc: Document, words: Words) -> bytes:
    """The document as a DOCX file; the same document always gives the same bytes."""
    doc = tidy(doc)
    file = python_docx.Document()
    dress(file, doc)
    file.add_paragraph(doc.title, style="Title")
    if doc.subtitle:
        file.add_paragraph(doc.subtitle, style="Subtitle")
    file.add_paragraph(words.date(doc.date), style="Small")
    writer = _Writer(file, words)
    for block in doc.blocks:
        writer.block(file, block)
    buffer = io.BytesIO()
    file.save(buffer)
    return _same_every_time(buffer.getvalue(), (doc.date.year, doc.date.month, doc.date.day, 0, 0, 0))


@dataclass(slots=True)
class _Writer:
    """Writes blocks into the body of the file or into a box."""

    file: WordFile
    words: Words
    marks: int = 0

    def block(self, into: WordFile | Cell, block: Block) -> None:
        match block:
            case Heading():
                self.marks += 1
                line = into.add_paragraph(style=f"Heading {block.level}")
                part.bookmark(line, block.id or "", self.marks, block.text)
            case Para():
                part.write(into.add_paragraph(), block.text)
            case Bullets() | Numbered():
                self._list(into, block)
            case Table():
                self._table(into, block)
            case Callout():
                self._callout(into, block)
            case Steps():
                self._steps(into, block)
            case Timeline():
                self._timeline(into, block)
            case Field():
                self._field(into, block)
            case Check():
                self.marks += 1
                line = into.add_paragraph(style="Check")
                part.tick_box(line, block.done, self.marks)
                part.write(line, (" ",))
                part.write(line, block.text)
            case Figure():
                self._figure(into, block)
            case PageBreak():
                part.page_break(self.file)

    def _list(self, into: WordFile | Cell, block: Bullets | Numbered) -> None:
        number = part.fresh_numbering(self.file) if isinstance(block, Numbered) else None
        for item in block.items:
            line = into.add_paragraph(style="List Bullet" if number is None else "List Number")
            if number is not None:
                part.use_numbering(line, number)
            part.write(line, item)

    def _grid(self, into: WordFile | Cell, rows: int, shares: list[int], style: str = "Table Grid") -> WordTable:
        """An empty table; its columns share the line as asked."""
        width = WIDTH - Pt(24) if isinstance(into, Cell) else WIDTH
        table = into.add_table(rows, len(shares))
        table.style = style
        part.calm(table)
        part.set_widths(table, [int(width * share / sum(shares)) for share in shares])
        return table

    def _table(self, into: WordFile | Cell, block: Table) -> None:
        into.add_paragraph(block.caption, style="Caption")
        table = self._grid(into, 1 + len(block.rows), column_shares(block))
        part.describe(table, block.caption)
        part.repeat_header(table.rows[0])
        for cell, text in zip(table.rows[0].cells, block.header, strict=True):
            part.shade(cell, _WASH)
            part.first(cell, "Table Text").add_run(text).bold = True
        for row, content in zip(table.rows[1:], block.rows, strict=True):
            part.keep_whole(row)
            for cell, inline in zip(row.cells, content, strict=True):
                part.write(part.first(cell, "Table Text"), inline)
        into.add_paragraph(style="Gap")

    def _figure(self, into: WordFile | Cell, block: Figure) -> None:
        into.add_paragraph(block.caption, style="Caption")
        width = WIDTH - Pt(24) if isinstance(into, Cell) else WIDTH
        part.picture(into.add_paragraph(), block.png, block.alt, int(width * block.share))

    def _callout(self, into: WordFile | Cell, block: Callout) -> None:
        ink, wash = _BOXES[block.kind]
        box = self._grid(into, 1, [1])
        part.keep_whole(box.rows[0])
        cell = box.rows[0].cells[0]
        part.shade(cell, wash)
        part.edge(cell, ink, heavy=block.kind == "verdict", dashed=block.kind == "open")
        label = part.first(cell, "Small").add_run(callout_label(block.kind, self.words))
        title = cell.add_paragraph().add_run(block.title)
        title.font.size = Pt(15 if block.kind == "verdict" else 12)
        for run in (label, title):
            run.bold = True
            run.font.color.rgb = RGBColor.from_string(ink)
        for inner in block.blocks:
            self.block(cell, inner)
        into.add_paragraph(style="Gap")

    def _steps(self, into: WordFile | Cell, block: Steps) -> None:
        number = part.fresh_numbering(self.file)
        for step in block.items:
            line = into.add_paragraph(style="Step")
            part.use_numbering(line, number)
            line.add_run(step.title)
            part.write(into.add_paragraph(style="Step Text"), step.why)
            for name, value in ((self.words.t("When"), step.when), (self.words.t("Source"), step.cites)):
                if value:
                    self._named(into.add_paragraph(style="Step Text"), name, value)

    def _named(self, line: Paragraph, name: str, value: str) -> None:
        label = line.add_run(f"{name}: ")
        label.bold = True
        for run in (label, line.add_run(value)):
            run.font.size = Pt(9.5)
            run.font.color.rgb = SOFT

    def _timeline(self, into: WordFile | Cell, block: Timeline) -> None:
        into.add_paragraph(block.caption, style="Caption")
        table = self._grid(into, len(block.items), [3, 7])
        part.describe(table, block.caption)
        for row, moment in zip(table.rows, block.items, strict=True):
            part.keep_whole(row)
            when, title = moment_when(moment, self.words)
            left, right = row.cells
            part.first(left, "Table Text").add_run(when).bold = True
            state = left.add_paragraph(style="Small").add_run(state_label(moment.state, self.words))
            state.font.color.rgb = ACCENT if moment.state == "now" else SOFT
            if moment.state == "now":
                part.shade(left, _BOXES["verdict"][1])
            if title:
                part.first(right, "Table Text").add_run(title).bold = True
            text = right.add_paragraph(style="Table Text") if title else part.first(right, "Table Text")
            part.write(text, moment.text)
        into.add_paragraph(style="Gap")

    def _field(self, into: WordFile | Cell, block: Field) -> None:
        into.add_paragraph(block.label, style="Field Label")
        box = self._grid(into, 1, [1])
        cell = box.rows[0].cells[0]
        self.marks += 1
        part.shade(cell, _EMPTY if block.value is None else _WASH)
        part.roomy(box.rows[0], block.lines)
        line = part.first(cell, "Table Text")
        if block.value is not None and "\n" in block.value:
            # A text control holds one line in some programs; the shaded cell can be typed in as it is.
            line.add_run(block.value)
        else:
            place = self.words.t("To be filled in by you")
            part.text_field(line, block.label, block.value, place, self.marks)
        into.add_paragraph(block.hint, style="Small" if block.hint else "Gap")


def _same_every_time(file: bytes, stamp: tuple[int, int, int, int, int, int]) -> bytes:
    """The package with the document's day on every part, instead of the moment of writing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(name))
    return buffer.getvalue()
