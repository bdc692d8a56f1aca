"""Seals below reports: who signed (Ed25519, RFC 8032), when, with which version, on which data; so that a change shows later.

The seal of ``report.json`` holds a statement: the SHA-256 of the data, of each part of the report and of each file beside it. The signature is
below the canonical bytes (RFC 8785) of that statement. A private key lies in a file that only its owner can read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toepas.assurance.canonical import canonical, digest
from toepas.assurance.model import Source
from toepas.kernel.places import data_dir
from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SEAL = "seal"
FORMAT = "toepas-seal/1"
CANONICAL = "RFC 8785"
ALGORITHM = "Ed25519"
PURPOSE = b"toepas report seal 1\x00"
"""Stands before what is signed, so that a signature made for another purpose never fits."""
PRIVATE, PUBLIC = "report-signing.private.pem", "report-signing.public.pem"


@dataclass(frozen=True, slots=True)
class Key:
    """A private key with its public half."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    def sign(self, statement: Mapping[str, Any]) -> str:
        """The signature below a statement, in hexadecimal."""
        return self.private.sign(signed_bytes(statement)).hex()


@dataclass(frozen=True, slots=True)
class Made:
    """When and with what a report was made."""

    at: dt.datetime
    version: str


def signed_bytes(statement: Mapping[str, Any]) -> bytes:
    """What the signature is about."""
    return PURPOSE + canonical(dict(statement))


def fingerprint(public: bytes) -> str:
    """What people compare: the first 160 bits of the SHA-256 of a public key, in groups of four."""
    text = hashlib.sha256(public).hexdigest()[:40]
    return " ".join(text[at : at + 4] for at in range(0, 40, 4))


def sealed(report: Mapping[str, Any], source: Source, files: Mapping[str, bytes], made: Made, key: Key | None) -> bytes:
    """``report.json``: the report and its seal, as canonical bytes. Without a key the seal names what is there, but nobody vouches for it.

    ``source`` is the file of the data; ``files`` are those beside the report, by name.
    """
    statement = {
        "format": FORMAT,
        "canonical": CANONICAL,
        "made": made.at.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "version": made.version,
        "data": {"name": source.name, "sha256": source.sha256},
        "parts": parts(report),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    seal: dict[str, Any] = {"statement": statement}
    if key is not None:
        seal |= {"algorithm": ALGORITHM, "key": key.public.hex(), "signature": key.sign(statement)}
    return canonical({**report, SEAL: seal})


def parts(report: Mapping[str, Any]) -> dict[str, str]:
    """The SHA-256 of each part of a report, one level deep, so that a change can be placed: ``verdict.outcome``, ``validation.groups``."""
    found: dict[str, str] = {}
    for name, part in report.items():
        if isinstance(part, dict) and part:
            found |= {f"{name}.{inner}": digest(value) for inner, value in part.items()}
        else:
            found[name] = digest(part)
    return found


def new_key() -> Key:
    """A new key, from the system's own source of randomness."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Key(Ed25519PrivateKey.generate())


def keys_folder() -> Path:
    """Where the keys of this user lie."""
    return data_dir() / "keys"


def keep(key: Key, folder: Path, words: Words) -> tuple[Path, Path]:
    """Write the private and the public file. A private key that is there is never written over. Raises Problem where it cannot be written."""
    from cryptography.hazmat.primitives import serialization as form

    secret = key.private.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    shown = key.private.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    private, public = folder / PRIVATE, folder / PUBLIC
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(secret)
        public.write_bytes(shown)
    except FileExistsError:
        raise Problem(
            words.t("There is a key already, so no new one was made."),
            where=str(private),
            todo=words.t(
                "Go on using it. To begin anew, move it to a safe place first: reports it signed need its public file."
            ),
            code=EXIT_OUTPUT,
        ) from None
    return private, public


def own_key(words: Words) -> Key | None:
    """The key of this user, or None where there is none. Raises Problem where the file is no key or others can read it."""
    path = keys_folder() / PRIVATE
    return load_key(path, words) if path.exists() else None


def load_key(path: Path, words: Words) -> Key:
    """A private key from its file. Raises Problem where it is none, or where others than its owner can read it."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise Problem(
            words.t("Others on this computer can read the private key, so it proves nothing."),
            where=str(path),
            expected=words.t("a file that only its owner can read"),
            todo=words.t(
                "Make a new key with '{command}', and tell those who have the old fingerprint.",
                command="toepas validate keys",
            ),
        )
    try:
        found = load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError):
        found = None
    if not isinstance(found, Ed25519PrivateKey):
        raise _no_key(path, words)
    return Key(found)


def load_public(path: Path, words: Words) -> bytes:
    """A public key, 32 bytes, from its file. Raises Problem for what is none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        found = load_pem_public_key(path.read_bytes())
    except FileNotFoundError:
        raise Problem(
            words.t("There is no such file."), where=str(path), todo=words.t("Check the name and the folder.")
        ) from None
    except ValueError:
        raise _no_key(path, words) from None
    if not isinstance(found, Ed25519PublicKey):
        raise _no_key(path, words)
    return found.public_bytes_raw()


def _no_key(path: Path, words: Words) -> Problem:
    return Problem(
        words.t("This is no key file."),
        where=str(path),
        expected=words.t("a file made by '{command}'", command="toepas validate keys"),
        todo=words.t("Name the right file."),
    )
