"""Intervals of proportions and differences hold against published results, statsmodels and scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar as peer_mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

from tests.library.assurance.made import few
from toepas.assurance import intervals
from toepas.assurance.model import Estimate

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.sampled_from([0.8, 0.9, 0.95, 0.99])


# Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3 (score).
@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_bounds(hits, n, low, high):
    found = intervals.wilson(hits, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


# Newcombe, Statistics in Medicine 17 (1998) 873, table II, method 10.
@pytest.mark.parametrize(
    ("parts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_the_difference_of_independent_proportions_has_the_published_bounds(parts, low, high):
    found = intervals.newcombe(*parts)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


# Newcombe, Statistics in Medicine 17 (1998) 2635 (36, 12, 2, 0); Fagerland, Lydersen & Laake, Statistics in Medicine 33 (2014) 2850 (1, 1, 7, 12).
@pytest.mark.parametrize(
    ("parts", "low", "high", "digits"), [((36, 12, 2, 0), 0.0569, 0.3404, 4), ((1, 1, 7, 12), -0.507, -0.026, 3)]
)
def test_the_difference_of_paired_proportions_has_the_published_bounds(parts, low, high, digits):
    found = intervals.newcombe_paired(*parts)
    assert (round(found.low, digits), round(found.high, digits)) == (low, high)


@few
@given(counts, levels)
def test_wilson_agrees_with_statsmodels_to_twelve_digits(part, level):
    found = intervals.wilson(*part, level)
    low, high = proportion_confint(*part, 1 - level, "wilson")
    assert (found.low, found.high) == pytest.approx((max(0.0, low), min(1.0, high)), abs=1e-12)


@few
@given(counts, counts, levels)
def test_newcombe_agrees_with_statsmodels_to_twelve_digits(one, other, level):
    found = intervals.newcombe(*one, *other, level)
    peer = confint_proportions_2indep(*one, *other, method="newcomb", alpha=1 - level)
    assert (found.low, found.high) == pytest.approx(peer, abs=1e-12)


@few
@given(counts, counts)
def test_a_difference_turned_round_has_its_bounds_turned_round(one, other):
    found, turned = intervals.newcombe(*one, *other), intervals.newcombe(*other, *one)
    assert (found.low, found.high) == pytest.approx((-turned.high, -turned.low), abs=1e-12)


@few
@given(st.tuples(*[st.integers(0, 60)] * 4).filter(any))
def test_a_paired_difference_lies_within_its_bounds_and_minus_one_and_one(parts):
    found = intervals.newcombe_paired(*parts)
    assert -1 <= found.low <= found.value <= found.high <= 1
    both, first, second, neither = parts
    turned = intervals.newcombe_paired(both, second, first, neither)
    assert (found.low, found.high) == pytest.approx((-turned.high, -turned.low), abs=1e-12)


@few
@given(counts, levels)
def test_wilson_mirrors_hits_and_misses_and_narrows_with_more_of_the_same(part, level):
    hits, n = part
    found, mirrored = intervals.wilson(hits, n, level), intervals.wilson(n - hits, n, level)
    assert (found.low, found.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low), abs=1e-12)
    more = intervals.wilson(4 * hits, 4 * n, level)
    assert more.high - more.low < found.high - found.low


@few
@given(st.integers(0, 300), st.integers(0, 300))
def test_mcnemar_agrees_with_statsmodels_and_its_mid_p_with_the_binomial(first, second):
    exact = peer_mcnemar([[0, first], [second, 0]], exact=True).pvalue if first + second else 1.0
    assert intervals.mcnemar(first, second, mid=False) == pytest.approx(exact, abs=1e-9)
    if first != second:
        point = stats.binom.pmf(min(first, second), first + second, 0.5)
        assert intervals.mcnemar(first, second) == pytest.approx(exact - point, abs=1e-9)


@pytest.mark.parametrize(
    "table", [(6, 12, 77, 94), (0, 2, 4, 5), (300, 2_000_000, 380, 2_000_000), (900, 1_800, 1_000, 1_850)]
)
def test_shares_of_few_cases_are_held_beside_each_other_exactly(table):
    hits, n, other, other_n = table
    peer = stats.fisher_exact([[hits, n - hits], [other, other_n - other]]).pvalue
    assert intervals.equal(*table) == pytest.approx(peer, rel=1e-9)


@pytest.mark.parametrize(
    "table", [(10_500, 5_000_000, 10_100, 5_000_000), (500_000, 10**6, 501_500, 10**6), (2_100, 4_000, 3_000, 6_000)]
)
def test_shares_of_very_many_cases_are_held_beside_each_other_by_the_score_test_which_says_nearly_the_same(table):
    hits, n, other, other_n = table
    found = intervals.equal(*table)
    assert found == pytest.approx(proportions_ztest([hits, other], [n, other_n])[1], rel=1e-9)
    assert found == pytest.approx(stats.fisher_exact([[hits, n - hits], [other, other_n - other]]).pvalue, rel=0.1)


def test_mcnemar_gives_the_published_p_of_seven_against_one():
    assert round(intervals.mcnemar(1, 7), 3) == 0.039
    assert round(intervals.mcnemar(1, 7, mid=False), 3) == 0.070


@few
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_agrees_with_statsmodels(ps):
    assert intervals.holm(ps) == pytest.approx(list(multipletests(ps, method="holm")[1]), abs=1e-12)


def test_holm_does_not_count_tests_that_were_not_possible():
    assert intervals.holm([0.01, None, 0.04]) == [0.02, None, 0.04]


def test_fisher_gives_the_p_of_women_and_men_at_budapest():
    assert round(intervals.equal(6, 12, 77, 94), 3) == 0.021
    assert intervals.equal(0, 0, 77, 94) is None


@few
@given(counts, counts)
def test_the_p_of_an_interval_is_small_exactly_when_zero_lies_outside(one, other):
    found = intervals.newcombe(*one, *other)
    p = intervals.p_of(found)
    if abs(found.low) > 1e-9 and abs(found.high) > 1e-9:
        assert (p < 0.05) == (found.low > 0 or found.high < 0)


def test_no_cases_give_no_figure_and_say_why():
    for found in (intervals.wilson(0, 0), intervals.newcombe(1, 2, 0, 0), intervals.newcombe_paired(0, 0, 0, 0)):
        assert found.value is None
        assert found.why_not == "no-cases"


def test_a_difference_with_something_without_bounds_has_none():
    found = intervals.mover(Estimate(0.5, why_not="no-interval"), intervals.wilson(1, 2))
    assert (found.value, found.low, found.why_not) == (0.0, None, "no-interval")


def test_a_level_that_is_none_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        intervals.wilson(1, 2, 95)


def test_many_bounds_at_once_are_those_one_by_one():
    hits, n = np.array([0, 3, 7, 0]), np.array([5, 10, 7, 0])
    low, high = intervals.wilson_bounds(hits, n)
    for place in range(3):
        found = intervals.wilson(int(hits[place]), int(n[place]))
        assert (low[place], high[place]) == (found.low, found.high)
    assert (low[3], high[3]) == (0, 1)
