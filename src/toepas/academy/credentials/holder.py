"""The one who shows a credential proves that it is theirs: a presentation, signed with the holder's key for one asker and one occasion.

A copied credential cannot be shown by somebody else: the key is missing. A copied presentation cannot be shown again: it answers to the
``challenge`` of one asker (``domain``) only, and askers take a new challenge each time.
"""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from toepas.academy.credentials.checks import Check, Document, Known, no, unknown, yes
from toepas.academy.credentials.contexts import CREDENTIALS
from toepas.academy.credentials.proof import AUTHENTICATION, proofs, sign
from toepas.academy.credentials.shape import types
from toepas.academy.credentials.signature import signed

HOLDER = "holder"
PRESENTATION = "VerifiablePresentation"


def new_challenge() -> str:
    """A challenge nobody can guess; for one presentation only."""
    return secrets.token_urlsafe(24)


def present(
    credential: Document | None,
    secret: Ed25519PrivateKey,
    *,
    holder: str,
    challenge: str,
    domain: str,
    now: datetime.datetime,
) -> dict[str, Any]:
    """The credential, shown by its holder (did:key) to ``domain`` in answer to ``challenge``. Without one: the holder has the key, no more."""
    document = {
        "@context": [CREDENTIALS],
        "type": [PRESENTATION],
        "holder": holder,
        **({"verifiableCredential": [credential]} if credential else {}),
    }
    method = f"{holder}#{holder.removeprefix('did:key:')}"
    return sign(document, secret, method=method, now=now, purpose=AUTHENTICATION, challenge=challenge, domain=domain)


def presented(document: Document) -> Document | None:
    """The one credential of a presentation; None where there is none or more than one."""
    inside = document.get("verifiableCredential")
    items = inside if isinstance(inside, list) else [inside]
    return items[0] if len(items) == 1 and isinstance(items[0], dict) else None


def credential_in(document: Document) -> Document:
    """The credential itself, whether it is shown by its holder or not; an empty one where there is none."""
    return (presented(document) or {}) if is_presentation(document) else document


def is_presentation(document: Document) -> bool:
    """Whether somebody shows a credential, rather than the credential itself."""
    return PRESENTATION in types(document)


def shown_by_holder(document: Document, credential: Document, challenge: str, domain: str, known: Known) -> Check:
    """Whether the presentation is by the person the credential is about, for this asker and this occasion."""
    subject = credential.get("credentialSubject")
    learner = str(subject.get("id", "")) if isinstance(subject, dict) else ""
    if not learner.startswith("did:"):
        return unknown(HOLDER, "no-key-of-holder")
    return answered(document, learner, challenge, domain, known)


def answered(document: Document, learner: str, challenge: str, domain: str, known: Known) -> Check:
    """Whether a presentation, with a credential or without, is signed with the key of ``learner`` (a did) for this asker and this occasion."""
    named = document.get("holder", learner)
    if (named.get("id") if isinstance(named, dict) else named) != learner:
        return no(HOLDER, "other-holder")
    found = proofs(document)
    if not found:
        return no(HOLDER, "not-signed")
    if not challenge:
        return unknown(HOLDER, "no-challenge")
    if any(proof.get("challenge") != challenge for proof in found):
        return no(HOLDER, "other-challenge")
    if any(proof.get("domain") != domain for proof in found):
        return no(HOLDER, "other-domain")
    signature, whose = signed(document, learner, known, AUTHENTICATION)
    if whose.outcome == "no":
        return no(HOLDER, "other-holder")
    if signature.outcome == "no":
        return no(HOLDER, "broken")
    return yes(HOLDER, "shown") if signature.outcome == "yes" == whose.outcome else unknown(HOLDER, "not-at-hand")
