"""The calendar, the guidance and the authorities: complete, held to the law text where it is at hand, and honest."""

from __future__ import annotations

import copy
import datetime
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.law.agreement.deviations import SHARED
from toepas.cli.catalogues import law_messages
from toepas.cli.main import main
from toepas.kernel import parse_citation
from toepas.law import (
    authorities,
    countries,
    country_code,
    functions,
    guidance,
    load_act,
    official_list,
    rights_list,
    timeline,
)
from toepas.law.lint import lists as list_problems
from toepas.law.sources import DATA_DIR, read_folder

MEMBER_STATES = {
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
}
LAW_TEXT = SHARED / "law" / "ai-act-consolidated-20260727.en.json"
AMENDING_TEXT = SHARED / "law" / "omnibus-2026-1744.en.json"
ABSENT = "the law text lies beside the project (../shared/law) and is not here"
SEARCHED = datetime.date(2026, 11, 24)


# --- the calendar


def test_the_calendar_is_in_the_order_of_the_days() -> None:
    days = [entry.day for entry in timeline()]
    assert days == sorted(days)


def test_both_things_of_2_december_2026_are_in_the_calendar() -> None:
    found = {entry.id: entry for entry in timeline() if entry.day == datetime.date(2026, 12, 2)}
    assert found["new_bans"].kind == "applies"
    assert {"5(1)(ba)", "5(1)(bb)"} <= set(found["new_bans"].cites)
    assert found["marking_catches_up"].kind == "transition-end"
    assert "111(4)" in found["marking_catches_up"].cites


def test_what_is_only_expected_says_that_it_is_no_day_of_the_law() -> None:
    expected = [entry for entry in timeline() if entry.kind == "expected"]
    assert expected
    assert all("no day of the law" in entry.note for entry in expected)


def _words_of(node: Any) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return " ".join(map(_words_of, node))
    if isinstance(node, dict):
        parts = ("text", "subparagraphs", "paragraphs", "children", "content")
        return " ".join(_words_of(node[key]) for key in parts if key in node)
    return ""


def _find(node: Any, key: str, value: str) -> Any:
    if isinstance(node, dict):
        if node.get(key) == value:
            return node
        node = list(node.values())
    if isinstance(node, list):
        return next((found for part in node if (found := _find(part, key, value))), None)
    return None


def _provision_text(cite: str) -> str:
    parsed = parse_citation(cite)
    if parsed.act:
        article = _find(json.loads(AMENDING_TEXT.read_text(encoding="utf-8")), "label", f"Article\u00a0{parsed.number}")
        return _words_of(article).replace("\u00a0", " ")
    article = _find(json.loads(LAW_TEXT.read_text(encoding="utf-8")), "label", f"Article {parsed.number}")
    wanted = f"{parsed.points[0]}." if parsed.points else ""
    paragraph = _find(article.get("paragraphs", []), "num", wanted) if wanted else article
    return _words_of(paragraph or article).replace("\u00a0", " ")


FROM_ANOTHER_SOURCE = {
    "in_force": "the twentieth day after publication: the text gives no date",
    "amendment": "the third day after publication: the text gives no date",
    "high_risk_guidelines_expected": "no day of the law",
    "powers_end": "five years from a date in the text: computed below",
}


@pytest.mark.skipif(not LAW_TEXT.exists(), reason=ABSENT)
@pytest.mark.parametrize("entry", [e for e in timeline() if e.id not in FROM_ANOTHER_SOURCE], ids=lambda e: e.id)
def test_the_law_says_the_day_in_a_passage_that_is_cited(entry: Any) -> None:
    written = f"{entry.day.day} {entry.day:%B %Y}"
    assert any(re.search(rf"\b{written}\b", _provision_text(cite)) for cite in entry.cites), written


@pytest.mark.skipif(not LAW_TEXT.exists(), reason=ABSENT)
def test_the_powers_of_the_commission_end_five_years_after_they_began() -> None:
    assert "five years from 1 August 2024" in _provision_text("97(2)")
    assert next(e.day for e in timeline() if e.id == "powers_end") == datetime.date(2029, 8, 1)


