"""Figures over several classes hold against scikit-learn and resampled cases."""

import numpy as np
import pytest
from scipy import special
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    confusion_matrix,
    f1_score,
    log_loss,
    precision_score,
    recall_score,
    roc_auc_score,
)

from toepas.assurance import multiclass


def classes(n=500, seed=0, kinds=4):
    generator = np.random.default_rng(seed)
    logit = generator.normal(0, 1.2, (n, kinds)) + np.linspace(0.6, 0, kinds)
    score = special.softmax(logit, axis=1)
    label = (score.cumsum(axis=1) < generator.random(n)[:, None]).sum(axis=1)
    return label, score


def test_every_figure_agrees_with_scikit_learn():
    label, score = classes()
    called = multiclass.called(score)
    assert multiclass.table(label, called, 4).tolist() == confusion_matrix(label, called).tolist()
    found = multiclass.measures(label, score)
    wanted = {
        "accuracy": accuracy_score(label, called),
        "macro-sensitivity": balanced_accuracy_score(label, called),
        "macro-f1": f1_score(label, called, average="macro"),
        "weighted-f1": f1_score(label, called, average="weighted"),
        "macro-auroc": roc_auc_score(label, score, multi_class="ovr", average="macro"),
        "weighted-auroc": roc_auc_score(label, score, multi_class="ovr", average="weighted"),
        "log-loss": log_loss(label, score),
        "brier": np.mean(((score - np.eye(4)[label]) ** 2).sum(axis=1)),
    }
    assert set(found) == set(wanted)
    for name, value in wanted.items():
        assert found[name].value == pytest.approx(value, abs=1e-12), name


@pytest.mark.parametrize("one", range(4))
def test_one_class_beside_the_rest_agrees_with_scikit_learn(one):
    label, score = classes()
    called = multiclass.called(score)
    found = multiclass.per_class(label, score, one)
    assert found["sensitivity"].value == pytest.approx(recall_score(label == one, called == one), abs=1e-12)
    assert found["ppv"].value == pytest.approx(precision_score(label == one, called == one), abs=1e-12)
    assert found["auroc"].value == pytest.approx(roc_auc_score(label == one, score[:, one]), abs=1e-12)


def test_intervals_are_those_of_resampled_cases():
    label, score = classes(400, 3)
    found = multiclass.measures(label, score)
    draws = np.random.default_rng(5).integers(0, 400, (250, 400))
    peers = {
        "macro-auroc": lambda rows: roc_auc_score(label[rows], score[rows], multi_class="ovr"),
        "log-loss": lambda rows: log_loss(label[rows], score[rows]),
        "macro-sensitivity": lambda rows: balanced_accuracy_score(label[rows], multiclass.called(score[rows])),
        "macro-f1": lambda rows: f1_score(label[rows], multiclass.called(score[rows]), average="macro"),
    }
    for name, peer in peers.items():
        low, high = np.quantile([peer(rows) for rows in draws], [0.025, 0.975])
        assert (found[name].low, found[name].high) == pytest.approx((low, high), abs=0.2 * (high - low)), name


def test_a_class_nobody_is_in_is_not_averaged_away():
    label, score = classes()
    without = label != 3
    found = multiclass.measures(label[without], score[without])
    assert found["macro-sensitivity"].why_not == "no-positives"
    assert found["macro-auroc"].why_not == "no-positives"
    assert found["accuracy"].value is not None


def test_a_class_that_was_ruled_out_and_came_costs_much_but_not_endlessly():
    found = multiclass.log_loss(np.array([0, 1]), np.array([[0.0, 1.0], [0.1, 0.9]]))
    assert 9 < found.value < 10


def test_no_cases_give_no_figures():
    found = multiclass.measures(np.zeros(0, int), np.zeros((0, 3)))
    assert {one.why_not for one in found.values()} == {"no-cases"}
