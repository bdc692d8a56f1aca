"""What a public page may show of a credential: the achievement and the issuer, and of the learner only how they are identified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from toepas.academy.credentials import badge
from toepas.academy.credentials.checks import Document
from toepas.academy.credentials.learner import identities
from toepas.academy.credentials.signature import issuer_of

Learner = Literal["fingerprint", "key", "both", "other"]


@dataclass(frozen=True, slots=True)
class Shown:
    """The facts of a credential for a public page. Texts are the issuer's own and may be empty; nothing names the learner."""

    id: str
    title: str
    description: str
    issuer: str
    issuer_id: str
    country: str
    awarding_body: str
    valid_from: str
    valid_until: str
    outcomes: tuple[str, ...]
    workload: str
    level: str
    assessment: str
    participation: str
    quality: str
    quality_url: str
    quality_kind: str
    criteria: str
    tags: tuple[str, ...]
    learner: Learner


def shown(credential: Document) -> Shown:
    """What may be shown of any Open Badge; what is not there or not as expected stays empty."""
    subject = _part(credential, "credentialSubject")
    achieved = _part(subject, "achievement")
    issuer, body = _part(credential, "issuer"), _part(achieved, "creator")
    aligned = _alignments(achieved)
    quality = aligned.get(badge.QUALITY, [{}])[0]
    return Shown(
        id=_text(credential, "id"),
        title=_text(achieved, "name") or _text(credential, "name"),
        description=_text(achieved, "description"),
        issuer=_text(issuer, "name"),
        issuer_id=issuer_of(credential),
        country=_text(_part(issuer, "address"), "addressCountryCode"),
        awarding_body=_text(body, "name"),
        valid_from=_text(credential, "validFrom")[:10],
        valid_until=_text(credential, "validUntil")[:10],
        outcomes=tuple(_text(item, "targetName") for item in aligned.get(badge.OUTCOME, [])),
        workload=_first(aligned, badge.WORKLOAD),
        level=_first(aligned, badge.LEVEL) or _first(aligned, badge.NO_LEVEL),
        assessment=_first(aligned, badge.ASSESSMENT),
        participation=_first(aligned, badge.PARTICIPATION),
        quality=_text(quality, "targetName"),
        quality_url=_text(quality, "targetUrl"),
        quality_kind=_text(quality, "targetDescription"),
        criteria=_text(_part(achieved, "criteria"), "narrative"),
        tags=tuple(str(tag) for tag in _list(achieved.get("tag")) if isinstance(tag, str)),
        learner=_learner(credential, subject),
    )


def missing_elements(credential: Document) -> tuple[str, ...]:
    """The mandatory elements of a European micro-credential that the credential does not say in a place known here, by their keys."""
    facts = shown(credential)
    said = {
        "learner": facts.learner != "other"
        or bool(_part(credential, "credentialSubject").get("id") or identities(credential)),
        "title": facts.title,
        "country": facts.country,
        "awarding-body": facts.awarding_body,
        "date": facts.valid_from,
        "outcomes": facts.outcomes,
        "workload": facts.workload,
        "level": facts.level,
        "assessment": facts.assessment,
        "participation": facts.participation,
        "quality": facts.quality,
    }
    return tuple(name for name, value in said.items() if not value)


def _learner(credential: Document, subject: dict[str, Any]) -> Learner:
    hashed = any(item.get("hashed") is True for item in identities(credential))
    keyed = str(subject.get("id", "")).startswith("did:key:")
    return "both" if hashed and keyed else "fingerprint" if hashed else "key" if keyed else "other"


def _alignments(achieved: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for item in _list(achieved.get("alignment")):
        if isinstance(item, dict):
            found.setdefault(_text(item, "targetType"), []).append(item)
    return found


def _first(aligned: dict[str, list[dict[str, Any]]], kind: str) -> str:
    return _text(aligned[kind][0], "targetName") if kind in aligned else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _part(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    if isinstance(found, list):
        found = found[0] if found else None
    return found if isinstance(found, dict) else {}


def _text(value: dict[str, Any], name: str) -> str:
    """A text, in whichever language it is written; nothing for anything else."""
    found = value.get(name)
    if isinstance(found, list):
        found = found[0] if found else ""
    if isinstance(found, dict):
        found = found.get("@value", "")
    return found if isinstance(found, str) else ""
