"""Counting once gives what Polars, scikit-learn and counting each group by itself give."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from tests.library.assurance.made import few, predictions
from toepas.assurance import calibration, confusion, counting, discrimination

THRESHOLDS = (0.5, 0.2, 0.8)


def crowd(rows, seed=0, digits=2):
    label, score = predictions(rows, seed, digits=digits)
    generator = np.random.default_rng(seed + 1)
    sex, age = (generator.integers(-1, values, rows).astype(np.int32) for values in (2, 6))
    return label, score, sex, age


def test_counts_of_every_cell_and_threshold_agree_with_polars(monkeypatch):
    monkeypatch.setattr(counting, "PIECE", 700)
    label, score, sex, age = crowd(5_000)
    cells = counting.crossed([(sex, 2), (age, 6)], 5_000)
    found = counting.count(label, score, cells, THRESHOLDS)
    lost = (pl.col("score") - pl.col("label")) ** 2
    wanted = [pl.len().alias("n"), pl.col("label").sum().alias("positives"), lost.sum().alias("losses")]
    wanted += [
        (lost**2).sum().alias("losses2"),
        pl.col("score").sum().alias("scores"),
        (pl.col("score") ** 2).sum().alias("scores2"),
    ]
    for at in THRESHOLDS:
        wanted += [
            ((pl.col("score") >= at) & (pl.col("label") == kind)).sum().alias(f"{name}{at}")
            for name, kind in (("tp", 1), ("fp", 0))
        ]
    frame = pl.DataFrame({"label": label.astype(np.int64), "score": score, "sex": sex, "age": age})
    peer = {(row["sex"], row["age"]): row for row in frame.group_by("sex", "age").agg(wanted).iter_rows(named=True)}
    assert set(cells.codes) == {(one, other) for one in (0, 1, -1) for other in (0, 1, 2, 3, 4, 5, -1)}
    for cell, codes in enumerate(cells.codes):
        row = peer[codes]
        assert (found.n[cell], found.positives[cell]) == (row["n"], row["positives"])
        for place, at in enumerate(THRESHOLDS):
            assert (found.tp[cell, place], found.fp[cell, place]) == (row[f"tp{at}"], row[f"fp{at}"])
        for name in ("losses", "losses2", "scores", "scores2"):
            assert getattr(found, name)[cell] == pytest.approx(row[name], rel=1e-9)


def test_cells_together_are_what_the_group_gives_by_itself():
    label, score, sex, age = crowd(3_000)
    cells = counting.crossed([(sex, 2), (age, 6)], 3_000)
    found, areas = counting.count(label, score, cells, THRESHOLDS), counting.sort(label, score, cells)
    women = sex == 1
    kept = cells.where(0, 1)
    together = found.together(kept)
    assert together.confusion(0, 1) == confusion.confusion(label[women], score[women], 0.2)
    brier = calibration.of_losses(int(together.n[0]), float(together.losses[0]), float(together.losses2[0]))
    peer = calibration.brier(label[women], score[women])
    assert (brier.value, brier.low, brier.high) == pytest.approx((peer.value, peer.low, peer.high), rel=1e-9)
    area = areas.area(kept)
    assert area.value == pytest.approx(roc_auc_score(label[women], score[women]), abs=1e-12)
    assert discrimination.area_estimate(area).low == pytest.approx(discrimination.auroc(label[women], score[women]).low)
    assert areas.area(range(len(cells.codes))).value == pytest.approx(roc_auc_score(label, score), abs=1e-12)


@few
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(-1, 2)), min_size=1, max_size=60), st.randoms())
def test_the_order_of_rows_does_not_matter_and_nobody_is_lost(rows, random):
    def counted(rows):
        label, score, group = (np.array(part) for part in zip(*rows, strict=True))
        cells = counting.crossed([(group.astype(np.int32), 3)], len(rows))
        return counting.count(label, score / 10, cells, (0.3, 0.7)), counting.sort(label, score / 10, cells)

    mixed = list(rows)
    random.shuffle(mixed)
    (one, areas), (other, mixed_areas) = counted(rows), counted(mixed)
    assert np.array_equal(one.tp, other.tp)
    assert np.array_equal(one.fp, other.fp)
    assert one.n.sum() == len(rows)
    for cell in range(4):
        assert areas.area([cell]) == mixed_areas.area([cell])


def test_many_thresholds_are_counted_as_few_are():
    label, score, sex, _ = crowd(2_000)
    cells = counting.crossed([(sex, 2)], 2_000)
    many = tuple(step / 20 for step in range(20))
    found = counting.count(label, score, cells, many)
    for place in (0, 7, 19):
        alone = counting.count(label, score, cells, [many[place]])
        assert np.array_equal(found.tp[:, place], alone.tp[:, 0])
        assert np.array_equal(found.fp[:, place], alone.fp[:, 0])


def test_without_columns_there_is_one_group_of_everybody():
    label, score = predictions(100)
    cells = counting.crossed([], 100)
    assert cells.codes == ((),)
    assert counting.count(label, score, cells).n.tolist() == [100]


def test_more_cells_than_make_sense_are_refused():
    codes = np.zeros(2, np.int32)
    with pytest.raises(ValueError, match="too many"):
        counting.crossed([(codes, 300), (codes, 300)], 2)


def test_a_group_of_one_kind_has_no_area():
    cells = counting.crossed([(np.array([0, 0, 1], np.int32), 2)], 3)
    areas = counting.sort(np.array([1, 1, 0]), np.array([0.1, 0.2, 0.3]), cells)
    assert areas.area([0]) is None
    assert areas.area([2]) is None
