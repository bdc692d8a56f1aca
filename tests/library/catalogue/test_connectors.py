"""Each connector, on made-up records and on the real files; from a file and over the network."""

import collections
import csv
import io
import json
import urllib.parse

import pytest

from tests.library.catalogue.harvested import (
    REAL,
    WORDS,
    Algorithms,
    Cases,
    Home,
    algorithm,
    case,
    replay,
    with_real_files,
)  # fmt: skip
from toepas.catalogue import Kind, Maturity
from toepas.catalogue.harvest import registry
from toepas.catalogue.harvest.aiod import KINDS, Assets
from toepas.catalogue.harvest.connector import source_facts
from toepas.catalogue.harvest.hubs import Hubs
from toepas.catalogue.harvest.places import country_code, place_of
from toepas.catalogue.harvest.web import Web
from toepas.kernel.problems import Problem

PSTW, REGISTER, HUBS = "pstw_2026-03-04.json", "algoritmeregister_2026-08-08.json", "edih_2025.json"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path / "home"))
    found = Home(tmp_path)
    yield found
    found.store.close()


# -- cases of the public sector


def test_a_case_becomes_a_practice_with_its_dirty_values_cleaned(home):
    home.harvest(home.file(Cases, "cases.json", [case(7, **{"AI Keywords": "chatbot", "Interaction": "G2C", "End Year": "\xa0", "Improved Public Service": "X"})]))  # fmt: skip
    found = home.store.get("pstw:7")
    assert found.kind is Kind.PRACTICE
    assert found.countries == ("DK",)
    assert found.maturity is Maturity.PILOT
    assert found.practice.until == ""
    assert found.practice.effects == ("Improved Public Service",)
    assert found.provider.type == "public-body"
    assert "answer-citizens" in found.purposes
    assert set(found.derived) == {"sectors", "purposes"}
    assert found.sources[0].licence == "CC-BY-4.0"


def test_a_case_without_ai_is_left_out_and_counted(home):
    outcome = home.harvest(home.file(Cases, "cases.json", [case(1), case(2, **{"Primary Technology": "Blockchain"})]))
    assert outcome.counts["skipped"] == 1
    assert outcome.counts["refused"] == 0
    assert outcome.skips == {"not about AI": 1}


def test_csv_and_json_of_the_same_cases_give_the_same_assets(home):
    home.harvest(home.file(Cases, "cases.json", [case(1), case(2, Description='Two\nlines, "quoted"')]))
    revision = home.store.revision()
    text = io.StringIO()
    writer = csv.DictWriter(text, case(1), delimiter=";")
    writer.writeheader()
    writer.writerows([case(1), case(2, Description='Two\nlines, "quoted"')])
    outcome = home.harvest(home.file(Cases, "cases.csv", text.getvalue().encode()))
    assert outcome.counts["unchanged"] == 2
    assert home.store.revision() == revision


@with_real_files
def test_the_real_cases_are_all_read(home):
    outcome = home.harvest(home.real(Cases, PSTW))
    assert {name: outcome.counts[name] for name in ("read", "new", "skipped", "refused", "merged")} == {
        "read": 2291, "new": 1816, "skipped": 475, "refused": 0, "merged": 4,
    }  # fmt: skip
    assets = home.store.assets()
    assert sum(not asset.countries for asset in assets) <= 1
    assert all(asset.maturity for asset in assets)
    assert sum(bool(asset.purposes) for asset in assets) > 700
    assert collections.Counter(code for asset in assets for code in asset.countries)["EL"] == 40
    again = home.harvest(home.real(Cases, PSTW))
    assert again.counts["unchanged"] == 1816


# -- the Dutch register


def test_an_algorithm_becomes_a_practice_in_dutch(home):
    home.algorithms(
        algorithm(11, juridische_basis="Wet open overheid", impactassessment="Ja", geregistreerd="2026-04-07")
    )
    found = home.store.get("algoritmeregister:11")
    assert found.name == {"nl": "Anonimiseren"}
    assert found.maturity is Maturity.IN_USE
    assert found.practice.legal_basis == "Wet open overheid"
    assert found.modified.isoformat() == "2026-04-07"
    assert found.sources[0].licence == "CC0-1.0"
    assert found.extra["impactassessment"] == "Ja"


def test_the_full_download_with_its_own_names_is_read_too(home):
    row = {
        "lars": "12",
        "name": "Zivver",
        "organization": "Gemeente Delft",
        "goal": "Veilig mailen",
        "status": "In gebruik",
        "begin_date": "2023-05-01",
    }
    home.harvest(home.file(Algorithms, "list.json", [row]))
    found = home.store.get("algoritmeregister:12")
    assert found.provider.name == "Gemeente Delft"
    assert found.practice.since == "2023-05"


