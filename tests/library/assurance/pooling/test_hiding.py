"""Small counts of the sum stay hidden, and cannot be worked out from those that are shown."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.library.assurance.pooling.hospitals import frame, new_round, sample
from toepas.assurance.pooling import hiding
from toepas.assurance.pooling.counting import count
from toepas.assurance.pooling.layout import Layout
from toepas.assurance.pooling.pooled import pooled
from toepas.kernel.words import Words


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """The pooled counts of the hospitals with a smallest cell of 5, what is shown of them, and every count by name."""
    protocol = new_round(tmp_path_factory.mktemp("hide") / "round", thresholds=[0.5, 0.8], smallest_cell=5).protocol
    layout = Layout(protocol)
    histogram = layout.parts(count(sample(frame()), layout, Words()))["histogram"]
    shown = hiding.shown(histogram, layout, 2)
    finest = np.stack([histogram[:, first:past].sum(axis=1) for first, past in shown.segments], axis=1)
    named = {name: mask.ravel() for name, mask in hiding._named(finest.shape, shown.segments, layout, 2)}
    return finest.ravel(), shown, named


def test_no_small_count_is_shown(table):
    finest, shown, named = table
    small = {name for name, mask in named.items() if 0 < finest[mask].sum() < 5}
    assert len(small) > 20
    assert small & shown.counts == set()


def test_no_hidden_small_count_follows_from_those_that_are_shown(table):
    """Linear algebra apart from the library: a hidden count must not be a sum or difference of shown ones."""
    finest, shown, named = table
    visible = np.stack([named[name] for name in shown.counts]).astype(float)
    rank = np.linalg.matrix_rank(visible)
    small = {name for name, mask in named.items() if 0 < finest[mask].sum() < 5}
    exposed = [name for name in small if np.linalg.matrix_rank(np.vstack([visible, named[name]])) == rank]
    assert exposed == []


def test_whole_numbers_do_not_give_a_hidden_count_away_either(table):
    """The reader knows that counts are whole; still no hidden small count is pinned to one value (mixed-integer programming)."""
    finest, shown, named = table
    rows = np.unique(np.stack([named[name] for name in shown.counts]).astype(float), axis=0)
    values = rows @ finest
    small = sorted(name for name, mask in named.items() if 0 < finest[mask].sum() < 5)
    for name in small[:: max(1, len(small) // 3)]:
        ends = []
        for sign in (1, -1):
            solved = milp(
                sign * named[name].astype(float), constraints=LinearConstraint(rows, values, values),
                integrality=np.ones(len(finest)), bounds=Bounds(0, np.inf), options={"time_limit": 20},
            )  # fmt: skip
            ends.append(round(sign * solved.fun))
        assert ends[1] > ends[0], name


def test_a_count_that_only_one_sum_hides_takes_another_one_with_it(tmp_path):
    """Of two groups one is small: the other must go too, or the total gives it away."""
    round_ = new_round(
        tmp_path / "round", thresholds=[0.5], smallest_cell=5, groups={"sex": {"values": ["female", "male"]}}
    )
    layout = Layout(round_.protocol)
    histogram = np.zeros((layout.cells, layout.bins, 2), dtype=np.int64)
    histogram[0, 10, :] = (60, 3)
    histogram[1, 30, :] = (60, 80)
    shown = hiding.shown(histogram, layout, 2)
    female, male = (("sex", "female"),), (("sex", "male"),)
    assert not shown.has(female, -1.0, "p")
    assert not shown.has(male, -1.0, "p")
    assert shown.has((), -1.0, "n", "p", "n0")


def test_nothing_is_hidden_where_the_smallest_cell_is_one(tmp_path):
    layout = Layout(new_round(tmp_path / "round", smallest_cell=1).protocol)
    histogram = layout.parts(count(sample(frame()), layout, Words()))["histogram"]
    assert hiding.shown(histogram, layout, 2).hidden == 0


def test_a_hidden_group_is_not_in_the_verdict_and_a_demand_about_it_does_not_pass(tmp_path):
    round_ = new_round(
        tmp_path / "round", smallest_cell=60, thresholds=[0.5], groups={"sex": {"values": ["female", "male"]}},
        demands=[{"measure": "sensitivity", "least": 0.1, "by": ["sex"]}],
    )  # fmt: skip
    found = pooled(round_.protocol, round_.through())
    assert (("sex", "female"),) in found.validation.hidden
    assert all(group.key != (("sex", "female"),) for group in found.validation.groups)
    assert found.validation.verdict.outcome != "passed"


def test_all_that_the_sum_holds_stays_with_the_third_party_where_there_are_too_few_cases(tmp_path):
    round_ = new_round(tmp_path / "round", smallest_cell=1000)
    found = pooled(round_.protocol, round_.through())
    assert (found.validation, [fault.id for fault in found.faults]) == (None, ["too-few-cases"])
