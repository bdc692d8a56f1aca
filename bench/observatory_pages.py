"""A page of the observatory in a real browser: when its first text is painted and when its chart is there.

*Cold* is the first visit to a site that was just set up, with nothing kept; *new visitor* has an empty browser on a site that served the page
before; *again* is the same browser once more. Without Chromium the answers are timed instead of the paint.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from bench.measure import Line
from bench.site import site

PAGES = (("page of an indicator", "/nl/observatory/ai-use/"), ("page of a country", "/nl/observatory/country/NL/"))
TARGET = 300
"""Milliseconds in which the first text is to be there, for a page that was served before."""
TIMES = 5
SEEN = """() => {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  const chart = performance.getEntriesByType('resource').find(entry => entry.name.includes('/chart/'));
  const answer = performance.getEntriesByType('navigation')[0];
  return [answer.responseEnd, paint ? paint.startTime : 0, chart ? chart.responseEnd : 0];
}"""


def pages() -> list[Line]:
    """First paint of each kind of page, cold and cached."""
    program = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
    )
    lines = []
    with tempfile.TemporaryDirectory() as home:
        for name, path in PAGES:
            with site(Path(home) / path.strip("/").replace("/", "-")) as address:
                lines += _in_browser(name, address + path, program) if program else _by_answers(name, address + path)
    return lines


def _in_browser(name: str, url: str, program: str) -> list[Line]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        cold = _visit(browser.new_context(), url)
        new = [_visit(browser.new_context(), url) for _ in range(TIMES)]
        same = browser.new_context()
        _visit(same, url)
        again = [_visit(same, url) for _ in range(TIMES)]
        browser.close()
    whats = ("the page is answered", "first text on the screen", "the chart is there")
    return [
        Line(
            f"{name}: {what}, of a page served before",
            f"{_median(new, place):.0f} ms",
            f"cold {cold[place]:.0f} ms, same browser again {_median(again, place):.0f} ms",
            f"target: below {TARGET} ms" if place < 2 else "",
        )
        for place, what in enumerate(whats)
    ]


def _visit(context: Any, url: str) -> list[float]:
    page = context.new_page()
    page.goto(url, wait_until="load")
    page.wait_for_timeout(100)
    seen = [float(one) for one in page.evaluate(SEEN)]
    page.close()
    return seen


def _median(seen: list[list[float]], place: int) -> float:
    return statistics.median(one[place] for one in seen)


def _by_answers(name: str, url: str) -> list[Line]:
    took = []
    for _ in range(TIMES + 1):
        start = time.perf_counter()
        urllib.request.urlopen(url).read()
        took.append(1000 * (time.perf_counter() - start))
    cached = f"{statistics.median(took[1:]):.0f} ms"
    return [
        Line(f"{name}: answer, of a page served before", cached, f"cold {took[0]:.0f} ms", f"target: below {TARGET} ms")
    ]
