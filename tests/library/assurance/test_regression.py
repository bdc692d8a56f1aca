"""Figures of measured values hold against scikit-learn, statsmodels, scipy and a published comparison of two meters."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

from tests.library.assurance.made import few, replicates
from toepas.assurance import bootstrap, regression

# Peak flow (l/min) by two meters, first readings of 17 persons: Bland & Altman, Lancet 327 (1986) 307, table 1.
LARGE = np.array([494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427], float)
MINI = np.array([512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451], float)


def measured(n=300, seed=0):
    generator = np.random.default_rng(seed)
    truth = generator.gamma(4, 10, n)
    return truth, 5 + 0.9 * truth + generator.normal(0, 0.1 * truth + 2)


def test_the_meters_agree_within_the_published_limits():
    found = regression.measures(MINI, LARGE)
    assert round(found["bias"].value, 1) == -2.1
    assert found["bias"].low == pytest.approx(-22.0, abs=0.1)
    assert found["bias"].high == pytest.approx(17.8, abs=0.1)
    # The paper takes 2 standard deviations of 38.8; here it is 1.96.
    assert found["agreement-low"].value == pytest.approx(-2.1 - 1.96 * 38.8, abs=0.1)
    assert found["agreement-high"].value == pytest.approx(-2.1 + 1.96 * 38.8, abs=0.1)


def test_every_figure_agrees_with_scikit_learn_and_scipy():
    truth, predicted = measured()
    found = regression.measures(truth, predicted)
    assert found["mae"].value == pytest.approx(mean_absolute_error(truth, predicted), abs=1e-12)
    assert found["rmse"].value == pytest.approx(root_mean_squared_error(truth, predicted), abs=1e-12)
    assert found["r2"].value == pytest.approx(r2_score(truth, predicted), abs=1e-12)
    bounds = stats.ttest_1samp(predicted - truth, 0).confidence_interval()
    assert (found["bias"].low, found["bias"].high) == pytest.approx((bounds.low, bounds.high), abs=1e-9)


def test_slope_and_intercept_agree_with_statsmodels_robust_errors():
    truth, predicted = measured()
    peer = sm.OLS(truth, sm.add_constant(predicted)).fit(cov_type="HC3", use_t=True)
    for found, value, bounds in zip(regression.weak(truth, predicted), peer.params, peer.conf_int(), strict=True):
        assert (found.value, found.low, found.high) == pytest.approx((value, *bounds), rel=1e-8)


def test_intervals_are_those_of_resampled_cases():
    truth, predicted = measured(400, 2)
    squares, away = (predicted - truth) ** 2, np.abs(predicted - truth)

    def r2(counts):
        mean = counts @ truth / 400
        return 1 - (counts @ squares) / (counts @ truth**2 - 400 * mean**2)

    for name, statistic in (
        ("mae", lambda counts: counts @ away / 400),
        ("rmse", lambda counts: np.sqrt(counts @ squares / 400)),
        ("r2", r2),
    ):
        found = regression.measures(truth, predicted)[name]
        peer = bootstrap.percentile(found.value, replicates(statistic, 400, 4000, 1), 400)
        assert (found.low, found.high) == pytest.approx((peer.low, peer.high), abs=0.15 * (peer.high - peer.low))


def test_the_intervals_of_the_limits_hold_the_exact_ones_of_tolerance():
    """Exact bounds of a quantile of a normal value come from the noncentral t distribution; MOVER's are within 3 % of their width."""
    generator = np.random.default_rng(4)
    errors = generator.normal(1, 5, 40)
    found = regression.agreement(np.zeros(40), errors)[1]
    shift = 1.959964 * 40**0.5
    low, high = (
        errors.mean() + stats.nct.ppf(tail, 39, shift) * errors.std(ddof=1) / 40**0.5 for tail in (0.025, 0.975)
    )
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.03 * (high - low))


@few
@given(st.integers(3, 40), st.floats(0.1, 10), st.integers(0, 99))
def test_units_change_figures_and_bounds_alike(n, factor, seed):
    truth, predicted = measured(n, seed)
    one, other = regression.mae(truth, predicted), regression.mae(factor * truth, factor * predicted)
    assert (other.value, other.low, other.high) == pytest.approx(
        (factor * one.value, factor * one.low, factor * one.high)
    )
    assert regression.r2(truth, predicted).value == pytest.approx(
        regression.r2(factor * truth, factor * predicted).value
    )


def test_what_cannot_be_known_is_said():
    one = np.array([3.0])
    assert regression.bias(one, one + 1).why_not == "no-interval"
    assert regression.r2(np.full(5, 2.0), np.arange(5.0)).why_not == "constant"
    assert regression.mae(np.zeros(0), np.zeros(0)).why_not == "no-cases"
    assert regression.weak(np.arange(5.0), np.full(5, 1.0))[1].why_not == "constant"
    perfect = regression.rmse(np.arange(5.0), np.arange(5.0))
    assert (perfect.value, perfect.why_not) == (0.0, "no-interval")


def test_bins_hold_every_case_once():
    truth, predicted = measured(103)
    found = regression.binned(truth, predicted)
    assert sum(found.weight) == 103
    assert np.dot(found.weight, found.y) / 103 == pytest.approx(truth.mean())
    assert list(found.x) == sorted(found.x)
