"""Figures of a group from pooled counts: shares from exact counts, means from exact sums, ranks and calibration from bins with a stated bound."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from toepas.assurance import calibration, decision
from toepas.assurance.confusion import Confusion, rates
from toepas.assurance.discrimination import auprc, auroc
from toepas.assurance.intervals import logit_wald, nothing, wald, wilson, wilson_bounds
from toepas.assurance.model import At, Curve, Estimate, Key, Measured, Threshold
from toepas.assurance.pooling import slope
from toepas.assurance.pooling.hiding import Shown
from toepas.assurance.pooling.layout import EDGE, SCALE, Counts, Layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEEDS: Mapping[str, tuple[str, ...]] = {
    "sensitivity": ("tp", "fn"),
    "specificity": ("tn", "fp"),
    "ppv": ("tp", "fp"),
    "npv": ("tn", "fn"),
    "predicted-positive": ("called", "spared"),
    "net-benefit": ("tp", "fp"),
    "f1": ("tp", "fp", "fn"),
}
"""The counts that a figure gives away; the others need all four."""
ALL = ("tp", "fp", "fn", "tn")


@dataclass(frozen=True, slots=True)
class Blur:
    """How far the value of a figure can lie from that on the single scores, since only bins were shared."""

    key: Key
    measure: str
    most: float


@dataclass(frozen=True)
class Pool:
    """The sum of all answers, and what may be shown of it."""

    parts: dict[str, Counts]
    layout: Layout
    shown: Shown
    level: float

    def group(self, key: Key, cells: NDArray[np.bool_]) -> tuple[Measured, list[Blur]] | None:
        """A group with its figures; None where its own numbers may not be shown."""
        if not self.shown.has(key, -1.0, "n", "n0", "p"):
            return None
        histogram = self.parts["histogram"][cells].sum(axis=0)
        positives, n = int(histogram[:, 1].sum()), int(histogram.sum())
        measures, blurs = self._overall(key, cells, histogram)
        at = tuple(
            At(Threshold(threshold), self._at(key, histogram, threshold))
            for threshold in self.layout.protocol.thresholds
        )
        return Measured(key, n, positives, measures, at), blurs

    def _at(self, key: Key, histogram: Counts, threshold: float) -> dict[str, Estimate]:
        """The figures at one threshold; those whose counts are hidden say so."""
        first = self.layout.from_bin(threshold)
        called, spared = histogram[first:].sum(axis=0), histogram[:first].sum(axis=0)
        counts = Confusion(int(called[1]), int(called[0]), int(spared[1]), int(spared[0]))
        found = {name: one for name, one in rates(counts, self.level).items() if name != "prevalence"}
        found["net-benefit"] = decision.net_benefit(counts, threshold, self.level)
        hidden = nothing("hidden", 0, self.level)
        return {
            name: one if self.shown.has(key, threshold, *NEEDS.get(name, ALL)) else hidden
            for name, one in found.items()
        }

    def _overall(self, key: Key, cells: NDArray[np.bool_], histogram: Counts) -> tuple[dict[str, Estimate], list[Blur]]:
        label, score = self._cases(histogram)
        n, positives = len(label), int(histogram[:, 1].sum())
        means = self._means(cells, n, positives, label, score)
        ranks, blurs = self._ranks(key, label, score)
        fitted, more = self._calibration(positives, n) if not key else (self._not_shared(n), [])
        return {**ranks, "prevalence": wilson(positives, n, self.level), **means, **fitted}, [*blurs, *more]

    def _cases(self, histogram: Counts) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
        """Outcomes and scores as if every case had the mean score of its bin (of everybody)."""
        by_bin = self.parts["histogram"].sum(axis=(0, 2))
        middle = np.asarray(self.layout.protocol.edges[:-1], dtype=float)
        some = by_bin > 0
        middle[some] = self.parts["bin_score"][some] / SCALE / by_bin[some]
        counts = histogram.T.ravel()
        return (
            np.repeat(np.repeat(np.asarray([0, 1], dtype=np.int8), self.layout.bins), counts),
            np.repeat(np.tile(middle, 2), counts),
        )

    def _means(
        self, cells: NDArray[np.bool_], n: int, positives: int, label: NDArray[np.int8], score: NDArray[np.float64]
    ) -> dict[str, Estimate]:
        """Mean prediction, observed to expected and Brier score: exact values; the last two with intervals as wide as on the bins."""
        of_negatives, of_positives = (float(part) / SCALE for part in self.parts["score"][cells].sum(axis=0))
        square = float(self.parts["square"][cells].sum()) / SCALE
        expected = of_negatives + of_positives
        if not n:
            return {name: nothing("no-cases", 0, self.level) for name in ("mean-score", "observed-expected", "brier")}
        spread = math.sqrt(max(square / n - (expected / n) ** 2, 0.0) / (n - 1)) if n > 1 else 0.0
        lost = (score - label) ** 2
        value = max(square - 2 * of_positives + positives, 0.0)
        return {
            "mean-score": logit_wald(expected / n, spread, n, self.level, "delta-logit"),
            "observed-expected": _scaled(calibration.observed_expected(label, score, self.level), positives, expected),
            "brier": calibration.of_losses(n, value, float(lost @ lost), self.level),
        }

    def _ranks(
        self, key: Key, label: NDArray[np.int8], score: NDArray[np.float64]
    ) -> tuple[dict[str, Estimate], list[Blur]]:
        """AUROC and AUPRC: cases of one bin count as ties; the bounds are those of the best order within bins (positives first, as
        ties) and the worst (positives last, one after the other)."""
        nudge = float(np.diff(np.unique(score)).min(initial=1.0)) / 4
        last = score - nudge * label * (1 + np.arange(len(score)) / max(1, len(score)))
        found, blurs = {}, []
        for name, measure in (("auroc", auroc), ("auprc", auprc)):
            tied = measure(label, score, self.level)
            if tied.value is None:
                found[name] = tied
                continue
            ends = [measure(label, one, self.level) for one in (last, score + nudge * label)]
            low, high = (end.value or 0.0 for end in ends)
            bounds = [bound for end in (*ends, tied) for bound in (end.low, end.high) if bound is not None]
            value, most = (low + high) / 2, (high - low) / 2
            found[name] = (
                replace(tied, value=value, low=min(bounds), high=max(bounds)) if bounds else replace(tied, value=value)
            )
            blurs.append(Blur(key, name, most))
        return found, blurs

    def _calibration(self, positives: int, n: int) -> tuple[dict[str, Estimate], list[Blur]]:
        """Calibration of everybody, from the sums of logits per bin."""
        held = np.clip(np.asarray(self.layout.protocol.edges), EDGE, 1 - EDGE)
        found = slope.bins(
            self.parts["histogram"].sum(axis=(0, 2)), self.parts["bin_logit"] / SCALE, self.parts["bin_square"] / SCALE,
            np.log(held / (1 - held)),
        )  # fmt: skip
        given = positives, float(self.parts["logit_positive"][0]) / SCALE
        large, both = slope.fit(found, *given, slope=False), slope.fit(found, *given)
        estimates, blurs = {}, []
        for name, fitted, at in (
            ("calibration-in-the-large", large, 0), ("calibration-intercept", both, 0), ("calibration-slope", both, 1),
        ):  # fmt: skip
            if fitted is None or not math.isfinite(fitted.off[at]):
                estimates[name] = nothing("not-shared" if fitted else "did-not-converge", n, self.level)
                continue
            estimates[name] = _wider(wald(fitted.terms[at], fitted.errors[at], n, self.level), fitted.off[at])
            blurs.append(Blur((), name, fitted.off[at]))
        return estimates, blurs

    def _not_shared(self, n: int) -> dict[str, Estimate]:
        names = ("calibration-in-the-large", "calibration-intercept", "calibration-slope")
        return {name: nothing("not-shared", n, self.level) for name in names}

    def curve(self) -> Curve | None:
        """The calibration curve of everybody, at the points that may be shown."""
        points = []
        for at, (first, past) in enumerate(self.shown.segments):
            if not self.shown.has((), float(at), "curve-n", "curve-n0", "curve-p"):
                continue
            cases = self.parts["histogram"][:, first:past].sum(axis=(0, 1))
            n, hits = int(cases.sum()), int(cases[1])
            if n:
                score = float(self.parts["bin_score"][first:past].sum()) / SCALE / n
                low, high = wilson_bounds(hits, n, self.level)
                points.append((score, hits / n, float(low), float(high), n))
        if not points:
            return None
        x, y, low_, high_, weight = zip(*points, strict=True)
        return Curve("calibration-binned", x, y, low_, high_, weight)


def _scaled(found: Estimate, observed: int, expected: float) -> Estimate:
    """The ratio with its exact value, and bounds in the same proportion as on the bins."""
    if found.value is None or not expected or not found.value:
        return found
    factor = observed / expected / found.value
    low, high = (None if bound is None else bound * factor for bound in (found.low, found.high))
    return replace(found, value=observed / expected, low=low, high=high)


def _wider(found: Estimate, most: float) -> Estimate:
    """An interval with what binning may have moved added on both sides."""
    if found.low is None or found.high is None:
        return found
    return replace(found, low=found.low - most, high=found.high + most)
