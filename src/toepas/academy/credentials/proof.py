"""Signatures over linked data: Data Integrity with eddsa-rdfc-2022, and Ed25519Signature2020 that it replaced (to check, not to make).

What is signed is the SHA-256 of the canonical settings of the proof followed by that of the canonical document without its proof
(W3C Data Integrity EdDSA Cryptosuites 1.0, sections 3.2 and 3.3).
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from toepas.academy.credentials.canonical import canonical
from toepas.academy.credentials.multibase import decode, encode

SUITE = "eddsa-rdfc-2022"
DATA_INTEGRITY = "DataIntegrityProof"
OLD_SIGNATURE = "Ed25519Signature2020"
ASSERTION, AUTHENTICATION = "assertionMethod", "authentication"
Contexts = Mapping[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Hashed:
    """What a signature is made over: both canonical forms, and their hashes one after the other."""

    settings: str
    document: str

    @property
    def data(self) -> bytes:
        """64 bytes: hash of the settings, hash of the document."""
        return b"".join(hashlib.sha256(text.encode()).digest() for text in (self.settings, self.document))


def hashed(document: dict[str, Any], proof: dict[str, Any], contexts: Contexts | None = None) -> Hashed:
    """What the proof is a signature over. Raises Unreadable.

    A proof that builds on others (``previousProof``) signs those too: they stay in the document.
    """
    settings = {key: value for key, value in proof.items() if key != "proofValue"} | {
        "@context": document.get("@context")
    }
    plain = {key: value for key, value in document.items() if key != "proof"}
    if "previousProof" in proof:
        named = proof["previousProof"] if isinstance(proof["previousProof"], list) else [proof["previousProof"]]
        plain["proof"] = [other for other in proofs(document) if other.get("id") in named]
    return Hashed(canonical(settings, contexts), canonical(plain, contexts))


def proofs(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The proofs of a document, whether it has none, one or a list."""
    found = document.get("proof", [])
    return [item for item in (found if isinstance(found, list) else [found]) if isinstance(item, dict)]


def readable(proof: dict[str, Any]) -> bool:
    """Whether the proof is of a kind that is checked here."""
    if proof.get("type") == DATA_INTEGRITY:
        return proof.get("cryptosuite") == SUITE
    return proof.get("type") == OLD_SIGNATURE


def holds(document: dict[str, Any], proof: dict[str, Any], key: bytes, contexts: Contexts | None = None) -> bool:
    """Whether the proof is a signature by this public key (32 bytes) over exactly this document. Raises Unreadable."""
    try:
        signature = decode(str(proof.get("proofValue", "")))
        Ed25519PublicKey.from_public_bytes(key).verify(signature, hashed(document, proof, contexts).data)
    except (ValueError, InvalidSignature):
        return False
    return True


def sign(
    document: dict[str, Any],
    secret: Ed25519PrivateKey,
    *,
    method: str,
    now: datetime.datetime,
    purpose: str = ASSERTION,
    contexts: Contexts | None = None,
    **settings: str,
) -> dict[str, Any]:
    """The document with a proof by the key that ``method`` names. ``settings``: challenge and domain of a presentation. Raises Unreadable.

    The proof is a list of one: the schema of Open Badges asks for a list.
    """
    proof = {
        "type": DATA_INTEGRITY,
        "cryptosuite": SUITE,
        "created": moment(now),
        "verificationMethod": method,
        "proofPurpose": purpose,
        **settings,
    }
    value = encode(secret.sign(hashed(document, proof, contexts).data))
    return {**document, "proof": [{**proof, "proofValue": value}]}


def moment(when: datetime.datetime) -> str:
    """A moment as credentials write it, to the second, in universal time."""
    return when.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
