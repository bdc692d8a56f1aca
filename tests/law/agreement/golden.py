"""Twenty-five cases of an open-source assistant, coded as ticks, with the tier its author expects."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

from tests.law.agreement.deviations import SHARED, Difference
from toepas.check import check
from toepas.check.case import FactValue

FILE = SHARED / "oracles" / "golden" / "ai_act_companion_golden_set.json"
ON = datetime.date(2026, 11, 22)
TIERS = {"limited": "transparency", "high": "high-risk"}
BANS: dict[str, dict[str, FactValue]] = {
    "p_manipulation": {"near_manipulation": True, "distorts_manipulated": True, "harm_from_manipulation": True},
    "p_vulnerability": {"near_exploitation": True, "distorts_weak": True, "harm_from_exploitation": True},
    "p_social_scoring": {"near_social_scoring": True, "unrelated_context": True},
    "p_predictive_policing": {
        "near_crime_prediction": True,
        "solely_profile": True,
        "supports_human_assessment_of_facts": False,
    },
    "p_facial_scraping": {"near_face_scraping": True},
    "p_emotion_work_edu": {"near_emotions_at_work_or_school": True, "medical_or_safety_emotion": False},
    "p_biometric_categorization_sensitive": {"near_sensitive_sorting": True, "labels_lawful_biometric_data": False},
    "p_realtime_rbi_le": {"near_live_identification": True, "strictly_necessary_objective": False},
}
AREAS: dict[str, dict[str, FactValue]] = {
    "education": {"area_education": True, "education_outcomes": True},
    "essential_services": {"area_essential_services": True, "creditworthiness": True},
    "migration_border": {"area_migration": True, "mig_applications": True},
    "critical_infra": {
        "area_critical_infrastructure": True,
        "safety_component": True,
        "failure_endangers_safety": True,
    },
    "employment": {"area_employment": True, "recruitment": True},
    "justice_democracy": {"area_justice": True, "justice_assistance": True},
    "biometrics": {"area_biometrics": True, "remote_identification": True, "verification_only": True},
}
CARVE_OUTS = (
    "infrastructure_cybersecurity_only",
    "financial_fraud_only",
    "capital_requirements_only",
    "travel_document_check_only",
    "ancillary_administration_only",
)


def cases() -> list[dict[str, Any]]:
    """Every case of the set."""
    found: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def facts_of(answers: dict[str, Any]) -> dict[str, FactValue]:
    """Our facts for the ticks of a case; what is not ticked is no."""
    provider = answers["provider_role"] == "provider"
    market = bool(answers["eu_market"])
    facts: dict[str, FactValue] = {
        "ai_system": True,
        "gpai_model": bool(answers.get("gpai_model")),
        "excluded_use": False,
        "free_open_source": False,
        "develops_system": provider,
        "own_name": provider,
        "uses_system": not provider,
        "personal_use_only": False,
        "other_chain_role": False,
        "changed_role": False,
        "placed_in_union": market,
        "output_used_in_union": market,
        "located_in_union": market,
        "organisation_country": "NL" if market else "other",
    }
    if answers.get("gpai_model"):
        facts |= {"provides_gpai_model": True, "designated_systemic": bool(answers.get("gpai_systemic"))}
    facts |= _bans(answers) | _uses(answers) | _product(answers)
    return facts | _seen(answers)


def _bans(answers: dict[str, Any]) -> dict[str, FactValue]:
    ticked = [name for name in BANS if answers.get(name)]
    if not ticked:
        return {"listed_practice": False}
    facts: dict[str, FactValue] = {"listed_practice": True}
    for name in ticked:
        facts |= BANS[name]
    return facts


def _uses(answers: dict[str, Any]) -> dict[str, FactValue]:
    ticked = answers.get("hr_usecases") or []
    if not ticked:
        return {"annex_iii_area": False}
    facts: dict[str, FactValue] = {"annex_iii_area": True} | dict.fromkeys(CARVE_OUTS, False)
    for name in ticked:
        facts |= AREAS[name]
    minor = bool(answers.get("hr_art6_3_minor"))
    profiles = bool(answers.get("hr_does_profiling"))
    facts |= {"minor_task": minor, "profiles_people": profiles}
    return facts | ({"preparatory_task": True, "significant_risk_remains": False} if minor else {})


def _product(answers: dict[str, Any]) -> dict[str, FactValue]:
    if not answers.get("hr_safety_component"):
        return {"annex_i_product": False}
    return {
        "annex_i_product": True,
        "machinery": True,
        "safety_component": True,
        "failure_endangers_safety": True,
        "third_party_assessment": True,
        "assessment_only_non_safety_risks": False,
    }


def _seen(answers: dict[str, Any]) -> dict[str, FactValue]:
    talks, makes = bool(answers.get("t_interacts_humans")), bool(answers.get("t_synthetic_content"))
    reads = bool(answers.get("t_emotion_or_biometric_cat"))
    if not (talks or makes or reads):
        return {"visible_to_people": False}
    return {
        "visible_to_people": True,
        "interacts_with_people": talks,
        "generates_content": makes,
        "emotion_recognition": reads,
        "biometric_categorisation": False,
        "authorised_by_law_for_crime": False,
        **({"obvious_to_people": False} if talks else {}),
        **({"assistive_editing_only": False} if makes else {}),
        **({"deep_fake": bool(answers.get("t_deepfake"))} if makes else {}),
    }


def differences(case: dict[str, Any]) -> Iterator[Difference]:
    """Where our class differs from the expected tier."""
    ours = check(facts_of(case["answers"]), ON).class_.name
    theirs = TIERS.get(case["expected_tier"], case["expected_tier"])
    if ours != theirs:
        yield Difference(case["name"], "class", theirs, ours)
