"""Checks of each figure by itself: order of its range, grade against method and meter, and ratios of the site."""

from __future__ import annotations

from toepas.assurance.energy.checks.finding import Finding, Found, limit
from toepas.assurance.energy.data import methods
from toepas.assurance.energy.model import GRADES, Figure, Report
from toepas.assurance.energy.units import base_span
from toepas.catalogue.model import Grade

NEEDS_VERSION = ("codecarbon", "codecarbon-load", "codecarbon-constant", "ecologits")
"""Methods whose figures change from version to version."""


def ranges(report: Report) -> Found:
    """Whether low, value and high stand in order, and nothing is negative or a bare zero."""
    for at, figure in enumerate(report.figures):
        said = [number for number in (figure.low, figure.value, figure.high) if number is not None]
        values = {"low": figure.low, "value": figure.value, "high": figure.high, "unit": figure.unit}
        if said != sorted(said):
            yield Finding("range", "wrong", "order", (at,), values)
        elif said and said[0] < 0:
            yield Finding("range", "wrong", "negative", (at,), values)
        elif said and not any(said) and figure.what not in ("carbon-market", "water-site", "wue"):
            yield Finding("range", "doubtful", "zero", (at,), values)
        elif said:
            yield Finding("range", "holds", "", (at,))


def grades(report: Report) -> Found:
    """Whether a grade is earned: a meter that is named, a method that can give it, a reason where something is withheld."""
    for at, figure in enumerate(report.figures):
        yield from _grade(at, figure, report)


def _grade(at: int, figure: Figure, report: Report) -> Found:
    method = methods().get(figure.method)
    values = {"grade": figure.grade, "method": figure.method, "best": method.best if method else ""}
    before = len(GRADES)
    if figure.grade is Grade.WITHHELD:
        if figure.span is not None:
            yield Finding("grade", "wrong", "withheld-with-value", (at,), values)
        return
    if figure.grade is Grade.METERED and not figure.meter:
        yield Finding("grade", "wrong", "no-meter", (at,), values)
        before = 0
    if method is None:
        yield Finding("grade", "note", "unknown-method", (at,), values)
    elif GRADES.index(figure.grade) < GRADES.index(method.best):
        yield Finding("grade", "wrong", "better-than-method", (at,), values)
        before = 0
    if figure.method in NEEDS_VERSION and not figure.method_version:
        yield Finding("grade", "note", "no-version", (at,), values)
    if figure.grade is Grade.COUNTER and any(device.virtual for device in report.hardware):
        yield Finding("grade", "doubtful", "virtual-counter", (at,), values)
    elif before and method is not None:
        yield Finding("grade", "holds", "", (at,))


def site(report: Report) -> Found:
    """Whether PUE and water per kWh are what a site can have."""
    for at, figure in enumerate(report.figures):
        span = base_span(figure)
        if span is None:
            continue
        if figure.what == "pue":
            yield _pue(at, span)
        elif figure.what == "wue":
            most = limit("water-site-most")
            values = {"high": span[1], "most": most}
            yield Finding(
                "wue", "doubtful" if span[0] > most else "holds", "high" if span[0] > most else "", (at,), values
            )


def _pue(at: int, span: tuple[float, float]) -> Finding:
    least, high = limit("pue-least"), limit("pue-high")
    values = {"value": span[0], "high": span[1], "least": least, "most": high, "inverse": 1 / span[0] if span[0] else 0}
    values["percent"] = span[0] / 100
    if 100 <= span[0] <= 100 * high:
        return Finding("pue", "wrong", "percent", (at,), values)
    if span[1] < least:
        return Finding("pue", "wrong", "inverse" if span[0] > 1 / high else "below-one", (at,), values)
    if span[0] < least:
        return Finding("pue", "wrong", "below-one", (at,), values)
    if span[0] > high:
        return Finding("pue", "doubtful", "high", (at,), values)
    if span[0] == span[1] == least:
        return Finding("pue", "note", "exactly-one", (at,), values)
    return Finding("pue", "holds", "", (at,), values)
