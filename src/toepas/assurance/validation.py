"""A sample and a plan in, a validation out: everything that is said of a model here comes from this one function."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from toepas.assurance.compare import claims, pairs
from toepas.assurance.gaps import gaps
from toepas.assurance.groups import banded, divided, in_order, parts, site_parts
from toepas.assurance.inspecting import inspect
from toepas.assurance.model import Curve, Key, Measured, Remark, Sample, Threshold, Validation, Verdict
from toepas.assurance.plan import Plan
from toepas.assurance.recalibration import previews
from toepas.assurance.tasks import KINDS, of_rows
from toepas.assurance.thresholds import thresholds
from toepas.assurance.verdict import Found, gates, judge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def validate(sample: Sample, plan: Plan, on: datetime.date | None = None) -> Validation:
    """Measure everybody, every group and every site; hold them beside each other and the demands; say what may be said.

    Nothing is computed where the checks of the data refuse them. The same sample and plan give the same validation. ``on``: the day that dates in the
    data are held beside; without it none are.
    """
    sample = banded(sample, plan)
    remarks = (*sample.remarks, *inspect(sample, on=on, thresholds=plan.thresholds))
    if any(remark.severity == "refuse" for remark in remarks):
        return _refused(sample, plan, remarks)
    at = thresholds(sample, plan)
    ordered = in_order(sample)
    groups, sites = (_measured(ordered, some, at, plan) for some in (parts(ordered, plan), site_parts(ordered)))
    hidden = too_small((*groups, *sites), plan.smallest_cell)
    groups, sites = (tuple(one for one in some if one.key not in hidden) for some in (groups, sites))
    apart = gaps(groups, sites, divided(sample), sample.site, plan, sample.task)
    found = Found(groups, sites, apart, remarks, sample.task)
    stated = claims(groups[0], plan)
    return replace(
        _empty(sample, plan, remarks, judge(found, plan, stated)),
        thresholds=at,
        groups=groups,
        sites=sites,
        gaps=apart,
        gates=tuple(gates(found, plan)),
        curves=_curves(ordered, plan, hidden),
        pairs=pairs(sample, plan, at),
        claims=stated,
        recalibrated=previews(sample, plan),
        hidden=tuple(sorted(hidden)),
    )


def _measured(
    sample: Sample, some: Iterable[tuple[Key, NDArray[np.intp]]], at: tuple[Threshold, ...], plan: Plan
) -> tuple[Measured, ...]:
    """Groups with their measures."""
    kind = KINDS[sample.task]
    return tuple(kind.measured(key, of_rows(sample, rows), at, plan.level, plan.seed) for key, rows in some)


def _refused(sample: Sample, plan: Plan, remarks: tuple[Remark, ...]) -> Validation:
    """A validation without figures: the checks do not let the data through."""
    positives = int((sample.label == 1).sum()) if sample.task in ("binary", "detection") else 0
    everybody = Measured((), len(sample.label), positives, {})
    verdict = judge(Found((everybody,), (), (), remarks, sample.task), plan)
    return replace(_empty(sample, plan, remarks, verdict), groups=(everybody,))


def _empty(sample: Sample, plan: Plan, remarks: tuple[Remark, ...], verdict: Verdict) -> Validation:
    """What is known of every validation, with nothing measured yet."""
    by = {"by": ",".join(divided(sample))} if divided(sample) else {}
    site = {"site": sample.site} if sample.site else {}
    return Validation(
        task=sample.task,
        source=sample.source,
        columns={**sample.columns, **by, **site},
        thresholds=(),
        demands=plan.demands,
        level=plan.level,
        seed=plan.seed,
        remarks=remarks,
        groups=(),
        gaps=(),
        gates=(),
        verdict=verdict,
        smallest_cell=plan.smallest_cell,
        fixed=plan.fixed,
        calibration_tolerance=plan.calibration_tolerance,
    )


def too_small(measured: Iterable[Measured], smallest: int) -> set[Key]:
    """The groups of fewer cases than may be shown. Where one alone of a division is hidden, the next smallest is hidden with it, since
    what is left over from the sum would give it away."""
    divisions: dict[tuple[tuple[str, ...], Key], list[Measured]] = {}
    for group in measured:
        if group.key:
            columns = tuple(column for column, _ in group.key)
            divisions.setdefault((columns, group.key[:-1]), []).append(group)
    hidden: set[Key] = set()
    for groups in divisions.values():
        ordered = sorted(groups, key=lambda group: group.n)
        small = [group for group in ordered if group.n < smallest]
        hidden |= {group.key for group in (ordered[:2] if len(small) == 1 else small)}
    return hidden


def _curves(sample: Sample, plan: Plan, hidden: set[Key]) -> dict[Key, tuple[Curve, ...]]:
    """The curves of everybody, of each group of one column, and of each site."""
    listed = [
        (key, rows) for key, rows in (*parts(sample, plan), *site_parts(sample)) if len(key) <= 1 and key not in hidden
    ]
    kind = KINDS[sample.task]
    return {key: drawn for key, rows in listed if (drawn := kind.curves(of_rows(sample, rows), plan.level))}
