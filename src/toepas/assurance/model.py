"""The words of local validation: what was measured, on whom, how surely, and what may be said of it.

Everything here is plain data without behaviour: reading makes a ``Sample``, validating makes a ``Validation`` of it, and reports, the site
and the pooling of several sites show it. Texts are never kept here, only ids; the words come with the showing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

Task: TypeAlias = Literal["binary", "multiclass", "regression", "detection"]
Origin: TypeAlias = Literal["fixed", "chosen"]
Severity: TypeAlias = Literal["refuse", "warn", "note"]
Answer: TypeAlias = Literal["met", "not-met", "undecided", "insufficient", "not-computable"]
Outcome: TypeAlias = Literal["passed", "failed", "signal", "insufficient", "described", "refused"]
Key: TypeAlias = tuple[tuple[str, str], ...]
"""A group of people: pairs of column and value. Empty for everybody, two pairs for an intersection."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its confidence interval.

    ``value`` is None where it cannot be computed honestly; ``why_not`` then says why, by id: ``one-class``, ``no-positives``,
    ``no-negatives``, ``constant``, ``no-cases``, ``did-not-converge``, ``separated`` (every positive scores above every negative, so no slope
    exists), ``too-few`` (for a curve), ``no-threshold`` (net benefit at 0 or 1), ``no-interval`` (a value without bounds). ``n`` is the number of
    cases that it rests on (of a proportion: the denominator), ``hits`` the numerator. ``method`` names the interval by id.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    hits: int | None = None
    level: float = 0.95
    method: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A score from which a case counts as positive, and whether it was fixed beforehand or chosen on these very data."""

    value: float
    origin: Origin = "fixed"
    how: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read: name without folder, SHA-256 of its bytes, rows read and rows used."""

    name: str
    sha256: str
    rows: int
    used: int


