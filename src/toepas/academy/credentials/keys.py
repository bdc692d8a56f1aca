"""The keys of an issuer: made, kept in files that only their owner can read, replaced and withdrawn.

A key that is *retired* no longer signs, and what it signed before stays valid. A key that is *withdrawn* (somebody else may have it) makes
everything it signed invalid, for a date in a proof can be made up by whoever has the key.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from toepas.academy.credentials.multibase import decode, encode
from toepas.academy.credentials.proof import moment
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

PUBLIC, SECRET = b"\xed\x01", b"\x80\x26"
"""What Multikey puts before 32 bytes of an Ed25519 key."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an issuer. ``did`` says whose; ``retired`` and ``withdrawn`` since when it no longer signs or counts."""

    did: str
    secret: Ed25519PrivateKey = field(repr=False)
    created: datetime.datetime
    retired: datetime.datetime | None = None
    withdrawn: datetime.datetime | None = None

    @property
    def public(self) -> str:
        """The public key as Multikey text; also the name of the key."""
        return public_text(self.secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @property
    def method(self) -> str:
        """The address of this key, as a proof names it."""
        return f"{self.did}#{self.public}"


def public_text(key: bytes) -> str:
    """32 bytes as ``z6Mk…``."""
    return encode(PUBLIC + key)


def public_bytes(text: str) -> bytes | None:
    """The 32 bytes behind ``z6Mk…``; None for anything that is no Ed25519 key."""
    try:
        data = decode(text)
    except ValueError:
        return None
    return data[2:] if data[:2] == PUBLIC and len(data) == len(PUBLIC) + 32 else None


def make_key(now: datetime.datetime, did: str | None = None) -> Key:
    """A new key; without ``did`` the key is its own name (did:key)."""
    secret = Ed25519PrivateKey.generate()
    key = Key(did or "", secret, now)
    return key if did else dataclasses.replace(key, did=f"did:key:{key.public}")


class Keys:
    """The keys in a folder, one file each, readable by its owner alone."""

    def __init__(self, folder: Path, words: Words) -> None:
        self.folder = folder
        self.words = words

    def all(self) -> list[Key]:
        """Every key, oldest first. Raises Problem for a file that others can read or that is no key."""
        return sorted(
            (self._read(path) for path in self.folder.glob("*.json")), key=lambda key: (key.created, key.public)
        )

    def active(self) -> Key | None:
        """The key that signs now; None where there is none yet."""
        current = [key for key in self.all() if key.retired is None and key.withdrawn is None]
        return current[-1] if current else None

    def keep(self, key: Key) -> Key:
        """Write a key to its file, in place of what was there of it."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = json.dumps(
            {
                "did": key.did,
                "created": moment(key.created),
                **{name: moment(when) for name in ("retired", "withdrawn") if (when := getattr(key, name))},
                "publicKeyMultibase": key.public,
                "secretKeyMultibase": encode(
                    SECRET + key.secret.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
                ),
            },
            indent=2,
        )
        write_private(self.folder / f"{key.public}.json", text)
        return key

    def rotate(self, now: datetime.datetime) -> Key:
        """A new key in place of the one in use, which is retired. Raises Problem where the name is the key itself."""
        known = self.all()
        if not known:
            raise _no_keys(self.folder, self.words)
        if known[-1].did.startswith("did:key:"):
            raise Problem(
                self.words.t("A did:key is the key itself and cannot get another one."),
                where=known[-1].did,
                todo=self.words.t(
                    "Start again in another folder with a name that can keep several keys: did:web and your domain."
                ),
            )
        old = self.active()
        new = self.keep(make_key(now, known[-1].did))
        if old is not None:
            self.keep(dataclasses.replace(old, retired=now))
        return new

    def withdraw(self, name: str, now: datetime.datetime) -> Key:
        """Say that a key no longer counts, for what is new and for what was signed. Raises Problem for an unknown name."""
        for key in self.all():
            if key.public == name:
                return self.keep(dataclasses.replace(key, withdrawn=now))
        raise Problem(
            self.words.t("There is no key with this name."),
            where=name,
            expected=", ".join(key.public for key in self.all()),
            todo=self.words.t("Use one of these."),
        )

    def _read(self, path: Path) -> Key:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise Problem(
                self.words.t("Others on this machine can read this key."),
                where=str(path),
                todo=self.words.t(
                    "Withdraw the key if somebody may have copied it; otherwise run: chmod 600 {file}", file=path
                ),
            )
        try:
            kept = json.loads(path.read_text("utf-8"))
            secret = decode(kept["secretKeyMultibase"])
            if secret[:2] != SECRET or len(secret) != len(SECRET) + 32:
                raise ValueError(path.name)
            times = {name: _when(kept[name]) for name in ("created", "retired", "withdrawn") if name in kept}
            return Key(str(kept["did"]), Ed25519PrivateKey.from_private_bytes(secret[2:]), **times)
        except (ValueError, KeyError, TypeError) as error:
            raise Problem(
                self.words.t("This file is no key."),
                where=str(path),
                expected=self.words.t("a key as this program wrote it"),
                todo=self.words.t("Bring the file back from a backup, or move it out of this folder."),
            ) from error


def _when(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def _no_keys(folder: Path, words: Words) -> Problem:
    return Problem(
        words.t("There is no key in use."),
        where=str(folder),
        todo=words.t(
            "Make one with '{first}', or with '{next}' where there were keys before.",
            first="credential keys --new",
            next="credential keys --rotate",
        ),
    )


def needed(keys: Keys) -> Key:
    """The key in use. Raises Problem where there is none."""
    key = keys.active()
    if key is None:
        raise _no_keys(keys.folder, keys.words)
    return key


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, in one move."""
    aside = path.with_suffix(".new")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
