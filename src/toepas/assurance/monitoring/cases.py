"""The cases of a batch as arrays: scores, outcomes as far as they are known, and the groups people belong to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toepas.assurance import intervals
from toepas.assurance.model import Estimate, Key
from toepas.assurance.monitoring import cusum
from toepas.assurance.monitoring.model import Chart, Performance

Floats = NDArray[np.float64]
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Cases:
    """One entry per case. ``label`` is 0, 1, or -1 where the outcome is not known; ``groups`` has the name of a group per case, "" where unknown."""

    score: Floats
    label: NDArray[np.int8]
    groups: Mapping[str, NDArray[np.object_]]
    ids: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.score)

    def taken(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Cases:
        """The cases at these places, in this order."""
        ids = tuple(np.asarray(self.ids, dtype=object)[rows].tolist()) if self.ids else ()
        return Cases(
            self.score[rows], self.label[rows], {name: group[rows] for name, group in self.groups.items()}, ids
        )

    def of(self, key: Key) -> NDArray[np.bool_]:
        """Which cases belong to a group."""
        inside = np.ones(len(self), dtype=bool)
        for column, value in key:
            inside &= self.groups[column] == value
        return inside

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which cases have an outcome."""
        return self.label >= 0


def order(dates: pl.Series | None, sha256: str, count: int) -> NDArray[np.intp]:
    """The order in which a batch is followed: by date where it has one, else shuffled in a way that its content fixes.

    A file is often sorted by outcome or score; followed as it stands, a chart would take the sorting for a change.
    """
    shuffled = np.random.default_rng(int(hashlib.sha256(sha256.encode()).hexdigest()[:16], 16)).permutation(count)
    if dates is None:
        return shuffled
    place = dates.to_physical().fill_null(2**31 - 1).to_numpy()[shuffled]
    return shuffled[np.argsort(place, kind="stable")]


def events(chart: Chart, cases: Cases, threshold: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which cases a chart counts, and which of them are an event (an error, a missed case, a false alarm, an outcome)."""
    counted = cases.of(chart.key)
    positive, said = cases.label == 1, cases.score >= threshold
    if chart.kind == "scores":
        return counted, np.zeros(len(cases), dtype=bool)
    counted = counted & cases.known
    if chart.kind == "missed":
        counted = counted & positive
    elif chart.kind == "false-positives":
        counted = counted & ~positive
    happened = positive if chart.kind == "calibration" else positive != said
    return counted, counted & happened


def weights(chart: Chart, cases: Cases, threshold: float, recalibration: tuple[float, float]) -> Floats:
    """What each case adds to a chart; nought for the cases that it does not count."""
    counted, happened = events(chart, cases, threshold)
    if chart.kind == "scores":
        by = chart.change if chart.direction == "up" else -chart.change
        found = cusum.shifted_mean(cases.score, chart.expected, chart.spread, by)
    elif chart.kind == "calibration":
        ratio = chart.change if chart.direction == "up" else 1 / chart.change
        found = cusum.risk_adjusted(happened, recalibrated(cases.score, recalibration), ratio)
    else:
        found = cusum.bernoulli(happened, chart.expected, chart.shifted)
    return np.where(counted, found, 0.0)


def recalibrated(score: Floats, terms: tuple[float, float]) -> Floats:
    """Scores turned into the chances that the reference showed for them: intercept and slope on the scale of log odds."""
    inside = np.clip(score, 1e-6, 1 - 1e-6)
    logit = terms[0] + terms[1] * np.log(inside / (1 - inside))
    chance: Floats = 1 / (1 + np.exp(-logit))
    return np.clip(chance, 1e-6, 1 - 1e-6)


def performance(cases: Cases, key: Key, threshold: float) -> Performance:
    """How the model did on the cases of a group whose outcome is known."""
    cases = cases.taken(cases.of(key) & cases.known)
    positive, said = cases.label == 1, cases.score >= threshold
    n, positives = len(cases), int(positive.sum())
    hits = {
        "error-share": (int((positive != said).sum()), n),
        "sensitivity": (int((positive & said).sum()), positives),
        "specificity": (int((~positive & ~said).sum()), n - positives),
        "ppv": (int((positive & said).sum()), int(said.sum())),
        "prevalence": (positives, n),
    }
    measures = {name: intervals.wilson(hit, of) for name, (hit, of) in hits.items()}
    brier = float(np.mean((cases.score - positive) ** 2)) if n else None
    mean = float(np.mean(cases.score)) if n else None
    measures["brier"] = Estimate(brier, n=n, why_not="no-interval" if n else "no-cases")
    measures["mean-score"] = Estimate(mean, n=n, why_not="no-interval" if n else "no-cases")
    return Performance(key, n, positives, measures)
