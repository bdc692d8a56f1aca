"""Columns are compared by tests that agree with SciPy, and by an index that agrees with its formula."""

import numpy as np
import polars as pl
import pytest
from scipy import stats

from toepas.assurance.monitoring import bins


@pytest.fixture
def rng():
    return np.random.default_rng(8)


def test_the_test_of_numbers_agrees_with_scipy_where_every_value_has_a_bin_of_its_own(rng):
    for moved in (0, 1, 2):
        one, other = rng.integers(0, 30, 500), rng.integers(0, 30, 120) + moved
        counts = [np.bincount(values, minlength=33) for values in (one, other)]
        assert float(bins.ks_p(*counts)) == pytest.approx(stats.ks_2samp(one, other, method="asymp").pvalue, rel=0.15)


def test_bins_never_make_a_difference_look_larger(rng):
    for _ in range(20):
        one, other = rng.normal(size=400), rng.normal(0.2, 1, 90)
        column = bins.of_reference("x", pl.Series(one), 90)
        counts, _ = bins.count(column, pl.Series(other))
        assert bins.spread_p(column, counts) >= stats.kstwobign.sf(
            stats.ks_2samp(one, other).statistic * np.sqrt(400 * 90 / 490)
        ) * (1 - 1e-9)


def test_the_test_of_codes_agrees_with_scipy(rng):
    for _ in range(5):
        one, other = rng.multinomial(800, [0.5, 0.3, 0.2]), rng.multinomial(200, [0.45, 0.3, 0.25])
        expected = stats.chi2_contingency(np.stack([one, other]), correction=False).pvalue
        assert float(bins.chi_square_p(one, other)) == pytest.approx(expected)


def test_a_small_batch_of_codes_is_tested_exactly(rng):
    column = bins.of_reference("c", pl.Series(["a"] * 60 + ["b"] * 30 + ["c"] * 10), 200)
    counts = np.array([2, 2, 4, 0])
    table = np.array([[60, 30, 10], [2, 2, 4]])
    exact = stats.fisher_exact(table, method=stats.MonteCarloMethod(rng=rng)).pvalue
    assert bins.spread_p(column, counts) == pytest.approx(exact, abs=0.02)


def test_what_is_missing_is_tested_as_by_fisher():
    found = bins.more_missing_p(np.array(4), np.array(400), np.array(7), 100)
    expected = stats.fisher_exact([[7, 93], [4, 396]], alternative="greater").pvalue
    assert float(found) == pytest.approx(expected)


def test_nothing_missing_is_never_an_alarm():
    assert float(bins.more_missing_p(np.array(4), np.array(400), np.array(0), 100)) == 1.0


def test_the_index_follows_its_formula_over_ten_bins():
    before, after = np.full(40, 10), np.array([5] * 20 + [15] * 20)
    p, q = (np.array([*counts]).reshape(10, 4).sum(axis=1) + 0.5 for counts in (before, after))
    p, q = p / p.sum(), q / q.sum()
    assert bins.psi(before, after) == pytest.approx(((q - p) * np.log(q / p)).sum())
    assert bins.psi(before, before) == 0
    assert bins.psi(before, np.zeros(40, int)) is None


def test_values_outside_the_reference_fall_in_the_outer_bins(rng):
    column = bins.of_reference("x", pl.Series(rng.normal(size=300)), 50)
    counts, missing = bins.count(column, pl.Series([-99.0, 99.0, None, float("nan")]))
    assert (counts[0], counts[-1], missing) == (1, 1, 2)
    assert sum(column.counts) == 300


def test_text_among_numbers_counts_as_missing(rng):
    column = bins.of_reference("x", pl.Series(rng.normal(size=300)), 50)
    counts, missing = bins.count(column, pl.Series(["1.5", "none", "2"]))
    assert (counts.sum(), missing) == (2, 1)


def test_rare_and_unknown_codes_are_counted_together():
    column = bins.of_reference("c", pl.Series(["a"] * 90 + ["b"] * 9 + ["rare"]), 100)
    assert column.values == ("a", "b")
    counts, _ = bins.count(column, pl.Series(["a", "new", "rare"]))
    assert counts.tolist() == [1, 0, 2]


def test_few_different_numbers_are_codes_and_1_is_the_same_as_1_0():
    column = bins.of_reference("stage", pl.Series([1, 2, 3] * 50), 60)
    assert column.values == ("1", "2", "3")
    assert bins.count(column, pl.Series([1.0, 3.0]))[0].tolist() == [1, 0, 1, 0]


def test_a_column_that_is_all_missing_is_no_reason_to_stumble():
    column = bins.of_reference("x", pl.Series([None, None], dtype=pl.Float64), 10)
    counts, missing = bins.count(column, pl.Series([1.0, None]))
    assert bins.spread_p(column, counts) == 1.0
    assert missing == 1
