"""The sample-size gate follows a stated rule, agrees with pmvalsampsize, and its numbers suffice in simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special
from statsmodels.stats.proportion import proportion_confint

from tests.library.assurance.made import few
from toepas.assurance import calibration, discrimination, intervals, size


def half_width(hits, n):
    low, high = proportion_confint(hits, n, 0.05, "wilson")
    return (high - low) / 2


def test_ten_points_around_eight_tenths_need_62_cases_and_this_is_why():
    assert size.proportion(0.8, 0.10) == 62
    assert half_width(48, 60) <= 0.10  # exactly eight tenths of 60
    assert half_width(48, 61) > 0.10  # but of 61 there is no exact eight tenths
    for n in range(62, 400):
        assert half_width(np.floor(0.8 * n + 1e-9), n) <= 0.10


@few
@given(st.floats(0, 1), st.sampled_from([0.03, 0.05, 0.1, 0.2]))
def test_the_number_is_the_least_from_which_on_the_interval_stays_narrow(expected, precision):
    need = size.proportion(expected, precision)
    assert need == size.proportion(1 - expected, precision)

    def wide(n):
        away = max(expected, 1 - expected)
        return half_width(max(np.floor(n * away + 1e-9), np.ceil(n / 2)), n) > precision + 1e-12

    assert need == 1 or wide(need - 1)
    assert not any(wide(n) for n in range(need, need + 40))


@few
@given(st.floats(0.5, 1), st.floats(0.5, 1), st.sampled_from([0.02, 0.05, 0.1]))
def test_nearer_to_one_half_more_cases_are_needed_and_so_for_more_precision(one, other, precision):
    nearer, farther = min(one, other), max(one, other)
    assert size.proportion(nearer, precision) >= size.proportion(farther, precision)
    assert size.proportion(nearer, precision / 2) > size.proportion(nearer, precision)


@pytest.mark.parametrize(("expected", "precision"), [(0.8, 0.0), (0.8, 0.5), (1.2, 0.1)])
def test_what_no_interval_can_have_is_refused(expected, precision):
    with pytest.raises(ValueError, match="lies between"):
        size.proportion(expected, precision)


def test_ten_hits_in_ten_do_not_plan_with_certainty():
    found = intervals.wilson(10, 10)
    assert size.cautious(found) == found.low
    assert size.proportion(size.cautious(found), 0.1) > 70
    assert size.proportion(1.0, 0.1) == 16  # what planning with the figure found would have said
    assert not size.precise(found, 0.1)


def test_caution_takes_the_value_nearest_to_one_half():
    assert size.cautious(intervals.wilson(5, 10)) == 0.5
    low = intervals.wilson(2, 100)
    assert size.cautious(low) == low.high
    assert size.cautious(intervals.nothing("no-positives")) == 0.5


def test_a_gate_says_how_many_are_still_to_be_collected():
    gate = size.gate("sensitivity", (("sex", "female"),), 12, 0.1, 0.8, "positives")
    assert (gate.need, gate.have, gate.more) == (62, 12, 50)
    assert size.gate("sensitivity", (), 94, 0.1, 0.8, "positives").more == 0


# What pmvalsampsize 0.2.1 gives for a prevalence of 0.2, an AUROC of 0.8 and logits that are normal with mean -1.75 and deviation 1.2,
# all widths 0.2 (AUROC 0.1). It rounds standard errors to three digits and draws the logits at random.
def test_validation_sizes_agree_with_pmvalsampsize_to_half_a_percent():
    assert size.observed_expected(0.2, 0.1) == pytest.approx(1538, rel=0.005)
    assert size.auroc(0.8, 0.05, 0.2) == pytest.approx(471, rel=0.005)


def spread(measure, cases, rounds, seed):
    """The mean half width of the intervals in simulated samples of so many well calibrated cases."""
    generator = np.random.default_rng(seed)
    widths = []
    for _ in range(rounds):
        score = special.expit(generator.normal(-1, 1.2, cases))
        found = measure((generator.random(cases) < score).astype(int), score)
        widths.append((found.high - found.low) / 2)
    return float(np.mean(widths))


@pytest.mark.parametrize("precision", [0.1, 0.2])
def test_with_as_many_cases_as_asked_for_the_intervals_of_an_auroc_are_about_as_narrow_as_asked_for(precision):
    score = special.expit(-1 + 1.2 * special.ndtri((np.arange(20_000) + 0.5) / 20_000))
    prevalence = float(score.mean())
    need = size.auroc(0.78, precision / 2, prevalence)
    assert spread(discrimination.auroc, need, 40, 2) == pytest.approx(precision / 2, rel=0.1)


def test_the_ratio_of_observed_to_expected_needs_no_more_than_was_said():
    def measure(label, score):
        return calibration.observed_expected(label, score)

    score = special.expit(-1 + 1.2 * special.ndtri((np.arange(20_000) + 0.5) / 20_000))
    # Riley takes the expected number as fixed, so its count errs on the safe side.
    assert spread(measure, size.observed_expected(float(score.mean()), 0.2), 40, 2) < 0.2


def test_auroc_gate_counts_the_rarer_kind():
    gate = size.auroc_gate((), 12, 69, 0.1, 0.8)
    assert (gate.of, gate.have) == ("positives", 12)
    assert gate.need == pytest.approx(size.auroc(0.8, 0.1, 12 / 81) * 12 / 81, abs=1)
    assert size.auroc_gate((), 90, 6, 0.1, 0.8).of == "negatives"
    assert size.auroc_gate((), 0, 6, 0.1, 0.8).need > 0


def test_a_mean_needs_its_deviation_over_the_precision_squared():
    assert size.mean(10, 1) == 385
