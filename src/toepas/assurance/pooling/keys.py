"""Keys of those who take part: one pair to sign with (Ed25519) and one to seal with (X25519).

A private file is readable by its owner only. What was sealed can be read by the one it was sealed to, and by nobody who only carries it.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words

NONCE, KEY = 12, 32


class Unsealed(ValueError):
    """What was sealed does not open: sealed by or to another, or changed on its way."""


@dataclass(frozen=True, slots=True)
class Public:
    """The public half: what others check a signature with and seal to. ``name`` is a short id."""

    name: str
    sign: str
    seal: str


@dataclass(frozen=True, slots=True)
class Private:
    """Both private keys of one party, raw, of 32 bytes each."""

    name: str
    sign: bytes
    seal: bytes

    @property
    def public(self) -> Public:
        """The public half."""
        signing = Ed25519PrivateKey.from_private_bytes(self.sign).public_key().public_bytes_raw()
        sealing = X25519PrivateKey.from_private_bytes(self.seal).public_key().public_bytes_raw()
        return Public(self.name, text(signing), text(sealing))


def text(raw: bytes) -> str:
    """Bytes as they stand in messages and protocols."""
    return base64.b64encode(raw).decode("ascii")


def raw(said: str) -> bytes:
    """The bytes of a text. Raises ValueError for what is none."""
    return base64.b64decode(said, validate=True)


def new(name: str) -> Private:
    """New keys from the system's own source of randomness."""
    signing, sealing = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    return Private(name, signing.private_bytes_raw(), sealing.private_bytes_raw())


def sign(data: bytes, private: Private) -> str:
    """A signature below some bytes."""
    return text(Ed25519PrivateKey.from_private_bytes(private.sign).sign(data))


def is_signed(data: bytes, signature: str, public: Public) -> bool:
    """Whether the signature below these bytes is that party's."""
    try:
        Ed25519PublicKey.from_public_bytes(raw(public.sign)).verify(raw(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def agreed(private: bytes, public: bytes, salt: bytes, purpose: str) -> bytes:
    """The secret of 32 bytes that two parties have in common, each from its private and the other's public X25519 key."""
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public))
    return HKDF(algorithm=SHA256(), length=KEY, salt=salt, info=purpose.encode("utf-8")).derive(shared)


def seal(data: bytes, by: Private, to: Public, salt: bytes, purpose: str) -> str:
    """Seal bytes for one party. ``salt`` is the protocol, ``purpose`` the step, so that nothing fits elsewhere."""
    key = agreed(by.seal, raw(to.seal), salt, f"seal|{purpose}|{by.name}|{to.name}")
    nonce = os.urandom(NONCE)
    return text(nonce + ChaCha20Poly1305(key).encrypt(nonce, data, None))


def unseal(sealed: str, to: Private, by: Public, salt: bytes, purpose: str) -> bytes:
    """What was sealed for us. Raises Unsealed where it does not open."""
    try:
        key = agreed(to.seal, raw(by.seal), salt, f"seal|{purpose}|{by.name}|{to.name}")
        packed = raw(sealed)
        return ChaCha20Poly1305(key).decrypt(packed[:NONCE], packed[NONCE:], None)
    except (InvalidTag, ValueError) as error:
        raise Unsealed(by.name) from error


def save(private: Private, folder: Path, words: Words) -> tuple[Path, Path]:
    """Write the private and the public file; an older private file is never written over."""
    inner, outer = folder / f"{private.name}.private.json", folder / f"{private.name}.public.json"
    public = private.public
    held = {"name": private.name, "sign": text(private.sign), "seal": text(private.seal)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(inner, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(json.dumps(held, indent=1) + "\n")
        said = {"name": public.name, "sign": public.sign, "seal": public.seal}
        outer.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    except FileExistsError:
        raise Problem(
            words.t("There are keys with this name already."),
            where=str(inner),
            todo=words.t("Go on using them, or choose another name or folder."),
            code=EXIT_OUTPUT,
        ) from None
    except OSError as error:
        raise Problem(
            words.t("The keys could not be written: {reason}", reason=error.strerror or str(error)),
            where=str(folder),
            todo=words.t("Choose a folder you may write to."),
            code=EXIT_OUTPUT,
        ) from None
    return inner, outer


def load_private(path: Path, words: Words) -> Private:
    """Read a private file. Raises Problem for what is none."""
    found = _fields(path, words)
    private = Private(found["name"], raw(found["sign"]), raw(found["seal"]))
    if len(private.sign) != KEY or len(private.seal) != KEY:
        raise _no_keys(path, words)
    return private


def load_public(path: Path, words: Words) -> Public:
    """Read a public file. Raises Problem for what is none."""
    if path.name.endswith(".private.json"):
        raise Problem(
            words.t("This is a private key file. It must not leave its owner."),
            where=str(path),
            todo=words.t("Name the file that ends in .public.json."),
        )
    found = _fields(path, words)
    return Public(found["name"], found["sign"], found["seal"])


def _fields(path: Path, words: Words) -> dict[str, str]:
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
        for part in ("sign", "seal"):
            raw(found[part])
        return {part: str(found[part]) for part in ("name", "sign", "seal")}
    except FileNotFoundError:
        raise Problem(
            words.t("There is no such file."), where=str(path), todo=words.t("Check the name and the folder.")
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise _no_keys(path, words) from None


def _no_keys(path: Path, words: Words) -> Problem:
    return Problem(
        words.t("This is no key file."),
        where=str(path),
        expected=words.t("a file made by '{command}'", command="toepas pool keys"),
        todo=words.t("Name the right file."),
    )
