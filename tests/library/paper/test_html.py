"""The HTML page works for everyone: with a screen reader, on a phone, in the dark, on paper."""

from __future__ import annotations

import base64
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.library.paper.sample import HOSTILE, PICTURE, SVG, document, everything
from toepas.kernel.words import Words
from toepas.paper import html
from toepas.paper.blocks import Callout, Heading, Para, Table, Text

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VOID = {"meta", "col", "br", "link", "img", "input", "hr", "source"}


class Page(HTMLParser):
    """The elements of a page; complains about tags that do not match."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def page(*blocks: object) -> Page:
    return Page(html.render(document(*blocks), Words()))


@pytest.fixture(scope="module")
def rich() -> str:
    return html.render(everything(), Words())


def test_the_page_says_its_language_and_title(rich: str) -> None:
    found = Page(rich)
    assert found.all("html") == [{"lang": "nl"}]
    assert found.text.startswith("Dossier: CV-rangschikking bij Gemeente Voorbeeldstad")


def test_the_first_link_skips_to_the_content(rich: str) -> None:
    found = Page(rich)
    first = found.all("a")[0]
    assert first["href"] == "#content"
    assert found.all("main")[0]["id"] == "content"


def test_the_page_needs_nothing_from_elsewhere(rich: str) -> None:
    found = Page(rich)
    assert not any(found.all(tag) for tag in ("script", "link", "iframe"))
    pictures = [img["src"] for img in found.all("img")] + [source["srcset"] for source in found.all("source")]
    assert len(pictures) == 2
    assert all(picture.startswith("data:image/svg+xml;base64,") for picture in pictures)
    assert "@import" not in rich
    assert "url(" not in rich


def test_text_of_a_user_is_never_markup() -> None:
    found = page(
        Heading(1, HOSTILE),
        Para((Text(HOSTILE, bold=True, href='https://x.example/"onclick="y'),)),
        Callout("warning", HOSTILE, ()),
        Table((HOSTILE,), ((HOSTILE,),), HOSTILE),
    )
    assert found.all("script") == []
    assert found.text.count(HOSTILE) >= 6
    assert [a for a in found.all("a") if "onclick" in a] == []


def test_a_link_that_could_run_something_is_shown_as_text() -> None:
    found = page(Para((Text("press me", href="javascript:alert(1)"),)))
    assert [a["href"] for a in found.all("a")] == ["#content"]
    assert "press me" in found.text


def test_contents_appear_from_the_fifth_heading() -> None:
    assert page(*(Heading(1, f"Part {i}") for i in range(4))).all("nav") == []
    found = page(*(Heading(1, f"Part {i}") for i in range(5)))
    assert len(found.all("nav")) == 1
    targets = [a["href"] for a in found.all("a")][1:]
    assert targets == [f"#{h['id']}" for h in found.all("h2")]


def test_a_table_has_a_caption_and_headers_in_both_directions() -> None:
    found = page(Table(("Duty", "Date"), (("Log", "now"), ("Train", "later")), "All duties"))
    assert len(found.all("caption")) == 1
    assert [h["scope"] for h in found.all("th")] == ["col", "col", "row", "row"]


@pytest.mark.parametrize(
    ("kind", "label"),
    [("verdict", "Outcome"), ("warning", "Take care"), ("open", "Still open"), ("note", "Good to know")],
)
def test_a_box_says_in_words_what_it_is(kind: str, label: str) -> None:
    assert label in page(Callout(kind, "Title", ())).text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.browser
def test_axe_finds_no_barrier(chromium: Browser, rich: str, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    tab = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab.set_content(rich)
    results = axe.Axe().run(tab)
    tab.close()
    passed = {rule["id"] for rule in results.response["passes"]}
    assert "color-contrast" in passed
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
@pytest.mark.browser
def test_nothing_scrolls_sideways(chromium: Browser, rich: str, width: int) -> None:
    tab = chromium.new_page(viewport={"width": width, "height": 800})
    tab.set_content(rich)
    overflow = tab.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".map(e => e.tagName + '.' + e.className)"
    )
    scroll = tab.evaluate("document.documentElement.scrollWidth")
    tab.close()
    assert overflow == []
    assert scroll <= width


@pytest.mark.browser
def test_on_paper_the_page_is_a4_and_leaves_the_contents_out(chromium: Browser, rich: str, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    tab = chromium.new_page(color_scheme="dark")
    tab.set_content(rich)
    tab.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    tab.close()
    printed = pypdf.PdfReader(tmp_path / "page.pdf")
    assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [595, 842]
    first = printed.pages[0].extract_text()
    assert "Contents" not in first
    assert f"1 / {len(printed.pages)}" in first


def test_a_picture_is_held_in_the_page_and_says_what_it_shows() -> None:
    found = page(PICTURE)
    (image,) = found.all("img")
    assert image["alt"] == PICTURE.alt
    assert base64.b64decode(str(image["src"]).partition(",")[2]).decode() == SVG
    assert PICTURE.caption in found.text


def test_a_picture_is_never_part_of_the_page_itself() -> None:
    hostile = replace(
        PICTURE, svg='<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', narrow="", alt=HOSTILE
    )
    found = page(hostile)
    assert found.all("script") == found.all("svg") == []
    assert found.all("img")[0]["alt"] == HOSTILE
