"""Checks of the report as a whole: boundary, totals, dates, and figures that stand there twice."""

from __future__ import annotations

import datetime
from collections import defaultdict

from toepas.assurance.energy.checks.finding import Finding, Found, Span, limit
from toepas.assurance.energy.model import SITE_WIDE, STAGES, Figure, Per, Report, Stage, What
from toepas.assurance.energy.units import base_span

Group = tuple[What, Per]
CONSUMER: tuple[Stage, ...] = ("use",)
"""The stages that SCI for AI counts for who uses a model; all others are its provider's."""


def boundary(report: Report) -> Found:
    """Whether every figure lies within the boundary, and every stage of the boundary has a figure about energy."""
    inside = report.boundary.stages
    for at, figure in enumerate(report.figures):
        if figure.stage != "all" and figure.stage not in inside:
            yield Finding("boundary", "wrong", "outside", (at,), {"stage": figure.stage})
    with_energy = {figure.stage for figure in report.figures if figure.what == "energy"}
    for stage in inside:
        if stage not in with_energy and not ("all" in with_energy and len(inside) == 1):
            yield Finding("boundary", "note", "stage-unknown", (), {"stage": stage})
    foreign = [stage for stage in inside if (stage in CONSUMER) != (report.boundary.persona == "consumer")]
    if foreign:
        yield Finding("boundary", "note", "persona", (), {"persona": report.boundary.persona, "stages": foreign})
    if not foreign:
        yield Finding("boundary", "holds")


def totals(report: Report) -> Found:
    """Whether the total is the sum of the stages, and each stage the sum of its parts."""
    groups: dict[Group, dict[tuple[Stage, str], tuple[int, Figure]]] = defaultdict(dict)
    for at, figure in enumerate(report.figures):
        if figure.span is not None and figure.what not in SITE_WIDE:
            groups[figure.what, figure.per][figure.stage, figure.part] = (at, figure)
    for (what, _), found in groups.items():
        whole = found.get(("all", ""))
        stages = [one for (stage, part), one in found.items() if stage != "all" and not part]
        if whole and stages:
            complete = {one.stage for _, one in stages} >= set(report.boundary.stages)
            yield _sum("stages", what, whole, stages, complete)
        for stage in (*STAGES, "all"):
            parts = [one for (at_, part), one in found.items() if at_ == stage and part]
            if parts and (stage, "") in found:
                yield _sum("parts", what, found[stage, ""], parts, complete=False)


def _sum(case: str, what: What, whole: tuple[int, Figure], parts: list[tuple[int, Figure]], complete: bool) -> Finding:
    total = base_span(whole[1])
    spans = [span for _, part in parts if (span := base_span(part)) is not None]
    summed: Span = (sum(span[0] for span in spans), sum(span[1] for span in spans))
    about = (whole[0], *(at for at, _ in parts))
    assert total is not None
    room = limit("sum-tolerance")
    values = {"what": what, "total": total, "sum": summed}
    if summed[0] > total[1] * (1 + room):
        return Finding("totals", "wrong", f"{case}-above", about, values)
    if complete and summed[1] < total[0] * (1 - room):
        return Finding("totals", "wrong", f"{case}-below", about, values)
    return Finding("totals", "holds", "", about, values)


def dates(report: Report) -> Found:
    """Whether the days stand in order, and machines ran no longer than the period lasts."""
    if report.period is None:
        yield Finding("dates", "not-checked", "", (), {"stage": "all", "lacking": ["period"]})
        return
    first, last = (datetime.date.fromisoformat(day) for day in (report.period.from_, report.period.to))
    values = {"from": report.period.from_, "to": report.period.to, "date": report.date}
    if first > last:
        yield Finding("dates", "wrong", "order", (), values)
        return
    if last > datetime.date.fromisoformat(report.date):
        yield Finding("dates", "wrong", "after-report", (), values)
    hours = ((last - first).days + 1) * 24
    for device in report.hardware:
        if device.hours is not None and device.hours > hours:
            yield Finding("dates", "wrong", "hours", (), {"name": device.name, "hours": device.hours, "most": hours})
    yield Finding("dates", "holds")


def twice(report: Report) -> Found:
    """Whether a figure stands there twice."""
    seen: dict[tuple[str, ...], int] = {}
    for at, figure in enumerate(report.figures):
        key = (figure.what, figure.stage, figure.part, figure.per)
        if key in seen:
            yield Finding("twice", "doubtful", "", (seen[key], at), {"what": figure.what, "stage": figure.stage})
        seen.setdefault(key, at)
