"""The starter catalogue: entries that people act on, so each is whole, dated, bilingual and free of persons."""

import re
from collections import Counter

import pytest

from toepas.catalogue import Asset, Kind, concepts
from toepas.catalogue.shipped import STARTER, starter
from toepas.kernel.sector import sectors
from toepas.kernel.words import Words

LONGEST_SUMMARY = 160
AT_LEAST = {
    Kind.SOLUTION: 60,
    Kind.BUILDING_BLOCK: 25,
    Kind.MODEL: 25,
    Kind.PRACTICE: 15,
    Kind.FUNDING: 55,
    Kind.COURSE: 45,
}
FOR_ALL = (Kind.FUNDING, Kind.COURSE)
"""Kinds of which an entry without sectors is for every sector."""
ASSETS = starter(Words("en"))
EACH = pytest.mark.parametrize("asset", ASSETS, ids=lambda asset: asset.id)


def test_no_two_entries_have_the_same_id() -> None:
    assert [name for name, times in Counter(asset.id for asset in ASSETS).items() if times > 1] == []


@pytest.mark.parametrize("kind", AT_LEAST)
def test_there_are_enough_entries_of_each_kind(kind: Kind) -> None:
    assert sum(asset.kind is kind for asset in ASSETS) >= AT_LEAST[kind]


def test_every_sector_has_several_solutions_or_practices() -> None:
    found = Counter(code for asset in ASSETS if asset.kind in {Kind.SOLUTION, Kind.PRACTICE} for code in asset.sectors)
    assert {code: found[code] for code in sectors() if found[code] < 3} == {}


def test_every_group_of_purposes_has_several_entries() -> None:
    found = Counter(concepts()[name].group for asset in ASSETS for name in asset.purposes)
    assert {group: found[group] for group in {each.group for each in concepts().values()} if found[group] < 5} == {}


@EACH
def test_an_entry_has_a_short_summary_in_english_and_in_dutch(asset: Asset) -> None:
    for lang in ("en", "nl"):
        text = asset.summary.get(lang, "")
        assert text.strip() == text
        assert 0 < len(text) <= LONGEST_SUMMARY
        assert text.endswith(".")
    assert asset.summary["en"] != asset.summary["nl"]


@EACH
def test_an_entry_names_who_offers_it_what_for_and_where_to_find_it(asset: Asset) -> None:
    assert asset.provider is not None or asset.practice is not None
    assert asset.sectors or asset.kind in FOR_ALL
    assert len(asset.purposes) <= 5
    assert asset.purposes or asset.kind is Kind.FUNDING
    assert asset.url


@EACH
def test_an_entry_names_its_sources_once_each_with_a_day(asset: Asset) -> None:
    assert len({source.id for source in asset.sources}) == len(asset.sources)
    assert all(source.url.startswith(("https://", "http://")) and source.retrieved for source in asset.sources)


@EACH
def test_an_entry_that_was_read_nowhere_leaves_open_whether_it_is_in_use(asset: Asset) -> None:
    if {source.id for source in asset.sources} == {"known"}:
        assert asset.maturity is None
        assert "to be confirmed" in asset.sources[0].title


def test_every_asset_that_an_entry_points_to_is_there() -> None:
    here = {asset.id for asset in ASSETS}
    pointed = {other for asset in ASSETS for others in asset.related.values() for other in others}
    assert {other for other in pointed if "://" not in other} - here == set()


def test_no_entry_holds_the_address_of_a_mailbox() -> None:
    assert [
        path.name for path in STARTER.glob("*.yaml") if re.search(r"[\w.+-]+@[\w-]+\.\w", path.read_text("utf-8"))
    ] == []