def test_no_entry_is_excused_from_the_law_text_that_is_gone() -> None:
    assert FROM_ANOTHER_SOURCE.keys() <= {entry.id for entry in timeline()}


# --- the guidance


def test_every_document_is_about_a_provision_of_the_act() -> None:
    known = load_act().articles
    lost = [(g.id, cite) for g in guidance() for cite in g.about if parse_citation(cite).provision not in known]
    allowed = {"art_40", "art_68"}  # on standards and the panel: no article of ours yet
    assert [(name, cite) for name, cite in lost if parse_citation(cite).provision not in allowed] == []


def test_what_the_classification_hangs_on_is_still_a_draft_and_says_so() -> None:
    found = next(item for item in guidance() if item.id == "high_risk_guidelines")
    assert found.status == "draft"
    assert "not found" in found.note


def test_a_published_standard_without_citation_gives_no_presumption_and_says_so() -> None:
    standards = [item for item in guidance() if item.kind == "standard" and item.status == "final"]
    assert standards
    assert all("no presumption" in item.note for item in standards)


def test_nothing_is_called_official_that_was_not_read() -> None:
    assert {item.source for item in guidance() if item.checked == "official"} == {"The AI Act itself"}
    assert all("not read" in g.source or "Reports" in g.source for g in guidance() if g.checked == "secondary")


def test_what_was_published_lies_before_the_day_we_looked() -> None:
    assert all(item.published <= SEARCHED for item in guidance() if item.published)
    assert all(item.expected > item.as_of for item in guidance() if item.expected)


# --- the authorities


def test_all_27_member_states_and_the_union_are_there() -> None:
    assert set(countries()) == MEMBER_STATES | {"EU"}
    assert countries()[0] == "EU"


@pytest.mark.parametrize("country", sorted(MEMBER_STATES))
def test_every_function_has_a_line_in_every_country(country: str) -> None:
    assert {entry.function for entry in authorities(country)} == {function.id for function in functions()}


def test_what_is_not_known_has_no_name_and_the_day_of_the_search() -> None:
    unknown = [entry for entry in authorities() if entry.status == "not-known"]
    assert unknown
    assert {(entry.name, entry.url, entry.source, entry.as_of) for entry in unknown} == {("", "", "", SEARCHED)}


def test_what_is_known_has_a_source_with_a_day_that_is_not_in_the_future() -> None:
    known = [entry for entry in authorities() if entry.status != "not-known"]
    assert all(entry.name and entry.source and entry.checked in {"official", "secondary"} for entry in known)
    assert all(entry.as_of <= SEARCHED for entry in known)


@pytest.mark.parametrize("country", ["CZ", "DE", "EL", "ES", "FR", "NL", "PL", "SE", "SK"])
def test_a_bill_designates_nobody(country: str) -> None:
    supervisors = [entry for entry in authorities(country) if entry.function == "market_surveillance"]
    assert {entry.status for entry in supervisors} == {"proposed"}


@pytest.mark.parametrize("country", ["CY", "DK", "FI", "HU", "IE", "IT", "LT", "MT", "SI"])
def test_countries_with_a_law_in_force_have_a_designated_supervisor(country: str) -> None:
    supervisors = [entry for entry in authorities(country) if entry.function == "market_surveillance"]
    assert {entry.status for entry in supervisors} == {"designated"}


def test_nobody_named_is_said_in_words_and_not_left_empty() -> None:
    assert {e.name for e in authorities() if e.status == "not-designated"} == {"No authority named yet"}


def test_a_country_may_be_written_small_and_greece_both_ways() -> None:
    assert country_code("nl") == "NL"
    assert country_code(" gr ") == country_code("EL") == "EL"
    assert country_code("UK") == ""


def test_the_lists_of_the_commission_are_pages_of_the_commission() -> None:
    assert official_list().startswith("https://digital-strategy.ec.europa.eu/")
    assert rights_list().startswith("https://digital-strategy.ec.europa.eu/")
    assert official_list() != rights_list()


