"""The smooth curve finds a known truth, agrees with a spline of statsmodels, and the calibration error says what chance gives."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import special

from tests.library.assurance.made import predictions
from toepas.assurance import calibration, smoothing


def natural_spline(x, knots):
    """Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, equations 5.4 and 5.5: another basis of the same curves."""

    def bent(k):
        return (np.maximum(x - knots[k], 0) ** 3 - np.maximum(x - knots[-1], 0) ** 3) / (knots[-1] - knots[k])

    return np.column_stack([np.ones_like(x), x, *(bent(k) - bent(len(knots) - 2) for k in range(len(knots) - 2))])


def test_the_curve_is_that_of_another_basis_fitted_by_statsmodels():
    label, score = predictions(900, 4, intercept=0.3, slope=0.8)
    logit = np.sort(calibration.logits(score))
    middle = (np.arange(900) + 0.5) / 900
    knots = np.interp(smoothing.KNOTS[5], middle, logit)
    found = smoothing.smooth(label, score, points=25)
    peer = sm.GLM(label, natural_spline(calibration.logits(score), knots), family=sm.families.Binomial()).fit(tol=1e-12)
    frame = peer.get_prediction(natural_spline(calibration.logits(np.array(found.x)), knots)).summary_frame()
    for ours, theirs in ((found.y, "mean"), (found.low, "mean_ci_lower"), (found.high, "mean_ci_upper")):
        assert ours == pytest.approx(frame[theirs].to_numpy(), abs=1e-5)


def test_the_curve_lies_near_the_truth_with_many_cases():
    label, score = predictions(40_000, 5, intercept=-0.4, slope=0.6)
    found = smoothing.smooth(label, score)
    truth = special.expit(-0.4 + 0.6 * special.logit(np.array(found.x)))
    assert np.max(np.abs(np.array(found.y) - truth)) < 0.03


def test_bringing_scores_together_changes_the_curve_little(monkeypatch):
    label, score = predictions(6_000, 5)
    found = smoothing.smooth(label, score)
    monkeypatch.setattr(smoothing, "CELLS", 10_000)
    assert smoothing.smooth(label, score).y == pytest.approx(found.y, abs=5e-4)


def test_too_few_positives_give_no_curve():
    label, score = np.array([0] * 30 + [1] * 10), np.linspace(0.01, 0.99, 40)
    assert smoothing.smooth(label, score) is None