@dataclass(frozen=True, slots=True)
class Groups:
    """One column that divides people: a code per row (-1 where missing) and the value that each code stands for."""

    codes: NDArray[np.int32] = field(repr=False)
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Predictions with what became of them, one row per case; every array has one entry per row used.

    ``label``: 0 or 1 (binary), a code of ``classes`` (multiclass), a measured value (regression), cases' truth 0 or 1 (detection).
    ``score``: a probability from 0 to 1 (binary, detection), one column per class (multiclass), the predicted value (regression).
    ``second``: the same of another model on the same cases. ``rows``: the row of the file (1 is the first row below the header).
    ``others``: the further columns, for the checks of the data, one row per row used; of a large file only those of the rows at the positions
    ``others_at``. ``site`` names the column of ``groups`` that holds the site. ``remarks``: what was noticed while reading, rows left out among them.
    ``columns``: the names of the columns that were read, by ``label``, ``score`` and ``second``. What is printed of a sample shows nobody's values.
    """

    task: Task
    label: NDArray[Any] = field(repr=False)
    score: NDArray[np.float64] = field(repr=False)
    groups: Mapping[str, Groups]
    rows: NDArray[np.int64] = field(repr=False)
    source: Source
    second: NDArray[np.float64] | None = field(default=None, repr=False)
    site: str = ""
    classes: tuple[str, ...] = ()
    others: pl.DataFrame | None = field(default=None, repr=False)
    others_at: NDArray[np.int64] | None = field(default=None, repr=False)
    remarks: tuple[Remark, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check of the data found: its id, how bad it is, where (column, site, first rows) and the figures for its sentence."""

    id: str
    severity: Severity
    column: str = ""
    site: str = ""
    rows: tuple[int, ...] = ()
    count: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class At:
    """The measures of a group at one threshold, by id (``sensitivity``, ``specificity``, ``ppv``, ``npv``, ``net-benefit`` ...)."""

    threshold: Threshold
    measures: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Measured:
    """A group with its numbers: cases, positives, the measures without a threshold by id, and those at each threshold."""

    key: Key
    n: int
    positives: int
    measures: Mapping[str, Estimate]
    at: tuple[At, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A group beside its reference: the difference of a measure with its interval, its p and the p corrected for the family of gaps."""

    measure: str
    key: Key
    beside: Key
    difference: Estimate
    p: float | None
    corrected: float | None
    threshold: Threshold | None = None
    family: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """What was asked beforehand: a measure, its least (or most) value, how precisely it has to be known, and for which groups.

    ``precision`` is half the width of the interval that is small enough. ``by`` names the columns whose every group has to meet it.
    """

    measure: str
    least: float | None = None
    most: float | None = None
    precision: float = 0.1
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether there are enough cases: what a stated precision needs, what there is, and how many ``of`` which kind are still to be collected.

    ``of``: ``positives``, ``negatives``, ``predicted-positives``, ``predicted-negatives`` or ``cases``. ``need`` is None where no number of cases
    is known to be enough.
    """

    measure: str
    key: Key
    of: str
    need: int | None
    have: int
    precision: float
    threshold: Threshold | None = None

    @property
    def more(self) -> int | None:
        """How many are still to be collected; 0 where there are enough."""
        return None if self.need is None else max(0, self.need - self.have)


@dataclass(frozen=True, slots=True)
class Judged:
    """A demand held against one group: the answer, the estimate that it rests on and the gate it went through."""

    demand: Demand
    key: Key
    answer: Answer
    estimate: Estimate
    gate: Gate
    threshold: Threshold | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said, with the reasons by id and the groups for which the evidence is insufficient.

    ``passed`` only where every demand is met in every group that it names, with enough cases. ``signal``: a difference between groups or sites that
    needs attention although it is not settled. ``described``: nothing was demanded, so nothing was passed. ``gates``: those with too few cases.
    ``miscalibrated``: the groups and sites whose mean prediction is far from what happened, or whose predictions are far too extreme or
    too timid, by more than chance explains.
    """

    outcome: Outcome
    judged: tuple[Judged, ...] = ()
    signals: tuple[Gap, ...] = ()
    gates: tuple[Gate, ...] = ()
    reasons: tuple[str, ...] = ()
    miscalibrated: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of a curve (ROC, precision and recall, calibration, decision), with bounds where there are any."""

    id: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    weight: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """One model beside another on the same cases: the difference of a measure, paired."""

    measure: str
    key: Key
    first: Estimate
    second: Estimate
    difference: Estimate
    p: float | None
    threshold: Threshold | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What the developer states beside what was found here; ``answer`` says whether the interval found holds the claim."""

    measure: str
    stated: float
    found: Estimate
    answer: Literal["in-line", "worse", "better", "insufficient", "not-computable"]
    threshold: Threshold | None = None


@dataclass(frozen=True, slots=True)
class Recalibrated:
    """A preview of recalibration: the method, its terms, and calibration and Brier score before and after, by cross-validation.

    ``key``: everybody or the site that it is made for. ``warning``: ``few-cases`` where the method needs more.
    """

    method: str
    terms: tuple[float, ...]
    before: Mapping[str, Estimate]
    after: Mapping[str, Estimate]
    key: Key = ()
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Validation:
    """All that was found for one sample: the plan it was measured by, the groups, gaps, curves and the verdict.

    ``groups``: everybody, each group of each column, each crossing. ``sites``: each site, then each group within each site (key: site first).
    ``hidden``: groups and sites of fewer cases than ``smallest_cell``, of which nothing is said; ``fixed``: whether the thresholds were named by the
    plan (else they are the default). ``calibration_tolerance``: how far a mean prediction may be off.
    """

    task: Task
    source: Source
    columns: Mapping[str, str]
    thresholds: tuple[Threshold, ...]
    demands: tuple[Demand, ...]
    level: float
    seed: int
    remarks: tuple[Remark, ...]
    groups: tuple[Measured, ...]
    gaps: tuple[Gap, ...]
    gates: tuple[Gate, ...]
    verdict: Verdict
    curves: Mapping[Key, tuple[Curve, ...]] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()
    claims: tuple[Claim, ...] = ()
    recalibrated: tuple[Recalibrated, ...] = ()
    sites: tuple[Measured, ...] = ()
    hidden: tuple[Key, ...] = ()
    smallest_cell: int = 1
    fixed: bool = True
    calibration_tolerance: float = 0.05

    @property
    def everybody(self) -> Measured:
        """The group of all cases."""
        return next(group for group in self.groups if not group.key)
