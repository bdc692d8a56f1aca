"""Who a key belongs to: did:key (the name is the key) and did:web (a document on a website lists the keys).

Nothing is fetched here: documents come from a resolver that the caller hands in.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from toepas.academy.credentials.keys import Key, public_bytes
from toepas.academy.credentials.proof import moment

Resolver = Callable[[str], "dict[str, Any] | None"]
"""From the name of an issuer (did:web:… or https://…) to its document with keys; None where it is not known."""
CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
WEB = re.compile(r"did:web:([A-Za-z0-9._-]+(?:%3A\d{1,5})?)((?::[A-Za-z0-9._%~-]+)*)")


@dataclass(frozen=True, slots=True)
class Method:
    """A key as a document lists it. ``expires``: proofs after this are not by it; ``revoked``: it no longer counts at all."""

    key: bytes
    controller: str
    expires: datetime.datetime | None = None
    revoked: datetime.datetime | None = None


def nobody(_name: str) -> dict[str, Any] | None:
    """The resolver that knows no document."""
    return None


def web_address(did: str) -> str | None:
    """Where the document of a did:web is: ``did:web:example.org:school`` at ``https://example.org/school/did.json``. None for what is none."""
    found = WEB.fullmatch(did)
    if not found:
        return None
    host = unquote(found[1])
    path = "/".join(quote(unquote(part), safe="") for part in found[2].split(":")[1:])
    if "%2F" in path or ".." in path.split("/"):
        return None
    return f"https://{host}/{path}/did.json" if path else f"https://{host}/.well-known/did.json"


def document_of(name: str, resolver: Resolver) -> dict[str, Any] | None:
    """The document of an issuer; for did:key it follows from the name. None where it is not known."""
    if name.startswith("did:key:"):
        text = name.removeprefix("did:key:")
        if public_bytes(text) is None:
            return None
        method = {"id": f"{name}#{text}", "type": "Multikey", "controller": name, "publicKeyMultibase": text}
        return {
            "id": name,
            "verificationMethod": [method],
            "assertionMethod": [method["id"]],
            "authentication": [method["id"]],
        }
    found = resolver(name)
    return found if isinstance(found, dict) and found.get("id") == name else None


def method_of(document: dict[str, Any], address: str, purpose: str) -> Method | None:
    """The key at an address, if the document lists it for this purpose. None for anything else, other kinds of keys included."""
    listed = {_full(item, document): item for item in _items(document, "verificationMethod") if isinstance(item, dict)}
    allowed = {_full(item, document): item for item in _items(document, purpose)}
    if address not in allowed:
        return None
    item = allowed[address] if isinstance(allowed[address], dict) else listed.get(address)
    if not isinstance(item, dict):
        return None
    key = public_bytes(str(item.get("publicKeyMultibase", "")))
    controller = str(item.get("controller", ""))
    try:
        times = {
            name: datetime.datetime.fromisoformat(str(item[name])) for name in ("expires", "revoked") if name in item
        }
    except ValueError:
        return None
    return Method(key, controller, **times) if key else None


def _items(document: dict[str, Any], name: str) -> list[Any]:
    found = document.get(name, [])
    return found if isinstance(found, list) else [found]


def _full(item: Any, document: dict[str, Any]) -> str:
    """The address of a method, which may be written short: ``#key-1``."""
    address = str(item.get("id", "") if isinstance(item, dict) else item)
    return f"{document.get('id')}{address}" if address.startswith("#") else address


def is_wallet_key(name: str) -> bool:
    """Whether a name is the key of a wallet: a did:key of a kind that is checked here (Ed25519)."""
    return name.startswith("did:key:") and document_of(name, nobody) is not None


def own_document(did: str, keys: Iterable[Key]) -> dict[str, Any]:
    """The document to publish at ``web_address(did)``: every key, retired ones with the moment after which they do not sign."""
    listed = [key for key in keys if key.did == did]
    counting = [key.method for key in listed if key.withdrawn is None]
    methods = [
        {
            "id": key.method,
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": key.public,
            **({"expires": moment(key.retired)} if key.retired else {}),
            **({"revoked": moment(key.withdrawn)} if key.withdrawn else {}),
        }
        for key in listed
    ]
    return {"@context": CONTEXTS, "id": did, "verificationMethod": methods, "assertionMethod": counting}
