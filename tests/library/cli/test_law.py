"""``toepas law``: what a person sees of the official text, and what is refused rather than shown wrongly."""

import datetime
import json

import pytest

from tests.library.law.office import Answer, Office
from tests.library.law.samples import CONSOLIDATED, PUBLISHED, package
from toepas.cli.main import main
from toepas.law.text.model import FORMEX, Fetched
from toepas.law.text.store import ACT, keep

FIRST, NEWEST, LATER = "2024-08-01", "2026-07-27", "2029-01-01"
STAMP = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path))
    return tmp_path


def put(version: str, text: str, lang: str = "en") -> None:
    keep(version, lang, ACT, Fetched(FORMEX, "https://example.org/text", {"a.xml": text.encode()}), "x", STAMP)


@pytest.fixture
def law(capsys):
    def run(*given: str, lang: str = "en") -> tuple[int, str, str]:
        code = main(["law", *given, "--lang", lang])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_without_an_official_text_our_words_and_the_link_are_shown(law):
    code, out, _ = law("show", "art_26")
    assert code == 0
    assert "What users of high-risk systems owe" in out
    assert "uri=CELEX:02024R1689-20260727#art_26" in out
    assert "The official text is not here" in out


def test_the_official_text_names_its_version(law):
    put(NEWEST, CONSOLIDATED)
    _, out, _ = law("show", "art_1")
    assert f"Official text of {NEWEST}:" in out
    assert "(a) it weighs more than 10²⁵ grams;" in out


def test_one_passage_can_be_shown_with_what_lies_below_it(law):
    put(NEWEST, CONSOLIDATED)
    _, out, _ = law("show", "art_1.1.c")
    assert "in winter" in out
    assert "10²⁵" not in out


def test_what_came_and_went_is_marked_without_colours_too(law):
    put(FIRST, PUBLISHED)
    put(NEWEST, CONSOLIDATED)
    _, out, _ = law("show", "art_1", "--against", FIRST)
    assert "[-it is a pear.-]" in out
    assert "{+A basket holds apples.+}" in out
    assert f"From the text of {FIRST} to that of {NEWEST}: {{+ +}} was added, [- -] was taken out." in out


def test_a_text_that_did_not_change_is_said_to_read_the_same(law):
    put(FIRST, PUBLISHED)
    put(NEWEST, PUBLISHED)
    assert "It reads the same" in law("show", "art_1", "--against", FIRST)[1]


@pytest.mark.parametrize(("here", "missing"), [(FIRST, NEWEST), (NEWEST, FIRST)])
def test_nothing_is_compared_with_a_text_that_is_not_here(law, here, missing):
    put(here, PUBLISHED)
    code, out, err = law("show", "art_1", "--against", FIRST)
    assert (code, out) == (2, "")
    assert f"toepas law pull --lang en --version {missing}" in err


def test_texts_in_two_languages_are_not_compared(law):
    put(FIRST, PUBLISHED)
    put(NEWEST, CONSOLIDATED, lang="fr")
    assert law("show", "art_1", "--against", FIRST, lang="fr")[0] == 2


@pytest.mark.parametrize("given", ["art_999", "art_1.7", "foo", "art_1.1.z"])
def test_what_is_no_provision_gets_a_hint(law, given):
    put(NEWEST, CONSOLIDATED)
    code, _, err = law("show", given)
    assert code == 2
    assert "art_" in err.split("Expected:")[1]


def test_an_article_is_not_shown_in_a_text_that_it_came_after(law):
    code, out, err = law("show", "art_4a", "--version", FIRST)
    assert (code, out) == (2, "")
    assert f"It came in with the text of {NEWEST}." in err


def test_our_words_beside_a_newer_text_say_which_text_they_are_about(law):
    put(LATER, CONSOLIDATED)
    _, out, _ = law("show", "art_1", "--version", LATER)
    assert f"These words of ours are about the text of {NEWEST}." in out
    assert "uri=CELEX:02024R1689-20290101#art_1" in out


def test_show_gives_machines_the_same(law):
    put(FIRST, PUBLISHED)
    put(NEWEST, CONSOLIDATED)
    shown = json.loads(law("show", "art_1", "--against", FIRST, "--json")[1])
    assert (shown["id"], shown["version"], shown["against"], shown["digest_of"]) == ("art_1", NEWEST, FIRST, NEWEST)
    assert [p["path"] for p in shown["official"]] == ["1", "1.a", "1.c", "1.c.i", "1+2"]
    assert {c["path"]: c["kind"] for c in shown["changes"]}["1.b"] == "deleted"
    assert json.loads(law("show", "art_26", "--json", "--version", FIRST)[1])["changes"] is None


def test_list_shows_what_is_here(law):
    assert "No official text is here yet" in law("list")[1]
    put(NEWEST, CONSOLIDATED)
    assert NEWEST in law("list")[1]
    assert json.loads(law("list", "--json")[1])[0]["source"] == "https://example.org/text"


def test_verify_names_the_rules_to_look_at_and_ends_with_status_1(law):
    put(NEWEST, CONSOLIDATED)
    code, out, _ = law("verify")
    assert code == 1
    assert "26(7): the passage is not there: " in out


def test_verify_holds_the_newest_rules_to_a_newer_text(law):
    put(LATER, CONSOLIDATED)
    code, out, _ = law("verify", "--version", LATER)
    assert code == 1
    assert f"No rules are written for the text of {LATER} yet. Those of {NEWEST} are held to it." in out
    shown = json.loads(law("verify", "--version", LATER, "--json")[1])
    assert (shown["version"], shown["rules_of"]) == (LATER, NEWEST)
    assert shown["to_review"]


def test_fingerprints_are_not_taken_from_a_text_without_rules(law):
    put(LATER, CONSOLIDATED)
    code, _, err = law("verify", "--version", LATER, "--pin")
    assert code == 2
    assert "Write the rules for it first" in err


def test_verify_needs_the_english_text(law):
    put(NEWEST, CONSOLIDATED, lang="fr")
    code, _, err = law("verify")
    assert code == 2
    assert f"toepas law pull --lang en --version {NEWEST}" in err


def test_pull_asks_the_office_that_is_named_in_the_environment(law, monkeypatch):
    office = Office()
    monkeypatch.setenv("TOEPAS_PUBLICATIONS", office.base + "/")
    office.say("/resource/celex/32024R1689", "zip", "eng", Answer(200, package({"a.xml": PUBLISHED})))
    try:
        code, out, _ = law("pull", "--version", FIRST)
        assert (code, "1 articles, 0 annexes, 2 recitals" in out) == (0, True)
        assert "It was here already" in law("pull", "--version", FIRST)[1]
    finally:
        office.close()


@pytest.mark.parametrize("address", ["nowhere", "http://[", "http://127.0.0.1:1"])
def test_an_office_that_is_none_gets_one_message(law, monkeypatch, address):
    monkeypatch.setenv("TOEPAS_PUBLICATIONS", address)
    monkeypatch.setattr("time.sleep", lambda _: None)
    code, _, err = law("pull", "--version", FIRST)
    assert code == 3
    assert "Problem: The Publications Office" in err
