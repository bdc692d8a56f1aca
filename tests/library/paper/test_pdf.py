"""The PDF holds every word of the document, literally, and is tagged for screen readers."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf
import pytest

from tests.library.paper.sample import HOSTILE, LONG_WORD, PICTURE, TONGUES, document, everything
from toepas.kernel.words import Words
from toepas.paper import pdf
from toepas.paper.blocks import (
    Block,
    Bullets,
    Callout,
    Check,
    Field,
    Heading,
    Moment,
    Numbered,
    Para,
    Step,
    Steps,
    Table,
    Text,
    Timeline,
)


def read(*blocks: Block, **about: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.render(document(*blocks, **about), Words())))


def text(reader: pypdf.PdfReader) -> str:
    found = " ".join(page.extract_text() for page in reader.pages)
    return re.sub(r"\s+", " ", found.replace("\u200b", "").replace("\u00ad", ""))


def bare(found: str) -> str:
    return re.sub(r"[\s\u200b\u00ad-]", "", found)


def alternatives(node: Any) -> list[str]:
    """The words for screen readers below a node of the structure of a PDF."""
    node = node.get_object()
    if isinstance(node, list):
        return [said for child in node for said in alternatives(child)]
    if not isinstance(node, dict):
        return []
    return ([str(node["/Alt"])] if "/Alt" in node else []) + (alternatives(node["/K"]) if "/K" in node else [])


def test_the_pdf_is_tagged_for_screen_readers_and_knows_its_title_and_language() -> None:
    reader = read(Heading(1, "One"), lang="nl", title="Een titel")
    assert reader.metadata is not None
    assert reader.metadata.title == "Een titel"
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()


def test_every_block_is_set_on_numbered_a4_pages() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(everything(), Words())))
    total = len(reader.pages)
    assert total >= 4
    for number, page in enumerate(reader.pages, 1):
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        assert f"{number} / {total}" in page.extract_text()
    assert bare(TONGUES) in bare(text(reader))


def heights_of_text(page: pypdf.PageObject) -> list[float]:
    """How high above the bottom of the page each piece of text stands."""
    heights: list[float] = []

    def visit(said: str, outer: list[float], inner: list[float], *_: object) -> None:
        if said.strip():
            heights.append(inner[4] * outer[1] + inner[5] * outer[3] + outer[5])

    page.extract_text(visitor_text=visit)
    return heights


HOSTILE_PLACES: dict[str, Block] = {
    "a heading": Heading(1, HOSTILE),
    "a paragraph": Para(HOSTILE),
    "a bold run": Para((Text(HOSTILE, bold=True, italic=True),)),
    "a link": Para((Text(HOSTILE, href='https://example.org/") #panic("x'),)),
    "a list": Bullets((HOSTILE,)),
    "a numbered list": Numbered((HOSTILE,)),
    "a table cell": Table(("h",), ((HOSTILE,),), "c"),
    "a table header": Table((HOSTILE,), (("x",),), "c"),
    "a caption": Table(("h",), (("x",),), HOSTILE),
    "a box title": Callout("open", HOSTILE, ()),
    "a step": Steps((Step(HOSTILE, "why", "when", "cites"),)),
    "a source": Steps((Step("t", "why", "when", HOSTILE),)),
    "a moment": Timeline((Moment(None, HOSTILE, "t", "open"),), "c"),
    "a field": Field("label", HOSTILE, "hint"),
    "a field label": Field(HOSTILE, None, "hint"),
    "a check": Check(HOSTILE),
}


@pytest.mark.parametrize("place", HOSTILE_PLACES)
def test_text_of_a_user_is_shown_literally(place: str) -> None:
    assert bare(HOSTILE) in bare(text(read(HOSTILE_PLACES[place])))


def test_a_hostile_title_is_shown_literally() -> None:
    assert bare(HOSTILE) in bare(text(read(Para("x"), title=HOSTILE)))


def test_a_table_of_hundreds_of_rows_repeats_its_header_and_loses_no_row() -> None:
    rows = tuple((f"row-{i}", "Some words that take up a little room in the cell " * 2) for i in range(300))
    reader = read(Table(("Number", "Contents of the row"), rows, "Long"))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > 5
    assert all("Contents of the row" in page for page in pages)
    found = re.findall(r"row-(\d+)", " ".join(pages))
    assert [int(number) for number in found] == list(range(300))


def test_a_cell_longer_than_a_page_loses_no_word() -> None:
    words = [f"w{i}" for i in range(4000)]
    reader = read(Table(("a", "b"), (("x", " ".join(words)),), "Huge"))
    heights = [height for page in reader.pages for height in heights_of_text(page)]
    assert min(heights) > 40
    assert max(heights) < 800
    assert re.findall(r"w\d+", text(reader)) == words


def test_a_word_longer_than_the_line_stays_on_the_page() -> None:
    reader = read(Para(LONG_WORD * 3), Table(("a", "b", "c"), ((LONG_WORD, LONG_WORD, LONG_WORD),), "t"))
    assert bare(text(reader)).count(LONG_WORD) == 6


def test_links_lead_out_of_and_around_the_document() -> None:
    reader = read(
        Para((Text("out", href="https://example.org/a"), Text("in", href="#why"), Text("gone", href="#no"))),
        Heading(1, "Why", "why"),
    )
    links = [note.get_object() for note in reader.pages[0]["/Annots"]]
    assert len(links) == 2
    assert sum("/URI" in link.get("/A", {}) for link in links) == 1


def test_other_scripts_than_those_of_the_eu_do_not_stop_the_document() -> None:
    assert "Name" in text(read(Para("Name: 中文 😀 \ufffe\x00 ქართული")))


OFFICIAL = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"


@pytest.mark.parametrize("lang", OFFICIAL.split())
def test_every_official_language_can_be_set_as_pdf_ua(lang: str) -> None:
    reader = read(Heading(1, TONGUES), lang=lang)
    assert reader.trailer["/Root"]["/Lang"] == lang
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf.render(everything(), Words()) == pdf.render(everything(), Words())


def test_nested_boxes_and_empty_parts_are_set() -> None:
    inner = Callout("warning", "Inner", (Table(("a",), (), "none"), Bullets(()), Numbered(())))
    assert "Inner" in text(read(Callout("note", "Outer", (inner,)), Steps(()), Timeline((), "none"), Para("")))


def test_a_picture_is_drawn_with_its_words_for_screen_readers() -> None:
    made = pdf.render(document(PICTURE), Words())
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert PICTURE.alt in alternatives(reader.trailer["/Root"]["/StructTreeRoot"])
    assert PICTURE.caption in text(reader)
