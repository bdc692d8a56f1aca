"""The Word file is one a person can work in: styles, fields, boxes to tick, and no surprise inside."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx as python_docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from lxml import etree

from tests.library.paper.sample import DAY, HOSTILE, LONG_WORD, PICTURE, document, everything
from toepas.kernel.words import Words
from toepas.paper import docx
from toepas.paper.blocks import Block, Bullets, Check, Field, Heading, Numbered, Para, Table, Text

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def read(*blocks: Block, lang: str = "en") -> WordFile:
    return python_docx.Document(io.BytesIO(docx.render(document(*blocks, lang=lang), Words())))


def text(file: WordFile) -> str:
    return "".join(node.text or "" for node in file.element.iter(qn("w:t")))


def test_every_block_is_there_and_every_part_is_well_formed() -> None:
    made = docx.render(everything(), Words())
    found = text(python_docx.Document(io.BytesIO(made)))
    for words in ("Dit systeem is een hoogrisicosysteem", "Outcome", "Plicht 40", "Na een besluit", HOSTILE, LONG_WORD):
        assert words in found
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


def test_headings_are_real_headings() -> None:
    file = read(Heading(1, "One"), Heading(2, "Two"), Heading(3, "Three"))
    lines = [(line.style.name, line.text) for line in file.paragraphs if line.style is not None]
    named = [(style, said) for style, said in lines if str(style).startswith("Heading")]
    assert named == [("Heading 1", "One"), ("Heading 2", "Two"), ("Heading 3", "Three")]


def test_the_header_of_a_table_repeats_and_rows_stay_whole() -> None:
    table = read(Table(("a", "b"), (("1", "2"), ("3", "4")), "Caption")).tables[0]
    repeated = [bool(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows]
    whole = [bool(row._tr.findall(f".//{qn('w:cantSplit')}")) for row in table.rows]
    assert repeated == [True, False, False]
    assert whole == [True, True, True]


def test_the_language_is_set_for_the_whole_file() -> None:
    defaults = read(Para("Tekst"), lang="nl").styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert defaults is not None
    assert defaults.get(qn("w:val")) == "nl"


def test_the_file_tells_its_title_and_day_and_nothing_about_the_writer() -> None:
    about = read().core_properties
    assert (about.title, about.author, about.comments) == ("A title", "Toepas", "")
    assert about.created == dt.datetime.combine(DAY, dt.time(), tzinfo=about.created.tzinfo if about.created else None)


def test_an_empty_field_is_a_control_that_carries_its_label() -> None:
    file = read(Field("Purpose of the system", None, "In plain words", 4))
    aliases = [node.get(qn("w:val")) for node in file.element.iter(qn("w:alias"))]
    assert aliases == ["Purpose of the system"]
    assert len(list(file.element.iter(qn("w:showingPlcHdr")))) == 1
    assert "To be filled in by you" in text(file)


def test_a_filled_field_shows_its_value_and_keeps_its_lines() -> None:
    file = read(Field("Name", "One\nTwo", ""), Field("Place", "Here", ""))
    assert file.tables[0].rows[0].cells[0].text == "One\nTwo"
    assert "Here" in text(file)
    assert not list(file.element.iter(qn("w:showingPlcHdr")))


@pytest.mark.parametrize(("done", "sign", "state"), [(False, "☐", "0"), (True, "☒", "1")])
def test_a_check_is_a_box_to_tick(done: bool, sign: str, state: str) -> None:
    file = read(Check("Ask the supplier", done))
    assert [node.get(f"{W14}val") for node in file.element.iter(f"{W14}checked")] == [state]
    assert f"{sign} Ask the supplier" in text(file)


def test_every_numbered_list_starts_at_one() -> None:
    file = read(Numbered(("a", "b")), Para("between"), Numbered(("c",)))
    used = [line._p.pPr.numPr.numId.val for line in file.paragraphs if line.style.name == "List Number"]
    assert used[0] == used[1] != used[2]
    assert len(file.part.numbering_part.element.findall(f".//{qn('w:startOverride')}")) == 2


def test_links_lead_out_and_to_headings_with_long_names() -> None:
    name = "a-rather-long-name-of-a-heading-for-a-bookmark"
    links = (Text("out", href="https://example.org/?a=1&b=2"), Text("in", href=f"#{name}"))
    file = read(Para(links), Heading(1, "X", name))
    outside, inside = file.element.iter(qn("w:hyperlink"))
    assert file.part.rels[outside.get(qn("r:id"))].target_ref == "https://example.org/?a=1&b=2"
    (mark,) = file.element.iter(qn("w:bookmarkStart"))
    assert inside.get(qn("w:anchor")) == mark.get(qn("w:name"))
    assert len(mark.get(qn("w:name"))) <= 40


def test_text_that_xml_cannot_hold_does_no_harm() -> None:
    assert "abc" in text(read(Para("a\x00b\x1f\ufffec"), Bullets((HOSTILE,))))


def test_pages_are_a4_and_numbered() -> None:
    section = read(Para("x")).sections[0]
    assert section.page_width is not None
    assert round(section.page_width.mm) == 210
    fields = [node.get(qn("w:instr")) for node in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_same_document_gives_the_same_bytes() -> None:
    made = docx.render(everything(), Words())
    assert made == docx.render(everything(), Words())
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {(2026, 11, 23)}


def test_a_picture_fills_the_line_and_says_what_it_shows() -> None:
    file = read(PICTURE)
    (shape,) = file.inline_shapes
    assert shape._inline.docPr.get("descr") == PICTURE.alt
    section = file.sections[0]
    assert abs(shape.width - (section.page_width - section.left_margin - section.right_margin)) < 1000
    assert PICTURE.caption in text(file)
