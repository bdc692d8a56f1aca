"""Purposes are recognised by how far they stand out, and something is found where nothing comes near."""

import numpy as np
import pytest

from toepas.catalogue.search.fuse import Legs, fuse
from toepas.catalogue.search.recognise import PURPOSES, recognised, strengths

NEAR = np.concatenate([np.linspace(-0.1, 0.1, 100), [0.6, 0.4]]).astype(np.float32)
EVERY = np.ones(4, dtype=np.bool_)


def test_what_stands_out_is_recognised_most_first():
    assert [at for at, _ in recognised(NEAR, {})] == [100, 101]


def test_a_language_that_the_model_knows_less_well_changes_nothing():
    assert strengths(NEAR) == pytest.approx(strengths(NEAR * 0.7 + 0.05), abs=1e-5)


def test_where_nothing_stands_out_nothing_is_recognised():
    assert recognised(np.full(50, -1, dtype=np.float32), {}) == []
    assert recognised(np.linspace(0, 0.001, 50).astype(np.float32), {}) == []


def test_what_is_said_in_as_many_words_counts_whatever_is_near():
    assert recognised(np.full(50, -1, dtype=np.float32), {7: 1.0, 3: 0.7}) == [(7, 1.0), (3, pytest.approx(0.7))]


def test_a_need_is_about_few_purposes():
    assert len(recognised(np.zeros(50, dtype=np.float32), dict.fromkeys(range(20), 1.0))) == PURPOSES


def test_the_nearest_is_found_where_nothing_is_near_but_not_what_has_nothing_to_do_with_it():
    def rows(*near: float) -> list[int]:
        legs = Legs(np.array(near, dtype=np.float32), None, [])
        return [int(row) for row in fuse(legs, 4, None, EVERY).rows]

    assert rows(0.6, 0.31, 0.29, 0.1) == [0, 1]
    assert rows(0.24, 0.2, 0.16, 0.1) == [0, 1]
    assert rows(0.1, 0.1, 0.05, 0.0) == []
