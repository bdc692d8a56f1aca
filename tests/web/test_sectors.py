"""The sector pages: a gap is shown as a gap, a proxy as a proxy, and what the law asks is what the check says."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from toepas.check import check, unpack
from toepas.kernel import sectors
from toepas.law import EVERY_SECTOR, uses_of
from toepas.observatory import indicators
from toepas.strategy import actions

pytestmark = pytest.mark.django_db
COVERAGE = indicators()["ai-use-by-activity"].sectors


def source(client, code: str, **query: str) -> str:
    response = client.get(reverse("sector", args=[code]), query)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def text(shown: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown))


@pytest.mark.parametrize("code", sectors())
def test_every_sector_says_how_it_is_surveyed(client, code):
    shown = text(source(client, code))
    coverage = COVERAGE[code]
    assert ("Not surveyed." in shown) == (not coverage.codes)
    assert ("A proxy: only part of the sector" in shown) == coverage.proxy
    assert coverage.why in shown
    if coverage.codes:
        assert re.search(r"\d+\.\d+ % of enterprises [^%]*European Union, 20\d\d", shown)
        assert re.search(r"Figures of \d+ \w+ 20\d\d", shown)


@pytest.mark.parametrize("code", sectors())
def test_every_sector_has_its_actions_with_their_state(client, code):
    shown = source(client, code)
    listed = set(re.findall(r'<h3><a href="/en/strategy/action/([a-z0-9-]+)/"', shown))
    assert listed == {name for name, action in actions().items() if code in action.sectors}


@pytest.mark.parametrize("code", ["healthcare", "public-sector", "culture-and-media"])
def test_the_duties_are_those_of_the_check_and_lead_to_it(client, code):
    shown = source(client, code)
    for use in (*uses_of(code), *uses_of(EVERY_SECTOR)):
        assert use.title in shown
        part = shown[shown.index(f'id="use-{use.id}"') :].split("</details>")[0]
        links = re.findall(r"/check/result/\?a=([\w-]+)", part)
        assert len(links) == 2
        for packed in links:
            found = check(unpack(packed)[0].facts, timezone.localdate())
            sure = [one for one in found.duties if one.outcome == "yes" and not one.duty.voluntary]
            assert f"{len(sure)} duties" in text(part) or (len(sure) == 1 and "one duty" in text(part))
            assert all(one.duty.title in text(part) for one in sure)


def test_a_country_brings_its_helpers_and_never_borrows_a_figure(client):
    shown = text(source(client, "manufacturing", country="NL"))
    assert "By activity there is no figure of Netherlands here, only of the Union." in shown
    assert "Netherlands" in shown[shown.index("Who helps") :]
    assert "33.21" not in shown


def test_a_country_that_is_none_is_refused(client):
    assert client.get(reverse("sector", args=["energy"]), {"country": "XX"}).status_code == 422
    assert client.get(reverse("sector", args=["moon"])).status_code == 404


def test_the_list_of_sectors_has_a_figure_or_says_that_there_is_none(client):
    shown = text(client.get(reverse("sectors")).content.decode())
    assert shown.count("Use of AI: not surveyed") == sum(not coverage.codes for coverage in COVERAGE.values())
    assert shown.count(" proxy ") == sum(coverage.proxy for coverage in COVERAGE.values())
    assert shown.count("Firms that use AI:") == sum(bool(coverage.codes) for coverage in COVERAGE.values())
