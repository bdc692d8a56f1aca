"""What is measured of each kind of prediction: the measures of a group, those at a threshold, and its curves.

All kinds go the same way: the same groups, gaps, gates and verdict. Detection is judged per case, where it asks what a yes-or-no model asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from toepas.assurance import calibration, decision, multiclass, regression
from toepas.assurance.confusion import Confusion, confusion, rates
from toepas.assurance.discrimination import auprc, auroc, precision_recall, roc
from toepas.assurance.intervals import wilson
from toepas.assurance.model import At, Curve, Estimate, Key, Measured, Sample, Threshold
from toepas.assurance.smoothing import smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray

OF_A_CLASS = ("prevalence", "sensitivity", "specificity", "ppv", "npv", "f1", "auroc")


@dataclass(frozen=True, slots=True)
class Cases:
    """The outcome and the score of the cases of one group, and the classes where there are several."""

    label: NDArray[Any]
    score: NDArray[np.float64]
    classes: tuple[str, ...] = ()


class Kind(Protocol):
    """One kind of prediction."""

    def measured(self, key: Key, cases: Cases, thresholds: tuple[Threshold, ...], level: float, seed: int) -> Measured:
        """A group with its measures."""

    def curves(self, cases: Cases, level: float) -> tuple[Curve, ...]:
        """The curves of a group."""


class Binary:
    """A probability beside an outcome of yes or no; also detection per case, which asks the same of every case."""

    def __init__(self, probabilities: bool = True) -> None:
        self.probabilities = probabilities

    def measured(self, key: Key, cases: Cases, thresholds: tuple[Threshold, ...], level: float, seed: int) -> Measured:  # noqa: ARG002 nothing is drawn
        """Discrimination, calibration, and the rates and net benefit at each threshold."""
        label, score = cases.label, cases.score
        positives = int(np.count_nonzero(label))
        found = {
            "auroc": auroc(label, score, level),
            "auprc": auprc(label, score, level),
            "prevalence": wilson(positives, len(label), level),
        }
        if self.probabilities:
            found |= calibration.measures(label, score, level)
        at = tuple(At(one, at_threshold(cases, one.value, level)) for one in thresholds)
        return Measured(key, len(label), positives, found, at)

    def curves(self, cases: Cases, level: float) -> tuple[Curve, ...]:
        """ROC, precision and recall, calibration and decision curve; none of those that one kind of cases does not give."""
        label, score = cases.label, cases.score
        drawn = [roc(label, score, level), precision_recall(label, score, level)]
        if self.probabilities:
            drawn += [calibration.binned(label, score, level), smooth(label, score, level)]
            drawn += decision.curves(label, score, level=level)
        return tuple(one for one in drawn if one)


def at_threshold(cases: Cases, threshold: float, level: float) -> Mapping[str, Estimate]:
    """The measures at one threshold."""
    counts: Confusion = confusion(cases.label, cases.score, threshold)
    found = {name: one for name, one in rates(counts, level).items() if name != "prevalence"}
    return {**found, "net-benefit": decision.net_benefit(counts, threshold, level)}


class Multiclass:
    """A score for each of several classes beside the class that it was; the highest score decides."""

    def measured(self, key: Key, cases: Cases, thresholds: tuple[Threshold, ...], level: float, seed: int) -> Measured:  # noqa: ARG002 the highest score decides
        """The figures over all classes, and those of each class beside the others."""
        found = dict(multiclass.measures(cases.label, cases.score, level, seed))
        for one, name in enumerate(cases.classes):
            each = multiclass.per_class(cases.label, cases.score, one, level)
            found |= {f"{measure}[{name}]": each[measure] for measure in OF_A_CLASS}
        return Measured(key, len(cases.label), 0, found)

    def curves(self, cases: Cases, level: float) -> tuple[Curve, ...]:
        """ROC of each class beside the others, named after the class."""
        drawn = [(name, roc(cases.label == one, cases.score[:, one], level)) for one, name in enumerate(cases.classes)]
        return tuple(Curve(f"roc[{name}]", one.x, one.y, one.low, one.high, one.weight) for name, one in drawn if one)


class Regression:
    """A predicted value beside the value measured."""

    def measured(self, key: Key, cases: Cases, thresholds: tuple[Threshold, ...], level: float, seed: int) -> Measured:  # noqa: ARG002 neither threshold nor draw
        """How far off, in which direction, and how much is explained."""
        return Measured(key, len(cases.label), 0, regression.measures(cases.label, cases.score, level))

    def curves(self, cases: Cases, level: float) -> tuple[Curve, ...]:
        """What was measured beside what was predicted, in bins."""
        drawn = regression.binned(cases.label, cases.score, level)
        return (drawn,) if drawn else ()


KINDS: Mapping[str, Kind] = {
    "binary": Binary(),
    "detection": Binary(probabilities=False),
    "multiclass": Multiclass(),
    "regression": Regression(),
}


def of_rows(sample: Sample, rows: NDArray[np.intp]) -> Cases:
    """The cases at these places of a sample."""
    return Cases(sample.label[rows], sample.score[rows], sample.classes)
