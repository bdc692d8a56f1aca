"""The Dutch government's register of requirements: 40 requirements, each with the profile to which it applies."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import yaml

from tests.law.agreement.deviations import SHARED, Difference
from toepas.check import check
from toepas.check.case import FactValue

FOLDER = SHARED / "oracles" / "task_registry"
ON = datetime.date(2028, 1, 10)
RISKS = {"prohibited": "verboden AI", "high": "hoog-risico AI", "not-high": "geen hoog-risico AI"}
USE = (
    "logs_under_control",
    "employer_at_workplace",
    "decides_about_people",
    "decision_with_legal_effect",
    "controls_input_data",
)
ROLES = {"provider": "aanbieder", "deployer": "gebruiksverantwoordelijke"}
COUNTERPARTS: dict[str, tuple[str, ...]] = {
    "aia-00": ("avoid_ban_5_1_e",),
    "aia-01": ("ai_literacy",),
    "aia-02": ("provider_document_exemption",),
    "aia-03": ("provider_risk_management",),
    "aia-04": ("provider_risk_management",),
    "aia-05": ("provider_data_governance",),
    "aia-06": ("provider_technical_documentation",),
    "aia-07": ("provider_logging",),
    "aia-08": ("provider_instructions",),
    "aia-09": ("provider_human_oversight",),
    "aia-10": ("provider_accuracy_security",),
    "aia-11": ("provider_quality_management",),
    "aia-12": ("provider_keep_documents",),
    "aia-13": ("provider_keep_logs",),
    "aia-14": ("provider_conformity_internal",),
    "aia-15": ("provider_declaration",),
    "aia-16": ("provider_ce_mark",),
    "aia-17": ("provider_register",),
    "aia-18": ("provider_correct",),
    "aia-19": ("provider_accessibility",),
    "aia-20": ("deployer_follow_instructions",),
    "aia-21": ("deployer_human_oversight",),
    "aia-22": ("deployer_monitor",),
    "aia-23": ("deployer_keep_logs",),
    "aia-24": ("deployer_inform_workers",),
    "aia-25": ("deployer_register_use",),
    "aia-26": ("deployer_explanation",),
    "aia-27": ("deployer_rights_assessment",),
    "aia-28": ("provider_interaction_notice",),
    "aia-29": ("gpai_technical_documentation",),
    "aia-30": ("gpai_evaluate",),
    "aia-31": ("gpai_incidents",),
    "aia-32": ("gpai_security",),
    "aia-33": ("sandbox_data_conditions",),
    "aia-34": ("provider_post_market_monitoring",),
    "aia-35": ("provider_report_incidents",),
    "aia-36": (),
    "aia-37": (),
    "aia-38": ("provider_real_world_test",),
    "aia-39": ("gpai_copyright_policy",),
}


def requirements() -> dict[str, list[dict[str, Any]]]:
    """The profiles of each requirement by its number."""
    files = sorted(FOLDER.glob("*.yaml"))
    return {path.name[:6]: yaml.safe_load(path.read_text(encoding="utf-8"))["ai_act_profile"] for path in files}


def profiles() -> dict[str, dict[str, FactValue]]:
    """A typical public body for each role and risk, and a model provider with and without systemic risk."""
    found = {f"{role} {risk}": _system(role, risk) for role in ROLES for risk in RISKS}
    return found | {f"model {kind}": _model(kind == "systemic") for kind in ("plain", "systemic")}


def _system(role: str, risk: str) -> dict[str, FactValue]:
    provider = role == "provider"
    facts: dict[str, FactValue] = {
        "ai_system": True,
        "gpai_model": False,
        "excluded_use": False,
        "free_open_source": False,
        "changed_role": False,
        "other_chain_role": False,
        "develops_system": provider,
        "own_name": provider,
        "uses_system": not provider,
        "personal_use_only": False,
        "placed_in_union": True,
        "organisation_country": "NL",
        "public_authority": True,
        "public_law_body": True,
        "union_body": False,
        "annex_i_product": False,
        "annex_iii_area": True,
        "area_employment": True,
        "recruitment": True,
        "work_management": False,
        "profiles_people": False,
        "significant_risk_remains": False,
        "visible_to_people": True,
        "interacts_with_people": True,
        "obvious_to_people": False,
        "authorised_by_law_for_crime": False,
        "generates_content": False,
        "emotion_recognition": False,
        "biometric_categorisation": False,
    }
    if not provider:
        facts |= dict.fromkeys(USE, True)
    banned = risk == "prohibited"
    facts |= {"listed_practice": banned} | ({"near_face_scraping": True} if banned else {})
    exempt = risk != "high"
    return facts | {"minor_task": exempt} | ({"narrow_procedural_task": True} if exempt else {})


def _model(systemic: bool) -> dict[str, FactValue]:
    return {
        "ai_system": False,
        "gpai_model": True,
        "provides_gpai_model": True,
        "excluded_use": False,
        "placed_in_union": True,
        "organisation_country": "NL",
        "model_open_source": False,
        "designated_systemic": systemic,
        "high_impact_capabilities": False,
        "training_compute": 1.0,
        "changed_role": False,
        "other_chain_role": False,
    }


def applies(profile: dict[str, Any], name: str) -> bool:
    """Whether a requirement's profile fits ours; an empty list there means any."""
    first, second = name.split()
    if first == "model":
        if "AI-model voor algemene doeleinden" not in profile["type"] or "aanbieder" not in profile["role"]:
            return False
        return not profile["systemic_risk"] or second == "systemic"
    fits_role = ROLES[first] in profile["role"]
    return (
        "AI-systeem" in profile["type"]
        and fits_role
        and (not profile["risk_group"] or RISKS[second] in profile["risk_group"])
    )


def differences() -> Iterator[Difference]:
    """Requirements that one side gives to a profile and the other does not."""
    ours = {name: {item.duty.id for item in check(facts, ON).duties} for name, facts in profiles().items()}
    for number, wanted in requirements().items():
        for name, duties in ours.items():
            theirs = any(applies(profile, name) for profile in wanted)
            mine = bool(duties.intersection(COUNTERPARTS[number]))
            if theirs != mine:
                yield Difference(name, number, "yes" if theirs else "no", "yes" if mine else "no")


def compared() -> int:
    """How many pairs of requirement and profile are compared."""
    return len(requirements()) * len(profiles())
