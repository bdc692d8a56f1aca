"""Models that choose among several classes: each class beside all others, and figures over all classes.

Sources: as in ``intervals`` and ``discrimination``; Brier 1950 (his own score is the one over all classes); averages over classes follow Sokolova &
Lapalme, Information Processing and Management 45 (2009) 427: macro counts every class alike, weighted by its number of cases.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toepas.assurance.bootstrap import percentile
from toepas.assurance.calibration import EDGE
from toepas.assurance.confusion import Confusion, rates
from toepas.assurance.discrimination import auroc, one_class, placements
from toepas.assurance.intervals import Floats, dot, logit_wald, nothing, wilson
from toepas.assurance.model import Estimate
from toepas.assurance.regression import positive_mean

Codes = NDArray[Any]
Table = NDArray[np.int64]
ROUNDS = 2_000


def table(label: Codes, called: Codes, classes: int) -> Table:
    """How often each true class (rows) was called each class (columns)."""
    return np.bincount(label * classes + called, minlength=classes**2).reshape(classes, classes).astype(np.int64)


def called(score: Floats) -> Codes:
    """The class with the highest score of each case; of equal ones the first."""
    best: Codes = np.argmax(score, axis=1)
    return best


def beside_rest(counts: Table, one: int) -> Confusion:
    """One class as the positive one."""
    tp = int(counts[one, one])
    fn, fp = int(counts[one].sum()) - tp, int(counts[:, one].sum()) - tp
    return Confusion(tp, fp, fn, int(counts.sum()) - tp - fn - fp)


def per_class(label: Codes, score: Floats, one: int, level: float = 0.95) -> dict[str, Estimate]:
    """The rates of one class when the highest score decides, and its AUROC beside all others."""
    found = rates(beside_rest(table(label, called(score), score.shape[1]), one), level)
    return found | {"auroc": auroc(label == one, score[:, one], level)}


def measures(label: Codes, score: Floats, level: float = 0.95, seed: int = 0) -> dict[str, Estimate]:
    """The figures over all classes by id: ``accuracy``, ``macro-sensitivity``, ``macro-f1``, ``weighted-f1``, ``macro-auroc``,
    ``weighted-auroc``, ``log-loss`` and ``brier`` (from 0 to 2). ``score`` has one column per class."""
    n, classes = score.shape
    if not n:
        names = (
            "accuracy",
            "macro-sensitivity",
            "macro-f1",
            "weighted-f1",
            "macro-auroc",
            "weighted-auroc",
            "log-loss",
            "brier",
        )
        return {name: nothing("no-cases", 0, level) for name in names}
    counts = table(label, called(score), classes)
    return {
        "accuracy": wilson(int(np.trace(counts)), n, level),
        "macro-sensitivity": macro_sensitivity(counts, level),
        "macro-f1": f1(counts, level, seed=seed),
        "weighted-f1": f1(counts, level, weighted=True, seed=seed),
        "macro-auroc": mean_auroc(label, score, level),
        "weighted-auroc": mean_auroc(label, score, level, weighted=True),
        "log-loss": log_loss(label, score, level),
        "brier": brier(label, score, level),
    }


def macro_sensitivity(counts: Table, level: float = 0.95) -> Estimate:
    """The mean of the sensitivities of all classes, with the interval from theirs (MOVER: they rest on different cases)."""
    totals, n = counts.sum(axis=1), int(counts.sum())
    if not totals.all():
        return nothing("no-positives", n, level)
    each = [wilson(int(hits), int(total), level) for hits, total in zip(np.diag(counts), totals, strict=True)]
    spans = np.array([(one.value, one.low, one.high) for one in each], float)
    middle = float(spans[:, 0].mean())
    below, above = (float(np.linalg.norm(spans[:, 0] - spans[:, side])) / len(each) for side in (1, 2))
    return Estimate(middle, max(0.0, middle - below), min(1.0, middle + above), n, None, level, "mover")


def f1(counts: Table, level: float = 0.95, *, weighted: bool = False, rounds: int = ROUNDS, seed: int = 0) -> Estimate:
    """The mean F1 of all classes; the interval by drawing the table of counts anew (percentile bootstrap)."""
    n = int(counts.sum())
    if not n:
        return nothing("no-cases", 0, level)
    drawn = np.random.default_rng(seed).multinomial(n, counts.ravel() / n, rounds).reshape(rounds, *counts.shape)
    value = float(_f1(counts[None], weighted)[0])
    return percentile(value, _f1(drawn, weighted), n, level)


def _f1(tables: Table, weighted: bool) -> Floats:
    hits = np.diagonal(tables, axis1=1, axis2=2).astype(float)
    true, chosen = tables.sum(axis=2), tables.sum(axis=1)
    each = np.divide(2 * hits, true + chosen, out=np.zeros_like(hits), where=true + chosen > 0)
    return np.asarray(np.average(each, axis=1, weights=true) if weighted else each.mean(axis=1), np.float64)


def mean_auroc(label: Codes, score: Floats, level: float = 0.95, *, weighted: bool = False) -> Estimate:
    """The mean of the AUROCs of each class beside the rest; a case counts in all of them, which the interval (delta method) heeds.

    With ``weighted`` the shares of the classes are taken as they are. None where a class has no cases.
    """
    n, classes = score.shape
    pull, value = np.zeros(n), 0.0
    for one in range(classes):
        true = label == one
        if why := one_class(true):
            return nothing(why, n, level)
        weight = float(np.mean(true)) if weighted else 1 / classes
        positive, negative = score[true, one], score[~true, one]
        placed, other = placements(positive, np.sort(negative)), 1 - placements(negative, np.sort(positive))
        area = float(placed.mean())
        value += weight * area
        pull[true] += weight * (placed - area) / len(placed)
        pull[~true] += weight * (other - area) / len(other)
    error = math.sqrt(dot(pull, pull) * n / (n - 1))
    return logit_wald(value, error, n, level, "delta-logit")


def log_loss(label: Codes, score: Floats, level: float = 0.95) -> Estimate:
    """The mean of minus the logarithm of the true class's score; scores are held 1e-8 above 0, whose logarithm is endless."""
    lost = -np.log(np.maximum(score[np.arange(len(label)), label], EDGE))
    return positive_mean(lost, level)


def brier(label: Codes, score: Floats, level: float = 0.95) -> Estimate:
    """The mean over cases of the squared distances summed over classes (Brier 1950): 0 is perfect, 2 is the worst."""
    truth = np.zeros_like(score)
    truth[np.arange(len(label)), label] = 1
    return positive_mean(((score - truth) ** 2).sum(axis=1), level)
