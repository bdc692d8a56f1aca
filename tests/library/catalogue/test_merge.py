"""Records of the same thing become one asset; what only looks alike stays apart."""

import datetime
import itertools

import msgspec
import pytest

from tests.library.catalogue.harvested import Algorithms, Cases, Home, algorithm, case, with_real_files
from tests.library.catalogue.made import asset
from toepas.catalogue import Kind, Party, Source, merge
from toepas.catalogue.merge import Member, candidates, merge_members


def record(source, name="Signalen", key="1", day=1, **fields):
    fields.setdefault("provider", Party(name="Gemeente Amsterdam", country="NL"))
    at = Source(id=source, url="https://example.eu/list", retrieved=datetime.date(2026, 11, day), record=key)
    return asset(name, id=f"{source}:{key}", sources=(at,), **fields)


def test_records_are_one_thing_when_one_names_the_other():
    found = merge([record("pstw", "Something else"), record("algoritmeregister", same=("pstw:1",))])
    assert len(found.assets) == 1
    assert found.joined == 1


def test_records_are_one_thing_by_name_organisation_and_country_however_they_are_written():
    other = record("pstw", "SIGNALEN!", provider=Party(name="City of Amsterdam", country="NL"))
    assert len(merge([record("aiod"), other]).assets) == 1


def test_records_are_one_thing_by_address_and_a_name_that_is_alike():
    one = record("aiod", "Signalen reports", url="https://www.example.eu/signalen/?utm_source=x", provider=None)
    other = record("pstw", "Signalen", url="http://example.eu/signalen", provider=None)
    assert len(merge([one, other]).assets) == 2  # one word of two is not enough
    assert len(merge([msgspec.structs.replace(one, name={"en": "The Signalen"}), msgspec.structs.replace(other, name={"en": "Signalen the"})]).assets) == 1  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {"kind": Kind.MODEL},
        {"provider": Party(name="Gemeente Amsterdam", country="BE")},
        {"provider": Party(name="Gemeente Delft", country="NL")},
        {"provider": None},
        {"name": "Signalen 2"},
    ],
)
def test_what_only_looks_alike_stays_apart(other):
    assert len(merge([record("aiod"), record("pstw", **other)]).assets) == 2


def test_a_home_page_makes_nothing_the_same():
    one, other = (record(source, url="https://example.eu/", provider=None) for source in ("aiod", "pstw"))
    assert len(merge([one, other]).assets) == 2


def test_one_source_that_lists_a_name_twice_means_two_things_unless_it_says_the_same():
    first = record("algoritmeregister", description={"en": "Blacks out names in letters"})
    other = record("algoritmeregister", key="2", description={"en": "Finds parking spots near the station"})
    assert len(merge([first, other]).assets) == 2
    assert len(merge([first, msgspec.structs.replace(other, description=first.description)]).assets) == 1


def test_towns_that_bought_the_same_thing_stay_apart_though_one_report_tells_of_both():
    towns = [record("pstw", f"Crime detection in the town of {town}", town, url="https://example.eu/report", provider=Party(name=town, country="NL")) for town in ("leudal", "dronten")]  # fmt: skip
    assert len(merge(towns).assets) == 2


def test_the_better_source_is_believed_field_by_field_and_every_field_says_where_it_is_from():
    better = record("algoritmeregister", licence="", url="https://example.eu/a", keywords=("a",))
    other = record("pstw", licence="EUPL-1.2", url="https://example.eu/b", keywords=("b",), day=20)
    merged = merge([other, better]).assets[0]
    assert merged.url == "https://example.eu/a"
    assert merged.licence == "EUPL-1.2"
    assert set(merged.keywords) == {"a", "b"}
    assert merged.source_of("licence").id == "pstw"
    assert merged.source_of("url").id == "algoritmeregister"
    assert {source.id for source in merged.sources} == {"algoritmeregister", "pstw"}


def test_within_one_source_the_newer_record_is_believed():
    old = record("pstw", version="1", modified=datetime.date(2025, 1, 1))
    new = record("pstw", key="2", version="2", modified=datetime.date(2026, 1, 1))
    merged = merge([old, new]).assets[0]
    assert merged.version == "2"
    assert merged.id == "pstw:1"
    assert [source.record for source in merged.sources] == ["2", "1"]