@with_real_files
def test_the_real_register_is_read_from_the_network_as_from_a_file(home):
    import httpx

    content = (REAL / REGISTER).read_bytes()
    with replay(lambda *_: (200, {"ETag": '"x"'}, content)) as (base, _), httpx.Client() as client:
        path = Web(client, lambda _: None, WORDS).file(f"{base}/list")
        outcome = home.harvest(registry.connect("algoritmeregister", path, WORDS))
    assert outcome.counts["new"] == 1530
    assert outcome.counts["refused"] == 0
    revision = home.store.revision()
    assert home.harvest(home.real(Algorithms, REGISTER)).counts["unchanged"] == 1530
    assert home.store.revision() == revision


# -- hubs


def hub(name="DIH X", **fields):
    return {
        "EDIH Name": name, "EDIH Title": "The hub", "Country": "Greece", "EDIH/SoE": "Seal of Excellence",
        "Contact Location": "6th km Charilaou – Thermi Rd, 57001 Thessaloniki, Greece", "Website": "Website",
        "Description (indexed field)": "Write to jan.jansen@hub.example for help.",
        "Formatted sectors": "Retail, wholesale or distribution - 4, Health care - 5", "Formatted services": "Finance - 2, Field trial - 1",
        "Formatted technologies": "Big data - 4, Cybersecurity - 5, data - 3", **fields,
    }  # fmt: skip


def test_a_hub_becomes_a_service_without_persons_and_streets(home):
    home.harvest(home.file(Hubs, "hubs.json", [hub()]))
    found = home.store.assets()[0]
    assert found.kind is Kind.SERVICE
    assert (found.place.country, found.place.city, found.place.lat) == ("EL", "Thessaloniki", 40.6)
    assert found.sectors == ("trade", "healthcare")
    assert found.service.network == "seal-of-excellence"
    assert set(found.service.offers) == {"finding-funding", "test-before-invest"}
    assert found.service.technologies["cybersecurity"] == 5
    assert found.url == ""
    assert "jansen" not in str(found)
    assert "Charilaou" not in str(found)


def test_two_hubs_of_one_name_stay_two(home):
    assert home.harvest(home.file(Hubs, "hubs.json", [hub(), hub()])).counts["new"] == 2


def test_hubs_are_read_from_the_page_that_the_source_calls_a_workbook(home):
    cells = hub()
    page = "<html><table><tr>{}</tr><tr>{}</tr></table></html>".format(
        "".join(f"<th>{name}</th>" for name in cells), "".join(f"<td><p>{value}</p></td>" for value in cells.values())
    )
    assert home.harvest(home.file(Hubs, "export.xls", page.encode())).counts["new"] == 1
    assert home.store.assets()[0].place.city == "Thessaloniki"


@with_real_files
def test_the_real_hubs_are_all_read_and_nearly_all_placed(home):
    outcome = home.harvest(home.real(Hubs, HUBS))
    assert outcome.counts["new"] == 457
    assert outcome.counts["refused"] == 0
    assets = home.store.assets()
    assert collections.Counter(str(asset.service.network) for asset in assets) == {"edih": 168, "seal-of-excellence": 83, "dih": 206}  # fmt: skip
    assert sum(asset.place.lat is not None for asset in assets) >= 450


@with_real_files
def test_what_is_shipped_of_the_hubs_is_what_the_export_says():
    import datetime

    from toepas.catalogue.harvest.pin_hubs import lines
    from toepas.catalogue.shipped import HUBS as SHIPPED

    kept = SHIPPED.read_bytes().splitlines()
    day = datetime.date.fromisoformat(json.loads(kept[0])["sources"][0]["retrieved"])
    assert lines(REAL / HUBS, day) == kept


def test_no_text_mail_or_street_of_a_hub_is_shipped():
    from toepas.catalogue.shipped import shipped

    hubs = [asset for asset in shipped() if asset.id.startswith("hubs:")]
    assert len(hubs) == 457
    assert not any(asset.summary or asset.description or asset.contact for asset in hubs)


# -- AI-on-Demand: answers made after its published schema


def entry(number, **fields):
    return {
        "platform": "zenodo", "platform_resource_identifier": str(number), "name": f"Data {number}", "identifier": number,
        "description": {"plain": "Images of <b>plants</b>."}, "same_as": f"https://example.eu/records/{number}",
        "date_published": "2022-01-01T15:15:00.000", "version": "1.1.0", "license": "CC-BY-4.0", "is_accessible_for_free": True,
        "aiod_entry": {"status": "published", "date_modified": "2024-03-02T10:00:00"}, "keyword": ["plants"],
        "industrial_sector": ["Finance", "eCommerce", "Alchemy"], "application_area": ["Fraud Prevention"],
        "distribution": [{"content_url": "https://example.eu/a.csv", "encoding_format": "text/csv", "content_size_kb": 10,
                          "checksum": "e3b0", "checksum_algorithm": "sha256", "name": "a"}], **fields,
    }  # fmt: skip


