"""The question box: the right view for a question, and the truth where there is none."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from toepas.kernel import Words
from toepas.observatory import find, look, permalink
from toepas.observatory.find.lexicon import same

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8"))
WORDS = Words()
FLOOR = 0.97


def parts(found):
    link = permalink(found.view, WORDS, found.form) if found.view else ""
    return dict(part.split("=") for part in link.split("&")) if link else None


def right(asked):
    found = find(asked["q"], WORDS)
    got, wanted = parts(found), asked["with"]
    if bool(found.notes) != bool(asked.get("notes")):
        return False
    return got is None if wanted is None else got is not None and got | wanted == got


def test_questions_lead_to_the_view_that_answers_them():
    asked = [question for questions in QUESTIONS.values() for question in questions]
    wrong = [question["q"] for question in asked if not right(question)]
    assert len(asked) >= 60
    assert 1 - len(wrong) / len(asked) >= FLOOR, wrong


def test_every_view_that_is_found_has_figures():
    for questions in QUESTIONS.values():
        for question in questions:
            found = find(question["q"], WORDS)
            for view in ([found.view] if found.view else []) + list(found.others):
                assert look(view, WORDS).frame["value"].drop_nulls().len(), question["q"]


def test_there_is_no_construction_by_country_and_that_is_said():
    found = find("adoption in Dutch construction 2025", WORDS)
    assert parts(found) == {"indicator": "ai-use-by-activity", "geo": "EU27_2020", "time": "2025", "nace_r2": "F"}
    assert not found.exact
    assert any("Netherlands" in note for note in found.notes)
    assert "Shown is the European Union." in found.notes
    assert [permalink(view, WORDS) for view in found.others] == ["indicator=ai-use&geo=NL&time=2025&size_emp=GE10"]


def test_what_was_understood_is_told_word_by_word():
    found = find("adoption in Dutch construction 2025", WORDS)
    assert [(part.kind, part.words, part.means) for part in found.understood] == [
        ("indicator", "adoption", "Enterprises that use AI, by activity"),
        ("place", "Dutch", "Netherlands"),
        ("activity", "construction", "Construction"),
        ("period", "2025", "2025"),
    ]


def test_a_word_that_is_not_understood_is_told_and_the_answer_is_not_called_exact():
    found = find("AI use in Amsterdam, the Netherlands", WORDS)
    assert found.ignored == ("Amsterdam",)
    assert not found.exact


def test_a_plain_question_is_answered_exactly():
    assert find("use of AI in the EU", WORDS).exact


def test_a_sector_that_is_covered_in_part_is_called_a_proxy_with_the_reason():
    found = find("AI in mobility, transport and automotive", WORDS)
    assert parts(found)["nace_r2"] == "C29_C30,H"
    assert any(note.startswith("Shown as a proxy: ") and "storage and post" in note for note in found.notes)


def test_capitals_are_codes_of_countries_only_where_not_everything_is_capitals():
    assert find("AI use in BE and AT", WORDS).view.geo == ("BE", "AT")
    assert find("WHICH COUNTRIES MAY BE AT THE TOP", WORDS).view.geo == ()
    assert "IT" not in find("use of AI in the IT sector", WORDS).view.geo


def test_a_sector_that_is_not_surveyed_never_gets_the_figure_of_all_firms():
    for question in (
        "AI in banks in the Netherlands",
        "AI in schools in Spain",
        "AI in courts",
        "AI in defence in France",
    ):
        found = find(question, WORDS)
        assert found.view is None, question
        assert found.notes, question


def test_dutch_readers_are_answered_in_dutch():
    found = find("AI-gebruik in de bouw in Nederland 2025", Words("nl"))
    assert any("Europese Unie" in note for note in found.notes)
    assert ("place", "Nederland", "Nederland") in [(part.kind, part.words, part.means) for part in found.understood]


@pytest.mark.parametrize(
    "name", ["België", "BELGIË", "belgie", "Belgique", "Belgien", "Bélgica", "Belgia", "Βέλγιο", "Белгия", "BE"]
)
def test_a_country_is_known_by_its_name_in_every_official_language(name):
    found = find(f"AI {name} 2025", WORDS)
    assert found.view is not None
    assert found.view.geo == ("BE",)


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [("nederlanders", "nederlandse", True), ("adopted", "adoption", True), ("slovenia", "slovakia", False),
     ("austria", "australia", False), ("iran", "irak", False), ("ireland", "iceland", False), ("latvia", "latvian", True)],
)  # fmt: skip
def test_words_are_the_same_when_only_their_endings_differ(one, two, alike):
    assert same(one, two) is alike


@given(st.text(max_size=120))
def test_any_text_gets_an_answer_or_an_honest_none(text):
    found = find(text, WORDS)
    assert found.view is not None or found.notes


def test_a_very_long_question_is_answered_quickly():
    assert find("use of AI in the Netherlands " * 5000, WORDS).view is not None
