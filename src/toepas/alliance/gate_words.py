"""The outcome of a gate in plain sentences."""

from __future__ import annotations

import datetime

from toepas.alliance.gates import GatePlan, Judged, Passed, need_title
from toepas.kernel.words import Words


def outcome_text(outcome: Passed, words: Words) -> str:
    """What the outcome of a gate means."""
    return {
        "pass": words.t("The project passes this gate."),
        "stop": words.t("The project stops here."),
        "not-known": words.t("It is not known yet whether the project passes this gate."),
    }[outcome]


def said_text(outcome: str, words: Words) -> str:
    """What a file says, in words; the id itself where there are none."""
    return {
        "passed": words.t("the validation meets all its demands"),
        "described": words.t("the validation had no demands, so it judges nothing"),
        "insufficient": words.t("the validation has too few cases to say"),
        "signal": words.t("the validation found a difference that has to be looked into"),
        "failed": words.t("the validation does not meet a demand"),
        "refused": words.t("the data of the validation could not be used"),
        "plausible": words.t("nothing speaks against the figures"),
        "doubtful": words.t("figures lie outside what is known"),
        "wrong": words.t("figures contradict themselves or physics"),
        "out-of-scope": words.t("the AI Act does not cover this"),
        "not-ai": words.t("this is not an AI system in the sense of the Act"),
        "prohibited": words.t("this use is prohibited"),
        "high-risk": words.t("high risk: strict duties apply"),
        "transparency": words.t("duties to inform people apply"),
        "minimal": words.t("hardly any duties apply"),
        "undetermined": words.t("the class cannot be told yet: questions are open"),
    }.get(outcome, outcome)


def judged_text(one: Judged, words: Words) -> str:
    """One need and what was found: what is asked, the outcome, the reason, the file."""
    title = need_title(one.need, words)
    if one.evidence is None:
        return words.t("{need}: nothing was shown for this.", need=title)
    file, said = one.evidence.where, said_text(one.evidence.outcome, words)
    return {
        "met": words.t("{need}: met. {file}: {said}.", need=title, file=file, said=said)
        if one.evidence.outcome
        else words.t("{need}: met. A person read {file}.", need=title, file=file),
        "unread": words.t("{need}: not known. {file} is there, and nobody has confirmed that it suffices.", need=title, file=file),
        "stops": words.t("{need}: this stops the project. {file}: {said}.", need=title, file=file, said=said),
        "unclear": words.t("{need}: not known. {file}: {said}.", need=title, file=file, said=said),
        "early": words.t(
            "{need}: not known. {file} was made before the demands of this gate were set ({made}).",
            need=title, file=file, made=one.evidence.made[:10],
        ),
        "changed": words.t("{need}: not known. {file} was changed after it was made.", need=title, file=file),
        "not-signed": words.t(
            "{need}: not known. {file} is not signed, so anybody could have made it so.", need=title, file=file
        ),
        "other-key": words.t("{need}: not known. {file} is not signed by a key that the plan names.", need=title, file=file),
    }[one.why]  # fmt: skip


def needed_text(one: Judged, plan: GatePlan, words: Words) -> str:
    """What has to be shown for a need that is not met; empty where it is met."""
    if one.outcome == "pass":
        return ""
    if one.need.kind == "document":
        if one.evidence is not None:
            return words.t("Needed: somebody of the programme reads it and confirms that it suffices.")
        return words.t("Needed: a document about this, which somebody of the programme then reads and confirms.")
    wanted = "; ".join(said_text(outcome, words) for outcome in one.need.passes)
    if one.need.kind == "validation":
        day = words.date(datetime.date.fromisoformat(plan.set_on))
        return words.t(
            "Needed: the report.json of a validation, signed, unchanged and made on {day} or later, of which this holds: {wanted}.",
            day=day, wanted=wanted,
        )  # fmt: skip
    if one.need.kind == "energy":
        return words.t("Needed: an energy report of which this holds: {wanted}.", wanted=wanted)
    return words.t(
        "Needed: the dossier.json of a dossier, or the answer of a check as JSON, of which one of these holds: {wanted}.",
        wanted=wanted,
    )
