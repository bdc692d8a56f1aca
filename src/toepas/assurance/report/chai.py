"""The validation as an Applied Model Card of the Coalition for Health AI: XML of its schema v0.1 (read in November 2026; a v0.2 is a draft).

A validation knows how a model did on some cases, not who made it or what it is for. What it does not know says so in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from toepas.assurance.advice import verdict_name, verdict_text
from toepas.assurance.findings import demand_text, findings
from toepas.assurance.measures import title
from toepas.assurance.model import Validation
from toepas.assurance.report.first_page import most_important
from toepas.assurance.report.parts import CHIEF, View
from toepas.assurance.report.protection import protected
from toepas.assurance.signing import Made
from toepas.kernel.words import Words
from toepas.paper.tidy import clean

NAMESPACE = "https://mc.chai.org/v0.1/schema.xsd"
MISSING = (
    "BasicInfo/ModelDeveloper", "BasicInfo/DeveloperContact", "ReleaseInfo/ReleaseStage", "ReleaseInfo/ReleaseDate", "ReleaseInfo/ReleaseVersion",
    "ReleaseInfo/GlobalAvailability", "UsesAndDirections/IntendedUseAndWorkflow", "UsesAndDirections/PrimaryIntendedUsers",
    "UsesAndDirections/HowToUse", "UsesAndDirections/TargetedPatientPopulation", "UsesAndDirections/CautionedOutOfScopeSettings",
    "Warnings/ClinicalRiskLevel", "TrustIngredients/AISystemFacts/ModelType", "TrustIngredients/AISystemFacts/InputDataSource",
    "TrustIngredients/AISystemFacts/DevelopmentDataCharacterization", "TrustIngredients/AISystemFacts/BiasMitigationApproaches",
    "TrustIngredients/AISystemFacts/OngoingMaintenance", "TrustIngredients/TransparencyInformation/FundingSource",
    "TrustIngredients/TransparencyInformation/StakeholdersConsulted", "Resources/PeerReviewedPublications", "Resources/PatientConsentOrDisclosure",
)  # fmt: skip
"""The fields that a validation knows nothing of: only the developer or the user can fill them in."""


@dataclass(frozen=True, slots=True)
class _Metric:
    """One of the three metrics of the card."""

    goal: str
    result: str
    interpretation: str


def card(validation: Validation, words: Words, made: Made) -> bytes:
    """The model card, with every field that the schema asks in its order. No small count is in it."""
    view = View(protected(validation), words)
    root = Element("AppliedModelCard", xmlns=NAMESPACE)
    unknown = words.t("Not known from this validation; to be filled in by the developer or the user.")
    score = str(validation.columns.get("score", ""))
    _fill(
        root,
        "BasicInfo",
        ("ModelName", words.t("The model behind the predictions in “{score}”", score=score)),
        ("ModelDeveloper", unknown),
        ("DeveloperContact", unknown),
    )
    _fill(
        root,
        "ReleaseInfo",
        *((name, unknown) for name in ("ReleaseStage", "ReleaseDate", "ReleaseVersion", "GlobalAvailability")),
    )
    summary = SubElement(root, "ModelSummary")
    _text(summary, "Summary", f"{verdict_name(view.validation, words)}: {verdict_text(view.validation, words)}")
    SubElement(summary, "Keywords")
    uses = (
        "IntendedUseAndWorkflow",
        "PrimaryIntendedUsers",
        "HowToUse",
        "TargetedPatientPopulation",
        "CautionedOutOfScopeSettings",
    )
    _fill(root, "UsesAndDirections", *((name, unknown) for name in uses))
    told = "\n\n".join(view.finding(one) for one in most_important(findings(view.validation)))
    _fill(
        root,
        "Warnings",
        ("KnownRisksAndLimitations", told or words.t("Nothing stood out.")),
        ("KnownBiasesOrEthicalConsiderations", _fairness(view).result),
        ("ClinicalRiskLevel", unknown),
    )
    _trust(root, view, unknown)
    metrics = SubElement(root, "KeyMetrics")
    for name, metric in (
        ("UsefulnessUsabilityEfficacy", _efficacy(view)),
        ("FairnessEquity", _fairness(view)),
        ("SafetyReliability", _reliability(view)),
    ):
        _metric(metrics, name, metric, view)
    seal = words.t(
        "The report of this validation, made by Toepas {version} on {day}: report.json, with the SHA-256 of the data ({digest}).",
        version=made.version,
        day=made.at.date().isoformat(),
        digest=validation.source.sha256,
    )
    _fill(
        root,
        "Resources",
        ("EvaluationReferences", seal),
        ("PeerReviewedPublications", unknown),
        ("PatientConsentOrDisclosure", unknown),
    )
    _text(root, "Bibliography", "")
    written: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = clean(text)


def _fill(parent: Element, name: str, *fields: tuple[str, str]) -> None:
    inner = SubElement(parent, name)
    for field, text in fields:
        _text(inner, field, text)


def _trust(root: Element, view: View, unknown: str) -> None:
    words = view.words
    trust = SubElement(root, "TrustIngredients")
    task = {
        "binary": words.t("A probability that “{label}” is there", label=view.label),
        "detection": words.t("For each case, how sure it is that “{label}” is there", label=view.label),
        "multiclass": words.t("A probability for each of several classes of “{label}”", label=view.label),
        "regression": words.t("A value of “{label}”", label=view.label),
    }[view.validation.task]
    facts = (
        "ModelType",
        "InputDataSource",
        "OutputAndInputDataTypes",
        "DevelopmentDataCharacterization",
        "BiasMitigationApproaches",
        "OngoingMaintenance",
    )
    said = {"OutputAndInputDataTypes": words.t("Output: numbers in a table. Input: not known from this validation.")}
    _fill(trust, "AISystemFacts", ("OutcomesAndOutputs", task), *((name, said.get(name, unknown)) for name in facts))
    _fill(trust, "TransparencyInformation", ("FundingSource", unknown), ("StakeholdersConsulted", unknown))


def _metric(parent: Element, name: str, metric: _Metric, view: View) -> None:
    words, source = view.words, view.validation.source
    tested = words.t(
        "{used} of {rows} cases of {name}: what the model predicted (“{score}”) beside what happened (“{label}”).",
        used=words.number(source.used), rows=words.number(source.rows), name=source.name,
        score=view.validation.columns.get("score", ""), label=view.label,
    )  # fmt: skip
    _fill(
        parent, name, ("MetricGoal", metric.goal), ("Result", metric.result), ("Interpretation", metric.interpretation),
        ("TestType", words.t("Retrospective local validation by the user")), ("TestingDataDescription", tested),
        ("ValidationProcessAndJustification", words.t("Worked out by Toepas; methods with their sources, limits and checks of the data stand in the report.")),
    )  # fmt: skip


def _goal(view: View, measures: Sequence[str]) -> str:
    words = view.words
    asked = [one for one in view.validation.verdict.judged if one.demand.measure in measures and not one.key]
    return "; ".join(demand_text(one, words) for one in asked) or words.t("Nothing was demanded beforehand.")


def _figures(view: View, measures: Sequence[str]) -> str:
    """Measures of all cases in one line each."""
    everybody = view.validation.everybody
    at = view.first(everybody)
    found = {**everybody.measures, **(at.measures if at else {})}
    return "\n".join(
        f"- {title(name, view.words)}: {view.estimate(name, found[name])}" for name in measures if name in found
    )


def _efficacy(view: View) -> _Metric:
    words = view.words
    names = ("auroc", "auprc", *CHIEF, "ppv", "npv", "net-benefit")
    rest = [name for name in view.validation.everybody.measures if view.validation.task in ("multiclass", "regression")]
    at = "; ".join(view.threshold(one) for one in view.validation.thresholds)
    said = _figures(view, rest or names) or words.t("Nothing was computed.")
    return _Metric(
        _goal(view, names), said, words.t("Threshold: {at}.", at=at) if at else verdict_text(view.validation, words)
    )


def _fairness(view: View) -> _Metric:
    words, groups = view.words, view.validation.groups
    if len(groups) < 2:
        none = words.t(
            "No column was named that divides people, so nothing can be said about women and men, the young and the old, or other groups."
        )
        return _Metric(words.t("Nothing was demanded beforehand."), none, none)
    lines = []
    for group in groups:
        at = view.first(group)
        if len(group.key) == 1 and at and CHIEF[0] in at.measures:
            lines.append(
                f"- {view.name(group.key)}: {title(CHIEF[0], words)} {view.estimate(CHIEF[0], at.measures[CHIEF[0]])}"
            )
    told = [view.finding(one) for one in findings(view.validation) if one.kind in ("gap", "too-few")][:3]
    return _Metric(
        _goal_by(view),
        "\n".join(lines) or words.t("Nothing was computed."),
        " ".join(told) or words.t("Nothing stood out."),
    )


def _goal_by(view: View) -> str:
    words = view.words
    asked = dict.fromkeys(demand_text(one, words) for one in view.validation.verdict.judged if one.key)
    return "; ".join(asked) or words.t("Nothing was demanded beforehand.")


def _reliability(view: View) -> _Metric:
    words = view.words
    names = ("brier", "calibration-in-the-large", "calibration-slope", "observed-expected")
    told = [view.finding(one) for one in findings(view.validation) if one.kind == "calibration"][:2]
    return _Metric(
        _goal(view, names),
        _figures(view, names) or words.t("Nothing was computed."),
        " ".join(told) or words.t("Nothing stood out."),
    )
