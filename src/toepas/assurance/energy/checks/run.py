"""Runs every check over a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

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
ENERGY_ITSELF = ("power", "computation", "tokens")
ON_ENERGY = ("carbon", "water")
ORDER: tuple[Outcome, ...] = ("wrong", "doubtful", "note", "not-checked", "holds")


def check_report(report: Report) -> tuple[Finding, ...]:
    """Everything that the checks find in a report, worst first; also what holds and what could not be checked."""
    found = [finding for check in CHECKS for finding in check(report)]
    suspect = {one.figures[-1] for one in found if one.check in ENERGY_ITSELF and one.outcome in ("wrong", "doubtful")}
    found = [_energy_first(one, suspect) for one in found]
    return tuple(sorted(found, key=lambda one: ORDER.index(one.outcome)))


def _energy_first(finding: Finding, suspect: set[int]) -> Finding:
    """A finding that rests on an energy that is in doubt itself: no guess about the other figure is made then."""
    if (
        finding.check not in ON_ENERGY
        or finding.outcome not in ("wrong", "doubtful")
        or finding.figures[-1] not in suspect
    ):
        return finding
    return replace(finding, slip=None, values={**finding.values, "energy_suspect": True})


def worst(findings: Iterable[Finding]) -> Outcome:
    """The worst outcome among findings; ``holds`` where there are none."""
    return min((one.outcome for one in findings), key=ORDER.index, default="holds")
