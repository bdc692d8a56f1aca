"""The starter catalogue: entries that people act on, so each is whole, dated, bilingual and free of persons."""

import re
from collections import Counter

import pytest

from toepas.catalogue import Asset, Kind, concepts
from toepas.catalogue.shipped import STARTER, starter
from toepas.kernel.sector import sectors
from toepas.kernel.words import Words
from toepas.retrieval.language import OFFICIAL_LANGUAGES, recognise

LONGEST_SUMMARY = 160
AT_LEAST = {
    Kind.SOLUTION: 60,
    Kind.BUILDING_BLOCK: 25,
    Kind.MODEL: 25,
    Kind.PRACTICE: 15,
    Kind.FUNDING: 55,
    Kind.COURSE: 45,
}
SPOKEN = {
    country: lang
    for lang, countries in {
        "de": "DE AT",
        "fr": "FR LU",
        "el": "EL CY",
        "da": "DK",
        "sv": "SE",
        "cs": "CZ",
        "et": "EE",
        "sl": "SI",
        **{
            code.lower(): code
            for code in ("ES", "IT", "PT", "PL", "SK", "HU", "RO", "BG", "LV", "LT", "FI", "MT", "NL")
        },
    }.items()
    for country in countries.split()
}
"""The language in which an entry is also written, by the country of whoever offers or uses it."""
TEXTS_AT_LEAST = {"de": 75, "fr": 70, "es": 18, "fi": 18, "et": 16, "da": 15, "sv": 15, "it": 12, "cs": 10, "pl": 7}
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
def test_an_entry_also_reads_in_the_language_of_the_country_that_it_is_from(asset: Asset) -> None:
    party = asset.provider or (asset.practice.user if asset.practice else None)
    lang = SPOKEN.get(party.country if party else "", "en")
    text = asset.summary[lang]
    assert 0 < len(text) <= LONGEST_SUMMARY
    assert lang == "en" or text != asset.summary["en"]


@pytest.mark.parametrize("lang", TEXTS_AT_LEAST)
def test_there_are_enough_entries_with_a_text_in_each_large_language(lang: str) -> None:
    assert sum(lang in asset.summary for asset in ASSETS) >= TEXTS_AT_LEAST[lang]


def test_a_text_is_in_the_language_that_it_is_filed_under() -> None:
    said = [
        (asset.id, lang, text) for asset in ASSETS for lang, text in asset.summary.items() if lang in TEXTS_AT_LEAST
    ]
    wrong = [(name, lang) for name, lang, text in said if recognise(text, "") != lang]
    assert len(wrong) <= len(said) // 20, wrong


@EACH
def test_an_entry_names_who_offers_it_what_for_and_where_to_find_it(asset: Asset) -> None:
    assert asset.provider is not None or asset.practice is not None
    assert asset.sectors or asset.kind in FOR_ALL
    assert len(asset.purposes) <= 5
    assert asset.purposes or asset.kind is Kind.FUNDING
    assert asset.url


@pytest.mark.parametrize("asset", [asset for asset in ASSETS if asset.kind is Kind.FUNDING], ids=lambda asset: asset.id)
def test_a_funding_line_says_its_programme_and_leaves_dates_open_or_gives_them_in_order(asset: Asset) -> None:
    call = asset.funding
    assert call is not None
    assert call.programme
    assert call.opens is None or call.closes is None or call.opens < call.closes
    assert not (call.permanent and call.closes)
    assert call.least is None or call.most is None or call.least <= call.most
    assert call.countries == asset.countries
    party = asset.provider.country if asset.provider else ""
    assert call.countries == (() if party == "EU" else (party,))


def test_a_funding_line_whose_last_day_has_passed_says_so_in_its_summary() -> None:
    written = max(source.retrieved for asset in ASSETS for source in asset.sources)
    closed = [asset for asset in ASSETS if asset.funding and asset.funding.closes and asset.funding.closes < written]
    assert len(closed) >= 5
    assert [asset.id for asset in closed if not re.search(r"closed|ended", asset.summary["en"])] == []


def test_funding_is_listed_for_the_union_and_for_many_of_its_countries() -> None:
    offered = Counter(asset.countries for asset in ASSETS if asset.kind is Kind.FUNDING)
    assert offered[()] >= 15
    assert len(offered) >= 15


@pytest.mark.parametrize("asset", [asset for asset in ASSETS if asset.kind is Kind.COURSE], ids=lambda asset: asset.id)
def test_a_course_says_in_which_languages_it_is_and_something_of_how_it_is_taught(asset: Asset) -> None:
    assert asset.lesson is not None
    assert asset.languages
    assert asset.lesson.level or asset.lesson.form


def test_courses_are_there_in_many_languages_and_for_those_who_ask_for_them() -> None:
    courses = [asset for asset in ASSETS if asset.kind is Kind.COURSE]
    assert len({lang for asset in courses for lang in asset.languages}) == len(OFFICIAL_LANGUAGES)
    alone = Counter(asset.languages[0] for asset in courses if len(asset.languages) == 1)
    assert {lang for lang in ("nl", "de", "fr", "en") if alone[lang] < 3} == set()
    assert sum("public-sector" in asset.sectors for asset in courses) >= 12
    assert sum("ai-literacy" in asset.purposes for asset in courses) >= 35


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
