"""The verdict: nothing passes on too few cases, at a chosen threshold or while a demand is open; a failure counts at once."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.assurance.hospitals import made_up, measured
from toepas.assurance import size
from toepas.assurance.advice import verdict_text
from toepas.assurance.findings import finding_text, findings
from toepas.assurance.intervals import wilson
from toepas.assurance.model import Demand, Gate, Threshold
from toepas.assurance.plan import default_plan, read_demand
from toepas.assurance.size import gate
from toepas.assurance.validation import too_small, validate
from toepas.assurance.verdict import answer
from toepas.kernel.words import Words

WORDS = Words()
LENIENT = {"calibration_tolerance": 0.5, "slope_tolerance": 99.0}
"""So that only the demands speak: scores of 0.1 and 0.9 are made up and no probabilities."""


def people(positives, found, negatives=100, alarms=5):
    """So many cases with and without the outcome; so many of each are pointed out by a score of 0.9, the others have 0.1."""
    label = [1] * positives + [0] * negatives
    score = [0.9] * found + [0.1] * (positives - found) + [0.9] * alarms + [0.1] * (negatives - alarms)
    return label, score


def judged(sample, *demands, **changed):
    plan = replace(default_plan(), demands=tuple(read_demand(text, 0.1, WORDS) for text in demands), **changed)
    return validate(sample, plan)


@given(st.integers(0, 400), st.data(), st.floats(0.05, 0.95))
@settings(max_examples=200, deadline=None)
def test_a_demand_is_met_only_with_enough_cases_and_the_whole_interval_above_it(n, data, least):
    hits = data.draw(st.integers(0, n))
    found = wilson(hits, n)
    through = gate("sensitivity", (), n, 0.1, least, "positives")
    said = answer(Demand("sensitivity", least=least), found, through)
    if said == "met":
        assert n >= through.need
        assert hits / n > least
        assert found.low >= least
    if said == "not-met":
        assert found.high < least
    if n < through.need:
        assert said in ("insufficient", "not-met")


def test_with_enough_cases_and_every_demand_met_it_passes():
    found = judged(made_up(*people(200, 190)), "sensitivity>=0.8", "specificity>=0.8", **LENIENT)
    assert (found.verdict.outcome, found.verdict.reasons) == ("passed", ("all-demands-met",))
    assert "Every demand is met" in verdict_text(found, WORDS)


def test_the_same_shares_on_few_cases_are_insufficient_and_never_passed():
    found = judged(made_up(*people(40, 38)), "sensitivity>=0.8", **LENIENT)
    assert found.verdict.outcome == "insufficient"
    assert [one.answer for one in found.verdict.judged] == ["insufficient"]
    assert "This is not a pass" in verdict_text(found, WORDS)
    assert any("insufficient evidence: collect" in finding_text(one, found, WORDS) for one in findings(found))


def test_a_failure_that_the_interval_shows_counts_on_few_cases_too():
    found = judged(made_up(*people(12, 2)), "sensitivity>=0.8", **LENIENT)
    assert found.verdict.outcome == "failed"
    assert findings(found)[0].kind == "not-met"


def test_an_open_demand_is_undecided_and_not_passed():
    found = judged(made_up(*people(200, 165)), "sensitivity>=0.8", **LENIENT)
    assert [one.answer for one in found.verdict.judged] == ["undecided"]
    assert found.verdict.outcome == "insufficient"


def test_every_group_that_a_demand_names_has_to_meet_it():
    label, score = people(200, 190)
    more, worse = people(100, 55)
    sample = made_up(label + more, score + worse, {"sex": ["male"] * len(label) + ["female"] * len(more)})
    found = judged(sample, "sensitivity>=0.8 by sex", **LENIENT)
    assert {one.key: one.answer for one in found.verdict.judged if one.key} == {
        (("sex", "male"),): "met",
        (("sex", "female"),): "not-met",
    }
    assert found.verdict.outcome == "failed"


def test_a_demand_that_names_nobody_holds_for_the_groups_of_every_column():
    label, score = people(200, 190)
    sample = made_up(
        label,
        score,
        {"sex": ["f", "m"] * (len(label) // 2), "site": ["A", "B", "B", "A"] * (len(label) // 4)},
        site="site",
    )
    keys = {one.key for one in judged(sample, "sensitivity>=0.5").verdict.judged}
    assert keys == {(), (("sex", "f"),), (("sex", "m"),), (("site", "A"),), (("site", "B"),)}
    assert {one.key for one in judged(sample, "sensitivity>=0.5 by everybody").verdict.judged} == {()}


def test_nothing_passes_at_a_threshold_chosen_on_these_data():
    sample = made_up(*people(300, 290))
    found = judged(sample, "sensitivity>=0.8", thresholds=(), choose=("youden",), **LENIENT)
    assert [one.origin for one in found.thresholds] == ["chosen"]
    assert [one.answer for one in found.verdict.judged] == ["undecided"]
    assert "threshold-chosen" in found.verdict.reasons
    chosen = Threshold(0.5, "chosen", "youden")
    assert (
        answer(
            Demand("sensitivity", least=0.1),
            wilson(99, 100),
            Gate("sensitivity", (), "positives", 62, 100, 0.1),
            chosen,
        )
        == "undecided"
    )


def test_without_demands_nothing_passes():
    found = judged(made_up(*people(200, 190)), **LENIENT)
    assert found.verdict.outcome == "described"
    assert "nothing-demanded" in found.verdict.reasons


def test_scores_that_are_no_probabilities_are_a_signal():
    drawing = np.random.default_rng(4)
    score = drawing.uniform(0.02, 0.98, 1000)
    label = drawing.random(1000) < np.clip(score - 0.15, 0, 1)
    found = judged(made_up(label, score))
    assert found.verdict.miscalibrated == ((),)
    assert "too high" in finding_text(findings(found)[0], found, WORDS)


def test_scores_that_are_too_extreme_are_a_signal_although_they_are_right_on_the_whole():
    drawing = np.random.default_rng(4)
    logit = drawing.normal(0, 1, 2000)
    label = drawing.random(2000) < 1 / (1 + np.exp(-logit))
    found = judged(made_up(label, 1 / (1 + np.exp(-2 * logit))))
    assert "too extreme" in finding_text(findings(found)[0], found, WORDS)


def test_good_probabilities_without_groups_bring_no_signal():
    drawing = np.random.default_rng(5)
    score = drawing.uniform(0.02, 0.98, 2000)
    found = judged(made_up(drawing.random(2000) < score, score))
    assert found.verdict.miscalibrated == ()
    assert found.verdict.outcome == "described"


def test_the_group_alone_too_small_to_be_shown_takes_the_next_along():
    label, score = people(100, 90)
    groups = ["a"] * 120 + ["b"] * 70 + ["c"] * 10
    found = judged(made_up(label, score, {"ward": groups}), smallest_cell=20)
    assert found.hidden == ((("ward", "b"),), (("ward", "c"),))
    assert [one.key for one in found.groups] == [(), (("ward", "a"),)]
    assert not any(gate.key in found.hidden for gate in found.gates)
    assert too_small(validate(made_up(label, score, {"ward": groups}), default_plan()).groups, 1) == set()


@pytest.mark.parametrize("kind", [0, 1])
def test_one_kind_of_outcome_only_is_measured_as_far_as_it_goes(kind):
    found = judged(made_up([kind] * 30, np.linspace(0.05, 0.95, 30)))
    whole = measured(found)
    assert whole.measures["auroc"].value is None
    assert whole.at[0].measures["specificity" if kind == 0 else "sensitivity"].value is not None
    assert found.verdict.outcome != "passed"


def test_what_is_demanded_of_an_auroc_or_of_observed_to_expected_needs_the_cases_of_riley():
    generator = np.random.default_rng(8)
    score = generator.uniform(0.05, 0.95, 60)
    found = judged(made_up(generator.random(60) < score, score), "auroc>=0.75", "observed-expected<=1.2", **LENIENT)
    area, ratio = found.verdict.judged
    positives = found.everybody.positives
    rarer = "positives" if positives <= 30 else "negatives"
    assert (area.gate.of, area.gate.have) == (rarer, min(positives, 60 - positives))
    assert (
        area.gate.need
        == size.auroc_gate((), positives, 60 - positives, 0.1, min(0.75, size.cautious(area.estimate))).need
    )
    assert (ratio.gate.of, ratio.gate.need) == ("cases", size.observed_expected(positives / 60, 0.1))
    assert ratio.answer in ("insufficient", "not-met")
