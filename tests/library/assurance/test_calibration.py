"""Calibration holds against statsmodels, scikit-learn and model-auditor."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from model_auditor.metrics import BrierScore, CalibrationIntercept, CalibrationSlope
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from tests.library.assurance.made import few, predictions, replicates
from toepas.assurance import bootstrap, calibration, smoothing


def logistic(label, design, offset=None):
    return sm.GLM(label, design, family=sm.families.Binomial(), offset=offset).fit(tol=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_in_the_large_intercept_and_slope_agree_with_statsmodels_to_six_digits(seed):
    label, score = predictions(300, seed, intercept=0.4, slope=0.7)
    logit = calibration.logits(score)
    found = calibration.measures(label, score)
    peer = logistic(label, np.ones(300), logit)
    large = found["calibration-in-the-large"]
    assert (large.value, large.low, large.high) == pytest.approx((peer.params[0], *peer.conf_int()[0]), abs=1e-6)
    peer = logistic(label, sm.add_constant(logit))
    for name, term, bounds in zip(
        ("calibration-intercept", "calibration-slope"), peer.params, peer.conf_int(), strict=True
    ):
        assert (found[name].value, found[name].low, found[name].high) == pytest.approx((term, *bounds), abs=1e-6)


def test_model_auditor_finds_the_same():
    label, score = predictions(400, 9, slope=1.4)
    data = pd.DataFrame({"_truth": label, "_pred": score})
    found = calibration.measures(label, score)
    assert found["brier"].value == pytest.approx(BrierScore().data_call(data), abs=1e-12)
    assert found["calibration-in-the-large"].value == pytest.approx(CalibrationIntercept().data_call(data), abs=1e-5)
    assert found["calibration-slope"].value == pytest.approx(CalibrationSlope().data_call(data), abs=1e-5)


def test_brier_agrees_with_scikit_learn_and_the_scaled_one_compares_with_the_prevalence():
    label, score = predictions(300, 1)
    found = calibration.brier(label, score).value
    assert found == pytest.approx(brier_score_loss(label, score), abs=1e-12)
    always = brier_score_loss(label, np.full(300, label.mean()))
    assert calibration.brier_scaled(label, score).value == pytest.approx(1 - found / always, abs=1e-12)


def test_intervals_of_ratio_brier_and_scaled_brier_are_those_of_resampled_cases():
    label, score = predictions(500, 6, intercept=0.3)
    lost = (score - label) ** 2

    def ratio(counts):
        return (counts @ label) / (counts @ score)

    def brier(counts):
        return counts @ lost / 500

    def scaled(counts):
        share = counts @ label / 500
        return 1 - counts @ lost / 500 / (share * (1 - share))

    for name, statistic in (("observed-expected", ratio), ("brier", brier), ("brier-scaled", scaled)):
        found = calibration.measures(label, score)[name]
        peer = bootstrap.percentile(found.value, replicates(statistic, 500, 4000, 2), 500)
        assert (found.low, found.high) == pytest.approx((peer.low, peer.high), abs=0.12 * (peer.high - peer.low))


def test_bins_agree_with_scikit_learn():
    label, score = predictions(1000, 2)
    share, middle = calibration_curve(label, score, n_bins=10, strategy="quantile")
    found = calibration.binned(label, score)
    assert found.y == pytest.approx(share, abs=0.011)
    assert found.x == pytest.approx(middle, abs=0.011)
    assert found.weight == (100,) * 10


@few
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=1, max_size=80), st.integers(1, 12))
def test_bins_hold_every_case_once_and_never_part_equal_scores(rows, bins):
    label, score = np.array([one for one, _ in rows]), np.array([other / 5 for _, other in rows])
    found = calibration.binned(label, score, bins=bins)
    assert sum(found.weight) == len(rows)
    assert len(found.x) <= bins
    assert list(found.x) == sorted(found.x)
    assert np.dot(found.weight, found.y) == pytest.approx(label.sum())
    assert all(low <= y <= high for low, y, high in zip(found.low, found.y, found.high, strict=True))
    assert len(set(np.round(found.x, 12))) == len(found.x)


def test_positives_that_all_score_above_negatives_have_no_slope_but_are_not_called_calibrated():
    label, score = np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.8, 0.9])
    intercept, slope = calibration.weak(label, score)
    assert (intercept.value, slope.value, slope.why_not) == (None, None, "separated")
    assert calibration.in_the_large(label, score).value == pytest.approx(0, abs=1e-9)


@few
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 9)), min_size=2, max_size=30))
def test_a_slope_is_given_exactly_when_both_kinds_overlap(rows):
    label, score = np.array([one for one, _ in rows]), np.array([other / 10 for _, other in rows])
    slope = calibration.weak(label, score)[1]
    if label.all() or not label.any():
        assert slope.why_not in {"no-positives", "no-negatives"}
    elif np.ptp(score) == 0:
        assert slope.why_not == "constant"
    else:
        positive, negative = score[label], score[~label]
        overlap = positive.min() < negative.max() and positive.max() > negative.min()
        assert (slope.value is not None) == overlap
        assert slope.why_not == ("" if overlap else "separated")


def test_scores_of_zero_and_one_still_give_finite_figures():
    label, score = predictions(200, 3)
    score[:2], label[:2] = (0.0, 1.0), (0, 1)
    found = calibration.measures(label, score)
    assert all(one.value is not None and np.isfinite(one.value) for one in found.values())


@pytest.mark.parametrize(("labels", "why"), [([0, 0], "no-positives"), ([1, 1], "no-negatives"), ([], "no-cases")])
def test_one_kind_of_cases_gives_no_calibration(labels, why):
    label, score = np.array(labels, int), np.linspace(0.2, 0.8, len(labels))
    assert calibration.in_the_large(label, score).why_not == why
    assert calibration.weak(label, score)[1].why_not == why
    assert smoothing.smooth(label, score) is None


def test_no_positives_bound_the_ratio_of_observed_to_expected_from_above():
    found = calibration.observed_expected(np.zeros(20, int), np.full(20, 0.1))
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(0.1611 / 0.1, abs=1e-3)


def test_a_perfect_model_on_few_cases_gets_no_interval_for_its_brier_score():
    found = calibration.brier(np.array([0, 1, 1]), np.array([0.0, 1.0, 1.0]))
    assert (found.value, found.low, found.why_not) == (0.0, None, "no-interval")
