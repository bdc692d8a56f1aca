"""Rates at a threshold hold against scikit-learn, statsmodels, confidenceinterval and model-auditor's curve."""

import numpy as np
import pandas as pd
import pytest
from confidenceinterval import npv_score, ppv_score, tnr_score, tpr_score
from hypothesis import given
from hypothesis import strategies as st
from model_auditor import Auditor
from sklearn.metrics import balanced_accuracy_score, class_likelihood_ratios, confusion_matrix, f1_score
from statsmodels.stats.proportion import confint_proportions_2indep

from tests.library.assurance.made import few, predictions
from toepas.assurance import bootstrap, confusion, decision
from toepas.assurance.confusion import Confusion

tables = st.builds(Confusion, *[st.integers(0, 80)] * 4)


@pytest.mark.parametrize("threshold", [0.2, 0.5])
def test_the_four_counts_and_all_rates_agree_with_scikit_learn(threshold):
    label, score = predictions(400, 3, digits=2)
    counts, called = confusion.confusion(label, score, threshold), score >= threshold
    assert [[counts.tn, counts.fp], [counts.fn, counts.tp]] == confusion_matrix(label, called).tolist()
    found = confusion.rates(counts)
    assert found["balanced-accuracy"].value == pytest.approx(balanced_accuracy_score(label, called), abs=1e-12)
    assert found["f1"].value == pytest.approx(f1_score(label, called), abs=1e-12)
    up, down = class_likelihood_ratios(label, called)
    assert found["likelihood-ratio-positive"].value == pytest.approx(up, abs=1e-12)
    assert found["likelihood-ratio-negative"].value == pytest.approx(down, abs=1e-12)


def test_sensitivity_specificity_and_predictive_values_agree_with_confidenceinterval():
    label, score = predictions(400, 3)
    found, called = confusion.rates(confusion.confusion(label, score, 0.4)), (score >= 0.4).astype(int)
    for name, peer in (("sensitivity", tpr_score), ("specificity", tnr_score), ("ppv", ppv_score), ("npv", npv_score)):
        value, bounds = peer(label, called, method="wilson")
        assert (found[name].value, found[name].low, found[name].high) == pytest.approx((value, *bounds), abs=1e-6)


def test_a_score_at_the_threshold_is_called_positive():
    counts = confusion.confusion(np.array([1, 0]), np.array([0.5, 0.5]), 0.5)
    assert (counts.tp, counts.fp) == (1, 1)


@few
@given(tables)
def test_every_rate_lies_within_its_bounds_or_says_why_there_is_none(counts):
    for found in confusion.rates(counts).values():
        if found.value is None or found.low is None:
            assert found.why_not
        else:
            assert 0 <= found.low <= found.value + 1e-12
            assert found.value <= found.high + 1e-12


@few
@given(tables)
def test_what_is_missing_is_named(counts):
    found = confusion.rates(counts)
    assert (found["sensitivity"].why_not == "no-positives") == (counts.positives == 0)
    assert (found["specificity"].why_not == "no-negatives") == (counts.negatives == 0)


def test_intervals_of_f1_and_balanced_accuracy_are_those_of_resampled_cases():
    counts = Confusion(60, 25, 30, 185)
    drawn = np.random.default_rng(3).multinomial(300, np.array([60, 25, 30, 185]) / 300, 20_000)
    tp, fp, fn, tn = drawn.T
    for name, rounds in (
        ("f1", 2 * tp / (2 * tp + fp + fn)),
        ("balanced-accuracy", (tp / (tp + fn) + tn / (tn + fp)) / 2),
    ):
        found = confusion.rates(counts)[name]
        peer = bootstrap.percentile(found.value, rounds, 300)
        assert (found.low, found.high) == pytest.approx((peer.low, peer.high), abs=0.1 * (peer.high - peer.low))


@few
@given(tables.filter(lambda counts: min(counts.tp, counts.fp) > 0))
def test_likelihood_ratios_agree_with_statsmodels(counts):
    found = confusion.rates(counts)["likelihood-ratio-positive"]
    parts = (*counts.part("sensitivity"), counts.fp, counts.negatives)
    if counts.fn or counts.tn:
        peer = confint_proportions_2indep(*parts, compare="ratio", method="log")
        assert (found.low, found.high) == pytest.approx(peer, rel=1e-9)
    else:
        assert found.why_not == "no-interval"


def test_two_models_on_the_same_cases_are_compared_case_by_case():
    label = np.array([1, 1, 1, 1, 0, 0, 0, 0])
    first, second = np.array([9, 9, 9, 1, 1, 1, 1, 9]) / 10, np.array([9, 1, 1, 1, 1, 1, 9, 9]) / 10
    sensitivity, p = confusion.paired_rate("sensitivity", label, first, second, 0.5, 0.5)
    assert (sensitivity.value, sensitivity.n, p) == (0.5, 4, 0.25)
    specificity, _ = confusion.paired_rate("specificity", label, first, second, 0.5, 0.5)
    assert specificity.value == 0.25


def auditor(label, score):
    data = pd.DataFrame({"truth": label, "score": score})
    made = Auditor(data=data)
    made.add_score(name="score")
    made.add_outcome(name="truth")
    return made


def test_net_benefit_agrees_with_model_auditor():
    label, score = predictions(500, 3)
    thresholds = [0.05, 0.2, 0.5, 0.8]
    peer = auditor(label, score).decision_curve("score", thresholds)
    model, everybody, nobody = decision.curves(label, score, thresholds)
    assert model.y == pytest.approx(peer["net_benefit"].to_numpy(), abs=1e-12)
    assert everybody.y == pytest.approx(peer["act_all"].to_numpy(), abs=1e-12)
    assert nobody.y == (0.0,) * 4


def test_net_benefit_by_one_sort_is_that_of_counting_each_threshold():
    label, score = predictions(300, 3, digits=2)
    thresholds = [0.0, 0.1, 0.33, 0.5, 1.0]
    assert decision.tables(label, score, thresholds) == [
        confusion.confusion(label, score, threshold) for threshold in thresholds
    ]


@pytest.mark.parametrize("counts", [Confusion(60, 25, 30, 185), Confusion(50, 40, 11, 140)])
@pytest.mark.parametrize("threshold", [0.1, 0.5])
def test_intervals_of_net_benefit_are_those_of_resampled_cases(counts, threshold):
    n, odds = counts.n, threshold / (1 - threshold)
    shares = np.array([counts.tp, counts.fp, counts.fn, counts.tn]) / n
    tp, fp, fn, _ = np.random.default_rng(3).multinomial(n, shares, 20_000).T
    for found, rounds in (
        (decision.net_benefit(counts, threshold), (tp - odds * fp) / n),
        (decision.treat_all(counts, threshold), (tp + fn) / n * (1 + odds) - odds),
    ):
        peer = bootstrap.percentile(found.value, rounds, n)
        assert (found.low, found.high) == pytest.approx((peer.low, peer.high), abs=0.12 * (peer.high - peer.low))


def test_net_benefit_without_anybody_called_positive_is_nought_but_not_for_certain():
    found = decision.net_benefit(Confusion(0, 0, 10, 40), 0.2)
    assert found.value == 0
    assert found.low < 0 < found.high


@pytest.mark.parametrize("threshold", [0.0, 1.0])
def test_at_zero_and_one_nothing_can_be_weighed(threshold):
    for measure in (decision.net_benefit, decision.treat_all):
        assert measure(Confusion(1, 1, 1, 1), threshold).why_not == "no-threshold"
    assert decision.curves(np.array([0, 1]), np.array([0.1, 0.9]), [threshold]) == ()
