"""Money and courses that are shown to somebody: for their country, in a language that they speak, and not after the last day."""

import datetime

import pytest

from toepas.catalogue import Asset, Hit, Kind, Place
from toepas.catalogue.shipped import starter
from toepas.kernel.words import Words
from toepas.match import Need, Point, point_text
from toepas.match.features import points
from toepas.match.need import Size

ON = datetime.date(2026, 11, 26)
ASSETS = {asset.id: asset for asset in starter(Words("en"))}
NATIONAL = [asset for asset in ASSETS.values() if asset.funding and asset.funding.countries]


def need(lang: str = "en", country: str = "", size: Size = "", languages: tuple[str, ...] = ()) -> Need:
    place = Place(country=country) if country else None
    return Need(text="-", lang=lang, place=place, size=size, languages=languages)


def found(asset: Asset, asked: Need, on: datetime.date = ON) -> dict[str, Point]:
    return {point.code: point for point in points(asked, asset, Hit(asset.id, 0.3), {}, (), on)}


@pytest.mark.parametrize("asset", NATIONAL, ids=lambda asset: asset.id)
def test_a_fund_of_one_country_is_closed_to_firms_of_another(asset: Asset) -> None:
    assert asset.funding is not None
    elsewhere = "NL" if "NL" not in asset.funding.countries else "DE"
    assert "closed" in found(asset, need(country=elsewhere, size="small"))
    assert "only-from" not in found(asset, need(country=asset.funding.countries[0], size="small"))


def test_a_fund_of_one_country_says_so_where_nothing_is_known_of_where_somebody_is() -> None:
    point = found(ASSETS["zim"], need())["only-from"]
    assert point.weight < -0.1
    assert "Germany" in point_text(point, Words("en"))
    assert "Duitsland" in point_text(point, Words("nl"))
    assert "only-from" not in found(ASSETS["eic-accelerator"], need())


def test_a_call_is_closed_on_the_day_after_its_last() -> None:
    call = ASSETS["digital-ai-screening-2026"]
    last = call.funding.closes if call.funding else None
    assert last is not None
    assert "open-until" in found(call, need(), last)
    assert "closed" in found(call, need(), last + datetime.timedelta(days=1))


@pytest.mark.parametrize(
    ("lang", "country", "course", "code"),
    [
        ("nl", "NL", "nationale-ai-cursus", "language"),
        ("en", "NL", "nationale-ai-cursus", "language"),
        ("en", "EL", "elements-of-ai", "language"),
        ("nl", "NL", "ai-for-you-ceadar", "other-language"),
        ("nl", "NL", "kl-ai-skole", "other-language"),
        ("nl", "NL", "kl-ai-skole", "other-country"),
        ("fr", "BE", "flemish-ai-academy", "language"),
    ],
)
def test_a_course_is_held_against_the_languages_of_a_need_and_of_its_country(
    lang: str, country: str, course: str, code: str
) -> None:
    assert code in found(ASSETS[course], need(lang, country))


def test_a_course_in_a_language_that_nobody_asked_for_counts_for_less_than_one_in_english() -> None:
    english = found(ASSETS["ai-for-you-ceadar"], need("nl", "NL"))["other-language"].weight
    danish = found(ASSETS["kl-ai-skole"], need("nl", "NL"))["other-language"].weight
    assert danish < english < 0
    assert ASSETS["kl-ai-skole"].kind is Kind.COURSE


def test_what_a_course_is_held_against_is_left_to_the_limits_where_a_language_is_asked_for() -> None:
    assert "other-language" not in found(ASSETS["kl-ai-skole"], need("nl", "NL", languages=("da",)))
