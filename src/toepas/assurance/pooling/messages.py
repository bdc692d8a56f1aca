"""What the parties send each other: small JSON files, each signed by its sender and bound to one protocol.

A message of another protocol, by somebody who does not take part, or changed on its way is refused, and so is a second one of the same
kind by the same sender: an old message cannot be played again, and nobody can change an answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toepas.assurance.canonical import canonical
from toepas.assurance.pooling import keys
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

FORMAT = "toepas-pool/1"
LARGEST = 8_000_000
"""Bytes of a message; larger ones are refused before they are read."""
KINDS = ("join", "joined", "answer", "added", "unlock", "result", "opening", "audit")


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``protocol`` is the fingerprint of the protocol, ``at`` the day on which it was written, as the sender says."""

    kind: str
    sender: str
    protocol: str
    at: str
    body: Mapping[str, Any]
    signature: str = ""

    @property
    def signed_bytes(self) -> bytes:
        """What the signature is about."""
        return canonical(
            [FORMAT, self.kind, self.sender, self.protocol, self.at, self.body],
        )

    @property
    def hash(self) -> str:
        """Names the message: nobody can make another one with the same hash."""
        return digest(self.signed_bytes)

    @property
    def file_name(self) -> str:
        """Where it lies in a folder."""
        return f"{self.kind}.{self.sender}.json"

    def to_bytes(self) -> bytes:
        """The message as a file."""
        parts = {"format": FORMAT, "kind": self.kind, "from": self.sender, "protocol": self.protocol, "at": self.at}
        return json.dumps(parts | {"body": self.body, "signature": self.signature}, ensure_ascii=False).encode("utf-8")


def write(kind: str, body: Mapping[str, Any], by: keys.Private, protocol: str, at: str) -> Message:
    """A signed message."""
    bare = Message(kind, by.name, protocol, at, body)
    return Message(kind, by.name, protocol, at, body, keys.sign(bare.signed_bytes, by))


def read(content: bytes, where: str, words: Words) -> Message:
    """A message from its bytes; whose it is has still to be checked. Raises Problem for what is no message."""
    try:
        if len(content) > LARGEST:
            raise ValueError(where)
        found = json.loads(content)
        parts = [found[name] for name in ("kind", "from", "protocol", "at", "signature")]
        if found["format"] != FORMAT or found["kind"] not in KINDS or not isinstance(found["body"], dict):
            raise ValueError(where)
        if not all(isinstance(part, str) for part in parts):
            raise ValueError(where)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Problem(
            words.t("This is no message of a pooled validation."),
            where=where,
            expected=words.t("a file made by '{command}'", command="toepas pool"),
            todo=words.t("Take it out of the folder, or ask its sender for it again."),
        ) from None
    kind, sender, protocol, at, signature = parts
    return Message(kind, sender, protocol, at, found["body"], signature)


def check(message: Message, fingerprint: str, by: keys.Public | None, where: str, words: Words) -> Message:
    """The same message, where it belongs to this protocol and its sender's signature holds. Raises Problem where not."""
    if message.protocol != fingerprint:
        raise Problem(
            words.t("A message of '{name}' belongs to another protocol or another round.", name=message.sender),
            where=where,
            expected=fingerprint,
            todo=words.t("Take it out of the folder. Each round has a protocol file of its own."),
        )
    if by is None:
        raise Problem(
            words.t("'{name}' does not take part, or not in this role.", name=message.sender),
            where=where,
            todo=words.t("Take the message out of the folder and find out how it came there."),
        )
    if not keys.is_signed(message.signed_bytes, message.signature, by):
        raise Problem(
            words.t(
                "The signature of '{name}' does not hold: the message was changed, or another wrote it.",
                name=message.sender,
            ),
            where=where,
            todo=words.t("Do not use it. Ask '{name}' for it again, by another way.", name=message.sender),
        )
    return message
