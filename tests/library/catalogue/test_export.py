"""The catalogue for others: tables, JSON, schema.org and the feed."""

import csv
import datetime
import io
import json
from xml.etree import ElementTree as Xml

import pytest

from tests.library.catalogue.made_up_assets import DATA, HERE, everything
from toepas.catalogue import Asset, Kind, read_asset
from toepas.catalogue.export import COLUMNS, to_atom, to_csv, to_list, to_schema_org
from toepas.kernel.words import Words

NOW = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)
PAGE = "https://catalogue.example/nl/catalogue/whole-dataset/"
FEED = "https://catalogue.example/nl/catalogue/new.atom"


def rows(*assets: Asset, lang: str = "en") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(assets, lang).decode("utf-8-sig"), newline="")))


def test_the_table_has_a_row_for_each_asset_in_the_language_asked_for():
    first, second = rows(everything(Kind.SOLUTION), DATA, lang="nl")
    assert (first["name"], second["name"]) == ("Brievenlezer", "Letters")
    assert first["languages"] == "en nl"
    assert list(first) == list(COLUMNS)


def test_what_is_not_known_is_an_empty_cell():
    assert rows(DATA)[0]["licence"] == ""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x"])
def test_no_cell_is_run_as_a_formula(text):
    assert rows(Asset(id="x", kind=Kind.SOLUTION, name={"en": text}, sources=(HERE,)))[0]["name"] == f"'{text}"


def test_lines_quotes_and_commas_survive():
    text = 'one, "two"\nthree'
    assert rows(Asset(id="x", kind=Kind.SOLUTION, name={"en": text}, sources=(HERE,)))[0]["name"] == text


def test_the_list_says_when_it_was_made_and_under_which_terms_its_sources_are():
    made = to_list([everything(Kind.MODEL), DATA], NOW)
    assert made["header"]["made"] == "2026-11-22T09:30:00+00:00"
    assert made["header"]["count"] == 2
    assert [source["licence"] for source in made["header"]["sources"]] == ["CC0-1.0", "CC-BY-4.0", ""]


@pytest.mark.parametrize("kind", Kind)
def test_the_list_as_json_gives_the_same_assets_again(kind):
    document = json.loads(json.dumps(to_list([everything(kind)], NOW), default=str))
    assert read_asset(document["assets"][0], "list", Words()) == everything(kind)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_something_in_schema_org(kind):
    page = to_schema_org(everything(kind), "nl", PAGE)
    assert page["@context"] == "https://schema.org"
    assert page["name"] == "Brievenlezer"
    assert page["license"] == "https://spdx.org/licenses/EUPL-1.2"
    assert json.loads(json.dumps(page)) == page


def test_schema_org_says_nothing_of_what_is_not_known():
    assert set(to_schema_org(DATA, "en", PAGE)) == {
        "@context", "@type", "@id", "identifier", "name", "description", "url", "sameAs",
    }  # fmt: skip


def test_what_is_not_said_to_be_free_is_not_called_free_nor_paid():
    assert "isAccessibleForFree" not in to_schema_org(DATA, "en", PAGE)
    assert to_schema_org(everything(Kind.SOLUTION), "en", PAGE)["isAccessibleForFree"] is True


def feed(*assets: Asset) -> Xml.Element:
    return Xml.fromstring(to_atom(assets, "Nieuw", FEED, NOW, page=lambda asset: f"{PAGE}{asset.id}", lang="nl"))


def test_the_feed_has_the_newest_first_each_with_its_own_day():
    space = {"a": "http://www.w3.org/2005/Atom"}
    made = feed(everything(Kind.SOLUTION), DATA)
    assert [entry.findtext("a:title", namespaces=space) for entry in made.findall("a:entry", space)] == [
        "Letters",
        "Brievenlezer",
    ]
    assert [entry.findtext("a:updated", namespaces=space)[:10] for entry in made.findall("a:entry", space)] == [
        "2026-11-02",
        "2026-06-07",
    ]
    assert made.findtext("a:updated", namespaces=space) == "2026-11-22T09:30:00+00:00"


def test_characters_that_xml_cannot_hold_do_not_break_the_feed():
    made = feed(Asset(id="x", kind=Kind.SOLUTION, name={"en": "a\x00\x0b<b>&"}, sources=(HERE,)))
    assert "a<b>&" in "".join(made.itertext())


def test_a_feed_needs_a_moment_with_a_time_zone():
    with pytest.raises(ValueError, match="now"):
        to_atom([], "t", FEED, NOW.replace(tzinfo=None), page=str)
