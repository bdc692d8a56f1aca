"""A preview of recalibration: what the calibration would be with the predictions brought into line, by cross-validation. Nothing is changed.

Three ways, from the most careful to the most demanding: ``intercept`` moves all predictions by the same step on the log-odds scale, ``logistic``
also stretches them (Cox 1958), ``isotonic`` takes any rising curve and needs many cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from scipy import optimize, special

from toepas.assurance import calibration, logistic
from toepas.assurance.calibration import logits
from toepas.assurance.groups import site_parts
from toepas.assurance.model import Estimate, Key, Recalibrated, Sample
from toepas.assurance.plan import Plan, defaults
from toepas.assurance.ranked import ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Labels: TypeAlias = NDArray[Any]

SHOWN = ("calibration-in-the-large", "calibration-slope", "mean-score", "brier")


def previews(sample: Sample, plan: Plan) -> tuple[Recalibrated, ...]:
    """Each method for everybody and for each site; nothing for predictions that are no probabilities."""
    if sample.task != "binary":
        return ()
    everybody = ((), np.arange(len(sample.label)))
    listed = [everybody, *((key, rows) for key, rows in site_parts(sample) if len(key) == 1)]
    return tuple(
        found for key, rows in listed if len(rows) >= plan.smallest_cell for found in _of(sample, key, rows, plan)
    )


def _of(sample: Sample, key: Key, rows: NDArray[np.intp], plan: Plan) -> Iterator[Recalibrated]:
    """The methods on one group. Of very many cases a random part is enough to preview."""
    limits = defaults()["recalibration"]
    drawing = np.random.default_rng(plan.seed)
    if len(rows) > limits["most_cases"]:
        rows = np.sort(drawing.choice(rows, limits["most_cases"], replace=False))
    label, score = sample.label[rows], sample.score[rows]
    rarer = min(int(np.count_nonzero(label)), len(label) - int(np.count_nonzero(label)))
    folds = min(limits["folds"], rarer)
    if folds < limits["fewest"]:
        return
    place = _folds(label, folds, drawing)
    before = _shown(label, score, plan.level)
    for method, fit in METHODS.items():
        whole = fit(label, score)
        after = _crossed(label, score, place, fit) if whole else None
        if whole is not None and after is not None:
            warning = "few-cases" if method == "isotonic" and len(label) < limits["isotonic_from"] else ""
            yield Recalibrated(method, whole[1], before, _shown(label, after, plan.level), key, warning)


def _folds(label: Labels, folds: int, drawing: np.random.Generator) -> NDArray[np.intp]:
    """A fold per case, with as many positives in each as can be."""
    place = np.empty(len(label), dtype=np.intp)
    for kind in (0, 1):
        rows = drawing.permutation(np.flatnonzero(label == kind))
        place[rows] = np.arange(len(rows)) % folds
    return place


def _crossed(label: Labels, score: Floats, place: NDArray[np.intp], fit: Fit) -> Floats | None:
    """Each case's prediction by the method fitted without its fold; None where a fold has no fit."""
    after = np.empty(len(score))
    for fold in range(int(place.max()) + 1):
        out = place == fold
        found = fit(label[~out], score[~out])
        if found is None:
            return None
        after[out] = found[0](score[out])
    return after


def _shown(label: Labels, score: Floats, level: float) -> dict[str, Estimate]:
    found = calibration.measures(label, score, level)
    return {name: found[name] for name in SHOWN}


def _intercept(label: Labels, score: Floats) -> Fitted | None:
    found = logistic.fit(np.ones((len(label), 1)), label, logits(score))
    if found is None:
        return None
    step = float(found.terms[0])
    return (lambda given: np.asarray(special.expit(logits(given) + step))), (step,)


def _logistic(label: Labels, score: Floats) -> Fitted | None:
    found = logistic.fit(np.column_stack([np.ones(len(label)), logits(score)]), label)
    if found is None:
        return None
    step, slope = float(found.terms[0]), float(found.terms[1])
    return (lambda given: np.asarray(special.expit(step + slope * logits(given)))), (step, slope)


def _isotonic(label: Labels, score: Floats) -> Fitted | None:
    """The rising curve that is nearest to the outcomes (pool adjacent violators); straight between the scores seen, flat beyond."""
    at = ranked(label, score)
    if len(at.score) < 2:
        return None
    curve = np.asarray(optimize.isotonic_regression(at.hits / at.cases, weights=at.cases).x)
    return (lambda given: np.asarray(np.interp(given, at.score, curve))), (float(len(np.unique(curve))),)


if TYPE_CHECKING:
    Fitted: TypeAlias = tuple[Callable[[Floats], Floats], tuple[float, ...]]
    Fit: TypeAlias = Callable[[Labels, Floats], Fitted | None]

METHODS: dict[str, Fit] = {"intercept": _intercept, "logistic": _logistic, "isotonic": _isotonic}
"""Each gives a function from old to new predictions, with its terms: the step; step and slope; the number of levels of the curve."""
