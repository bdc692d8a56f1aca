"""What may be said of a model here: demands held against groups, differences that stand out, calibration that fails, and where cases are too few.

The order of weight is: refused, failed, signal, insufficient, passed, described. Nothing passes while a demand is open in one of the groups that it
names, and nothing passes at a threshold that was chosen on these data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toepas.assurance.gaps import stands_out
from toepas.assurance.measures import measure_of
from toepas.assurance.model import (
    Answer,
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


def judge(found: Found, plan: Plan) -> Verdict:
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
    if {"calibration-fails", "gaps-between-groups", "gaps-between-sites"} & set(reasons):
        return "signal"
    if judged and "all-demands-met" in reasons:
        return "passed"
    return "insufficient" if {"too-few-cases", "undecided", "not-computable"} & set(reasons) else "described"


def gates(found: Found, plan: Plan) -> Iterator[Gate]:
    """For each group and site: whether sensitivity and specificity can be known as precisely as the plan asks."""
    for group in (*found.groups, *found.sites):
        for measure, of, have in (
            ("sensitivity", "positives", group.positives),
            ("specificity", "negatives", group.n - group.positives),
        ):
            yield gate(measure, group.key, have, plan.precision, plan.expected, of, plan.level)


def _judged(found: Found, plan: Plan) -> Iterator[Judged]:
    for demand in plan.demands:
        for group in _named(demand, found):
            if not measure_of(demand.measure).at:
                yield _held(demand, group, group.measures.get(demand.measure), None, plan)
            for at in group.at if measure_of(demand.measure).at else ():
                yield _held(demand, group, at.measures.get(demand.measure), at.threshold, plan)


def _named(demand: Demand, found: Found) -> Iterable[Measured]:
    """The groups that a demand names: everybody always, and each group of each column that it names (without names: of every column)."""
    wanted = set(demand.by)
    for group in (*found.groups, *found.sites):
        columns = {column for column, _ in group.key}
        if not group.key or (len(columns) == 1 and (not wanted or columns <= wanted) and wanted != {EVERYBODY}):
            yield group


def _held(demand: Demand, group: Measured, estimate: Estimate | None, at: Threshold | None, plan: Plan) -> Judged:
    """One demand held against one group."""
    of = measure_of(demand.measure).of
    have = {"positives": group.positives, "negatives": group.n - group.positives, "cases": group.n}.get(of, 0)
    if of.startswith("predicted") and estimate is not None:
        have = estimate.n
    bound = demand.least if demand.least is not None else demand.most
    expected = bound if bound is not None and 0 < bound < 1 else plan.expected
    through = gate(demand.measure, group.key, have, demand.precision, expected, of, plan.level)
    held = estimate or Estimate(None, why_not="not-measured", level=plan.level)
    return Judged(demand, group.key, answer(demand, held, through, at), held, through, at)


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
    """Whether the mean prediction is further from what happened than the plan tolerates, and chance alone does not explain it."""
    happened, predicted = group.measures.get("prevalence"), group.measures.get("mean-score")
    large = group.measures.get("calibration-in-the-large")
    if happened is None or predicted is None or happened.value is None or predicted.value is None:
        return False
    off = abs(happened.value - predicted.value) > plan.calibration_tolerance
    if large is not None and large.low is not None and large.high is not None:
        return off and (large.low > 0 or large.high < 0)
    if happened.low is None or happened.high is None:
        return False
    return off and not happened.low <= predicted.value <= happened.high
