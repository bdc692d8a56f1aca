"""Software carbon intensity for AI (SCI for AI of the Green Software Foundation, after ISO/IEC 21031): (O + M) per R.

O is carbon of use by the grid of the place; contracts do not count. M is carbon of making the hardware. Where M is not known, there
is no score, only that it is at least O per R.
"""

from __future__ import annotations

from typing import Any

from toepas.assurance.energy.model import SCHEMA, Figure, Per, Report, What
from toepas.assurance.energy.units import base_span

SPECIFICATION = "https://greensoftware.org/standards/sci-ai"


def sci_data(report: Report) -> dict[str, Any]:
    """The score for machines, in grams of CO2 equivalent per R; ``score`` is None where a part is not known, with the reasons in ``lacking``."""
    functional, count = _functional(report)
    operational, embodied = (_carbon(report, what) for what in ("carbon-location", "carbon-embodied"))
    lacking = [
        name
        for name, found in (("operational", operational), ("embodied", embodied), ("functional-unit", count))
        if found is None
    ]
    at_least = None if operational is None or count is None else operational[0] * 1000 / count
    score = None
    if operational is not None and embodied is not None and count is not None:
        ends = [(operational[end] + embodied[end]) * 1000 / count for end in (0, 1)]
        score = {"low": ends[0], "high": ends[1], "unit": "gCO2e"}
    return {
        "specification": SPECIFICATION,
        "from": {"schema": SCHEMA, "id": report.id, "version": report.version},
        "persona": report.boundary.persona,
        "stages": list(report.boundary.stages),
        "functional_unit": functional,
        "operational_kgCO2e": list(operational) if operational else None,
        "embodied_kgCO2e": list(embodied) if embodied else None,
        "score": score,
        "at_least": at_least,
        "lacking": lacking,
    }


def _functional(report: Report) -> tuple[str, float | None]:
    """R: what it is per, and how many of it the figures are about. Language models are per token."""
    unit = report.unit
    if unit is None:
        return "", None
    if unit.of == "answer" and unit.tokens:
        return "token", unit.quantity * unit.tokens
    return unit.of, unit.quantity


def _carbon(report: Report, what: What) -> tuple[float, float] | None:
    """Carbon per functional unit over the whole boundary: said as a whole, or the stages added up where all of them are known."""
    per: Per = "unit"
    found: dict[str, Figure] = {
        one.stage: one for one in report.figures if one.what == what and one.per == per and not one.part and one.span
    }
    if "all" in found:
        return base_span(found["all"])
    spans = [base_span(found[stage]) for stage in report.boundary.stages if stage in found]
    if len(spans) < len(report.boundary.stages):
        return None
    return sum(span[0] for span in spans if span), sum(span[1] for span in spans if span)
