"""Computing power for a need: who may use it and whether it runs count, distance only a little; no sector is shut out."""

import datetime

import pytest

from toepas.catalogue import Asset, Hit, Kind, Maturity, Openness, Place, Source
from toepas.catalogue.model import Compute
from toepas.match import Need
from toepas.match.features import Point, points
from toepas.match.limits import MET, NOT_MET, limits
from toepas.match.matching import LEAST

ON = datetime.date(2026, 11, 26)
SOURCE = Source(id="made", url="https://example.eu", retrieved=ON)
GRONINGEN, ATHENS = Place(country="NL", lat=53.2, lon=6.6), Place(country="EL", lat=38.0, lon=23.7)


def computer(**fields: object) -> Asset:
    facts: dict[str, object] = {
        "id": "computer", "kind": Kind.COMPUTE, "name": {"en": "Computer"}, "sources": (SOURCE,),
        "compute": Compute(system="Computer", who=("startup", "small")), "maturity": Maturity.IN_USE,
    }  # fmt: skip
    return Asset(**(facts | fields))


def found(asset: Asset, **fields: object) -> dict[str, Point]:
    need = Need(text="train a model", **fields)
    return {point.code: point for point in points(need, asset, Hit(asset.id, 0.0), {}, (), ON)}


def test_it_is_better_for_those_who_may_use_it() -> None:
    assert found(computer(), size="small")["for-you"].weight > 0


def test_it_is_much_worse_for_those_who_may_not_and_says_who_may() -> None:
    point = found(computer(), size="large")["not-for-you"]
    assert point.weight < -0.2
    assert point.value == "startup, small"


def test_who_may_use_it_says_nothing_where_it_is_not_known() -> None:
    found_points = found(computer(compute=Compute(system="Computer")), size="large")
    assert {"for-you", "not-for-you"} & set(found_points) == set()


def test_it_is_better_nearby_than_far_away() -> None:
    near = found(computer(place=GRONINGEN), place=GRONINGEN)
    far = found(computer(place=ATHENS), place=GRONINGEN)
    assert near["distance"].weight > 0 > far["far"].weight


def test_what_is_offered_in_the_whole_union_is_offered_in_each_of_its_countries() -> None:
    asset = computer(countries=("EU",))
    assert found(asset, place=ATHENS)["country"].weight > 0
    assert "country" not in found(asset, place=Place(country="CH"))


@pytest.mark.parametrize("maturity", [Maturity.PLANNED, Maturity.DEVELOPMENT])
def test_what_does_not_run_yet_comes_after_what_runs(maturity: Maturity) -> None:
    idle = found(computer(maturity=maturity))[f"maturity-{maturity}"].weight
    assert idle < 0 < found(computer())["maturity-in-use"].weight


def test_it_serves_every_sector_also_those_it_does_not_name() -> None:
    found_points = found(computer(sectors=("healthcare",)), sectors=("agri-food",))
    assert "other-sector" not in found_points
    assert found(computer(sectors=("healthcare",)), sectors=("healthcare",))["sector"].weight > 0


def test_place_and_size_alone_do_not_bring_a_computer_a_little_way_off_to_a_need_that_says_nothing_of_it() -> None:
    asset = computer(place=Place(country="NL", lat=52.4, lon=4.9))
    assert sum(point.weight for point in found(asset, size="small", place=GRONINGEN).values()) < LEAST


@pytest.mark.parametrize(
    ("licence", "openness", "outcome"),
    [
        ("LicenseRef-Copernicus-Sentinel", Openness.OPEN_DATA, MET),
        ("LicenseRef-AmsterdamUMCdb", Openness.RESTRICTED, NOT_MET),
        ("LicenseRef-Llama-2-Community", Openness.OPEN_WEIGHTS, NOT_MET),
        ("etalab-2.0", Openness.OPEN_DATA, MET),
        ("CC-BY-NC-SA-4.0", Openness.OPEN_DATA, NOT_MET),
    ],
)
def test_terms_of_ones_own_are_open_where_the_record_says_so_of_data(
    licence: str, openness: Openness, outcome: str
) -> None:
    asset = computer(kind=Kind.DATASET, compute=None, licence=licence, openness=openness)
    held = limits(Need(text="data", open_licence=True), asset, ON)
    assert [limit.outcome for limit in held if limit.code == "open-licence"] == [outcome]
