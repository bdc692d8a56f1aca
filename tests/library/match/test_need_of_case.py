"""The need that is read from a case file: what a person would say it is about, where, how large, and no more."""

import pytest

from tests.repository.project import ROOT
from toepas.check import Case, read_case
from toepas.kernel.words import Words
from toepas.match import Point, need_of_case, point_text
from toepas.retrieval import vectors

SAID = {
    "applicant-games-municipality": ("recruit", "NL", "public"),
    "border-drone-army": ("defence-surveillance", "PL", "medium"),
    "cv-ranking-staffing-agency": ("recruit", "NL", "small"),
    "early-school-leavers": ("dropout", "SE", "public"),
    "emergency-triage-device": ("triage", "DE", "public"),
    "face-comparison-counter": ("identity", "NL", "public"),
    "farm-subsidy-satellites": ("farm-subsidies", "BE", "public"),
    "film-dubbing": ("interpret-speech", "FR", "small"),
    "flood-maps-research": ("earth-observation", "EE", "research"),
    "grid-balancing": ("energy-grid", "AT", "large"),
    "job-search-scan-benefits": ("match-jobs", "NL", "public"),
    "lift-door-safety": ("camera", "IT", "medium"),
    "mobile-network-tuning": ("save-energy", "ES", "large"),
    "number-plate-cameras": ("number-plates", "RO", "public"),
    "open-language-model": ("run-language-model", "LV", "startup"),
    "toy-importer": ("run-language-model", "NL", "small"),
    "warehouse-robot": ("work-with-robots", "DK", "large"),
    "website-chatbot-municipality": ("answer-citizens", "NL", "public"),
}
"""What a person said each example is about (nothing where no purpose of the list is meant), its country, its size."""


def example(name):
    return read_case(ROOT / "examples" / f"{name}.yaml", Words())


def of(texts, facts=None, reader="en"):
    return need_of_case(Case("a-case", facts or {}, texts), reader)


def test_every_example_has_an_expectation():
    assert set(SAID) == {path.stem for path in (ROOT / "examples").glob("*.yaml")}


@pytest.mark.parametrize("name", SAID)
def test_an_example_is_read_as_a_person_reads_it(name):
    if vectors.encoder() is None:
        pytest.skip("the model of the extra 'ask' is not installed")
    purpose, country, size = SAID[name]
    need = need_of_case(example(name), "en")
    assert (need.purposes[0] if need.purposes else "") == purpose
    assert need.place.country == country
    assert need.size == size
    assert need.sectors


@pytest.mark.parametrize("name", SAID)
def test_no_example_insists_on_anything_that_it_does_not_say(name):
    need = need_of_case(example(name), "en")
    assert (need.languages, need.open_licence, need.hosting) == ((), False, ())


def test_what_is_there_is_not_what_must_be():
    need = of({"purpose": "Sell a toy", "description": "Brought to the Dutch market, open source, in Danish."})
    assert (need.languages, need.open_licence) == ((), False)


def test_what_the_purpose_insists_on_is_read():
    need = of({"purpose": "Answer residents in Dutch with open source software"})
    assert need.languages == ("nl",)
    assert need.open_licence


def test_own_words_go_before_the_system():
    texts = {"need": "Minutes of our council meetings", "system": "Software that ranks applicants", "title": "Ranking"}
    need = of(texts, {"recruitment": True})
    assert need.text == "Minutes of our council meetings"
    assert "recruit" not in need.purposes


def test_facts_alone_say_what_a_case_is_for():
    need = of({"title": "Without a name"}, {"recruitment": True})
    assert need.purposes == ("recruit", "match-jobs")
    assert "staff" in need.text


def test_a_title_alone_is_too_little():
    assert of({"title": "Ranking applicants"}).text == ""


def test_an_unknown_fact_is_no_yes():
    assert of({"title": "x"}, {"recruitment": None}).text == ""


@pytest.mark.parametrize(
    ("texts", "city"),
    [
        ({"place": "Utrecht"}, "Utrecht"),
        ({"place": "Stationsplein 1, 3511 ED Utrecht"}, "Utrecht"),
        ({"organisation": "Municipality of Utrecht"}, "Utrecht"),
        ({"place": "Groningen", "organisation": "Municipality of Utrecht"}, "Groningen"),
        ({"organisation": "A municipality with an ede in a word"}, ""),
    ],
)
def test_a_town_is_read_where_it_is_said(texts, city):
    place = of({"purpose": "x", **texts}, {"organisation_country": "NL"}).place
    assert (place.country, place.city) == ("NL", city)


def test_greece_is_written_as_the_catalogue_does():
    assert of({"purpose": "x"}, {"organisation_country": "GR"}).place.country == "EL"


def test_a_town_that_only_one_country_has_tells_the_country():
    assert of({"purpose": "x", "place": "Groningen"}).place.country == "NL"


def test_a_case_in_dutch_is_read_in_dutch():
    texts = {
        "purpose": "Vragen van inwoners beantwoorden",
        "system": "Chatbot op de website",
        "sector": "public-sector",
    }
    need = of(texts, reader="nl")
    assert need.lang == "nl"
    if vectors.encoder() is not None:
        assert need.purposes[0] == "answer-citizens"


@pytest.mark.parametrize(("kilometres", "said"), [("3", "In or near your town"), ("198", "About 200 km away")])
def test_a_distance_is_said_no_more_exactly_than_places_are_known(kilometres, said):
    assert point_text(Point("distance", "place", kilometres, 0.4), Words()) == said
