"""The pooled verdict beside that of all rows in one place: counts exactly, ranks and calibration within the stated bound."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from tests.library.assurance.pooling.hospitals import frame, new_round, sample
from toepas.assurance import calibration
from toepas.assurance.discrimination import auroc
from toepas.assurance.groups import parts
from toepas.assurance.intervals import wilson
from toepas.assurance.model import Threshold
from toepas.assurance.pooling import lying, slope
from toepas.assurance.pooling.pooled import pooled
from toepas.assurance.pooling.protocol import TAILS
from toepas.assurance.tasks import KINDS, of_rows


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The pooled validation and, by group, what the ordinary one measures on all rows."""
    round_ = new_round(tmp_path_factory.mktemp("pool") / "round", smallest_cell=1)
    found = pooled(round_.protocol, round_.through())
    plan = round_.protocol.plan
    rows = sample(frame(), bands={"age": (45, 55, 65)})
    at = tuple(Threshold(value) for value in plan.thresholds)
    central = {
        key: KINDS["binary"].measured(key, of_rows(rows, places), at, plan.level, 1)
        for key, places in parts(rows, plan)
    }
    return found, central


def test_the_groups_and_their_counts_are_the_very_same(both):
    found, central = both
    groups = {group.key: (group.n, group.positives) for group in found.validation.groups}
    assert groups == {key: (group.n, group.positives) for key, group in central.items()}
    assert len(groups) == 15


def test_every_figure_at_a_threshold_is_the_very_same(both):
    found, central = both
    for group in found.validation.groups:
        for here, there in zip(group.at, central[group.key].at, strict=True):
            assert (here.threshold, here.measures) == (there.threshold, there.measures)


def test_ranks_and_calibration_lie_within_the_stated_bound(both):
    found, central = both
    most = {(blur.key, blur.measure): blur.most for blur in found.blur}
    compared = 0
    for group in found.validation.groups:
        for name, estimate in group.measures.items():
            if (group.key, name) in most:
                true = central[group.key].measures[name]
                assert abs(estimate.value - true.value) <= most[group.key, name] + 1e-9, (group.key, name)
                assert estimate.low <= true.low + 0.02
                compared += 1
    assert compared > 25
    assert {name: most[(), name] for name in ("auroc", "calibration-slope")} == pytest.approx(
        {"auroc": 0.008, "calibration-slope": 0.002}, abs=0.002
    )


def test_means_are_exact_to_the_rounding_of_the_fixed_point(both):
    found, central = both
    for group in found.validation.groups:
        for name in ("mean-score", "brier", "observed-expected"):
            true = central[group.key].measures[name]
            assert group.measures[name].value == pytest.approx(true.value, rel=1e-6)
        assert group.measures["mean-score"].low == pytest.approx(
            central[group.key].measures["mean-score"].low, abs=2e-3
        )


def test_the_pooled_verdict_finds_what_the_central_one_finds(both):
    found, _ = both
    signals = {
        (gap.key, gap.measure, gap.threshold and gap.threshold.value) for gap in found.validation.verdict.signals
    }
    assert ((("sex", "female"),), "sensitivity", 0.5) in signals
    assert found.validation.verdict.outcome == "signal"


def test_the_bound_of_the_slope_holds_for_whatever_scores():
    chance = np.random.default_rng(3)
    widths = []
    for trial in range(60):
        size, bins = int(chance.integers(40, 3000)), int(chance.integers(8, 80))
        logit = chance.normal(chance.normal(0, 1.5), chance.uniform(0.3, 2), size)
        score = 1 / (1 + np.exp(-logit))
        label = chance.random(size) < 1 / (1 + np.exp(-(chance.normal() + chance.uniform(0.2, 2) * logit)))
        true = calibration.weak(label, score), calibration.in_the_large(label, score)
        if true[0][1].value is None or true[1].value is None:
            continue
        edges = np.unique(np.concatenate([np.linspace(0, 1, bins + 1), TAILS, 1 - np.asarray(TAILS)]))
        bins = len(edges) - 1
        place = np.minimum(np.searchsorted(edges, score, side="right") - 1, bins - 1)
        sums = [np.bincount(place, weights=part, minlength=bins) for part in (logit, logit**2)]
        held = np.clip(edges, 1e-8, 1 - 1e-8)
        binned = slope.bins(np.bincount(place, minlength=bins), *sums, np.log(held / (1 - held)))
        both = slope.fit(binned, int(label.sum()), float(logit[label].sum()))
        large = slope.fit(binned, int(label.sum()), float(logit[label].sum()), slope=False)
        for at in (0, 1):
            assert abs(both.terms[at] - true[0][at].value) <= both.off[at], trial
        assert abs(large.terms[0] - true[1].value) <= large.off[0], trial
        widths.append(both.off[1])
    assert len(widths) > 40
    assert np.median(widths) < 0.005
    assert np.mean(np.isfinite(widths)) > 0.8


def test_what_a_lying_site_can_do_to_a_share_is_never_more_than_stated():
    """Every true answer of at most so many cases in place of every false one, in small numbers."""
    most, hits, n = 3, 5, 9
    stated = lying._of("sensitivity", wilson(hits, n), most)
    reached = [
        (hits - false_hits + true_hits) / (n - false_n + true_n)
        for false_n, true_n in itertools.product(range(most + 1), repeat=2)
        for false_hits in range(max(0, false_n - (n - hits)), min(false_n, hits) + 1)
        for true_hits in range(true_n + 1)
    ]
    assert stated == pytest.approx((min(reached), max(reached)))


def test_what_a_lying_site_can_do_to_an_auroc_is_never_more_than_stated():
    chance = np.random.default_rng(2)
    for _ in range(200):
        size, most = int(chance.integers(20, 80)), int(chance.integers(1, 15))
        score, label = np.round(chance.random(size), 1), chance.random(size) < 0.4
        false = slice(0, int(chance.integers(0, most + 1)))
        true_n = int(chance.integers(0, most + 1))
        extreme = chance.random() < 0.5
        true_label = chance.random(true_n) < chance.random()
        true_score = np.where(true_label, 0.0, 1.0) if extreme else chance.random(true_n)
        given = auroc(label.astype(int), score)
        true = auroc(
            np.concatenate([label[false.stop :], true_label]).astype(int),
            np.concatenate([score[false.stop :], true_score]),
        )
        if given.value is None or true.value is None:
            continue
        low, high = lying.area(given.value, int(label.sum()), int(size - label.sum()), most)
        assert low - 1e-9 <= true.value <= high + 1e-9
