"""A result as plain data: the contract that others build on."""

from __future__ import annotations

import datetime
from typing import Any

from toepas.check.case import Case, plain
from toepas.check.fines import cap
from toepas.check.questions import questions
from toepas.check.result import OUTCOMES, DutyFinding, Finding, Result
from toepas.kernel.citation import parse


def link(result: Result, cite: str, lang: str = "en") -> str:
    """The official page of a citation in this result's text version."""
    return parse(cite).link(result.act.celex, lang, result.act.recitals_celex)


def _day(value: datetime.date | None) -> str | None:
    return value.isoformat() if value else None


def finding_data(finding: Finding) -> dict[str, Any]:
    """One finding: outcome with its citations, its proof, or what it still hangs on."""
    return {
        "id": finding.id,
        "outcome": finding.outcome,
        "cites": list(finding.cites),
        "because": list(finding.because),
        "depends_on": list(finding.depends_on),
    }


def duty_data(result: Result, found: DutyFinding) -> dict[str, Any]:
    """One duty with its date in this case and the cap on a fine for this organisation."""
    duty = found.duty
    fine = cap(result, duty.id)
    return {
        "id": duty.id,
        "role": found.roles[0] if len(found.roles) == 1 else list(found.roles),
        "cites": list(duty.cites),
        "applies_from": _day(found.earliest),
        "applies_from_latest": _day(found.latest),
        "status": found.status,
        "outcome": found.outcome,
        "voluntary": duty.voluntary,
        "moment": duty.moment,
        "document": duty.document,
        "fine_tier": fine.tier.id if fine else None,
        "fine_cap": None
        if fine is None
        else {"amount": fine.amount, "how": fine.how, "low": fine.low, "high": fine.high, "needs": list(fine.needs)},
        "because": list(found.because),
        "depends_on": list(found.depends_on),
    }


def relevant_readings(result: Result) -> list[str]:
    """Open points of the text that touch something in this case."""
    touched = {found.duty.id for found in result.duties} | {found.duty.date for found in result.duties}
    touched |= {name for name in result.act.concepts if result.value(name) != 0}
    return [reading.id for reading in result.act.readings.values() if touched.intersection(reading.touches)]


def result_data(result: Result, case: Case) -> dict[str, Any]:
    """The whole result as JSON-ready data."""
    found = result.class_
    return {
        "case": case.id,
        "title": case.title,
        "on": result.on.isoformat(),
        "text_version": result.text_version,
        "roles": result.roles,
        "possible_roles": result.open_roles,
        "class": found.name,
        "class_possible": list(found.possible),
        "class_depends_on": list(found.depends_on),
        "class_because": list(found.because),
        "class_coming": [{"class": name, "from": day.isoformat()} for name, day in found.coming],
        "annex_iii_points": result.of_kind("annex-iii-point"),
        "gpai": {name: OUTCOMES[result.value(name)] for name in result.act.gpai},
        "findings": [finding_data(item) for item in result.findings],
        "duties": [duty_data(result, item) for item in result.duties],
        "waived": result.waived,
        "questions": questions(result),
        "readings": relevant_readings(result),
        "facts": {name: plain(value) for name, value in case.facts.items()},
        "notice": "Toepas informs and is not legal advice.",
    }
