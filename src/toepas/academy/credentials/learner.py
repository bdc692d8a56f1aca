"""Who a credential is about, without a name: a salted fingerprint of an address, or the key of the holder.

The fingerprint is that of Open Badges 3.0: ``sha256$`` and the hash of the identity followed by the salt. Whoever knows the address of a
person can check whether the credential is theirs; whoever has only the credential cannot read the address from it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

EMAIL = "emailAddress"
SALT_BYTES = 16


def new_salt() -> str:
    """A fresh salt, for one credential only: two credentials of one person then have nothing in common."""
    return secrets.token_hex(SALT_BYTES)


def plain_identity(identity: str) -> str:
    """An identity as it is hashed: without spaces around it, in small letters."""
    return identity.strip().lower()


def fingerprint(identity: str, salt: str) -> str:
    """``sha256$…`` of an identity."""
    return "sha256$" + hashlib.sha256((plain_identity(identity) + salt).encode()).hexdigest()


def identity_object(identity: str, salt: str, kind: str = EMAIL) -> dict[str, Any]:
    """The learner as Open Badges 3.0 writes one whose identity is not to be read."""
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": fingerprint(identity, salt),
        "identityType": kind,
        "salt": salt,
    }


def identities(credential: dict[str, Any]) -> list[dict[str, Any]]:
    """The identity objects of a credential."""
    subject = credential.get("credentialSubject")
    found = subject.get("identifier", []) if isinstance(subject, dict) else []
    return [item for item in (found if isinstance(found, list) else [found]) if isinstance(item, dict)]


def is_about(credential: dict[str, Any], identity: str) -> bool:
    """Whether a credential is about the person with this address or number.

    Other issuers may have hashed the address as it was typed, or not hashed it: both are tried.
    """
    for item in identities(credential):
        kept, salt = str(item.get("identityHash", "")), str(item.get("salt", ""))
        candidates = [fingerprint(identity, salt), "sha256$" + hashlib.sha256((identity + salt).encode()).hexdigest()]
        if not item.get("hashed"):
            candidates, kept = [plain_identity(identity)], plain_identity(kept)
        if any(hmac.compare_digest(kept.encode(), one.encode()) for one in candidates):
            return True
    return False
