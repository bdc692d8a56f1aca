"""A quick look, with fixed seeds, at what the scripts behind docs/assurance-statistics.md show in full."""

import numpy as np
import pytest

from tests.library.assurance import coverage, coverage_settings, gate_errors
from toepas.assurance import intervals

PROMISED = {
    "calibration-in-the-large": coverage_settings.calibrations,
    "calibration slope": coverage_settings.calibrations,
    "observed to expected": coverage_settings.calibrations,
    "F1": coverage_settings.tables,
    "net benefit at 0.2": coverage_settings.tables,
    "difference of two AUROCs on the same cases, DeLong": coverage_settings.paired,
}


def test_wilson_holds_its_level_on_average_within_a_point_but_not_everywhere():
    for n in (10, 30, 100):
        covered = coverage.exact(n, intervals.wilson_bounds)
        assert covered.mean() == pytest.approx(0.95, abs=0.01)
        assert covered.min() > 0.89
    assert coverage.exact(10, intervals.wilson_bounds).min() < 0.94


def test_clopper_pearson_never_falls_below_its_level():
    assert coverage.exact(30, coverage.clopper).min() >= 0.95


def test_newcombe_holds_its_level_on_average_within_a_point():
    assert coverage.exact_gap(12, 30).mean() == pytest.approx(0.95, abs=0.01)


@pytest.mark.parametrize("measure", PROMISED)
def test_intervals_that_promise_it_hold_the_truth(measure):
    setting = [one for one in PROMISED[measure]() if one.measure == measure][-1]
    found = coverage.simulated(setting, 400, 7)
    # Three standard errors of 400 samples, and the point that is allowed.
    assert found.held == pytest.approx(0.95, abs=0.01 + 3 * np.sqrt(0.95 * 0.05 / 400))


def test_an_auroc_on_few_positives_errs_on_the_safe_side_where_delong_alone_does_not():
    def held(part):
        settings = [one for one in coverage_settings.areas() if part in one.measure and "0.9" in one.measure]
        (setting,) = [one for one in settings if one.where == "12 positives, 69 negatives"]
        return coverage.simulated(setting, 400, 3).held

    assert held("below 30 with Newcombe") >= 0.95
    assert held("plain") < 0.91


def test_the_cautious_gate_seldom_lets_a_sample_through_that_is_too_small():
    for true in (0.7, 0.8, 0.9):
        need = gate_errors.size.proportion(true, 0.1)
        assert gate_errors.through(gate_errors.cautious, true, round(0.8 * need)) < 0.01
        assert gate_errors.through(gate_errors.cautious, true, round(0.95 * need)) < 0.03
        assert gate_errors.through(gate_errors.cautious, true, 2 * need) > 0.9


def test_planning_with_the_figure_found_would_let_many_through():
    assert gate_errors.through(gate_errors.naive, 0.9, 34) > 0.25


def test_the_page_shows_what_the_scripts_give():
    page = coverage.PAGE.read_text("utf-8")
    for row in (*coverage.proportions(), *gate_errors.proportions()):
        assert row in page
