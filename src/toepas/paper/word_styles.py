"""How the Word file looks: page, styles, language, header and footer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor

from toepas.paper.blocks import Document
from toepas.paper.word_parts import page_number

ACCENT = RGBColor(0x0C, 0x3C, 0x55)
SOFT = RGBColor(0x4A, 0x58, 0x66)
INK = RGBColor(0x1A, 0x25, 0x30)
FONT = "Calibri"
WIDTH = Mm(210 - 2 * 22)


def dress(file: WordFile, doc: Document) -> None:
    """Gives an empty file its page, styles, language, properties and footer."""
    _page(file)
    _styles(file)
    _language(file, doc.lang)
    _properties(file, doc)
    _footer(file, doc)


def _page(file: WordFile) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(22), Mm(22)


def _styles(file: WordFile) -> None:
    # (style, based on, size, bold, colour, space before, space after, kept with next, left indent)
    _style(file, "Normal", None, 10.5, False, INK, 0, 6)
    _style(file, "Title", "Normal", 24, True, ACCENT, 0, 4, keep=True)
    _style(file, "Subtitle", "Normal", 13, False, SOFT, 0, 2)
    _style(file, "Heading 1", "Normal", 16, True, ACCENT, 20, 6, keep=True)
    _style(file, "Heading 2", "Normal", 13, True, ACCENT, 16, 5, keep=True)
    _style(file, "Heading 3", "Normal", 11.5, True, ACCENT, 12, 4, keep=True)
    _style(file, "Caption", "Normal", 10.5, True, INK, 8, 4, keep=True)
    _style(file, "Small", "Normal", 9, False, SOFT, 2, 8)
    _style(file, "Gap", "Normal", 5, False, INK, 0, 2)
    _style(file, "Table Text", "Normal", 9.5, False, INK, 2, 2)
    _style(file, "Field Label", "Normal", 10.5, True, INK, 8, 2, keep=True)
    _style(file, "Check", "Normal", 10.5, False, INK, 2, 2, indent=0.8)
    _style(file, "List Bullet", None, 10.5, False, INK, 0, 3)
    _style(file, "List Number", None, 10.5, False, INK, 0, 3)
    _style(file, "Step", "List Number", 12, True, INK, 8, 2, keep=True)
    _style(file, "Step Text", "Normal", 10.5, False, INK, 0, 2, indent=0.63)
    file.styles["Check"].paragraph_format.first_line_indent = Mm(-6)
    file.styles["Normal"].paragraph_format.line_spacing = 1.15
    for name in ("Title", "Subtitle"):
        for wide in file.styles[name].element.findall(f".//{qn('w:rPr')}/{qn('w:spacing')}"):
            wide.getparent().remove(wide)
    title_border = file.styles["Title"].element.find(f".//{qn('w:pBdr')}")
    if title_border is not None:
        title_border.getparent().remove(title_border)


def _style(
    file: WordFile,
    name: str,
    base: str | None,
    size: float,
    bold: bool,
    colour: RGBColor,
    before: float,
    after: float,
    *,
    keep: bool = False,
    indent: float = 0,
) -> None:
    known = {style.name for style in file.styles}
    style: Any = file.styles[name] if name in known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if base is not None:
        style.base_style = file.styles[base]
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic, style.font.color.rgb = bold, False, colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next = keep or None
    if indent:
        style.paragraph_format.left_indent = Length(int(indent * 360000))


def _language(file: WordFile, lang: str) -> None:
    """Tells spelling checkers and screen readers which language this is."""
    for holder in file.styles.element.iter(qn("w:rPrDefault")):
        properties = holder.find(qn("w:rPr"))
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        mark = OxmlElement("w:lang")
        for script in ("val", "eastAsia", "bidi"):
            mark.set(qn(f"w:{script}"), lang)
        properties.append(mark)


def _properties(file: WordFile, doc: Document) -> None:
    moment = dt.datetime.combine(doc.date, dt.time())
    about = file.core_properties
    about.title, about.subject, about.language = doc.title[:255], doc.subtitle[:255], doc.lang
    about.author = about.last_modified_by = "Toepas"
    about.comments, about.keywords = "", ""
    about.created = about.modified = moment
    about.revision = 1


def _footer(file: WordFile, doc: Document) -> None:
    line = file.sections[0].footer.paragraphs[0]
    line.style = file.styles["Small"]
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{doc.footer}\t")
    page_number(line, "PAGE")
    line.add_run(" / ")
    page_number(line, "NUMPAGES")
