"""Runs every check over a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from toepas.assurance.energy.checks import physics, single, surroundings, whole
from toepas.assurance.energy.checks.finding import Finding, Found, Outcome
from toepas.assurance.energy.model import Report

CHECKS: tuple[Callable[[Report], Found], ...] = (
    single.ranges,
    single.grades,
    single.site,
    physics.power,
    physics.speed,
    physics.computation,
    physics.tokens,
    surroundings.grid,
    surroundings.carbon,
    surroundings.water,
    surroundings.market,
    whole.boundary,
    whole.totals,
    whole.dates,
    whole.twice,
)
ORDER: tuple[Outcome, ...] = ("wrong", "doubtful", "note", "not-checked", "holds")


def check_report(report: Report) -> tuple[Finding, ...]:
    """Everything that the checks find in a report, worst first; also what holds and what could not be checked."""
    found = [finding for check in CHECKS for finding in check(report)]
    return tuple(sorted(found, key=lambda one: ORDER.index(one.outcome)))


def worst(findings: Iterable[Finding]) -> Outcome:
    """The worst outcome among findings; ``holds`` where there are none."""
    return min((one.outcome for one in findings), key=ORDER.index, default="holds")
