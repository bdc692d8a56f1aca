"""AUROC and average precision hold against scikit-learn, confidenceinterval, statsmodels and a plain double loop."""

import numpy as np
import pytest
from confidenceinterval import roc_auc_score as peer_auroc
from confidenceinterval.delong import compute_ground_truth_statistics, fastDeLong
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve

from tests.library.assurance.made import few, predictions, replicates
from toepas.assurance import bootstrap, discrimination

cases = st.lists(st.tuples(st.booleans(), st.integers(0, 8)), min_size=2, max_size=60).filter(
    lambda rows: len({label for label, _ in rows}) == 2
)


def arrays(rows):
    return np.array([label for label, _ in rows]), np.array([score / 8 for _, score in rows])


@few
@given(cases)
def test_auroc_is_the_share_of_pairs_in_the_right_order_and_agrees_with_scikit_learn(rows):
    label, score = arrays(rows)
    pairs = [(one > other) + (one == other) / 2 for one in score[label] for other in score[~label]]
    found = discrimination.auroc(label, score).value
    assert found == pytest.approx(np.mean(pairs), abs=1e-12)
    assert found == pytest.approx(roc_auc_score(label, score), abs=1e-12)


@pytest.mark.parametrize("middle", [-2.5, 0, 2.5])
@pytest.mark.parametrize("digits", [None, 2, 1])
def test_delongs_variance_agrees_with_confidenceinterval_to_six_digits(digits, middle):
    label, score = predictions(500, 3, middle=middle, digits=digits)
    found = discrimination.auroc(label, score, logit=False)
    value, (low, high) = peer_auroc(label, score, 0.95, "delong")
    # The peer computes with 32-bit numbers.
    assert found.value == pytest.approx(value, abs=1e-6)
    assert (found.low, found.high) == pytest.approx((low, min(1, high)), abs=1e-5)


def test_the_paired_difference_agrees_with_the_peers_covariance():
    label, score = predictions(400, 5)
    other = np.clip(score + np.random.default_rng(1).normal(0, 0.15, 400), 0, 1)
    order, positives, _ = compute_ground_truth_statistics(label, None)
    areas, covariance = fastDeLong(np.vstack([score, other])[:, order], positives, None)
    found, p = discrimination.auroc_paired(label, score, other)
    assert found.value == pytest.approx(areas[0] - areas[1], abs=1e-6)
    error = np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    assert (found.high - found.low) / 2 == pytest.approx(1.959964 * error, rel=1e-4)
    assert 0 < p < 1


@few
@given(cases, st.randoms())
def test_auroc_does_not_care_about_the_order_of_cases_or_about_rising_transforms(rows, random):
    label, score = arrays(rows)
    found = discrimination.auroc(label, score)
    mixed = list(rows)
    random.shuffle(mixed)
    other = discrimination.auroc(arrays(mixed)[0], np.exp(3 * arrays(mixed)[1]))
    assert (found.value, found.low, found.high) == pytest.approx((other.value, other.low, other.high), abs=1e-9)


@few
@given(cases)
def test_auroc_of_turned_scores_is_the_mirror_image(rows):
    label, score = arrays(rows)
    found, turned = discrimination.auroc(label, score), discrimination.auroc(label, -score)
    assert (found.value, found.low, found.high) == pytest.approx(
        (1 - turned.value, 1 - turned.high, 1 - turned.low), abs=1e-6
    )


@few
@given(cases)
def test_bounds_lie_around_the_value_and_within_zero_and_one(rows):
    label, score = arrays(rows)
    for found in (discrimination.auroc(label, score), discrimination.auprc(label, score)):
        assert 0 <= found.low <= found.value + 1e-12
        assert found.value - 1e-12 <= found.high <= 1


def test_perfect_order_of_few_cases_does_not_pass_for_certainty():
    label = np.array([0] * 10 + [1] * 10)
    found = discrimination.auroc(label, np.arange(20.0))
    assert (found.value, found.high, found.method) == (1.0, 1.0, "newcombe-auroc")
    assert found.low < 0.85
    assert discrimination.auprc(label, np.arange(20.0)).low < 0.75


def test_the_bounds_by_score_are_the_values_that_just_are_not_refuted():
    found = discrimination.area_by_score(0.8, 20, 60)
    for bound in (found.low, found.high):
        error = discrimination.area_variance(bound, 20, 60) ** 0.5
        assert abs(0.8 - bound) == pytest.approx(1.959964 * error, rel=1e-5)


@few
@given(cases)
def test_average_precision_agrees_with_scikit_learn(rows):
    label, score = arrays(rows)
    assert discrimination.auprc(label, score).value == pytest.approx(average_precision_score(label, score), abs=1e-12)


def test_the_interval_of_average_precision_is_that_of_resampled_cases():
    label, score = predictions(600, 8, middle=-1.5, digits=2)

    def again(counts):
        return np.array([average_precision_score(label, score, sample_weight=row) for row in counts])

    rounds = replicates(again, 600, 1500, 4)
    found = discrimination.auprc(label, score)
    peer = bootstrap.percentile(found.value, rounds, 600)
    assert (found.high - found.low) == pytest.approx(peer.high - peer.low, rel=0.08)


def test_curves_pass_through_the_points_of_scikit_learn():
    label, score = predictions(150, 2, digits=2)
    x, y, _ = roc_curve(label, score, drop_intermediate=False)
    found = discrimination.roc(label, score)
    assert set(zip(np.round(found.x, 9), np.round(found.y, 9), strict=True)) == set(
        zip(np.round(x, 9), np.round(y, 9), strict=True)
    )
    precision, recall, _ = precision_recall_curve(label, score)
    found = discrimination.precision_recall(label, score)
    ours = set(zip(np.round(found.x, 9), np.round(found.y, 9), strict=True))
    assert ours <= set(zip(np.round(recall, 9), np.round(precision, 9), strict=True))


def test_a_thinned_curve_keeps_its_ends_and_its_area():
    label, score = predictions(20_000, 4)
    found = discrimination.roc(label, score, points=200)
    assert len(found.x) <= 202
    assert (found.x[0], found.y[0], found.x[-1], found.y[-1]) == (0, 0, 1, 1)
    assert np.trapezoid(found.y, found.x) == pytest.approx(roc_auc_score(label, score), abs=2e-3)


@pytest.mark.parametrize(("labels", "why"), [([0, 0], "no-positives"), ([1, 1], "no-negatives"), ([], "no-cases")])
def test_one_kind_of_cases_gives_no_figure_and_no_curve(labels, why):
    label, score = np.array(labels, int), np.linspace(0, 1, len(labels))
    for found in (discrimination.auroc(label, score), discrimination.auprc(label, score)):
        assert (found.value, found.why_not) == (None, why)
    assert discrimination.roc(label, score) is None
    assert discrimination.precision_recall(label, score) is None


def test_a_constant_score_tells_nothing_apart():
    label = np.array([0, 1] * 30)
    found = discrimination.auroc(label, np.full(60, 0.3))
    assert found.value == 0.5
    assert found.low < 0.5 < found.high
