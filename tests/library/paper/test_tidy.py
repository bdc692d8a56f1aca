"""Before a document is laid out, what could do harm or break a format is taken out of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library.paper.sample import PICTURE, document
from toepas.paper.blocks import Callout, Heading, PageBreak, Para, Table, Text, plain
from toepas.paper.tidy import clean, safe_link, tidy


@pytest.mark.parametrize(
    "href",
    ["https://example.org/a?b=c", "http://example.org", "mailto:a@example.org", "plan.pdf", "#part", "papers/a.html"],
)
def test_an_ordinary_link_stays(href: str) -> None:
    assert safe_link(href) == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "\\\\host\\share",
        "",
        None,
    ],
)
def test_a_link_that_could_do_harm_is_cut(href: str | None) -> None:
    assert safe_link(href) is None


@given(st.text())
def test_cleaned_text_holds_only_what_every_format_can_hold(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not set(cleaned) & {chr(i) for i in range(32) if i not in (9, 10)}
    cleaned.encode("utf-8")


def test_letters_of_every_eu_language_come_through_untouched() -> None:
    text = "Ελληνικά български ħġżċ őűșțąęłñßœ ’„“ €"
    assert clean(text) == text


def test_a_sign_that_turns_the_reading_direction_is_dropped() -> None:
    assert clean("invoice\u202efdp.exe") == "invoicefdp.exe"


def test_a_heading_never_skips_a_level() -> None:
    doc = tidy(document(Heading(2, "a"), Heading(3, "b"), Heading(1, "c"), Heading(3, "d")))
    assert [b.level for b in doc.blocks if isinstance(b, Heading)] == [1, 2, 1, 2]


def test_every_heading_has_an_id_of_its_own() -> None:
    doc = tidy(document(Heading(1, "Плик"), Heading(1, "Why?"), Heading(1, "why"), Heading(1, "x", "why")))
    assert [b.id for b in doc.blocks if isinstance(b, Heading)] == ["section", "why", "why-2", "why-3"]


def test_a_link_inside_the_document_needs_a_heading_to_land_on() -> None:
    text = (Text("good", href="#why"), Text("dead", href="#nowhere"))
    doc = tidy(document(Callout("note", "n", (Para(text),)), Heading(1, "Why")))
    box = doc.blocks[0]
    assert isinstance(box, Callout)
    line = box.blocks[0]
    assert isinstance(line, Para)
    assert [run.href for run in line.text if isinstance(run, Text)] == ["#why", None]
    assert plain(line.text) == "gooddead"


def test_no_page_breaks_inside_a_box() -> None:
    box = tidy(document(Callout("note", "n", (PageBreak(), Para("x"))))).blocks[0]
    assert isinstance(box, Callout)
    assert len(box.blocks) == 1


def test_a_row_that_does_not_fit_its_header_is_refused() -> None:
    with pytest.raises(ValueError, match="3 cells, not 2"):
        tidy(document(Table(("a", "b"), (("1", "2", "3"),), "t")))


def test_a_picture_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody who cannot see it"):
        tidy(document(replace(PICTURE, alt=" ")))
