"""Raking keeps every published sum, keeps what the seed says where it may, and says so where sums contradict each other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.observatory.labour.made_up import AGES, egai2d, egais, truth
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.labour.ages import MAJORS, by_age, fit
from toepas.observatory.labour.cells import by_sex
from toepas.observatory.labour.exposure import codes
from toepas.observatory.labour.raking import Margin, rake

words = Words()
MAJOR = np.array([MAJORS.index(code[0]) for code in codes()])


def both(table):
    """The two margins of a table: rows and columns."""
    rows, columns = np.indices(table.shape)
    return [Margin(rows.ravel(), table.sum(axis=1)), Margin(columns.ravel(), table.sum(axis=0))]


@given(st.integers(0, 10**6), st.integers(2, 6), st.integers(2, 6))
@settings(deadline=None, max_examples=60)
def test_the_margins_are_reproduced(seed, rows, columns):
    random = np.random.default_rng(seed)
    wanted, start = random.uniform(0.1, 90, (rows, columns)), random.uniform(0.1, 5, (rows, columns))
    found = rake(start.ravel(), both(wanted), words).reshape(rows, columns)
    assert found.sum(axis=1) == pytest.approx(wanted.sum(axis=1), rel=1e-8)
    assert found.sum(axis=0) == pytest.approx(wanted.sum(axis=0), rel=1e-8)


@given(st.integers(0, 10**6))
@settings(deadline=None, max_examples=40)
def test_the_cross_ratios_of_the_seed_stay(seed):
    random = np.random.default_rng(seed)
    wanted, start = random.uniform(1, 90, (3, 4)), random.uniform(0.5, 5, (3, 4))
    found = rake(start.ravel(), both(wanted), words).reshape(3, 4)
    for row, column in ((1, 1), (2, 3)):
        before, after = (t[0, 0] * t[row, column] / (t[0, column] * t[row, 0]) for t in (start, found))
        assert after == pytest.approx(before, rel=1e-6)


def test_it_is_the_table_nearest_to_the_seed():
    optimize = pytest.importorskip("scipy.optimize", reason="scipy is not there to compare with")
    random = np.random.default_rng(4)
    start, wanted = random.uniform(1, 5, (3, 3)), random.uniform(1, 9, (3, 3))
    sums = np.array(
        [
            np.outer(row, column).ravel()
            for row, column in [
                *((one, np.ones(3)) for one in np.eye(3)),
                *((np.ones(3), one) for one in np.eye(3)[:2]),
            ]
        ]
    )

    def away(cells):
        return float((cells * np.log(cells / start.ravel()) - cells).sum())

    held = {"type": "eq", "fun": lambda cells: sums @ (cells - wanted.ravel())}
    found = optimize.minimize(away, wanted.ravel(), bounds=[(1e-6, None)] * 9, constraints=[held], tol=1e-12)
    assert rake(start.ravel(), both(wanted), words) == pytest.approx(found.x, rel=1e-3)


def test_a_cell_that_starts_at_zero_stays_zero():
    start = np.array([0.0, 1, 1, 1])
    assert rake(start, both(np.array([[0.0, 3], [4, 5]])), words)[0] == 0


@pytest.mark.parametrize(
    "margins",
    [
        [Margin(np.array([0, 0]), np.array([5.0])), Margin(np.array([0, 0]), np.array([9.0]))],
        [Margin(np.array([0, 0]), np.array([5.0, 1.0]))],
    ],
)
def test_sums_that_contradict_each_other_are_refused(margins):
    with pytest.raises(Problem, match="do not fit each other"):
        rake(np.ones(2), margins, words)


@given(st.integers(0, 10**6))
@settings(deadline=None, max_examples=25)
def test_cells_by_age_keep_both_published_sums(seed):
    people = truth(["NL"], ["2025"], seed)[0, 0].sum(axis=2)  # sexes by ages by groups
    two = people.sum(axis=1).T
    one = np.stack([people[:, :, digit == MAJOR].sum(axis=2) for digit in range(9)])
    found = fit(two, one, words)
    assert found.sum(axis=2) == pytest.approx(two)
    for digit in range(9):
        assert found[digit == MAJOR].sum(axis=0) == pytest.approx(one[digit])


def test_where_every_age_has_the_same_mix_the_truth_comes_back():
    random = np.random.default_rng(2)
    two = random.uniform(1, 50, (40, 2))
    parts = random.dirichlet(np.ones(3), (9, 2))
    truth_ = two[:, :, None] * parts[MAJOR]
    one = np.stack([truth_[digit == MAJOR].sum(axis=0) for digit in range(9)])
    assert fit(two, one, words) == pytest.approx(truth_)


def test_small_differences_between_the_tables_are_laid_on_the_broad_one():
    two = np.full((40, 2), 10.0)
    one = np.stack([np.full((2, 3), 10.0 * (digit == MAJOR).sum() / 3) for digit in range(9)]) * 1.02
    assert fit(two, one, words).sum(axis=2) == pytest.approx(two)


def test_tables_of_different_people_give_nothing():
    two = np.full((40, 2), 10.0)
    one = np.full((9, 2, 3), 500.0)
    assert np.isnan(fit(two, one, words)).all()


def test_what_was_not_published_stays_unknown_and_leaves_the_rest_as_it_is():
    people = truth(["NL"], ["2025"], 5)[0, 0].sum(axis=2)
    two, one = people.sum(axis=1).T, np.stack([people[:, :, digit == MAJOR].sum(axis=2) for digit in range(9)])
    lacking = one.copy()
    lacking[3, 0, 2] = np.nan
    found, whole = fit(two, lacking, words), fit(two, one, words)
    assert np.isnan(found[MAJOR == 3][:, 0, 2]).all()
    known = np.isfinite(found)
    assert found[known] == pytest.approx(whole[known])
    assert known.sum() == 240 - (MAJOR == 3).sum()


def test_a_group_that_was_not_published_is_not_computed_back_from_its_sum():
    people = truth(["NL"], ["2025"], 5)[0, 0].sum(axis=2)
    two, one = people.sum(axis=1).T, np.stack([people[:, :, digit == MAJOR].sum(axis=2) for digit in range(9)])
    two[7, 1] = np.nan
    found = fit(two, one, words)
    assert np.isnan(found[7, 1]).all()
    assert np.isfinite(found[7, 0]).all()


def test_the_tables_of_eurostat_give_cells_by_age_with_their_totals():
    places, times = ["NL", "DE"], ["2022", "2025"]
    people = truth(places, times, 3)
    sexes, _ = by_sex(egai2d(people, places, times), words)
    cells, totals = by_age(sexes, egais(people, places, times), words)
    assert set(cells["category"]) == {*AGES, "Y15-64"}
    for (p, place), (t, time), (a, age) in (
        (one, two, three) for one in enumerate(places) for two in enumerate(times) for three in enumerate(AGES)
    ):
        key = {"geo": place, "time": time, "category": age}
        expected = people[p, t, :, a].sum()
        assert cells.filter(**key)["value"].sum() == pytest.approx(expected)
        assert totals.filter(**key)["total"].item() == pytest.approx(expected)
