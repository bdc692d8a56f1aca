"""The thresholds of a validation: those fixed beforehand, and those chosen on these data, which make a model look better than it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from toepas.assurance.discrimination import one_class, steps
from toepas.assurance.model import Sample, Threshold
from toepas.assurance.plan import Plan

WITH_THRESHOLD = ("binary", "detection")


def thresholds(sample: Sample, plan: Plan) -> tuple[Threshold, ...]:
    """Every threshold of a plan, the fixed ones first; none for predictions that have none, or one that cannot be chosen."""
    if sample.task not in WITH_THRESHOLD:
        return ()
    fixed = [Threshold(value) for value in plan.thresholds]
    found = [(how, choose(sample.label, sample.score, how)) for how in plan.choose]
    return (*fixed, *(Threshold(value, "chosen", how) for how, value in found if value is not None))


def choose(label: NDArray[np.int8], score: NDArray[np.float64], how: str) -> float | None:
    """The threshold that a rule chooses on these data; None with one kind of cases.

    ``youden``: where sensitivity and specificity add up to most. ``sensitivity=0.9``: the highest threshold that finds at least so many;
    ``specificity=0.9``: the lowest that spares at least so many.
    """
    if one_class(label):
        return None
    at = steps(label, score)
    found, spared = at.hits / at.positives, 1 - at.alarms / at.negatives
    name, _, wanted = how.partition("=")
    if name == "youden":
        return float(at.score[int(np.argmax(found + spared))])
    enough = found >= float(wanted) - 1e-12 if name == "sensitivity" else spared >= float(wanted) - 1e-12
    places = np.flatnonzero(enough)
    if not len(places):
        return None
    return float(at.score[places[0] if name == "sensitivity" else places[-1]])
