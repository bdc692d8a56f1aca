"""What a plausibility check finds, and how a slip of units is recognised."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from toepas.assurance.energy.data import limits
from toepas.assurance.energy.model import Figure, Per, Report, Stage, What
from toepas.assurance.energy.units import KIND_OF, KINDS

Outcome: TypeAlias = Literal["wrong", "doubtful", "note", "holds", "not-checked"]
Span: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Slip:
    """The unit that was probably meant in place of the one given, and the factor between them."""

    given: str
    meant: str
    times: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: the check and its case by id, which figures it is about (their numbers, from 0), and the values of its sentence.

    ``wrong``: contradicts itself or physics. ``doubtful``: outside what is known. ``not-checked``: something is missing, named in ``values``.
    """

    check: str
    outcome: Outcome
    case: str = ""
    figures: tuple[int, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    slip: Slip | None = None


Found: TypeAlias = Iterator[Finding]


def limit(name: str) -> float:
    """A limit of the table by id."""
    return limits()[name].value


def figures_of(report: Report, what: What, *, per: Per = "total", part: str = "") -> dict[Stage, tuple[int, Figure]]:
    """The figures about something by stage, with their numbers; only those that say a value."""
    return {
        figure.stage: (at, figure)
        for at, figure in enumerate(report.figures)
        if figure.what == what and figure.per == per and figure.part == part and figure.span is not None
    }


def site_figure(report: Report, what: What) -> tuple[int, Figure] | None:
    """A ratio of the site or grid (PUE, water per kWh, factor of the grid); None where the report does not say it."""
    for at, figure in enumerate(report.figures):
        if figure.what == what and figure.span is not None:
            return at, figure
    return None


def slip(figure: Figure, low: float, high: float) -> Slip | None:
    """The unit in which the number would lie between two bounds (in base units): the one closest to the unit given."""
    units = KINDS[KIND_OF[figure.what]]
    if figure.span is None or figure.unit not in units:
        return None
    fitting = [
        Slip(figure.unit, unit, units[figure.unit] / times)
        for unit, times in units.items()
        if unit and times != units[figure.unit] and figure.span[0] * times <= high and figure.span[1] * times >= low
    ]
    return min(fitting, key=_likelihood, default=None)


def _likelihood(one: Slip) -> tuple[bool, float]:
    """Units of one family are mixed up more often (kWh and MWh) than joules with watt-hours; near ones more often than far ones."""
    return one.given.endswith("J") != one.meant.endswith("J"), abs(math.log10(one.times))
