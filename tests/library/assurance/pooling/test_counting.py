"""What a site counts: the same as adding up row by row, and nothing that the protocol does not know."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.library.assurance.pooling.hospitals import WORDS, frame, new_round, sample
from toepas.assurance.pooling.checks import faults
from toepas.assurance.pooling.counting import count
from toepas.assurance.pooling.layout import SCALE, Layout
from toepas.kernel.problems import Problem


@pytest.fixture
def layout(tmp_path):
    return Layout(new_round(tmp_path / "round").protocol)


def slowly(rows, layout):
    """Row by row, in plain Python: counts by cell, bin and outcome, and hits and false alarms at each threshold."""
    protocol = layout.protocol
    histogram, confusion = {}, {}
    for row in rows.iter_rows(named=True):
        sex = 2 if row["sex"] is None else ["female", "male"].index(row["sex"])
        age = 4 if row["age"] is None else sum(row["age"] >= edge for edge in (45, 55, 65))
        cell, outcome, score = sex * 5 + age, row["disease"], row["predicted"]
        bin_ = min(sum(edge <= score for edge in protocol.edges) - 1, layout.bins - 1)
        histogram[cell, bin_, outcome] = histogram.get((cell, bin_, outcome), 0) + 1
        for at, threshold in enumerate(protocol.thresholds):
            if score >= threshold:
                confusion[cell, at, 1 - outcome] = confusion.get((cell, at, 1 - outcome), 0) + 1
    return histogram, confusion


def test_counts_are_those_of_adding_up_row_by_row(layout):
    rows = frame().with_columns(
        sex=pl.when(pl.col("id") % 17 == 0).then(None).otherwise(pl.col("sex")),
        age=pl.when(pl.col("id") % 13 == 0).then(None).otherwise(pl.col("age")),
    )
    parts = layout.parts(count(sample(rows), layout, WORDS))
    for name, expected in zip(("histogram", "confusion"), slowly(rows, layout), strict=True):
        found = {tuple(map(int, at)): int(parts[name][tuple(at)]) for at in np.argwhere(parts[name])}
        assert found == expected
    assert int(parts["cases"][0]) == rows.height
    assert parts["bin_score"].sum() / SCALE == pytest.approx(rows["predicted"].sum(), abs=1e-5)
    assert parts["square"].sum() / SCALE == pytest.approx((rows["predicted"] ** 2).sum(), abs=1e-5)


def test_counts_of_parts_add_up_to_the_counts_of_the_whole(layout):
    rows = frame()
    whole = layout.parts(count(sample(rows), layout, WORDS))
    halves = [layout.parts(count(sample(rows[part::2]), layout, WORDS)) for part in (0, 1)]
    for name in ("cases", "positives", "histogram", "confusion", "margins"):
        assert np.array_equal(halves[0][name] + halves[1][name], whole[name])
    for name in ("score", "square", "bin_score", "bin_logit", "bin_square", "logit_positive"):
        assert np.abs(halves[0][name] + halves[1][name] - whole[name]).max() <= 2


def test_an_honest_answer_has_no_contradiction_whatever_the_rows(layout):
    chance = np.random.default_rng(5)
    for size in (1, 2, 30, 3000):
        score = np.round(chance.beta(0.4, 0.6, size), chance.integers(1, 6))
        rows = pl.DataFrame({
            "sex": chance.choice(["female", "male"], size), "age": chance.integers(1, 99, size),
            "disease": (chance.random(size) < score).astype(int), "predicted": score,
        })  # fmt: skip
        assert faults(count(sample(rows), layout, WORDS), layout, 1, size) == ()


@pytest.mark.parametrize(
    ("part", "place", "by", "found"),
    [
        ("confusion", (0, 1, 0), 7, "confusion"),
        ("histogram", (1, 4, 1), 7, "cases"),
        ("histogram", (1, 4, 1), -500, "below-zero"),
        ("positives", (0,), 7, "positives"),
        ("cases", (0,), 7, "cases"),
        ("margins", (0, 1), 7, "margins"),
        ("score", (3, 1), 40 * SCALE, "scores"),
        ("square", (3,), -40 * SCALE, "squares"),
        ("bin_logit", (3,), 40 * SCALE, "logits"),
        ("sites", (0,), 1, "number-of-sites"),
    ],
)
def test_a_total_that_was_changed_contradicts_the_rest(layout, part, place, by, found):
    numbers = count(sample(frame()), layout, WORDS)
    layout.parts(numbers)[part][place] += by
    assert found in {fault.id for fault in faults(numbers, layout, 1, 1000)}


def test_a_value_that_the_protocol_does_not_know_is_named_with_its_row(layout):
    rows = frame().with_columns(sex=pl.when(pl.col("id") == 5).then(pl.lit("f")).otherwise(pl.col("sex")))
    with pytest.raises(Problem) as caught:
        count(sample(rows), layout, WORDS)
    assert (caught.value.where, caught.value.expected) == ("rows.csv, row 5", "female, male")


def test_more_cases_than_agreed_for_a_site_are_refused(tmp_path):
    round_ = new_round(tmp_path / "round")
    round_.counted["basel"] = round_.counted["basel"] * 9
    round_.sites_step()
    round_.hub()
    with pytest.raises(Problem, match="more than was agreed"):
        round_.sites_step()
