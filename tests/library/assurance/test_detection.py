"""Findings are counted per case and per finding, by hand and by a plain loop, and intervals heed that cases are drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library.assurance.made import few
from toepas.assurance import detection
from toepas.assurance.detection import Findings

NONE = float("nan")
# Case 0: one of two nodules found, one false mark. Case 1: its nodule missed, a false mark scores highest. Case 2: nothing there, one mark.
# Case 3: nothing there, nothing marked.
SMALL = Findings(
    np.array([0, 0, 0, 1, 1, 2]),
    np.array([0.9, NONE, 0.3, 0.4, 0.8, 0.6]),
    np.array([True, True, False, True, False, False]),
    4,
)


def test_the_small_example_counts_as_by_hand():
    found = detection.measures(SMALL, 0.5)
    assert (found["finding-sensitivity"].hits, found["finding-sensitivity"].n) == (1, 3)
    assert found["false-per-case"].value == 0.5
    assert (found["located-sensitivity"].hits, found["located-sensitivity"].n) == (1, 2)


def test_per_case_the_highest_mark_counts():
    label, score = SMALL.per_case()
    assert label.tolist() == [True, True, False, False]
    assert score.tolist() == [0.9, 0.8, 0.6, 0.0]


def rows(n=200, seed=0, alike=1.5):
    """Cases with 0 to 4 findings each; how visible they are is common to a case."""
    generator = np.random.default_rng(seed)
    case, score, true = [], [], []
    for one in range(n):
        visible = generator.normal(0.5, alike)
        for _ in range(generator.integers(0, 5)):
            seen = generator.normal(visible, 1)
            case, score, true = [*case, one], [*score, 1 / (1 + np.exp(-seen)) if seen > -1 else NONE], [*true, True]
        for _ in range(generator.poisson(0.7)):
            case, score, true = [*case, one], [*score, generator.beta(2, 3)], [*true, False]
    return Findings(np.array(case), np.array(score), np.array(true), n)


def test_findings_that_resemble_each_other_within_a_case_widen_the_interval():
    found = detection.finding_sensitivity(rows(), 0.5)
    plain = detection.wilson(found.hits, found.n)
    assert found.high - found.low > 1.25 * (plain.high - plain.low)


def test_the_clustered_interval_is_that_of_resampled_cases():
    findings = rows(300, 2)
    found = detection.finding_sensitivity(findings, 0.5)
    present, hit, _ = findings.each(0.5)
    draws = np.random.default_rng(3).integers(0, 300, (4000, 300))
    low, high = np.quantile(hit[draws].sum(axis=1) / present[draws].sum(axis=1), [0.025, 0.975])
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.1 * (high - low))


def test_all_found_in_few_cases_is_no_certainty():
    all_found = Findings(np.repeat([0, 1, 2], 5), np.full(15, 0.9), np.full(15, True), 3)
    found = detection.finding_sensitivity(all_found, 0.5)
    assert found.value == 1.0
    assert found.low == pytest.approx(3 / (3 + 1.959964**2))


def test_no_false_mark_in_so_many_cases_leaves_room_for_some():
    quiet = Findings(np.array([0]), np.array([0.9]), np.array([True]), 100)
    found = detection.false_per_case(quiet, 0.5)
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(0.0369, abs=1e-4)


def test_the_curve_passes_through_the_figures_at_every_threshold():
    findings = rows(60, 5)
    curve = detection.froc(findings, rounds=50, points=10_000)
    for threshold in (0.3, 0.5, 0.7):
        found = detection.measures(findings, threshold)
        nearest = [(x, y) for x, y in zip(curve.x, curve.y, strict=True) if x == found["false-per-case"].value]
        assert any(y == pytest.approx(found["finding-sensitivity"].value) for _, y in nearest)


@few
@given(st.integers(0, 200))
def test_the_curve_rises_and_has_bounds_around_it(seed):
    curve = detection.froc(rows(15, seed), rounds=60)
    assert list(curve.x) == sorted(curve.x)
    assert list(curve.y) == sorted(curve.y)
    assert all(0 <= low <= high <= 1 for low, high in zip(curve.low, curve.high, strict=True))


def test_cases_without_anything_to_find_have_no_sensitivity():
    healthy = Findings(np.array([0]), np.array([0.4]), np.array([False]), 2)
    assert detection.finding_sensitivity(healthy, 0.5).why_not == "no-positives"
    assert detection.located_sensitivity(healthy, 0.5).why_not == "no-positives"
    assert detection.froc(healthy) is None