# --- the lint


def _broken(change: Any) -> list[str]:
    raw = read_folder(DATA_DIR / "ai_act")
    changed = copy.deepcopy(raw.lists)
    change(changed)
    return list(list_problems(replace(raw, lists=changed)))


BREAKS = {
    "a list nobody knows": (lambda x: x.update(other={}), "not known"),
    "a country is missing": (lambda x: x["authorities"]["countries"].pop("NL"), "'NL' is a required property"),
    "an id stands twice": (lambda x: x["timeline"]["entries"].append(x["timeline"]["entries"][0]), "occurs twice"),
    "a date that does not exist": (lambda x: x["timeline"]["entries"][0].update(day="2026-02-30"), "2026-02-30"),
    "a citation of no form": (lambda x: x["guidance"]["entries"][0].update(about=["Art 5"]), "no known form"),
    "a source that is not there": (
        lambda x: x["authorities"]["countries"]["NL"][0].update({"from": "hearsay"}),
        "'hearsay' is not among the sources",
    ),
    "a source without use": (
        lambda x: x["guidance"]["sources"].update(more=x["guidance"]["sources"]["law"]),
        "'more' is not used",
    ),
    "a status of another kind": (
        lambda x: x["authorities"]["countries"]["NL"][0].update(status="maybe"),
        "'maybe' is not one of",
    ),
    "announced without a day": (
        lambda x: next(e for e in x["guidance"]["entries"] if e["status"] == "announced").pop("expected"),
        "'expected' is a required property",
    ),
    "an alias that hides a country": (lambda x: x["authorities"]["aliases"].update(NL="BE"), "hides a country"),
}


def test_the_lists_as_they_are_have_no_problems() -> None:
    assert _broken(dict) == []


@pytest.mark.parametrize("name", BREAKS)
def test_the_lint_finds(name: str) -> None:
    change, said = BREAKS[name]
    found = _broken(change)
    assert any(said in text for text in found), found


# --- words and commands


def test_every_text_of_the_lists_is_offered_for_translation() -> None:
    offered = {(context, text) for context, text, _ in law_messages()}
    for item in guidance():
        assert (f"guidance.{item.id}.note", item.note) in offered
        assert ("guidance.source", item.source) in offered
    for entry in authorities():
        for key in ("name", "for_whom", "source"):
            assert not getattr(entry, key) or (f"authorities.{key}", getattr(entry, key)) in offered


def test_the_calendar_command_writes_a_file_with_every_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "law.ics"
    assert main(["calendar", "--ics", str(target), "--lang", "en"]) == 0
    events = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert sorted(event.decoded("dtstart") for event in events) == [entry.day for entry in timeline()]
    assert str(target) in capsys.readouterr().out.replace("\n", "")
    assert [path.name for path in tmp_path.iterdir()] == ["law.ics"]


def test_a_calendar_that_cannot_be_written_gives_one_message_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").mkdir()
    assert main(["calendar", "--ics", str(tmp_path / "taken"), "--lang", "en"]) == 3
    assert "Problem:" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_the_calendar_shows_what_is_to_come_above_what_is_past(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert shown.index("Parts of the large European databases") < shown.index("The AI Act enters into force")


def test_the_calendar_as_json_has_dates_and_guidance_with_their_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "--json", "--lang", "en"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in data["dates"]] == [entry.id for entry in timeline()]
    assert {row["checked"] for row in data["guidance"]} == {"official", "secondary"}


def test_authorities_as_json_say_status_source_and_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["authorities", "gr", "--json", "--lang", "en"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {row["country"] for row in data} == {"EL"}
    assert all(row["status"] == "not-known" or (row["source"] and row["as_of"]) for row in data)


def test_authorities_of_no_member_state_give_one_message_with_the_choices(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["authorities", "UK", "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "'UK' is no member state" in said
    assert "NL" in said
