"""The blind sum: exact, whoever drops out, and nothing of a single site to be seen."""

from __future__ import annotations

import numpy as np
import pytest

from tests.library.assurance.pooling.hospitals import new_round
from toepas.assurance.pooling.checks import faults
from toepas.assurance.pooling.layout import Layout
from toepas.kernel.problems import Problem


def test_the_sum_of_all_sites_is_exactly_the_sum_of_their_counts(tmp_path):
    round_ = new_round(tmp_path / "round")
    opened = round_.through()
    assert np.array_equal(opened.numbers, round_.sum())
    assert (opened.missing, opened.false, set(opened.sites)) == ({}, (), set(round_.sites))
    assert faults(opened.numbers, Layout(round_.protocol), 4, 1600) == ()


@pytest.mark.parametrize("step", ["no_join", "no_answer"])
@pytest.mark.parametrize("gone", ["cleveland", "long-beach"])
def test_a_site_that_drops_out_before_it_answered_is_named_and_the_sum_is_that_of_the_others(tmp_path, step, gone):
    round_ = new_round(tmp_path / "round")
    opened = round_.through(**{step: (gone,)})
    assert opened.missing == {gone: step.removeprefix("no_")}
    assert np.array_equal(opened.numbers, round_.sum(gone))


def test_a_site_that_drops_out_after_it_answered_is_in_the_sum(tmp_path):
    round_ = new_round(tmp_path / "round")
    opened = round_.through(no_unlock=("basel",))
    assert opened.missing == {"basel": "unlock"}
    assert np.array_equal(opened.numbers, round_.sum())


@pytest.mark.parametrize("step", ["no_join", "no_answer", "no_unlock"])
def test_with_fewer_sites_than_agreed_there_is_no_sum(tmp_path, step):
    round_ = new_round(tmp_path / "round")
    with pytest.raises(Problem, match="Only 2 sites") as caught:
        round_.through(**{step: ("basel", "budapest")})
    assert "basel, budapest" in str(caught.value) or "budapest, basel" in str(caught.value)
