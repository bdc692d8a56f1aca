"""Scores: recomputed by a second, naive way from the files as they are written; what is not known is never zero."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings

from tests.library.maturity.made import answers_to, assessed, every, scored
from tests.repository.project import ROOT
from toepas.catalogue import Kind, concepts
from toepas.kernel import Words
from toepas.law import load_act
from toepas.maturity import advice, level_of, level_text, questionnaires, score
from toepas.maturity.registry import build

DATA = ROOT / "src/toepas/maturity/data"
NAMES = ("sme", "public", "ai-readiness")


def naive(name, answers):
    """Every dimension's least and most, by trying out: unknown rows at their worst and best, unknown conditions both ways."""
    file = yaml.safe_load((DATA / f"questionnaires/{name}-1.0.yaml").read_text())
    points = {
        kind: entry["codes"] for kind, entry in yaml.safe_load((DATA / "scoring.yaml").read_text())["kinds"].items()
    }
    kinds = {question["id"]: question["kind"] for part in file["dimensions"] for question in part["questions"]}
    ways = {}
    for part in file["dimensions"]:
        found = []
        conditions = [question.get("when") for question in part["questions"]]
        choices = []
        for when in conditions:
            if when is None:
                choices.append([True])
                continue
            question, row = when["row"].split(".")
            code = answers[question].get(row)
            codes = list(points[kinds[question]])
            choices.append([True, False] if code is None else [codes.index(code) >= codes.index(when["at_least"])])
        for shown in itertools.product(*choices):
            for worst in (True, False):
                marks = []
                for question, asked in zip(part["questions"], shown, strict=True):
                    if not asked or question.get("weight", 1) == 0:
                        continue
                    table = points[question["kind"]]
                    sum_ = 0.0
                    for row in question["rows"]:
                        code = answers[question["id"]].get(row["id"])
                        sum_ += table[code] if code is not None else (0 if worst else 1)
                    marks.append(10 * sum_ / len(question["rows"]))
                found.append(10 * sum(marks) / len(marks))
        ways[part["id"]] = (min(found), max(found))
    return ways


@pytest.mark.parametrize("name", NAMES)
def test_a_second_way_of_computing_finds_the_same(name):
    @settings(max_examples=60, deadline=None)
    @given(answers_to(name))
    def same(answers):
        found = score(assessed(answers, name))
        expected = naive(name, answers)
        for one in found.dimensions:
            assert (float(one.span.low), float(one.span.high)) == pytest.approx(expected[one.dimension.id])
        for end, at in (("low", 0), ("high", 1)):
            mean = sum(pair[at] for pair in expected.values()) / len(expected)
            assert float(getattr(found.overall, end)) == pytest.approx(mean)

    same()


@settings(max_examples=40, deadline=None)
@given(answers_to("ai-readiness", unknown=False), answers_to("ai-readiness"))
def test_what_becomes_known_lies_within_what_was_possible(known, mask):
    partial = {name: {row: known[name][row] for row in rows if row in mask[name]} for name, rows in known.items()}
    whole, part = score(assessed(known, "ai-readiness")), score(assessed(partial, "ai-readiness"))
    for one in whole.dimensions:
        possible = part.span(one.dimension.id)
        assert one.span.known
        assert possible.low <= one.span.low <= possible.high


@pytest.mark.parametrize("name", NAMES)
def test_nothing_answered_can_be_anything(name):
    found = score(assessed({}, name))
    assert (found.overall.low, found.overall.high) == (0, 100)
    assert level_text(found.overall, Words()) == "not known"
    assert len(found.weakest) == 6


@pytest.mark.parametrize(("at", "expected"), [(0, 0), (-1, 100)])
@pytest.mark.parametrize("name", NAMES)
def test_the_least_and_the_most_are_0_and_100(name, at, expected):
    found = score(assessed(every(name, at), name))
    assert (found.overall.low, found.overall.high) == (expected, expected)


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (0, "basic"),
        (25, "basic"),
        (25.5, "average"),
        (50, "average"),
        (51, "moderate"),
        (75, "moderate"),
        (76, "advanced"),
        (100, "advanced"),
    ],
)
def test_levels_begin_where_the_notes_say(value, level):
    assert level_of(value).id == level


def test_the_questionnaire_for_firms_has_the_published_shape():
    counts = [(one.kind.id, len(one.rows) + (one.id == "managed")) for one in questionnaires()["sme"].questions]
    assert counts == [
        ("invested", 10), ("checklist", 10), ("checklist", 10), ("scale", 7), ("checklist", 7), ("checklist", 8),
        ("checklist", 8), ("checklist", 6), ("scale", 5), ("checklist", 10), ("partly", 5),
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_questionnaire_can_be_scored_and_says_what_it_rests_on(name):
    one = questionnaires()[name]
    ids = [question.id for question in one.questions]
    assert len(set(ids)) == len(ids)
    assert any(basis.grade == "own" for basis in one.basis)
    assert all(basis.read for basis in one.basis if basis.grade != "own")
    for dimension in one.dimensions:
        assert any(question.weight and question.when is None for question in dimension.questions)
        for question in dimension.questions:
            rows = [row.id for row in question.rows]
            assert len(set(rows)) == len(rows)
            assert bool(question.none) <= (question.kind.id == "checklist")


def test_weights_of_rows_and_questions_count():
    row = [{"id": "a", "text": "a", "weight": 3}, {"id": "b", "text": "b"}]
    questions = [
        {"id": "x", "kind": "checklist", "text": "x", "weight": 2, "rows": row},
        {"id": "y", "kind": "partly", "text": "y", "rows": [{"id": "c", "text": "c"}]},
    ]
    entry = {
        "id": "made", "version": "1", "released": None, "title": "", "about": "", "for": [], "basis": [],
        "dimensions": [{"id": "d", "code": "D", "title": "", "questions": questions}],
    }  # fmt: skip

    one = replace(assessed({"x": {"a": "yes", "b": "no"}, "y": {"c": "partly"}}), questionnaire=build(entry))
    assert float(score(one).overall.low) == pytest.approx(10 * (2 * 7.5 + 5) / 3)


def test_low_on_people_and_high_on_automation_asks_for_training():
    answers = every("sme", 0) | {"ai": dict.fromkeys(("language", "vision", "speech", "robots", "insight"), "5")}
    found = {one.id: one for one in advice(scored(answers))}
    assert found["train-with-automation"].sure
    assert found["train-with-automation"].kinds == ("course",)
    assert "ai_literacy" in found["train-with-automation"].duties


def test_advice_that_hangs_on_what_is_not_known_says_so():
    known = {one.id: one.sure for one in advice(scored({"managed": {"policy": "yes"}}))}
    assert known["data-before-ai"] is False
    assert "data-before-ai" not in {one.id for one in advice(scored(every("sme", -1)))}


def test_what_is_prohibited_is_looked_at_also_where_nobody_knows_whether_it_was():
    assert {one.id: one.sure for one in advice(scored({}, name="ai-readiness"))}["bans"]


def test_every_duty_kind_and_purpose_of_the_advice_exists():
    rules = yaml.safe_load((DATA / "advice.yaml").read_text())["rules"]
    for rule in rules:
        assert set(rule["duties"]) <= set(load_act().duties)
        assert set(rule["look_for"]["kinds"]) <= {str(kind) for kind in Kind}
        assert set(rule["look_for"]["purposes"]) <= set(concepts())
        assert set(rule["for"]) <= set(NAMES)
        for name in rule["for"]:
            for at in (0, -1):
                advice(score(assessed(every(name, at), name)))
