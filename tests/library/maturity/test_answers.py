"""Answers read from files: none, nothing and not known are three things; what does not fit is refused with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.library.maturity.made import assessed, scored
from toepas.kernel import Problem, Words
from toepas.maturity import (
    Cell,
    Organisation,
    benchmark,
    benchmark_text,
    benchmark_wanted,
    blank,
    questionnaires,
    read_answers,
    score,
)

HEAD = "questionnaire: sme\nversion: 1.0\nstage: T0\non: 2026-03-01\norganisation: {name: Molen, country: NO, size: 10-49}\nanswers:\n"


def read(tmp_path, answers):
    path = tmp_path / "a.yaml"
    path.write_text(HEAD + answers)
    return read_answers(path, Words())


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("[policy]", {"policy": "yes", "digital": "no"}),
        ("none", {"policy": "no", "digital": "no"}),
        ("[none]", {"policy": "no", "digital": "no"}),
        ("[]", {}),
        ("unknown", {}),
        ("", {}),
        ("{policy: yes, digital: unknown}", {"policy": "yes"}),
        ("{policy: no, digital: }", {"policy": "no"}),
    ],
)
def test_none_nothing_and_not_known_are_three_things(tmp_path, written, kept):
    found = read(tmp_path, f"  managed: {written}\n").answers["managed"]
    assert {row: found[row] for row in ("policy", "digital") if row in found} == kept


def test_a_country_code_and_a_version_stay_texts(tmp_path):
    found = read(tmp_path, "  ai: {language: 5}\n")
    assert found.organisation.country == "NO"
    assert found.questionnaire.version == "1.0"
    assert found.answers["ai"] == {"language": "5"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("  managed: [none, policy]", "goes with nothing else"),
        ("  managed: [magic]", "no row 'magic'"),
        ("  ai: {language: 7}", "no answer to 'ai'"),
        ("  ai: [language]", "list is no answer"),
        ("  ai: much", "no answer to 'ai'"),
        ("  mood: [policy]", "no question 'mood'"),
        ("  areas: {design: yes}", "no answer to 'areas'"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(tmp_path, written, said):
    with pytest.raises(Problem, match=said) as found:
        read(tmp_path, written + "\n")
    assert found.value.where.endswith("a.yaml:7")
    assert found.value.todo


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sme", "spa", "no questionnaire 'spa'"),
        ("1.0", "9.9", "no version '9.9'"),
        ("T0", "T7", "does not fit"),
        ("2026-03-01", "later", "not a date"),
        ("10-49", "12", "does not fit"),
        ("stage", "phase", "missing|not known here"),
    ],
)
def test_a_head_that_does_not_fit_is_refused(tmp_path, old, new, said):
    path = tmp_path / "a.yaml"
    path.write_text((HEAD + "  {}\n").replace(old, new, 1))
    with pytest.raises(Problem, match=said):
        read_answers(path, Words())


@pytest.mark.parametrize("name", ["sme", "public", "ai-readiness"])
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_file_to_fill_in_answers_nothing_yet(tmp_path, name, lang):
    path = tmp_path / "a.yaml"
    path.write_text(blank(questionnaires()[name], "T0", "2026-03-01", Words(lang)))
    found = score(read_answers(path, Words()))
    assert (found.overall.low, found.overall.high) == (0, 100)


CELL = Cell(28.76, "NL", "10-49", "2025", "Source: the office.")


@pytest.mark.parametrize(
    ("name", "organisation", "wanted"),
    [
        ("sme", Organisation(country="NL", size="10-49"), ("NL", "10-49")),
        ("sme", Organisation(country="NL", size="250+"), ("NL", "GE250")),
        ("sme", Organisation(country="NL", size="1-9"), "small"),
        ("sme", Organisation(country="NL"), "size"),
        ("sme", Organisation(size="10-49"), "country"),
        ("public", Organisation(country="NL", size="10-49"), "public"),
    ],
)
def test_a_figure_stands_beside_only_where_it_is_of_the_same_kind(name, organisation, wanted):

    found = score(replace(assessed({}, name), organisation=organisation))
    assert benchmark_wanted(found) == wanted
    beside = benchmark(found, CELL)
    assert (beside.cell is not None) == isinstance(wanted, tuple)
    assert all(benchmark_text(beside, Words()))


@pytest.mark.parametrize(("code", "uses"), [("5", True), ("4", None)])
def test_use_of_ai_is_read_from_the_answers_and_unknown_stays_unknown(code, uses):

    assert benchmark(scored({"ai": {"language": code}}), None).uses is uses
    every = dict.fromkeys(("language", "vision", "speech", "robots", "insight"), "4")
    assert benchmark(scored({"ai": every}), None).uses is False
