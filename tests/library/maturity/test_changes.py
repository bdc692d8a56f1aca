"""Changes of one organisation and of many: against figures worked out otherwise, and never more certain than the answers are."""

from __future__ import annotations

import random
import statistics
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from tests.library.maturity.made import answers_to, assessed, every, scored
from toepas.kernel import Problem, Words
from toepas.maturity import (
    OVERALL,
    Organisation,
    Pairs,
    compare,
    group,
    group_notes,
    pair_up,
    questionnaires,
    regression_text,
    score,
)
from toepas.maturity.statistics import difference, mean_of


@settings(max_examples=60, deadline=None)
@given(answers_to("sme"), answers_to("sme"))
def test_a_change_is_the_difference_and_turns_around_with_its_moments(first, then):
    found = compare(scored(first, stage="T0"), scored(then, stage="T1"))
    back = compare(scored(then, stage="T0"), scored(first, stage="T1"))
    for change in found.changes:
        other = back.change(change.id)
        assert (change.low, change.high) == (-other.high, -other.low)
        before, after = scored(first).span(change.id), scored(then).span(change.id)
        assert change.low == after.low - before.high
        assert change.high == after.high - before.low
    rows = sum(len(one.rows) for one in questionnaires()["sme"].questions)
    assert found.up + found.down + found.kept + found.open == rows
    assert (found.up, found.down) == (back.down, back.up)


@settings(max_examples=30, deadline=None)
@given(answers_to("sme", unknown=False))
def test_the_same_answers_change_nothing(answers):
    found = compare(scored(answers, stage="T0"), scored(answers, stage="T1"))
    assert {change.direction for change in found.changes} == {"same"}
    assert (found.up, found.down, found.open) == (0, 0, 0)


@settings(max_examples=40, deadline=None)
@given(answers_to("sme", unknown=False))
def test_one_answer_moved_one_step_never_does_more_than_is_said(answers):
    before = scored(answers, stage="T0")
    for question in questionnaires()["sme"].questions:
        row, codes = question.rows[0].id, list(question.kind.codes)
        at = codes.index(answers[question.id][row])
        if at + 1 < len(codes):
            moved = answers | {question.id: answers[question.id] | {row: codes[at + 1]}}
            assert all(change.slight for change in compare(before, scored(moved, stage="T1")).changes)


def test_what_is_not_known_makes_a_change_unclear():
    found = compare(scored({}, stage="T0"), scored(every("sme", 1), stage="T1"))
    assert found.change(OVERALL).direction == "unclear"


def test_questions_that_were_asked_at_one_moment_only_are_named():
    first = scored({"profile": {"people": "no"}}, name="ai-readiness", stage="T0")
    then = scored({"profile": {"people": "yes"}}, name="ai-readiness", stage="T1")
    assert compare(first, then).otherwise == ("about-people",)


def test_what_cannot_be_compared_is_refused():
    first, then = scored({}, stage="T0"), scored({}, stage="T1")
    other = scored({}, name="public", stage="T1")
    with pytest.raises(Problem, match="not asked the same"):
        compare(first, other)
    with pytest.raises(Problem, match="not later"):
        compare(then, first)
    named = replace(then.assessment.organisation, name="B")
    with pytest.raises(Problem, match="two organisations"):
        compare(first, replace(then, assessment=replace(then.assessment, organisation=named)))


def made_group(count, lift, seed, prefix="F", unknown=0.0):
    """Organisations whose answers come again with noise, lifted with a chance."""
    draw = random.Random(seed)
    scores = []
    for at in range(count):
        skill = draw.random()
        for stage, more in (("T0", 0.0), ("T1", lift)):
            answers = {
                one.id: {row.id: list(one.kind.codes)[-1 if draw.random() < skill + more else 0] for row in one.rows if draw.random() >= unknown}
                for one in questionnaires()["sme"].questions
            }  # fmt: skip
            scores.append(named(answers, stage, f"{prefix}{at}"))
    return scores


def named(answers, stage, name):
    return score(replace(assessed(answers, stage=stage), organisation=Organisation(name=name)))


def test_the_interval_of_a_group_is_the_t_interval_of_an_independent_library():
    scores = made_group(12, 0.2, 1)
    found = group(pair_up(scores, "T0", "T1"))
    moves = [float(then.overall.low - first.overall.low) for first, then in zip(scores[::2], scores[1::2], strict=True)]
    expected = stats.ttest_1samp(moves, 0).confidence_interval(0.95)
    change = found.changes[0].change
    assert change.least == pytest.approx(statistics.fmean(moves))
    assert change.interval == pytest.approx((expected.low, expected.high))


def test_beyond_the_comparison_group_is_welchs_difference():
    own, others = made_group(12, 0.3, 1), made_group(9, 0.0, 2, "C")
    found = group(pair_up(own, "T0", "T1"), pair_up(others, "T0", "T1"))
    moves = [
        [float(b.overall.low - a.overall.low) for a, b in zip(s[::2], s[1::2], strict=True)] for s in (own, others)
    ]
    expected = stats.ttest_ind(*moves, equal_var=False).confidence_interval(0.95)
    assert found.changes[0].versus.interval == pytest.approx((expected.low, expected.high))
    assert found.compared


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    draw = np.random.default_rng(7)
    held = 0
    for _ in range(400):
        values = draw.normal(3, 5, 8)
        low, high = mean_of([(value, value) for value in values], 0.95).interval
        held += low <= 3 <= high
    assert 0.92 <= held / 400 <= 0.98


def test_unknown_answers_widen_the_interval_on_both_sides():
    exact = mean_of([(1.0, 1.0), (2.0, 2.0), (4.0, 4.0)], 0.95)
    vague = mean_of([(0.5, 1.5), (1.5, 2.5), (3.5, 4.5)], 0.95)
    assert vague.interval[0] < exact.interval[0] < exact.interval[1] < vague.interval[1]
    apart = difference([(0.5, 1.5), (2.0, 2.0)], [(0.0, 1.0), (1.0, 1.0)], 0.95)
    assert apart.least < apart.most


def test_without_any_effect_the_lowest_rise_as_regression_to_the_mean_foretells():
    rises, expected = [], []
    for seed in range(30):
        found = group(pair_up(made_group(24, 0.0, seed), "T0", "T1"))
        rises.append(found.changes[0].regression.rise)
        expected.append(found.changes[0].regression.expected)
    assert statistics.fmean(expected) > 0
    assert statistics.fmean(rises) == pytest.approx(statistics.fmean(expected), abs=1.0)
    assert "tends to score higher the next time" in regression_text(found.changes[0], Words())


def test_a_group_that_is_too_small_shows_nothing():
    found = group(pair_up(made_group(4, 0.2, 1), "T0", "T1"))
    assert found.changes == ()
    assert any("fewer than 5" in note for note in group_notes(found, Words()))


def test_without_a_comparison_group_nothing_is_said_of_causes():
    found = group(pair_up(made_group(6, 0.2, 1), "T0", "T1"), Pairs((), 0))
    assert found.changes[0].versus is None
    assert any("nothing can be said about causes" in note for note in group_notes(found, Words()))


def test_who_did_not_come_back_is_counted():
    scores = made_group(7, 0.2, 1)
    assert pair_up(scores[:-1], "T0", "T1").left == 1
    with pytest.raises(Problem, match="twice"):
        pair_up([*scores, scores[0]], "T0", "T1")
    with pytest.raises(Problem, match="no name"):
        pair_up([named({}, "T0", "")], "T0", "T1")
