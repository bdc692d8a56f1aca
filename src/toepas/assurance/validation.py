"""A sample and a plan in, a validation out: everything that is said of a model here comes from this one function."""

from __future__ import annotations

from dataclasses import replace

from toepas.assurance.gaps import gaps
from toepas.assurance.groups import banded, divided, parts, site_parts
from toepas.assurance.inspecting import inspect
from toepas.assurance.model import Key, Measured, Sample, Threshold, Validation
from toepas.assurance.plan import Plan
from toepas.assurance.tasks import TASKS, of_rows
from toepas.assurance.thresholds import chosen
from toepas.assurance.verdict import Found, gates, judge


def validate(sample: Sample, plan: Plan) -> Validation:
    """Measure everybody, every group and every site; hold them beside each other and the demands; say what may be said.

    Nothing is computed where the checks of the data refuse them. The same sample and plan give the same validation.
    """
    sample = banded(sample, plan)
    remarks = (*sample.remarks, *inspect(sample))
    refused = any(remark.severity == "refuse" for remark in remarks)
    thresholds = () if refused else _thresholds(sample, plan)
    groups, sites = ((), ()) if refused else _measured(sample, plan, thresholds)
    hidden = _hidden((*groups, *sites), sample.site, plan)
    groups, sites = (tuple(one for one in some if one.key not in hidden) for some in (groups, sites))
    apart = gaps(groups, sites, divided(sample), sample.site, plan)
    found = Found(groups, sites, apart, remarks, sample.site)
    shown = [one.key for one in (*groups, *sites) if len(one.key) <= 1]
    return Validation(...)
