"""What is measured of each kind of prediction: the measures of a group, those at a threshold, and its curves.

Four kinds go the same way; each says which cases are its positives, so that groups, gates and gaps need not know the kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from toepas.assurance import calibration, decision
from toepas.assurance.confusion import Confusion, confusion, rates
from toepas.assurance.discrimination import auprc, auroc, precision_recall, roc
from toepas.assurance.intervals import wilson
from toepas.assurance.model import At, Curve, Estimate, Key, Measured, Sample, Threshold

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Cases:
    """The outcome and the score of the cases of one group."""

    label: NDArray[Any]
    score: NDArray[np.float64]

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.label)


class Task(Protocol):
    """One kind of prediction."""

    def measured(self, key: Key, cases: Cases, thresholds: tuple[Threshold, ...], level: float) -> Measured:
        """A group with its measures."""

    def curves(self, cases: Cases, level: float) -> tuple[Curve, ...]:
        """The curves of a group."""


class Binary:
    """A probability beside an outcome of yes or no; also detection per case, which asks the same of every case."""

    def measured(self, key: Key, cases: Cases, thresholds: tuple[Threshold, ...], level: float) -> Measured:
        """Discrimination, calibration, and the rates and net benefit at each threshold."""
        positives = int(np.count_nonzero(cases.label))
        at = tuple(At(one, at_threshold(cases, one.value, level)) for one in thresholds)
        return Measured(key, cases.n, positives, overall(cases, positives, level), at)

    def curves(self, cases: Cases, level: float) -> tuple[Curve, ...]:
        """ROC, precision and recall, calibration and decision curve; none of those that one kind of cases does not give."""
        drawn = (roc(cases.label, cases.score, level), precision_recall(cases.label, cases.score, level))
        return (*(one for one in drawn if one), *decision.curves(cases.label, cases.score, level=level))


def overall(cases: Cases, positives: int, level: float) -> Mapping[str, Estimate]:
    """The measures that need no threshold."""
    label, score = cases.label, cases.score
    return {
        "auroc": auroc(label, score, level),
        "auprc": auprc(label, score, level),
        "prevalence": wilson(positives, cases.n, level),
        **calibration.measures(label, score, level),
    }


def at_threshold(cases: Cases, threshold: float, level: float) -> Mapping[str, Estimate]:
    """The measures at one threshold."""
    counts: Confusion = confusion(cases.label, cases.score, threshold)
    found = {name: one for name, one in rates(counts, level).items() if name != "prevalence"}
    return {**found, "net-benefit": decision.net_benefit(counts, threshold, level)}


TASKS: Mapping[str, Task] = {"binary": Binary(), "detection": Binary()}


def of_rows(sample: Sample, rows: NDArray[np.intp]) -> Cases:
    """The cases at these places of a sample."""
    return Cases(sample.label[rows], sample.score[rows])
