"""A micro-credential as an Open Badge 3.0: the mandatory elements in the words of the official vocabularies, and nothing else in them.

What Open Badges has no word for (outcomes, workload, level, assessment, participation, quality) stands as an alignment each, with the
address of its definition in the European Learning Model, and once more in the criteria for people to read.
"""

from __future__ import annotations

from typing import Any

from toepas.academy.credentials.contexts import CREDENTIALS, OPEN_BADGES
from toepas.academy.credentials.did import is_wallet_key
from toepas.academy.credentials.elements import Award, Description, Issuer, choices, element_title, lists, title_of
from toepas.academy.credentials.learner import identity_object
from toepas.academy.credentials.proof import moment
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words, languages

FRAMEWORK = "European Learning Model"
OUTCOME, WORKLOAD, LEVEL, CYCLE = "ext:LearningOutcome", "ext:Workload", "ext:EQF", "ext:QF-EHEA"
NO_LEVEL = "ext:LevelNotStated"
"""No alignment with a level: it says that nobody gave one. A program that looks for levels finds none."""
ASSESSMENT, PARTICIPATION, QUALITY = "ext:AssessmentType", "ext:ParticipationForm", "ext:QualityAssurance"


def badge(award: Award, issuer_did: str, words: Words) -> dict[str, Any]:
    """The credential, not yet signed. Raises Problem where it does not say who the learner is."""
    if not award.identity and not award.holder:
        raise Problem(
            words.t("The micro-credential does not say: {element}.", element=element_title("learner", words)),
            expected=words.t("an e-mail address, which is kept as a fingerprint only, or the did:key of the holder"),
            todo=words.t("Say whose it is."),
        )
    if award.holder and not is_wallet_key(award.holder):
        raise Problem(
            words.t("This is no key of a holder."),
            where=award.holder,
            expected="did:key:z6Mk…",
            todo=words.t("Take it over from the wallet of the learner."),
        )
    spoken = Words(award.description.language if award.description.language in languages() else "en")
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": award.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.description.title,
        "issuer": _issuer(award.issuer, issuer_did),
        "validFrom": moment(award.day),
        **({"validUntil": moment(award.until)} if award.until else {}),
        **({"credentialStatus": award.status} if award.status else {}),
        "credentialSubject": {
            **({"id": award.holder} if award.holder else {}),
            "type": ["AchievementSubject"],
            **({"identifier": [identity_object(award.identity, award.salt)]} if award.identity else {}),
            "achievement": _achievement(award.description, spoken),
        },
    }


def _issuer(issuer: Issuer, did: str) -> dict[str, Any]:
    return {
        "id": did,
        "type": ["Profile"],
        "name": issuer.name,
        **({"url": issuer.url} if issuer.url else {}),
        "address": {
            "type": ["Address"],
            "addressCountryCode": issuer.country,
            **({"addressRegion": issuer.region} if issuer.region else {}),
        },
    }


def achievement_id(described: Description) -> str:
    """The address of what was achieved: the provider's own, else one made from the title and the awarding body."""
    if described.id:
        return described.id
    import uuid

    return uuid.uuid5(uuid.NAMESPACE_URL, f"{described.awarding_body.name}\n{described.title}").urn


def _achievement(described: Description, words: Words) -> dict[str, Any]:
    body = described.awarding_body
    return {
        "id": achievement_id(described),
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "name": described.title,
        "description": described.description,
        "inLanguage": described.language,
        "creator": {
            "id": body.url or f"{achievement_id(described)}#awarding-body",
            "type": ["Profile"],
            "name": body.name,
            **({"url": body.url} if body.url else {}),
        },
        "criteria": {"narrative": narrative(described, words)},
        **({"creditsAvailable": described.ects} if described.ects else {}),
        **({"tag": list(described.tags)} if described.tags else {}),
        "alignment": _alignments(described, words),
    }


def workload_text(described: Description, words: Words) -> str:
    """The workload as people read it: hours, credits or both."""
    hours = [words.t("hours: {hours}", hours=words.number(described.hours))] if described.hours else []
    credits_ = [words.t("ECTS credits: {ects}", ects=words.number(described.ects))] if described.ects else []
    return ", ".join([*hours, *credits_])


def level_text(described: Description, words: Words) -> str:
    """The level as people read it."""
    if described.level is None:
        return words.t("no level stated")
    cycle = f", {title_of('cycle', described.cycle, words)}" if described.cycle else ""
    return words.t("EQF level {level}", level=described.level) + cycle


def narrative(described: Description, words: Words) -> str:
    """The criteria in plain sentences, as Markdown."""
    quality = described.quality
    rows = [
        ("workload", workload_text(described, words)),
        ("level", level_text(described, words)),
        ("assessment", title_of("assessment", described.assessment, words)),
        ("participation", title_of("participation", described.participation, words)),
        ("quality", f"{title_of('quality', quality.kind, words)}: {quality.by}, {quality.url}"),
    ]
    outcomes = [f"- {outcome}" for outcome in described.outcomes]
    own = [described.criteria, ""] if described.criteria else []

    def heading(name: str) -> str:
        title = element_title(name, words)
        return title[:1].upper() + title[1:]

    return "\n".join(
        [*own, f"{heading('outcomes')}:", *outcomes, "", *(f"- {heading(name)}: {text}" for name, text in rows)]
    )


def _alignments(described: Description, words: Words) -> list[dict[str, Any]]:
    where = lists()["definitions"]

    def one(kind: str, name: str, url: str, **more: str) -> dict[str, Any]:
        return {
            "type": ["Alignment"],
            "targetType": kind,
            "targetName": name,
            "targetUrl": url,
            "targetFramework": FRAMEWORK,
        } | more

    def chosen(kind: str, name: str, key: str) -> dict[str, Any]:
        url = choices(name)[key].get("concept", where[name])
        return one(kind, title_of(name, key, words), url, targetCode=key)

    quality = described.quality
    found = [one(OUTCOME, outcome, where["outcome"]) for outcome in described.outcomes]
    found.append(
        one(WORKLOAD, workload_text(described, words), where["workload"], targetCode=_duration(described.hours))
    )
    if described.level is None:
        found.append(one(NO_LEVEL, level_text(described, words), where["no-level"]))
    else:
        url = f"{where['level']}{described.level}"
        found.append(
            one(LEVEL, words.t("EQF level {level}", level=described.level), url, targetCode=str(described.level))
        )
    if described.cycle:
        found.append(chosen(CYCLE, "cycle", described.cycle))
    found.append(chosen(ASSESSMENT, "assessment", described.assessment))
    found.append(chosen(PARTICIPATION, "participation", described.participation))
    kind = title_of("quality", quality.kind, words)
    found.append(one(QUALITY, quality.by, quality.url, targetCode=quality.kind, targetDescription=kind))
    return found


def _duration(hours: float | None) -> str:
    """Hours as ISO 8601 writes a duration; nothing where only credits are known."""
    return f"PT{hours:g}H" if hours else "not-stated"
