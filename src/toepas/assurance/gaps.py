"""Groups held beside each other: how far a measure lies apart, how surely, and corrected for how often it was asked.

A *family* is the set of comparisons that answer one question: one measure (at one threshold) between the groups of one column, among everybody
(``everybody/sex/sensitivity@0.5``), within each of the sites (``sites/sex/sensitivity@0.5``), or between the sites themselves
(``between/hospital/auroc``). Holm's correction is made within a family and not over families: it is the price of asking one question several times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from toepas.assurance.intervals import equal, holm, mover, newcombe, p_of
from toepas.assurance.measures import measure_of, measures, split
from toepas.assurance.model import Estimate, Gap, Key, Measured, Task, Threshold
from toepas.assurance.plan import Plan

EVERYBODY, SITES, BETWEEN = "everybody", "sites", "between"


def gaps(
    groups: Iterable[Measured],
    sites: Iterable[Measured],
    columns: Iterable[str],
    site: str,
    plan: Plan,
    task: Task = "binary",
) -> tuple[Gap, ...]:
    """Every gap between a group and its reference: among everybody, within each site and between the sites, corrected per family."""
    listed, at_sites = list(groups), list(sites)
    found: list[Gap] = []
    for column in columns:
        found += _column(listed, (), column, EVERYBODY, plan, task)
        for place in (group.key for group in at_sites if len(group.key) == 1):
            found += _column(at_sites, place, column, SITES, plan, task)
    if site:
        found += _column(at_sites, (), site, BETWEEN, plan, task)
    return corrected(found)


def _column(groups: list[Measured], place: Key, column: str, scope: str, plan: Plan, task: Task) -> Iterator[Gap]:
    """The groups of one column within a place, each beside the reference."""
    width = len(place) + 1
    here = {
        group.key[-1][1]: group
        for group in groups
        if len(group.key) == width and group.key[:-1] == place and group.key[-1][0] == column
    }
    if len(here) < 2:
        return
    beside = here[reference(column, here, plan)]
    for group in here.values():
        if group is not beside:
            yield from between(group, beside, f"{scope}/{column}", task)


def reference(column: str, groups: dict[str, Measured], plan: Plan) -> str:
    """The group that the others are held beside: the one that the plan names, else the largest."""
    wanted = plan.reference.get(column, "")
    return wanted if wanted in groups else max(groups, key=lambda value: groups[value].n)


def between(group: Measured, beside: Measured, family: str, task: Task) -> Iterator[Gap]:
    """One group beside another, by every measure that groups are held beside each other by."""
    for measure, estimate in group.measures.items():
        if compared(measure, task) and measure in beside.measures:
            yield _gap(measure, group, beside, (estimate, beside.measures[measure]), None, family)
    for here, there in zip(group.at, beside.at, strict=True):
        for measure, estimate in here.measures.items():
            if compared(measure, task) and measure in there.measures:
                yield _gap(measure, group, beside, (estimate, there.measures[measure]), here.threshold, family)


def compared(measure: str, task: Task) -> bool:
    """Whether groups are held beside each other by a measure, for this kind of prediction."""
    return split(measure)[0] in measures() and task in measure_of(measure).gap


def _gap(
    measure: str, group: Measured, beside: Measured, pair: tuple[Estimate, Estimate], at: Threshold | None, family: str
) -> Gap:
    difference, p = apart(*pair)
    name = f"{family}/{measure}" + (f"@{at.value:g}" if at else "")
    return Gap(measure, group.key, beside.key, difference, p, None, at, name)


def apart(first: Estimate, second: Estimate) -> tuple[Estimate, float | None]:
    """The difference of two independent estimates and its p: of shares by Newcombe and Fisher (of very many cases the score test), of others from their intervals."""
    if first.method == second.method == "wilson" and first.hits is not None and second.hits is not None:
        counts = (first.hits, first.n, second.hits, second.n)
        return newcombe(*counts, first.level), equal(*counts)
    difference = mover(first, second)
    return difference, p_of(difference)


def corrected(found: Iterable[Gap]) -> tuple[Gap, ...]:
    """The same gaps, each with its p corrected for the number of gaps in its family."""
    listed = list(found)
    families: dict[str, list[int]] = {}
    for place, gap in enumerate(listed):
        families.setdefault(gap.family, []).append(place)
    for places in families.values():
        for place, p in zip(places, holm([listed[place].p for place in places]), strict=True):
            listed[place] = replace(listed[place], corrected=p)
    return tuple(listed)


def stands_out(gap: Gap) -> bool:
    """Whether the interval of a gap leaves out zero; this is before the correction for the number of comparisons."""
    low, high = gap.difference.low, gap.difference.high
    return low is not None and high is not None and (low > 0 or high < 0)


def stands_after(gap: Gap) -> bool:
    """Whether a gap still stands out after the correction for the number of comparisons in its family."""
    return stands_out(gap) and gap.corrected is not None and gap.corrected < 1 - gap.difference.level
