"""What everything will be compared with: the reference as sums, the charts, and their limits from simulation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toepas.assurance import intervals, logistic
from toepas.assurance.model import Key
from toepas.assurance.monitoring import bins, cusum, limits
from toepas.assurance.monitoring.cases import Cases, events, recalibrated, weights
from toepas.assurance.monitoring.model import Chart, Direction, Kind, Limits, Plan, Reference, WhyNot
from toepas.assurance.monitoring.taking import Taken

Floats = NDArray[np.float64]
LEAST_EVENTS = 5
"""A share that rests on fewer events, or fewer others, is too unsure to watch a change of it."""
LEAST_SCORES = 20
"""A mean and a standard deviation of fewer scores are too unsure to watch a change of them."""
FURTHEST = 20
"""Periods that a delay is looked for; a chart that needs more than one is not watched, but says how long it would take."""
SCORE = "(score)"
"""The name under which the scores themselves are among the columns."""


def make_reference(taken: Taken, plan: Plan, runs: int = limits.RUNS) -> Reference:
    """The reference and all limits. Takes some seconds: the limits are simulated."""
    cases = taken.cases
    recalibration = _recalibration(cases)
    charts = list(_charts(cases, plan, recalibration))
    batch = max(1, plan.rhythm.cases // plan.rhythm.batches)
    columns = [bins.of_reference(SCORE, pl.Series(cases.score), batch)] if "scores" in plan.changes else []
    columns += [bins.of_reference(name, taken.inputs[name], batch) for name in plan.inputs]
    able = [chart for chart in charts if not chart.why_not]
    added = _weights(able, cases, plan, recalibration)
    cases_of = np.array([chart.part for chart in able]) * plan.rhythm.cases
    first = limits.fit(added, tuple(columns), plan.rhythm, plan.false_alarm, plan.seed, max(1000, runs // 4))
    slow = limits.delays(added, first.limits, cases_of, plan.seed)
    late = [at for at, delay in enumerate(slow) if delay is None or delay > cases_of[at]]
    watched = [at for at in range(len(able)) if at not in late]
    lates = limits.delays(added[:, late], [first.limits[at] for at in late], cases_of[late] * FURTHEST, plan.seed)
    found = list(able)
    for at, delay in zip(late, lates, strict=True):
        found[at] = replace(found[at], delay=delay, why_not="too-slow")
    fitted = limits.fit(added[:, watched], tuple(columns), plan.rhythm, plan.false_alarm, plan.seed, runs)
    delays = limits.delays(added[:, watched], fitted.limits, cases_of[watched] * 2, plan.seed)
    for at, limit, delay in zip(watched, fitted.limits, delays, strict=True):
        found[at] = replace(found[at], limit=limit, delay=delay)
    by_id = {chart.id: chart for chart in found}
    measured = intervals.wilson(fitted.alarms, fitted.runs)
    return Reference(
        name=taken.name,
        sha256=taken.sha256,
        cases=len(cases),
        charts=tuple(by_id.get(chart.id, chart) for chart in charts),
        columns=tuple(columns),
        limits=Limits(fitted.runs, plan.false_alarm, measured, fitted.column_p, fitted.block, plan.seed),
        recalibration=recalibration,
        groups=dict(taken.bands),
    )


def _recalibration(cases: Cases) -> tuple[float, float]:
    """Intercept and slope that make the reference scores true chances; those of a perfect model where they cannot be fitted."""
    inside = np.clip(cases.score, 1e-6, 1 - 1e-6)
    logit = np.log(inside / (1 - inside))
    fit = logistic.fit(np.column_stack([np.ones(len(logit)), logit]), cases.label)
    return (0.0, 1.0) if fit is None else (float(fit.terms[0]), float(fit.terms[1]))


def _charts(cases: Cases, plan: Plan, recalibration: tuple[float, float]) -> Iterator[Chart]:
    """Every chart of a plan, without limits."""
    keys: list[Key] = [()]
    for grouping in plan.groups:
        found = sorted({str(name) for name in cases.groups[grouping.column] if name})
        keys += [((grouping.column, name),) for name in found]
    for kind, change in plan.changes.items():
        divided = kind in ("errors", "missed")
        directions: tuple[Direction, ...] = ("up", "down") if kind in plan.two_sided else ("up",)
        for key in keys if divided else keys[:1]:
            for direction in directions:
                yield _chart(cases, plan, kind, key, direction, change, recalibration)  # type: ignore[arg-type]  # keys of changes are kinds


def _chart(
    cases: Cases, plan: Plan, kind: Kind, key: Key, direction: Direction, change: float, terms: tuple[float, float]
) -> Chart:
    name = "/".join([kind, *("=".join(pair) for pair in key), direction])
    bare = Chart(name, kind, key, direction, 0.5, 0.5, change, 1.0, 0, 0, 0.0)
    counted, happened = events(bare, cases, plan.threshold)
    n, hits = int(counted.sum()), int(happened.sum())
    bare = replace(bare, cases=n, events=hits, part=n / len(cases))
    if kind == "scores":
        spread = float(cases.score.std(ddof=1)) if n > 1 else 0.0
        mean = float(cases.score.mean())
        moved = mean + (change if direction == "up" else -change) * spread
        why: WhyNot = "constant" if spread == 0 else "too-few-scores" if n < LEAST_SCORES else ""
        return replace(bare, expected=mean, shifted=moved, spread=spread or 1.0, why_not=why)
    few: WhyNot = "too-few-reference" if min(hits, n - hits) < LEAST_EVENTS else ""
    share = hits / n if n else 0.5
    ratio = change if direction == "up" else 1 / change
    if kind == "calibration":
        share = float(recalibrated(cases.score, terms)[counted].mean()) if n else 0.5
    if few:
        return replace(bare, expected=share, shifted=share, why_not=few)
    return replace(bare, expected=share, shifted=cusum.odds_moved(share, ratio))


def _weights(charts: list[Chart], cases: Cases, plan: Plan, terms: tuple[float, float]) -> Floats:
    """What every reference case adds to every chart (cases, charts)."""
    if not charts:
        return np.zeros((len(cases), 0))
    return np.stack([weights(chart, cases, plan.threshold, terms) for chart in charts], axis=1)
