"""From answers to the Commission's checker to our facts, and from our result to its outcomes.

Questions that a path of the checker does not ask count as answered "none of these". The checker asks one role at a
time and does not tell which link to the Union a role needs, so any link it accepts is read as the one that is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toepas.check import Result
from toepas.check.case import FactValue

Answers = Mapping[str, Sequence[int]]
NONE: dict[str, list[int]] = {
    "QAIS 3": [0],
    "QAIS 4": [4],
    "QAIS 5": [10],
    "QAIS 6": [1],
    "QAIS 6.4": [8],
    "QAIS 7.1": [2],
    "QAIS 7.2": [3],
    "QAIS 8": [1],
}
ELEMENTS = {0: "machine_based", 1: "some_autonomy", 3: "infers_output", 4: "output_influences"}
ROLES: dict[int, dict[str, FactValue]] = {
    0: {"develops_system": True, "own_name": True},
    1: {"uses_system": True},
    2: {"imports_system": True},
    3: {"distributes_system": True},
    4: {"represents_provider": True},
    5: {},
    6: {"uses_system": True, "personal_use_only": True},
}
CHANGES = {0: "rebrands_system", 1: "modifies_substantially", 2: "changes_purpose_to_high_risk"}
EXCLUSIONS = {0: "military_only", 1: "third_country_cooperation", 2: "research_only", 3: "before_market_only"}
BANS: dict[int, dict[str, FactValue]] = {
    0: {"near_manipulation": True, "distorts_manipulated": True, "harm_from_manipulation": True},
    1: {"near_exploitation": True, "distorts_weak": True, "harm_from_exploitation": True},
    2: {"near_social_scoring": True, "unrelated_context": True, "disproportionate_treatment": True},
    3: {"near_crime_prediction": True, "solely_profile": True, "supports_human_assessment_of_facts": False},
    4: {"near_face_scraping": True},
    5: {"near_emotions_at_work_or_school": True, "medical_or_safety_emotion": False},
    6: {"near_sensitive_sorting": True, "labels_lawful_biometric_data": False},
    7: {
        "near_live_identification": True,
        "strictly_necessary_objective": False,
        "conditions_for_live_identification_met": False,
    },
    8: {
        "near_intimate_imagery": True,
        "imagery_intended": True,
        "consent_to_imagery": False,
        "edit_keeps_exposure": False,
    },
    9: {"near_child_abuse_material": True, "abuse_intended": True, "allowed_by_law_without_right": False},
}
SECTION_A = (
    "toys",
    "recreational_craft",
    "lifts",
    "explosive_atmospheres",
    "radio_equipment",
    "pressure_equipment",
    "cableways",
    "protective_equipment",
    "gas_appliances",
    "medical_device",
    "in_vitro_device",
)
SECTION_B = (
    "aviation_security",
    "two_wheelers",
    "agricultural_vehicles",
    "marine_equipment",
    "rail",
    "motor_vehicles",
    "civil_aviation",
    "machinery",
)
AREAS = (
    "critical_infrastructure",
    "biometrics",
    "education",
    "employment",
    "essential_services",
    "law_enforcement",
    "migration",
    "justice",
)
POINTS = {
    "biometrics": ("remote_identification", "biometric_sensitive_categorisation", "emotion_recognition_use"),
    "education": ("education_access", "education_outcomes", "education_level", "education_cheating"),
    "employment": ("recruitment", "work_management"),
    "essential_services": ("public_benefits", "creditworthiness", "insurance_pricing", "emergency_calls"),
    "law_enforcement": ("le_victim_risk", "le_polygraph", "le_evidence", "le_offending_risk", "le_profiling"),
    "migration": ("mig_polygraph", "mig_risk", "mig_applications", "mig_identification"),
    "justice": ("justice_assistance", "elections"),
}
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
CONDITIONS = ("narrow_procedural_task", "improves_finished_work", "detects_patterns_only", "preparatory_task")


def facts_of(answers: Answers) -> dict[str, FactValue]:
    """Our facts for a set of answers (question id to the numbers ticked)."""
    if answers["Q1"] == [0]:
        return _model(answers)
    given = {**NONE, **answers}
    facts: dict[str, FactValue] = {"gpai_model": False}
    facts |= _kind(given)
    facts |= _role(given)
    facts |= _scope(given)
    facts |= _bans(given)
    facts |= _product(given)
    facts |= _uses(given)
    return facts | _transparency(given)


def _link(ticked: Sequence[int]) -> dict[str, FactValue]:
    linked = 4 not in ticked
    country = "NL" if linked else "other"
    return {
        "placed_in_union": linked,
        "located_in_union": linked,
        "output_used_in_union": linked,
        "organisation_country": country,
    }


def _model(answers: Answers) -> dict[str, FactValue]:
    role = answers.get("QGPAI 3", [3])[0]
    kind = answers.get("QGPAI 2", [2])
    model = answers.get("QGPAI 1") == [0]
    facts: dict[str, FactValue] = {"ai_system": False, "gpai_model": model, "excluded_use": False, **_link([0])}
    facts |= {"listed_practice": False, "annex_iii_area": False, "annex_i_product": False, "visible_to_people": False}
    facts |= {"other_chain_role": False, "changed_role": False}
    if not model:
        return facts
    facts |= {"provides_gpai_model": role == 0, "represents_gpai_provider": role == 1, "modifies_gpai_model": role == 2}
    facts |= {
        "designated_systemic": 1 in kind,
        "training_compute": 1.0,
        "model_open_source": answers.get("QGPAI 7") == [0],
    }
    if role == 2:
        facts["significant_gpai_change"] = answers.get("QGPAI 3.1") == [0]
    facts["high_impact_capabilities"] = 0 in kind
    facts["systemic_risk_rebutted"] = False
    return facts


def _kind(given: Answers) -> dict[str, FactValue]:
    if given["QAIS 1"] != [2]:
        return {"ai_system": given["QAIS 1"] == [0]}
    ticked = given.get("QAIS 1.1", [])
    facts: dict[str, FactValue] = {name: position in ticked for position, name in ELEMENTS.items()}
    if not all(facts.values()):
        facts = {"ai_system": False}  # a mark that is missing settles it, as the checker has it
    return facts


def _role(given: Answers) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = dict.fromkeys(
        (
            "develops_system",
            "own_name",
            "uses_system",
            "personal_use_only",
            "imports_system",
            "distributes_system",
            "represents_provider",
        ),
        False,
    )
    facts |= ROLES[given.get("QAIS 2", [0])[0]]
    ticked = given.get("QAIS 2.1", [3])
    facts |= {"changed_role": 3 not in ticked} | {name: position in ticked for position, name in CHANGES.items()}
    facts["sells_product_with_system"] = given.get("QAIS 2.2", [2]) != [2]
    facts |= {"supplies_part_of_high_risk_system": False, "was_initial_provider_of_changed_system": False}
    return facts


def _scope(given: Answers) -> dict[str, FactValue]:
    excluded: dict[str, FactValue] = {name: position in given["QAIS 4"] for position, name in EXCLUSIONS.items()}
    opened = any(excluded.values())
    facts: dict[str, FactValue] = {"excluded_use": opened, **excluded, **_link(given["QAIS 3"])}
    if excluded["before_market_only"]:
        facts["real_world_testing"] = False
    return (
        facts | {"free_open_source": given["QAIS 8"] == [0]} | ({"monetised": False} if given["QAIS 8"] == [0] else {})
    )


def _bans(given: Answers) -> dict[str, FactValue]:
    ticked = [number for number in given["QAIS 5"] if number in BANS]
    if not ticked:
        return {"listed_practice": False}
    facts: dict[str, FactValue] = {"listed_practice": True}
    for number, ban in BANS.items():
        facts |= ban if number in ticked else {next(iter(ban)): False}
    return facts


def _product(given: Answers) -> dict[str, FactValue]:
    if given["QAIS 6"] != [0]:
        return {"annex_i_product": False} | _infrastructure(given)
    section_a, section_b = given.get("QAIS 6.1", [11]), given.get("QAIS 6.3", [8])
    facts: dict[str, FactValue] = {name: position in section_a for position, name in enumerate(SECTION_A)}
    facts |= {name: position in section_b for position, name in enumerate(SECTION_B)} | {"vehicle_safety": False}
    if not any(facts.values()):
        return {"annex_i_product": False} | _infrastructure(given)
    safe = given.get("QAIS 6.0.1", [0]) == [0] or given.get("QAIS 6.0.2") == [0]
    facts |= {
        "annex_i_product": True,
        "product_itself": False,
        "safety_component": safe,
        "failure_endangers_safety": safe,
    }
    facts |= {"non_safety_purpose_only": not safe, "third_party_assessment": given.get("QAIS 6.2", [0]) == [0]}
    if facts["third_party_assessment"]:
        facts["assessment_only_non_safety_risks"] = given.get("QAIS 6.2.1", [1]) == [0]
    return facts


def _infrastructure(given: Answers) -> dict[str, FactValue]:
    """The first area of the checker already says "used as safety component"."""
    if 0 in given["QAIS 6.4"]:
        return {"safety_component": True, "failure_endangers_safety": True}
    return {}


def _uses(given: Answers) -> dict[str, FactValue]:
    ticked = given["QAIS 6.4"]
    if 8 in ticked:
        return {"annex_iii_area": False}
    facts: dict[str, FactValue] = {"annex_iii_area": True} | {
        f"area_{name}": number in ticked for number, name in enumerate(AREAS)
    }
    for number, area in enumerate(AREAS):
        if number in ticked and area in POINTS:
            chosen = given.get(f"QAIS 6.4.{number}", [])
            facts |= {name: position in chosen for position, name in enumerate(POINTS[area])}
    facts |= dict.fromkeys(CARVE_OUTS, False)
    chosen = given.get("QAIS 6.5", [4])
    facts |= {"minor_task": 4 not in chosen} | {name: position in chosen for position, name in enumerate(CONDITIONS)}
    if 4 not in chosen:
        facts |= {"significant_risk_remains": False, "profiles_people": given.get("QAIS 6.5.1", [1]) == [0]}
    return facts


def _transparency(given: Answers) -> dict[str, FactValue]:
    made, shown = given["QAIS 7.1"], given["QAIS 7.2"]
    facts: dict[str, FactValue] = {
        "interacts_with_people": 0 in made,
        "generates_content": 1 in made or 1 in shown or 2 in shown,
    }
    facts |= {
        "obvious_to_people": False,
        "authorised_by_law_for_crime": False,
        "assistive_editing_only": False,
        "own_use_only": False,
    }
    emotions = 2 in given.get("QAIS 6.4.1", []) and 1 in given["QAIS 6.4"]
    # "emotion recognition or biometric categorisation" is one answer there; the area of Annex III tells which is meant
    facts |= {
        "emotion_recognition": 0 in shown and emotions,
        "biometric_categorisation": 0 in shown,
        "deep_fake": 1 in shown,
        "public_interest_text": 2 in shown,
    }
    facts |= {"artistic_work": False, "human_editorial_control": False}
    if not any(facts.values()):
        return {"visible_to_people": False}
    keep = {
        name: value
        for name, value in facts.items()
        if value is True or name not in ("obvious_to_people", "artistic_work")
    }
    return {
        "visible_to_people": True,
        **keep,
        **({"obvious_to_people": False} if facts["interacts_with_people"] else {}),
    }


def outcome_of(result: Result) -> dict[str, Any]:
    """Our result in the words of the checker's suite."""
    duties = {found.duty.id for found in result.duties}
    notices = {
        "provider": {"provider_interaction_notice", "provider_marking"},
        "deployer": {"deployer_exposure_notice", "deployer_deep_fake_notice", "deployer_text_notice"},
    }
    extras = {
        "Art4": "ai_literacy" in duties,
        "Art27": "deployer_rights_assessment" in duties,
        "Art6(4)": "provider_document_exemption" in duties,
        "Art25": result.holds("becomes_provider"),
        "Art25(3)": result.holds("manufacturer_is_provider"),
        "opensource": result.holds("open_source_excluded"),
    }
    return {
        "class": _class(result),
        "roles": result.roles,
        "art50": [name for name, ids in notices.items() if ids & duties],
        "extra": [name for name, there in extras.items() if there],
    }


def _class(result: Result) -> str:
    if result.holds("gpai_model"):
        if not result.holds("model_in_scope"):
            return "out-of-scope"
        return "gpai-systemic" if result.holds("gpai_systemic") else "gpai"
    name = result.class_.name
    if name in ("out-of-scope", "not-ai"):
        return "out-of-scope"
    if result.holds("section_b_only"):
        return "high-risk (Annex I B)"
    return "not-high-risk" if name in ("minimal", "transparency") else name
