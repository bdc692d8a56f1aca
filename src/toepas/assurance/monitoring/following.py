"""One batch beside the reference: its columns, its scores, and, when outcomes are known, what they do to the charts."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toepas.assurance.monitoring import bins, cusum
from toepas.assurance.monitoring.cases import Cases, events, performance, recalibrated, weights
from toepas.assurance.monitoring.making import SCORE
from toepas.assurance.monitoring.model import (
    OUTCOME_KINDS,
    Batch,
    Chart,
    Closing,
    ColumnBins,
    Drift,
    MonitorState,
    Plan,
    Received,
    Step,
)
from toepas.assurance.monitoring.taking import Taken


def receive(taken: Taken, cases: Cases, state: MonitorState, day: dt.date, number: str, kept: str) -> Received:
    """A batch as it comes in. ``cases`` are in the order in which they are followed; ``number`` is its id."""
    plan, known = state.plan, int(cases.known.sum())
    before = [batch.received.day for batch in state.batches if batch.received.day < day]
    days = (day - max(before)).days if before else None
    return Received(
        id=number,
        day=day,
        name=taken.name,
        sha256=taken.sha256,
        cases=len(cases),
        left_out=taken.left_out,
        positive_share=float((cases.score >= plan.threshold).mean()),
        mean_score=float(cases.score.mean()),
        known=known,
        drift=tuple(_drift(column, taken, state) for column in state.reference.columns),
        steps=_steps(cases, state, number, outcomes=False),
        days=days,
        busy=_busy(len(cases), days, plan),
        fresh=_fresh(cases, state),
        kept=kept,
        early=performance(cases, (), plan.threshold) if kept and known else None,
        closing=None if kept else close(cases, _how(cases, plan), state, number),
    )


def _how(cases: Cases, plan: Plan) -> str:
    """Why nothing waits for the outcomes of a batch."""
    if not plan.columns.label:
        return "none-expected"
    return "complete" if cases.known.all() or plan.columns.case else "with-batch"


def close(cases: Cases, how: str, state: MonitorState, batch: str) -> Closing:
    """The end of waiting: what the known outcomes of a batch do to the charts, and how the model did."""
    known = cases.taken(cases.known)
    keys = [(), *(((name, value),) for name, values in state.reference.groups.items() for value in values)]
    measured = [performance(known, key, state.plan.threshold) for key in keys] if len(known) else []
    return Closing(
        how=how,
        known=len(known),
        steps=_steps(known, state, batch, outcomes=True) if len(known) else (),
        performance=tuple(one for one in measured if one.n),
    )


def due(batch: Batch, plan: Plan, on: dt.date) -> str:
    """Why a batch that waits is to be closed now; empty where it goes on waiting."""
    waiting = batch.received.cases - batch.forgotten
    if batch.known >= plan.share * waiting:
        return "complete"
    if plan.follow_up_days and on >= batch.entered + dt.timedelta(days=plan.follow_up_days):
        return "follow-up-over"
    return "kept-no-longer" if batch.kept_until and on >= batch.kept_until else ""


def _steps(cases: Cases, state: MonitorState, batch: str, *, outcomes: bool) -> tuple[Step, ...]:
    charts = [one for one in state.reference.charts if (one.kind in OUTCOME_KINDS) == outcomes]
    return tuple(_step(chart, cases, state, batch) for chart in charts)


def _step(chart: Chart, cases: Cases, state: MonitorState, batch: str) -> Step:
    """Go on with a chart; one that is not watched only counts."""
    counted, happened = events(chart, cases, state.plan.threshold)
    n, hits = int(counted.sum()), int(happened.sum())
    mean = (float(cases.score[counted].mean()) if chart.kind == "scores" else hits / n) if n else None
    value, since = state.values.get(chart.id, (0.0, ""))
    expected = _expected(chart, cases, counted, state)
    if chart.limit is None:
        return Step(chart.id, n, hits, mean, 0.0, 0.0, expected=expected)
    added = weights(chart, cases, state.plan.threshold, state.reference.recalibration)
    walked = cusum.walk(cusum.blocks(added, state.reference.limits.block), value, chart.limit)
    rising = walked.alarm_at is not None or walked.value > 0
    began = (batch if walked.fresh else since) if rising else ""
    return Step(chart.id, n, hits, mean, walked.value, walked.highest, walked.alarm_at is not None, began, expected)


def _expected(chart: Chart, cases: Cases, counted: NDArray[np.bool_], state: MonitorState) -> float | None:
    """What these cases would have shown without a change: of outcomes beside predictions that depends on the cases."""
    if not counted.any():
        return None
    if chart.kind != "calibration":
        return chart.expected
    return float(recalibrated(cases.score[counted], state.reference.recalibration).mean())


def _drift(column: ColumnBins, taken: Taken, state: MonitorState) -> Drift:
    values = pl.Series(taken.cases.score) if column.column == SCORE else taken.inputs[column.column]
    counts, missing = bins.count(column, values)
    p = bins.spread_p(column, counts) if counts.sum() else None
    whole = sum(column.counts) + column.missing
    missing_p = float(
        bins.more_missing_p(np.asarray(column.missing), np.asarray(whole), np.asarray(missing), len(values))
    )
    limit = state.reference.limits.column_p
    return Drift(
        column=column.column,
        psi=bins.psi(column.counts, counts),
        test="kolmogorov-smirnov" if column.numeric else "chi-square",
        p=p,
        missing=missing,
        missing_share=missing / len(values),
        missing_p=missing_p,
        alarm=p is not None and p < limit,
        missing_alarm=missing_p < limit,
    )


def _busy(cases: int, days: int | None, plan: Plan) -> Literal["", "few", "many"]:
    if days is None:
        return ""
    usual = plan.rhythm.cases / plan.rhythm.days * days
    return "few" if cases < plan.busy[0] * usual else "many" if cases > plan.busy[1] * usual else ""


def _fresh(cases: Cases, state: MonitorState) -> dict[str, tuple[str, ...]]:
    """Groups that the reference did not have, by column."""
    found = {
        name: tuple(sorted({str(one) for one in values if one} - set(state.reference.groups.get(name, ()))))
        for name, values in cases.groups.items()
    }
    return {name: values for name, values in found.items() if values}
