"""The pieces of a Word file that python-docx has no call for, each in one function."""

# ruff: noqa: SLF001 - python-docx offers no public door to the XML behind a paragraph or a cell

from __future__ import annotations

import hashlib
import io
from typing import Any

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from toepas.paper.blocks import Inline, runs

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """A `w:` element with `w:` attributes."""
    made: BaseOxmlElement = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def write(line: Paragraph, inline: Inline) -> None:
    """Adds an inline text to a paragraph, links included."""
    for text in runs(inline):
        if not text.value:
            continue
        run = line.add_run(text.value)
        run.bold, run.italic = text.bold or None, text.italic or None
        if text.href:
            _link(line, run, text.href)


def _link(line: Paragraph, run: Run, href: str) -> None:
    if href.startswith("#"):
        link = element("hyperlink", anchor=_mark_name(href[1:]))
    else:
        link = element("hyperlink")
        link.set(qn("r:id"), line.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.underline = True
    run._r.addprevious(link)
    link.append(run._r)


def _mark_name(name: str) -> str:
    """Word allows letters, digits and underscores in a bookmark, forty at most."""
    plain_name = name.replace("-", "_")
    if len(plain_name) > 38:
        plain_name = f"{plain_name[:29]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return f"s_{plain_name}"


def bookmark(line: Paragraph, name: str, number: int, text: str) -> None:
    """A heading's text, with a bookmark around it for links to land on."""
    line._p.append(element("bookmarkStart", id=str(number), name=_mark_name(name)))
    line.add_run(text)
    line._p.append(element("bookmarkEnd", id=str(number)))


def picture(line: Paragraph, png: bytes, alt: str, width: int) -> None:
    """A picture as wide as asked, with its words for screen readers."""
    shape = line.add_run().add_picture(io.BytesIO(png), width=Length(width))
    shape._inline.docPr.set("descr", alt)


def page_break(file: WordFile) -> None:
    """A new page, as a property of the next line so that no empty page can come of it."""
    file.add_paragraph(style="Gap").paragraph_format.page_break_before = True


def first(cell: _Cell, style: str) -> Paragraph:
    """The empty paragraph every cell starts with."""
    line: Paragraph = cell.paragraphs[0]
    line.style = style
    return line


def shade(cell: _Cell, colour: str) -> None:
    """A background colour."""
    _cell_property(cell, element("shd", val="clear", color="auto", fill=colour))


def edge(cell: _Cell, colour: str, *, heavy: bool, dashed: bool) -> None:
    """The frame of a box: a thick left side, thin others."""
    borders = element("tcBorders")
    for side in ("top", "left", "bottom", "right"):
        size = ("48" if heavy else "32") if side == "left" else ("12" if heavy else "6")
        line = "dashed" if dashed and side != "left" else "single"
        borders.append(element(side, val=line, sz=size, space="0", color=colour))
    _cell_property(cell, borders)


_CELL_ORDER = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign")


def _cell_property(cell: _Cell, made: BaseOxmlElement) -> None:
    """Puts a property where the schema wants it: Word refuses a file with another order."""
    properties = cell._tc.get_or_add_tcPr()
    properties.append(made)
    order = {qn(f"w:{tag}"): place for place, tag in enumerate(_CELL_ORDER)}
    properties[:] = sorted(properties, key=lambda child: order.get(child.tag, len(order)))


def set_widths(table: Table, widths: list[int]) -> None:
    """Fixed column widths, written in the grid and in every cell, since programs read either."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Length(width)
        for cell in column.cells:
            cell.width = Length(width)


def calm(table: Table) -> None:
    """Thin grey lines, and some air around the text in every cell."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz="4", space="0", color="B4C0CA"))
    margins = element("tblCellMar")
    for side, width in (("top", "40"), ("left", "110"), ("bottom", "40"), ("right", "110")):
        margins.append(element(side, w=width, type="dxa"))
    _table_property(table, borders)
    _table_property(table, margins)


_TABLE_ORDER = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption")


def _table_property(table: Table, made: BaseOxmlElement) -> None:
    """Puts a property where the schema wants it."""
    properties = table._tbl.tblPr
    properties.append(made)
    order = {qn(f"w:{tag}"): place for place, tag in enumerate(_TABLE_ORDER)}
    properties[:] = sorted(properties, key=lambda child: order.get(child.tag, len(order)))


def describe(table: Table, text: str) -> None:
    """What a screen reader says about the table."""
    _table_property(table, element("tblCaption", val=text))


def repeat_header(row: _Row) -> None:
    """Shows the row again at the top of every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    properties.append(element("tblHeader"))


def keep_whole(row: _Row) -> None:
    """Never breaks the row over two pages."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def roomy(row: _Row, lines: int) -> None:
    """Room to write by hand on a printed form."""
    row.height = Pt(8 + 14 * lines)


def fresh_numbering(file: WordFile) -> int:
    """A numbered list that starts at one; without it Word would count on from the list before."""
    numbering = file.part.numbering_part.element
    style: Any = file.styles["List Number"]
    used = style.element.pPr.numPr.numId.val
    made = numbering.add_num(numbering.num_having_numId(used).abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def use_numbering(line: Paragraph, number: int) -> None:
    """Puts a paragraph in the numbered list."""
    properties = line._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def text_field(line: Paragraph, label: str, value: str | None, placeholder: str, number: int) -> None:
    """A box to type in, that Word and LibreOffice know by its label."""
    control, properties = element("sdt"), element("sdtPr")
    properties.append(element("alias", val=label[:64]))
    properties.append(element("tag", val=f"field-{number}"))
    properties.append(element("id", val=str(number)))
    if value is None:
        properties.append(element("showingPlcHdr"))
    properties.append(element("text", multiLine="1"))
    run = line.add_run(value if value is not None else placeholder)
    run.italic = True if value is None else None
    content = element("sdtContent")
    run._r.addprevious(control)
    content.append(run._r)
    control.append(properties)
    control.append(content)


def tick_box(line: Paragraph, done: bool, number: int) -> None:
    """A box that one click ticks."""
    sign, state = ("☒", "1") if done else ("☐", "0")
    line._p.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")} xmlns:w14="{_W14}"><w:sdtPr><w:id w:val="{number}"/>'
            f'<w14:checkbox><w14:checked w14:val="{state}"/>'
            '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
            '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" '
            f'w:eastAsia="MS Gothic" w:hint="eastAsia"/></w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>'
        )
    )


def page_number(line: Paragraph, code: str) -> None:
    """A number that the word processor counts: PAGE or NUMPAGES."""
    field = element("fldSimple", instr=code)
    run = line.add_run("1")
    run._r.addprevious(field)
    field.append(run._r)