def interface(counts, broken=()):
    """Answers of the interface: so many records per list."""

    def answer(path, _):
        parts = urllib.parse.urlsplit(path)
        asked = dict(urllib.parse.parse_qsl(parts.query))
        offset, limit = int(asked["offset"]), int(asked["limit"])
        kind = parts.path.split("/")[1]
        if (kind, offset) in broken:
            return 500, {}, b""
        page = [entry(number) for number in range(offset, min(offset + limit, counts.get(kind, 0)))]
        return 200, {"Content-Type": "application/json"}, json.dumps(page).encode()

    return answer


def aiod(base, client):
    return Assets(Web(client, lambda _: None, WORDS).page, base, WORDS)


def test_every_list_of_the_interface_is_read_page_by_page(home):
    import httpx

    with (
        replay(interface({"datasets": 230, "ml_models": 3, "case_studies": 100})) as (base, asked),
        httpx.Client() as client,
    ):
        outcome = home.harvest(aiod(base, client))
        again = home.harvest(aiod(base, client))
    assert outcome.counts["new"] == 333
    assert again.counts["unchanged"] == 333
    assert {path.split("/")[1] for path, _ in asked} == set(KINDS)
    found = home.store.get("aiod:datasets-7")
    assert (found.kind, found.licence, found.sectors) == (Kind.DATASET, "CC-BY-4.0", ("finance", "trade"))
    assert found.description == {"en": "Images of plants ."}
    assert found.files[0].bytes == 10_000
    assert found.same == ("zenodo:7",)
    assert found.extra["industrial_sector"] == "Finance, eCommerce, Alchemy"
    assert home.store.get("aiod:ml-models-1").kind is Kind.MODEL


def test_an_interface_that_breaks_off_is_gone_on_with_and_nothing_is_lost(home):
    import httpx

    counts = {"datasets": 300, "ml_models": 5}
    with (
        replay(interface(counts, broken={("datasets", 200)})) as (base, _),
        httpx.Client() as client,
        pytest.raises(Problem, match="cannot be reached"),
    ):
        home.harvest(aiod(base, client))
    assert len(home.store.records()) == 200
    with replay(interface(counts)) as (base, asked), httpx.Client() as client:
        outcome = home.harvest(aiod(base, client))
    assert "offset=200" in asked[0][0]
    assert outcome.counts["read"] == 305
    assert len(home.store.records()) == 305


# -- what they share


def test_a_file_of_another_source_is_refused_with_what_was_expected(home):
    for kind, name, row in ((Cases, "a.json", algorithm(1)), (Hubs, "b.json", case(1)), (Algorithms, "c.json", hub())):
        with pytest.raises(Problem, match="not a file of the source"):
            home.harvest(home.file(kind, name, [row]))
    assert home.store.records() == ()


def test_a_reader_of_a_standard_plugs_in_and_bad_records_are_refused_alone(home, monkeypatch):
    from tests.library.catalogue.made import asset

    def reader(content, where, words, source):
        for name in content.decode().split():
            yield (
                Problem(words.t("The file cannot be read."), where=where)
                if name == "bad"
                else asset(name, sources=(source,))
            )

    monkeypatch.setitem(registry.READERS, "dcat", reader)
    path = home.folder / "list.ttl"
    path.write_text("One bad Two")
    outcome = home.harvest(registry.connect("dcat", path, WORDS))
    assert (outcome.counts["new"], outcome.counts["refused"]) == (2, 1)
    assert home.store.get("dcat:one").sources[0].retrieved.year == 2026
    assert home.harvest(registry.connect("dcat", path, WORDS)).counts["unchanged"] == 2


@pytest.mark.parametrize(
    ("name", "code"),
    [("Greece", "EL"), ("GR", "EL"), ("Luxembourg ", "LU"), ("Duitsland", "DE"), ("Ελλάδα", "EL"), ("Türkiye", "TR"),
     ("European Union", "EU"), ("United Kingdom", "UK"), ("Czechia", "CZ"), ("Czech Republic", "CZ"), ("Atlantis", ""), ("", "")],
)  # fmt: skip
def test_countries_are_known_by_their_names_in_official_languages(name, code):
    assert country_code(name) == code


def test_a_city_is_found_and_the_country_alone_gives_no_coordinates():
    assert place_of("Science park 140, 1098 XG Amsterdam, Netherlands", "NL").lat == 52.4
    assert place_of("Nowhere 1", "NL").lat is None


def test_every_source_has_a_title_and_a_rank():
    for name in registry.names():
        assert source_facts(name)["title"]
        assert source_facts(name)["rank"]
