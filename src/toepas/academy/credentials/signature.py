"""Is a document signed, by a key that is the issuer's, and unchanged since."""

from __future__ import annotations

from typing import Any

from toepas.academy.credentials.canonical import (
    OWN_CONTEXT,
    UNKNOWN_CONTEXT,
    Unreadable,
    canonical,
)
from toepas.academy.credentials.checks import Check, Document, Known, no, unknown, yes
from toepas.academy.credentials.did import Method, document_of, method_of
from toepas.academy.credentials.proof import ASSERTION, holds, proofs, readable
from toepas.academy.credentials.shape import moment_of

VOCABULARY, SIGNATURE, ISSUER = "vocabulary", "signature", "issuer"
SAYS_NOTHING = {UNKNOWN_CONTEXT, OWN_CONTEXT}
"""Vocabularies that are not known here: nothing is wrong with them, and nothing can be said."""


def issuer_of(document: Document) -> str:
    """The name of the issuer of a credential: did:…, https://…; nothing where there is none."""
    issuer = document.get("issuer")
    return str(issuer.get("id", "")) if isinstance(issuer, dict) else str(issuer or "")


def vocabulary(document: Document, known: Known) -> Check:
    """Whether every word of the document is one that a signature can cover."""
    try:
        canonical({key: value for key, value in document.items() if key != "proof"}, known.contexts)
    except Unreadable as error:
        wrap = unknown if error.reason in SAYS_NOTHING else no
        return wrap(VOCABULARY, error.reason, detail=error.detail[:200])
    return yes(VOCABULARY, "known")


def signed(document: Document, signer: str, known: Known, purpose: str = ASSERTION) -> tuple[Check, Check]:
    """Whether the document carries a proof by ``signer`` that holds: the check of the signature, and that of whose key it is.

    Proofs of kinds that are not checked here are passed over where another one can be checked. Every one that can be must hold.
    """
    here = proofs(document)
    if not here:
        return no(SIGNATURE, "unsigned"), unknown(ISSUER, "unsigned")
    checkable = [proof for proof in here if readable(proof)]
    if not checkable:
        kind = str(here[0].get("cryptosuite") or here[0].get("type") or "?")
        return unknown(SIGNATURE, "kind-not-checked", kind=kind[:100]), unknown(
            ISSUER, "kind-not-checked", kind=kind[:100]
        )
    found = [_one(document, proof, signer, known, purpose) for proof in checkable]
    order = {"no": 0, "unknown": 1, "yes": 2}
    return min(found, key=lambda pair: min(order[check.outcome] for check in pair))


def _one(document: Document, proof: dict[str, Any], signer: str, known: Known, purpose: str) -> tuple[Check, Check]:
    method, whose = _method(proof, signer, known, purpose)
    if method is None:
        return (no if whose.outcome == "no" else unknown)(SIGNATURE, "key-not-known"), whose
    try:
        good = holds(document, proof, method.key, known.contexts)
    except Unreadable as error:
        return (unknown if error.reason in SAYS_NOTHING else no)(SIGNATURE, "not-readable"), whose
    if good:
        return yes(SIGNATURE, "holds"), whose
    # that the key which a proof names is the issuer's says nothing where that key did not sign this
    return no(SIGNATURE, "broken"), whose if whose.outcome == "no" else unknown(
        ISSUER, "not-by-it", issuer=signer[:200]
    )


def _method(proof: dict[str, Any], signer: str, known: Known, purpose: str) -> tuple[Method | None, Check]:
    """The key that a proof names, if the document of the signer lists it, and what is to say of it."""
    address = str(proof.get("verificationMethod") or "")
    if proof.get("proofPurpose") != purpose:
        return None, no(ISSUER, "other-purpose", purpose=str(proof.get("proofPurpose"))[:100])
    if not signer or address.partition("#")[0] != signer:
        return None, no(ISSUER, "other-key", key=address[:200], issuer=signer[:200])
    listed = document_of(signer, known.lookup)
    if listed is None:
        if signer.startswith("did:key:"):
            return None, no(ISSUER, "no-key", issuer=signer[:200])
        return None, unknown(ISSUER, "not-at-hand", issuer=signer[:200])
    method = method_of(listed, address, purpose)
    if method is None or method.controller != signer:
        return None, no(ISSUER, "not-listed", key=address[:200], issuer=signer[:200])
    if method.revoked is not None:
        return method, no(ISSUER, "withdrawn", issuer=signer[:200])
    created = moment_of(proof.get("created"))
    if method.expires is not None and (created is None or created > method.expires):
        return method, no(ISSUER, "retired", issuer=signer[:200])
    return method, yes(ISSUER, "bound", issuer=signer[:200])
