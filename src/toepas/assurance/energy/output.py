"""A report with everything that is found about it, for machines and for the site."""

from __future__ import annotations

from typing import Any

from toepas.assurance.energy.checks import Finding, check_report, worst
from toepas.assurance.energy.data import known_on, method_title, state
from toepas.assurance.energy.export.form import cites_of
from toepas.assurance.energy.model import Figure, Report
from toepas.assurance.energy.reading import report_data
from toepas.assurance.energy.sentences import finding_text
from toepas.assurance.energy.wording import (
    figure_text,
    grade_meaning,
    grade_text,
    outcome_name,
    part_name,
    per_text,
    persona_name,
    stage_name,
    unit_text,
    what_name,
)
from toepas.kernel.words import Words


def energy_data(report: Report, words: Words | None = None) -> dict[str, Any]:
    """The report as it is kept, its figures and boundary in words, and what the checks found, in the reader's language."""
    spoken = words or Words()
    findings = check_report(report)
    return {
        "report": report_data(report),
        "words": {
            "unit": unit_text(report.unit, spoken) if report.unit else "",
            "persona": persona_name(report.boundary.persona, spoken),
            "stages": [stage_name(stage, spoken) for stage in report.boundary.stages],
            "figures": [figure_data(figure, report, spoken) for figure in report.figures],
        },
        "outcome": worst(findings),
        "findings": [finding_data(finding, report, spoken) for finding in findings],
        "cites": list(cites_of("training_energy")),
        "state": {"known": known_on().isoformat(), "says": state(spoken)},
    }


def figure_data(figure: Figure, report: Report, words: Words) -> dict[str, Any]:
    """A figure in words."""
    return {
        "what": what_name(figure.what, words),
        "stage": stage_name(figure.stage, words),
        "part": part_name(figure.part, words),
        "per": per_text(figure, report, words),
        "figure": figure_text(figure, words),
        "grade": grade_text(figure.grade, words),
        "grade_meaning": grade_meaning(figure.grade, words),
        "method": method_words(figure, words),
    }


def method_words(figure: Figure, words: Words) -> str:
    """The method of a figure with its version."""
    return " ".join(part for part in (method_title(figure.method, words), figure.method_version) if part)


def finding_data(finding: Finding, report: Report, words: Words) -> dict[str, Any]:
    """A finding for machines, with its sentence."""
    slip = finding.slip
    return {
        "check": finding.check,
        "case": finding.case,
        "outcome": finding.outcome,
        "outcome_name": outcome_name(finding.outcome, words),
        "figures": list(finding.figures),
        "text": finding_text(finding, report, words),
        "slip": {"given": slip.given, "meant": slip.meant, "times": slip.times} if slip else None,
    }
