"""Worked examples from the Commission's draft guidelines on high-risk systems, coded as facts from their descriptions."""

from __future__ import annotations

import datetime
import json
from typing import Any

import yaml

from tests.law.agreement.deviations import HERE, SHARED, Difference
from toepas.check import check
from toepas.check.case import FactValue, all_facts

FILE = SHARED / "oracles" / "commission_examples.json"
ON = datetime.date(2028, 1, 10)
INFRASTRUCTURE = "infra"
CARVE_OUTS = (
    "verification_only",
    "biometric_security_only",
    "infrastructure_cybersecurity_only",
    "financial_fraud_only",
    "capital_requirements_only",
    "administrative_proceedings_only",
    "travel_document_check_only",
    "ancillary_administration_only",
    "campaign_organisation_only",
)


def coded() -> dict[str, Any]:
    """The facts read from each description."""
    found: dict[str, Any] = yaml.safe_load((HERE / "commission_facts.yaml").read_text(encoding="utf-8"))
    return found


def labels() -> dict[str, str]:
    """The Commission's label of each example: high-risk, outside or filter-exempt."""
    return {item["id"]: item["label"] for item in json.loads(FILE.read_text(encoding="utf-8"))}


def facts_of(code: Any) -> dict[str, FactValue]:
    """A provider's case with the use that an example names."""
    facts: dict[str, FactValue] = {
        "ai_system": True,
        "gpai_model": False,
        "excluded_use": False,
        "develops_system": True,
        "own_name": True,
        "uses_system": False,
        "other_chain_role": False,
        "changed_role": False,
        "placed_in_union": True,
        "free_open_source": False,
        "listed_practice": False,
        "annex_i_product": False,
        "visible_to_people": False,
    }
    if code == "none":
        return facts | {"annex_iii_area": False}
    if code["listed"] == INFRASTRUCTURE:
        facts |= {"area_critical_infrastructure": True, "safety_component": True, "failure_endangers_safety": True}
    else:
        gate = all_facts()[code["listed"]].within
        facts |= {code["listed"]: True, str(gate): True}
    facts |= _carve_outs(facts)
    small = code.get("small")
    return facts | ({"minor_task": False} if small is None else _small(small))


def _small(condition: str) -> dict[str, FactValue]:
    return {"minor_task": True, condition: True, "profiles_people": False, "significant_risk_remains": False}


def _carve_outs(facts: dict[str, FactValue]) -> dict[str, FactValue]:
    """None of the exceptions of the list, as far as they can be asked for this use."""
    known = all_facts()
    return {name: False for name in CARVE_OUTS if known[name].within in facts}


def outcome(code: Any) -> str:
    """Our outcome in the words of the labels."""
    result = check(facts_of(code), ON)
    if result.holds("high_risk"):
        return "high-risk"
    return "filter-exempt" if result.holds("exempt_6_3") else "outside"


def compared() -> int:
    """How many examples are compared."""
    return len(coded())


def differences() -> list[Difference]:
    """Examples whose label differs from our outcome."""
    expected = labels()
    found = []
    for name, code in coded().items():
        ours = outcome(code)
        if ours != expected[name]:
            found.append(Difference(name, "outcome", expected[name], ours))
    return found
