"""What may be said of a model here: demands held against groups, differences that stand out, calibration that fails, and where cases are too few.

The order of weight is: refused, failed, signal, insufficient, passed, described. Nothing passes while a demand is open in one of the groups that it
names, and nothing passes at a threshold that was chosen on these data.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from toepas.assurance import size
from toepas.assurance.gaps import stands_out
from toepas.assurance.measures import measure_of, split
from toepas.assurance.model import (
    Answer,
    Claim,
    Demand,
    Estimate,
    Gap,
    Gate,
    Judged,
    Measured,
    Outcome,
    Remark,
    Task,
    Threshold,
    Verdict,
)
from toepas.assurance.plan import EVERYBODY, Plan
from toepas.assurance.size import gate


@dataclass(frozen=True, slots=True)
class Found:
    """What the verdict is given on: the groups, the sites, the gaps and the remarks on the data."""

    groups: tuple[Measured, ...]
    sites: tuple[Measured, ...]
    gaps: tuple[Gap, ...]
    remarks: tuple[Remark, ...]
    task: Task = "binary"


def judge(found: Found, plan: Plan, claims: Iterable[Claim] = ()) -> Verdict:
    """The verdict, with the reasons by id, the weightiest first."""
    if any(remark.severity == "refuse" for remark in found.remarks):
        return Verdict("refused", reasons=("data-refused",))
    judged = tuple(_judged(found, plan))
    signals = tuple(gap for gap in found.gaps if stands_out(gap))
    failing = tuple(group.key for group in (*found.groups, *found.sites) if miscalibrated(group, plan))
    lacking = tuple(one for one in gates(found, plan) if one.more is None or one.more > 0)
    answers = {one.answer for one in judged}
    reasons: list[str] = []
    reasons += ["demand-not-met"] if "not-met" in answers else []
    reasons += ["calibration-fails"] if failing else []
    reasons += ["gaps-between-groups"] if any(not gap.family.startswith("between/") for gap in signals) else []
    reasons += ["gaps-between-sites"] if any(gap.family.startswith("between/") for gap in signals) else []
    reasons += ["worse-than-stated"] if any(claim.answer == "worse" for claim in claims) else []
    reasons += ["too-few-cases"] if lacking or "insufficient" in answers else []
    reasons += ["undecided"] if "undecided" in answers else []
    reasons += ["not-computable"] if "not-computable" in answers else []
    reasons += ["threshold-chosen"] if plan.demands and not plan.thresholds else []
    reasons += [] if plan.demands else ["nothing-demanded"]
    reasons += ["all-demands-met"] if answers == {"met"} else []
    return Verdict(_outcome(reasons, judged), judged, signals, lacking, tuple(reasons), failing)


def _outcome(reasons: list[str], judged: tuple[Judged, ...]) -> Outcome:
    if "demand-not-met" in reasons:
        return "failed"
    if {"calibration-fails", "gaps-between-groups", "gaps-between-sites", "worse-than-stated"} & set(reasons):
        return "signal"
    if judged and "all-demands-met" in reasons:
        return "passed"
    return "insufficient" if {"too-few-cases", "undecided", "not-computable"} & set(reasons) else "described"


def gates(found: Found, plan: Plan) -> Iterator[Gate]:
    """For each group and site: whether there are enough cases for what the plan asks.

    Yes or no: sensitivity by the positives, specificity by the negatives. Several classes: the sensitivity of each class. Measured values: the bias, to
    within the plan's precision taken as a part of the spread that the outcome has among everybody.
    """
    spread = _spread(found.groups[0]) if found.groups and found.task == "regression" else None
    for group in (*found.groups, *found.sites):
        if found.task == "regression":
            yield _mean_gate(group, spread, plan)
        elif found.task == "multiclass":
            for measure, estimate in group.measures.items():
                if measure.startswith("sensitivity["):
                    yield gate(measure, group.key, estimate.n, plan.precision, plan.expected, "positives", plan.level)
        else:
            yield gate(
                "sensitivity", group.key, group.positives, plan.precision, plan.expected, "positives", plan.level
            )
            negatives = group.n - group.positives
            yield gate("specificity", group.key, negatives, plan.precision, plan.expected, "negatives", plan.level)


def _spread(everybody: Measured) -> float | None:
    """The standard deviation of the outcome among everybody, from the error that the model leaves and the share that it explains."""
    left, explained = everybody.measures["rmse"].value, everybody.measures["r2"].value
    return None if left is None or explained is None or explained >= 1 else left / math.sqrt(1 - explained)


def _mean_gate(group: Measured, spread: float | None, plan: Plan) -> Gate:
    error = group.measures["rmse"].value
    need = size.mean(error, plan.precision * spread, plan.level) if error is not None and spread else None
    return size.cases_gate("bias", group.key, group.n, need, plan.precision)


def _judged(found: Found, plan: Plan) -> Iterator[Judged]:
    for demand in plan.demands:
        for group in _named(demand, found):
            for name, estimate, at in _of(demand.measure, group):
                yield _held(replace(demand, measure=name), group, estimate, at, plan)


def _of(measure: str, group: Measured) -> list[tuple[str, Estimate | None, Threshold | None]]:
    """The estimates of a group that a demand is about: one, one for each threshold, or one for each class."""
    plain: list[tuple[str, Estimate | None, Threshold | None]] = [
        (name, estimate, None) for name, estimate in group.measures.items() if measure in (name, split(name)[0])
    ]
    there: list[tuple[str, Estimate | None, Threshold | None]] = [
        (measure, at.measures[measure], at.threshold) for at in group.at if measure in at.measures
    ]
    return plain or there or [(measure, None, None)]


def _named(demand: Demand, found: Found) -> Iterable[Measured]:
    """The groups that a demand names: everybody always, and each group of each column that it names (without names: of every column)."""
    wanted = set(demand.by)
    for group in (*found.groups, *found.sites):
        columns = {column for column, _ in group.key}
        if not group.key or (len(columns) == 1 and (not wanted or columns <= wanted) and wanted != {EVERYBODY}):
            yield group


def _held(demand: Demand, group: Measured, estimate: Estimate | None, at: Threshold | None, plan: Plan) -> Judged:
    """One demand held against one group."""
    held = estimate or Estimate(None, why_not="not-measured", level=plan.level)
    through = _gate(demand, group, held, at, plan)
    return Judged(demand, group.key, answer(demand, held, through, at), held, through, at)


def _gate(demand: Demand, group: Measured, held: Estimate, at: Threshold | None, plan: Plan) -> Gate:
    """How many cases a demand needs. A share: for the value that is demanded, or where it was found to be less favourable, for that found.

    AUROC and observed to expected: Riley 2021. Other measures: as many times more cases as their interval is too wide, since it narrows with the square root of the cases. The precision of a measure
    in the unit of the outcome is a part of the outcome's spread.
    """
    measure = measure_of(demand.measure)
    if measure.scale == "share" and held.method == "wilson":
        worst = _less_favourable(demand, held, plan)
        return gate(demand.measure, group.key, held.n, demand.precision, worst, measure.of, plan.level, at)
    positives, negatives = group.positives, group.n - group.positives
    if demand.measure == "auroc" and positives and negatives:
        worst = _less_favourable(demand, held, plan)
        return size.auroc_gate(group.key, positives, negatives, demand.precision, worst, plan.level)
    if demand.measure == "observed-expected" and positives and negatives:
        need = size.observed_expected(positives / group.n, demand.precision, plan.level)
        return size.cases_gate(demand.measure, group.key, group.n, need, demand.precision)
    if held.low is None or held.high is None:
        return Gate(demand.measure, group.key, "cases", None, group.n, demand.precision, at)
    wide, enough = (held.high - held.low) / 2, demand.precision * _unit(measure.scale, group)
    need = group.n if wide <= enough else math.ceil(group.n * (wide / enough) ** 2)
    return Gate(demand.measure, group.key, "cases", need, group.n, demand.precision, at)


def _less_favourable(demand: Demand, held: Estimate, plan: Plan) -> float:
    """The value to plan with: the one demanded, or where it needs more cases the one found, taken cautiously."""
    bound = demand.least if demand.least is not None else demand.most
    assumed = bound if bound is not None and 0 < bound < 1 else plan.expected
    return min(assumed, size.cautious(held) or assumed, key=lambda value: abs(value - 0.5)) if held.n else assumed


def _unit(scale: str, group: Measured) -> float:
    """What a precision of 1 means on a scale: the spread of the outcome for measures in its unit."""
    return (_spread(group) if scale == "unit" and "r2" in group.measures else None) or 1.0


def answer(demand: Demand, estimate: Estimate, through: Gate, at: Threshold | None = None) -> Answer:
    """Whether a demand is met. A failure that the interval shows counts on few cases too; a success never does.

    Met: the whole interval lies on the right side, with enough cases, at a threshold that was fixed beforehand. Not met: the whole interval lies on
    the wrong side. Otherwise the question is open: for lack of cases, or undecided.
    """
    low, high = estimate.low, estimate.high
    if estimate.value is None:
        return "insufficient" if estimate.why_not in ("no-positives", "no-negatives", "no-cases") else "not-computable"
    if low is None or high is None:
        return "not-computable"
    least = demand.least if demand.least is not None else float("-inf")
    most = demand.most if demand.most is not None else float("inf")
    if high < least or low > most:
        return "not-met"
    if through.more is None or through.more > 0:
        return "insufficient"
    if at is not None and at.origin == "chosen":
        return "undecided"
    return "met" if low >= least and high <= most else "undecided"


def miscalibrated(group: Measured, plan: Plan) -> bool:
    """Whether predictions are further off than the plan tolerates, on the whole or in their spread, and chance alone does not explain it."""
    slope = group.measures.get("calibration-slope")
    spread = slope is not None and abs((slope.value or 1.0) - 1) > plan.slope_tolerance and _leaves_out(slope, 1.0)
    return off_on_the_whole(group, plan.calibration_tolerance) or spread


def off_on_the_whole(group: Measured, tolerance: float) -> bool:
    """Whether the mean prediction is further from what happened than is tolerated, and chance alone does not explain it.

    Of measured values the tolerance is a part of the spread of the outcome in the group.
    """
    if "bias" in group.measures:
        bias, spread = group.measures["bias"], _spread(group)
        return _leaves_out(bias, 0.0) and spread is not None and abs(bias.value or 0.0) > tolerance * spread
    happened, predicted = group.measures.get("prevalence"), group.measures.get("mean-score")
    if happened is None or predicted is None or happened.value is None or predicted.value is None:
        return False
    if abs(happened.value - predicted.value) <= tolerance:
        return False
    large = group.measures["calibration-in-the-large"]
    return _leaves_out(large, 0.0) if large.low is not None else _leaves_out(happened, predicted.value)


def _leaves_out(found: Estimate, value: float) -> bool:
    """Whether an interval is there and does not hold a value."""
    return found.low is not None and found.high is not None and not found.low <= value <= found.high
