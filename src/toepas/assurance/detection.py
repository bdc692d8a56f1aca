"""Models that mark findings in a case (nodules in a scan, say): per case and per finding, where cases are drawn and findings are not.

Findings of one case resemble each other, so intervals rest on the cases. Sources: Chakraborty, Physics in Medicine and Biology 58 (2013) 2435 (FROC);
Swensson, Medical Physics 23 (1996) 1709 (LROC); Rao & Scott, Biometrics 48 (1992) 577 (clustered proportions by their effective size);
Rutter, Academic Radiology 7 (2000) 413 (bootstrap of cases).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from toepas.assurance.bootstrap import resamples
from toepas.assurance.discrimination import POINTS, thinned
from toepas.assurance.intervals import Floats, nothing, summed, wilson, wilson_bounds
from toepas.assurance.model import Curve, Estimate
from toepas.assurance.regression import positive_mean


@dataclass(frozen=True, slots=True)
class Findings:
    """One row per mark of the model and per true finding that it did not mark.

    ``case``: the number of the row's case, from 0 up to ``cases`` (cases without rows count too). ``score``: the model's, NaN where it
    marked nothing. ``true``: whether something is there. A true finding that was marked twice has to be one row, with the higher score.
    """

    case: NDArray[Any]
    score: Floats
    true: NDArray[np.bool_]
    cases: int

    def each(self, threshold: float) -> tuple[Floats, Floats, Floats]:
        """Per case: true findings, those of them marked from the threshold up, and false marks from there up."""
        marked = self.score >= threshold
        parts = (self.true, self.true & marked, ~self.true & marked)
        present, found, false = (summed(self.case, part, self.cases) for part in parts)
        return present, found, false

    def per_case(self) -> tuple[NDArray[np.bool_], Floats]:
        """Per case: whether anything is there, and the highest score of its marks (0 without marks); then it is a binary model."""
        label = np.zeros(self.cases, bool)
        label[self.case[self.true]] = True
        score = np.zeros(self.cases)
        marked = ~np.isnan(self.score)
        np.maximum.at(score, self.case[marked], self.score[marked])
        return label, score


def measures(findings: Findings, threshold: float, level: float = 0.95) -> dict[str, Estimate]:
    """The figures at a threshold by id: ``finding-sensitivity``, ``false-per-case`` and ``located-sensitivity``.

    What holds per case (sensitivity, specificity, AUROC) follows from ``Findings.per_case`` as for any binary model.
    """
    return {
        "finding-sensitivity": finding_sensitivity(findings, threshold, level),
        "false-per-case": false_per_case(findings, threshold, level),
        "located-sensitivity": located_sensitivity(findings, threshold, level),
    }


def finding_sensitivity(findings: Findings, threshold: float, level: float = 0.95) -> Estimate:
    """The share of true findings that were marked, with Wilson's interval at the effective number of findings (Rao & Scott 1992).

    Where all or none were found nothing tells how alike the findings of a case are; then only the cases count.
    """
    present, found, _ = findings.each(threshold)
    n, hits, clusters = int(present.sum()), int(found.sum()), int(np.count_nonzero(present))
    if not n:
        return nothing("no-positives", 0, level)
    share = hits / n
    effective = float(clusters)
    if 0 < hits < n and clusters > 1:
        pull = found - share * present
        variance = float(pull @ pull) * clusters / (clusters - 1) / n**2
        effective = min(n, max(1.0, share * (1 - share) / variance)) if variance else float(n)
    low, high = wilson_bounds(share * effective, effective, level)
    return Estimate(share, float(low), float(high), n, hits, level, "wilson-clustered")


def false_per_case(findings: Findings, threshold: float, level: float = 0.95) -> Estimate:
    """The mean number of false marks per case, with an interval that is even on the log scale and rests on the spread between cases.

    Without any false mark it is the exact bound of a Poisson count.
    """
    if not findings.cases:
        return nothing("no-cases", 0, level)
    false = findings.each(threshold)[2]
    total, n = int(false.sum()), findings.cases
    if not total:
        high = float(special.gammaincinv(1, 0.5 + level / 2)) / n
        return Estimate(0.0, 0.0, high, n, 0, level, "poisson")
    return replace(positive_mean(false, level), hits=total)


def located_sensitivity(findings: Findings, threshold: float, level: float = 0.95) -> Estimate:
    """The share of cases with findings whose highest mark is a true one, from the threshold up: rightly called and for the right reason."""
    label, highest = findings.per_case()
    right = np.zeros(findings.cases, bool)
    top = findings.true & (findings.score >= np.maximum(highest[findings.case], threshold))
    right[findings.case[top]] = True
    n = int(np.count_nonzero(label))
    return wilson(int(np.count_nonzero(right)), n, level) if n else nothing("no-positives", 0, level)


def froc(
    findings: Findings, level: float = 0.95, rounds: int = 500, seed: int = 0, points: int = POINTS
) -> Curve | None:
    """False marks per case (x) and the share of true findings marked (y) as the threshold falls, with bounds by a bootstrap of cases.

    The bounds hold for each threshold by itself. None without true findings.
    """
    if not findings.true.any():
        return None
    marked = ~np.isnan(findings.score)
    distinct = np.unique(findings.score[marked])[::-1]
    wrong, right = findings.score[marked & ~findings.true], findings.score[marked & findings.true]
    x, y = (len(part) - np.searchsorted(np.sort(part), distinct, "left") for part in (wrong, right))
    total = int(np.count_nonzero(findings.true))
    along = np.concatenate([[0.0], x / max(1, len(wrong)) + y / total])
    kept = thinned(along, points)
    thresholds = np.concatenate([[np.inf], distinct])[kept]
    each = [findings.each(threshold) for threshold in thresholds]
    present, found = each[0][0], np.stack([part[1] for part in each], axis=1)
    rows = resamples(np.zeros(findings.cases, np.int64), rounds, seed)
    drawn = [counts @ found / np.maximum(counts @ present, 1)[:, None] for counts in rows]
    low, high = np.quantile(np.concatenate(drawn), [(1 - level) / 2, (1 + level) / 2], axis=0)
    false = tuple(float(part[2].sum()) / findings.cases for part in each)
    return Curve("froc", false, tuple((found.sum(axis=0) / total).tolist()), tuple(low.tolist()), tuple(high.tolist()))
