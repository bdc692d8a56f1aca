"""Tables over organisations: nothing that is hidden can be worked out from what is shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from tests.library.maturity.made import assessed, every
from toepas.maturity import SIZES, Organisation, aggregate, score, smallest

FULL = score(assessed(every("sme", -1)))
TRAITS = st.tuples(st.sampled_from(SIZES), st.sampled_from(("NL", "BE", "")))


def of(traits):
    organisations = [Organisation(size=size, country=country) for size, country in traits]
    return [replace(FULL, assessment=replace(FULL.assessment, organisation=one)) for one in organisations]


@settings(max_examples=80, deadline=None)
@given(st.lists(TRAITS, max_size=60), st.sampled_from([("size",), ("country",), ("size", "country")]))
def test_no_small_cell_is_shown_and_counts_are_right(traits, by):
    table = aggregate(of(traits), by)
    for cell in table.cells:
        members = [
            one for one in traits
            if all(wanted is None or wanted == dict(zip(("size", "country"), one, strict=True))[name] for name, wanted in zip(by, cell.key, strict=True))
        ]  # fmt: skip
        if cell.hidden:
            assert cell.n is cell.least is cell.most is None
        else:
            assert cell.n == len(members) >= smallest()
            assert (cell.least, cell.most) == (100, 100)


@settings(max_examples=60, deadline=None)
@given(st.lists(TRAITS, min_size=5, max_size=60))
def test_a_hidden_cell_by_one_trait_cannot_be_pinned_down(traits):
    """An independent reader: the least and the most that a hidden count can be, by linear programming over the shown sums."""
    table = aggregate(of(traits), ("size",))
    cells = {cell.key[0]: cell for cell in table.cells}
    names = [name for name in cells if name is not None]
    hidden = [name for name in names if cells[name].hidden]
    if not hidden or cells[None].hidden:
        return
    rows = [[1.0] * len(names)] + [
        [float(name == other) for other in names] for name in names if not cells[name].hidden
    ]
    sums = [cells[None].n, *(cells[name].n for name in names if not cells[name].hidden)]
    for name in hidden:
        wanted = np.array([float(name == other) for other in names])
        ends = [linprog(sign * wanted, A_eq=rows, b_eq=sums, bounds=(0, None)).fun * sign for sign in (1, -1)]
        assert ends[1] - ends[0] >= smallest()


def test_the_threshold_can_be_raised_and_not_lowered():
    scores = of([("10-49", "NL")] * 6)
    assert not aggregate(scores, ("size",)).cells[0].hidden
    assert all(cell.hidden for cell in aggregate(scores, ("size",), smallest=7).cells)
    assert all(cell.hidden for cell in aggregate(scores[:4], ("size",), smallest=1).cells)
