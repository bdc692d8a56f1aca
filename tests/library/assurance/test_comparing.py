"""Two models on the same cases, what the developer states, and what recalibration would bring: beside other implementations."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from statsmodels.stats.contingency_tables import mcnemar

from tests.library.assurance.hospitals import made_up, sample
from toepas.assurance.plan import default_plan
from toepas.assurance.recalibration import METHODS
from toepas.assurance.validation import validate


@pytest.fixture(scope="module")
def two():
    drawing = np.random.default_rng(8)
    label = (drawing.random(400) < 0.4).astype(int)
    first = 1 / (1 + np.exp(-(2 * label - 1 + drawing.normal(size=400))))
    second = 1 / (1 + np.exp(-(label - 0.5 + drawing.normal(size=400))))
    return made_up(label, first, {"sex": ["f", "m"] * 200}, second=second)


def test_the_better_model_is_told_with_a_paired_difference(two):
    found = validate(two, default_plan())
    auroc = next(one for one in found.pairs if one.measure == "auroc" and not one.key)
    assert auroc.difference.value == pytest.approx(auroc.first.value - auroc.second.value)
    assert auroc.difference.low > 0
    assert auroc.p < 0.001
    assert {one.key for one in found.pairs} == {(), (("sex", "f"),), (("sex", "m"),)}


def test_paired_rates_agree_with_mcnemars_test_of_another_implementation(two):
    pair = next(one for one in validate(two, default_plan()).pairs if one.measure == "sensitivity" and not one.key)
    positive = two.label == 1
    one, other = (scores[positive] >= 0.5 for scores in (two.score, two.second))
    table = [[(one & other).sum(), (one & ~other).sum()], [(~one & other).sum(), (~one & ~other).sum()]]
    exact = mcnemar(table, exact=True).pvalue
    assert pair.p <= exact
    assert pair.p == pytest.approx(exact, rel=0.5)  # the mid-p counts the very table half
    assert pair.difference.value == pytest.approx(one.mean() - other.mean())


def test_a_model_is_no_better_than_itself(two):
    found = validate(replace(two, second=two.score), default_plan())
    assert all(one.difference.value == 0 for one in found.pairs)
    assert not any(one.p is not None and one.p < 0.99 for one in found.pairs)


def test_chosen_thresholds_are_not_used_to_compare_models(two):
    found = validate(two, replace(default_plan(), thresholds=(), choose=("youden",)))
    assert {one.measure for one in found.pairs} == {"auroc", "brier"}


@pytest.mark.parametrize(
    ("name", "stated", "answer"),
    [("auroc", 0.99, "worse"), ("auroc", 0.84, "in-line"), ("auroc", 0.6, "better"), ("brier", 0.1, "worse"), ("brier", 0.3, "better"),
     ("calibration-slope", 1.0, "worse"), ("calibration-slope", 0.2, "better"), ("macro-f1", 0.5, "not-computable")],
)  # fmt: skip
def test_what_the_developer_states_is_held_beside_what_was_found(name, stated, answer):
    found = validate(sample(), replace(default_plan(), stated={name: stated}))
    assert [one.answer for one in found.claims] == [answer]
    assert ("worse-than-stated" in found.verdict.reasons) == (answer == "worse")


def test_on_few_cases_a_claim_is_neither_confirmed_nor_refuted(two):
    few = replace(two, label=two.label[:20], score=two.score[:20], second=None, groups={}, rows=two.rows[:20])
    claim = validate(few, replace(default_plan(), stated={"sensitivity": 0.8})).claims[0]
    assert claim.answer == "insufficient"


def test_the_recalibrations_are_those_of_another_implementation():
    drawing = np.random.default_rng(3)
    score = drawing.uniform(0.05, 0.95, 500)
    label = (drawing.random(500) < score**2).astype(int)
    logit = np.log(score / (1 - score))[:, None]
    theirs = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(logit, label)
    curve, terms = METHODS["logistic"](label, score)
    assert terms == pytest.approx((theirs.intercept_[0], theirs.coef_[0, 0]), abs=1e-4)
    assert curve(score) == pytest.approx(theirs.predict_proba(logit)[:, 1], abs=1e-4)
    isotonic = IsotonicRegression(out_of_bounds="clip").fit(score, label)
    assert METHODS["isotonic"](label, score)[0](score) == pytest.approx(isotonic.predict(score), abs=1e-9)
    moved, _ = METHODS["intercept"](label, score)
    assert moved(score).mean() == pytest.approx(label.mean(), abs=1e-9)


def test_the_preview_for_switzerland_brings_the_mean_into_line_and_changes_no_data():
    before = sample().score.copy()
    found = [
        one for one in validate(sample(), default_plan()).recalibrated if one.key == (("hospital", "Switzerland"),)
    ]
    assert [one.method for one in found] == ["intercept", "logistic", "isotonic"]
    for one in found:
        assert one.before["mean-score"].value == pytest.approx(0.516, abs=1e-3)
        assert one.after["mean-score"].value == pytest.approx(0.935, abs=0.02)
        assert one.after["brier"].value < one.before["brier"].value / 2
    assert [one.warning for one in found] == ["", "", "few-cases"]
    assert (sample().score == before).all()


def test_a_preview_is_made_by_cross_validation_and_so_does_not_flatter():
    drawing = np.random.default_rng(3)
    score = drawing.uniform(0.05, 0.95, 60)
    label = (drawing.random(60) < 0.5).astype(int)
    found = validate(made_up(label, score), default_plan()).recalibrated
    isotonic = next(one for one in found if one.method == "isotonic")
    fitted = METHODS["isotonic"](label, score)[0](score)
    assert isotonic.after["brier"].value > float(((fitted - label) ** 2).mean())


def test_too_few_cases_of_a_kind_give_no_preview():
    assert validate(made_up([1, 1] + [0] * 40, np.linspace(0.1, 0.9, 42)), default_plan()).recalibrated == ()
