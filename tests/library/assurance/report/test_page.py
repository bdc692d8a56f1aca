"""The page of a report in a real browser: no barrier, nothing scrolls sideways, and a telephone gets charts drawn for it."""

import pytest

from tests.library.assurance.report.written import files


@pytest.fixture(scope="module")
def page():
    return files()["report.html"].decode()


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.browser
def test_axe_finds_no_barrier_and_nothing_scrolls_sideways(chromium, page, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    tab = chromium.new_page(viewport={"width": width, "height": 900})
    tab.set_content(page)
    results = axe.Axe().run(tab)
    wide = tab.evaluate("document.documentElement.scrollWidth")
    tab.close()
    assert results.violations_count == 0, results.generate_report()
    assert wide <= width


@pytest.mark.browser
def test_a_telephone_gets_charts_that_are_drawn_for_it(chromium, page):
    shown = {}
    for width in (375, 1280):
        tab = chromium.new_page(viewport={"width": width, "height": 900})
        tab.set_content(page)
        shown[width] = tab.evaluate("[...document.images].map(image => image.naturalWidth)")
        tab.close()
    assert max(shown[375]) <= 390
    assert max(shown[1280]) == 760