def test_what_was_concluded_is_still_said_to_be_concluded():
    one = record("algoritmeregister", purposes=("anonimise",))
    other = record("pstw", purposes=("anonymise",), derived=("purposes",))
    assert "purposes" in merge([one, other]).assets[0].derived


def test_an_asset_keeps_the_id_of_its_first_record_also_when_that_is_gone():
    first, later = record("pstw"), record("algoritmeregister")
    assert merge([first, later]).assets[0].id == "pstw:1"
    merged = merge_members([Member(first, gone=True), Member(later)])
    assert [found.id for found in merged.assets] == ["pstw:1"]
    assert merged.get("algoritmeregister:1") == merged.assets[0]
    assert merge_members([Member(first, gone=True)]).assets == ()


def test_which_records_are_one_thing_does_not_hang_on_their_order():
    records = [
        record("pstw"),
        record("aiod"),
        record("algoritmeregister", "Other", same=("aiod:1",)),
        record("table", "Third", "3"),
    ]
    found = {
        frozenset(frozenset(member.asset.id for member in group) for group in merge(order).groups)
        for order in itertools.permutations(records)
    }
    assert found == {frozenset({frozenset({"pstw:1", "aiod:1", "algoritmeregister:1"}), frozenset({"table:3"})})}


def test_near_duplicates_are_offered_to_a_person_the_likeliest_first():
    one = record("aiod", "Signalen for reports in public space")
    other = record(
        "pstw", "Signalen for reports in the public space", provider=Party(name="Amsterdam region office", country="NL")
    )
    far = record("pstw", "Parking", "9")
    found = candidates(merge([one, other, far]).assets)
    assert [(pair.first, pair.second) for pair in found] == [("aiod:1", "pstw:1")]
    assert 0.6 <= found[0].score <= 1


def test_a_case_that_points_at_an_entry_of_the_register_is_that_entry(tmp_path):
    home = Home(tmp_path)
    home.algorithms(algorithm(79125837), algorithm(34151769, "Verkeerslichten"))
    entry = "https://algoritmes.overheid.nl/en/algoritme"
    dutch = {"Geographical coverage (country)": "Netherlands", "Responsible organisation": "Province of Gelderland"}
    home.harvest(home.file(Cases, "cases.json", [
        case(1, "Address quality", Website=f"{entry}/oorg10103/79125837/address-quality", **dutch),
        case(2, "Traffic lights", Website=f"{entry}/traffic-province-of-south-holland/34151769", **dutch),
        case(3, "Copilot", Website=f"{entry}/gm0202/79125837/copilot"),
    ]))  # fmt: skip
    found = home.store.assets()
    assert len(found) == 4
    merged = home.store.get("pstw:1")
    assert merged.id == "algoritmeregister:79125837"
    assert set(merged.name) == {"nl", "en"}
    assert home.store.get("pstw:2").id == "pstw:2"  # the entry of another province only illustrates
    assert home.store.get("pstw:3").id == "pstw:3"  # and so does that of another country
    home.store.close()


@with_real_files
def test_of_the_real_sources_only_true_pairs_are_merged(tmp_path):
    home = Home(tmp_path)
    home.harvest(home.real(Cases, "pstw_2026-03-04.json"))
    home.harvest(home.real(Algorithms, "algoritmeregister_2026-08-08.json"))
    assert len(home.store.records()) == 1816 + 1530
    assert len(home.store.assets()) == 1816 + 1530 - 3
    assert home.store.get("algoritmeregister:79125837").id == "pstw:346"
    assert home.store.get("pstw:2311").id == "pstw:2285"
    assert 50 <= len(home.store.candidates()) <= 300
    home.store.close()


def test_what_we_looked_up_ourselves_is_believed_before_any_harvest():
    ours = asset(
        "Signalen",
        id="signalen",
        url="https://example.eu/ours",
        provider=Party(name="Gemeente Amsterdam", country="NL"),
    )
    found = merge([record("algoritmeregister", url="https://example.eu/theirs"), ours])
    assert [merged.url for merged in found.assets] == ["https://example.eu/ours"]
