"""A hidden cell cannot be computed back: tried with a linear programme that knows every sum and that nobody is fewer than zero."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toepas.observatory.labour.report import AMONG, ROWS
from toepas.observatory.labour.suppress import Axis, flat, paths, single, suppress

LEAST = 5.0


def sums(axis):
    """For each code that has parts: its position and those of its parts."""
    place = {code: position for position, code in enumerate(axis.codes)}
    return [
        (place[above], [place[code] for code in axis.codes if axis.parent.get(code) == above])
        for above in dict.fromkeys(axis.parent.values())
    ]


def complete(leaves, axes):
    """A table with every sum filled in, from the cells that are no sums."""
    table = np.zeros([len(axis.codes) for axis in axes])
    table[np.ix_(*([axis.codes.index(code) for code in axis.leaves()] for axis in axes))] = leaves
    for dimension, axis in enumerate(axes):
        moved = np.moveaxis(table, dimension, 0)
        for above, parts in sorted(sums(axis), key=lambda one: len(axis.line(axis.codes[one[0]])), reverse=True):
            moved[above] = moved[parts].sum(axis=0)
    return table


def relations(shape, axes):
    """Every sum in every dimension, as rows of an equation that is zero."""
    cells = np.arange(int(np.prod(shape))).reshape(shape)
    for dimension, axis in enumerate(axes):
        moved = np.moveaxis(cells, dimension, 0)
        for above, parts in sums(axis):
            for total, *inside in zip(moved[above].ravel(), *(moved[part].ravel() for part in parts), strict=True):
                row = np.zeros(cells.size)
                row[total], row[inside] = -1, 1
                yield row


def ranges(table, hidden, axes):
    """Least and most that each hidden cell can be, for who sees the rest."""
    linprog = pytest.importorskip("scipy.optimize", reason="scipy is not there to try to compute back").linprog
    equations = np.array(list(relations(table.shape, axes)))
    unknown = np.flatnonzero(hidden.ravel())
    left, right = equations[:, unknown], -equations[:, ~hidden.ravel()] @ table.ravel()[~hidden.ravel()]
    for position in range(len(unknown)):
        aim = np.zeros(len(unknown))
        aim[position] = 1
        ends = [linprog(side * aim, A_eq=left, b_eq=right, bounds=(0, None)) for side in (1, -1)]
        low, high = (
            side * end.fun if end.status == 0 else side * -np.inf for side, end in zip((1, -1), ends, strict=True)
        )
        yield unknown[position], low, high


def narrow(table, hidden, axes):
    """Hidden cells that can be narrowed down: small ones to less than themselves (half a unit at least), others to one number."""
    small = table.ravel() < LEAST
    return [
        (int(cell), low, high)
        for cell, low, high in ranges(table, hidden, axes)
        if high - low < (max(table.ravel()[cell], 0.1 * LEAST) - 1e-6 if small[cell] else 1e-6)
    ]


def axes_of(columns):
    return (Axis(ROWS[:-1], AMONG), flat([f"c{n}" for n in range(columns)], "all"))


@given(st.integers(0, 10**6), st.integers(2, 4))
@settings(deadline=None, max_examples=40)
def test_no_hidden_cell_can_be_computed_back(seed, columns):
    random = np.random.default_rng(seed)
    axes = axes_of(columns)
    table = complete(random.gamma(0.5, 40, (6, columns)), axes)
    hidden = suppress(table, table < LEAST, axes, LEAST)
    assert hidden[table < LEAST].all()
    assert narrow(table, hidden, axes) == []


@given(st.integers(0, 10**6))
@settings(deadline=None, max_examples=10)
def test_nor_from_the_sum_of_places(seed):
    random = np.random.default_rng(seed)
    axes = (flat(["AT", "BE", "NL"], "EU"), flat(["F", "M"], "T"), Axis(ROWS[:-1], AMONG))
    table = complete(random.gamma(0.7, 60, (3, 2, 6)), axes)
    hidden = suppress(table, table < LEAST, axes, LEAST)
    assert narrow(table, hidden, axes) == []


def test_one_small_cell_takes_three_more_with_it_and_no_sum():
    axes = (flat(["a", "b", "c"], "all"), flat(["x", "y"], "all"))
    table = complete(np.array([[2.0, 50], [30, 40], [90, 60]]), axes)
    hidden = suppress(table, table < LEAST, axes, LEAST)
    assert [tuple(map(int, cell)) for cell in np.argwhere(hidden)] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_where_nothing_is_small_nothing_is_hidden():
    axes = axes_of(3)
    table = complete(np.full((6, 3), 20.0), axes)
    assert not suppress(table, table < LEAST, axes, LEAST).any()


def test_what_nobody_knows_is_not_given_away_by_its_sum():
    axes = (flat(["a", "b", "c"], "all"), flat(["x", "y"], "all"))
    table = complete(np.array([[20.0, 50], [30, 40], [90, 60]]), axes)
    known = table.copy()
    known[0, 0] = np.nan
    hidden = suppress(known, np.zeros(table.shape, dtype=bool), axes, LEAST)
    assert hidden[0, 0]
    assert hidden.sum() > 1
    assert narrow(table, hidden, axes) == []


def test_where_no_cell_can_be_traded_the_sums_are_hidden():
    axes = (flat(["a", "b"], "all"), flat(["x", "y"], "all"))
    table, small = np.zeros((3, 3)), np.zeros((3, 3), dtype=bool)
    small[0, 0] = True
    hidden = suppress(table, small, axes, LEAST)
    assert hidden.tolist() == [[True, False, True], [False, False, False], [True, False, True]]
    assert all(high == np.inf for _, _, high in ranges(table, hidden, axes))


def test_without_sums_only_the_cell_itself_is_hidden():
    table = np.array([[2.0, 50.0], [30.0, 40.0]])
    hidden = suppress(table, table < LEAST, (single(["a", "b"]), single(["x", "y"])), LEAST)
    assert hidden.tolist() == [[True, False], [False, False]]


def test_every_path_keeps_every_sum():
    axis = Axis(ROWS[:-1], AMONG)
    for found in paths(axis).values():
        for path in found:
            moved = np.zeros(len(axis.codes))
            for position, direction in path:
                moved[position] += direction
            assert any(moved)
            for above, parts in sums(axis):
                assert moved[above] == moved[parts].sum()


def test_a_search_through_all_ways_to_hide_finds_no_cheaper_one():
    axes = (flat(["a", "b", "c"], "all"), flat(["x", "y"], "all"))
    table = complete(np.array([[2.0, 50], [30, 40], [90, 60]]), axes)
    ours = suppress(table, table < LEAST, axes, LEAST)
    free = [tuple(cell) for cell in np.argwhere(table >= LEAST)]
    ways = (more for size in range(4) for more in itertools.combinations(free, size))
    by_price = sorted((sum(table[cell] for cell in more), more) for more in ways)
    cheapest = next(price for price, more in by_price if _safe(table, (table < LEAST) | _mask(table.shape, more), axes))
    assert table[ours & (table >= LEAST)].sum() == pytest.approx(cheapest)


def _mask(shape, cells):
    mask = np.zeros(shape, dtype=bool)
    for cell in cells:
        mask[cell] = True
    return mask


def _safe(table, hidden, axes):
    return not narrow(table, hidden, axes)
