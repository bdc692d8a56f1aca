"""Bytes as text the way the standards of credentials write them: a letter for the alphabet, then the text.

``z`` is base58 of Bitcoin, ``u`` is base64url without padding (W3C Controlled Identifiers 1.0, section on Multibase).
"""

from __future__ import annotations

import base64
import binascii

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LONGEST = 10_000_000
"""Characters; base58 takes time that grows with the square, and is only read up to ``LONGEST_BASE58``."""
LONGEST_BASE58 = 1_000


def base58(data: bytes) -> str:
    """Bytes in base58, leading zero bytes as ones."""
    number = int.from_bytes(data)
    text = ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def from_base58(text: str) -> bytes:
    """The bytes behind base58. Raises ValueError for anything else."""
    if len(text) > LONGEST_BASE58:
        raise ValueError(text[:20])
    number = 0
    for letter in text:
        number = number * 58 + ALPHABET.index(letter)
    return b"\0" * (len(text) - len(text.lstrip("1"))) + number.to_bytes((number.bit_length() + 7) // 8)


def encode(data: bytes, base: str = "z") -> str:
    """Bytes with the letter of their alphabet: ``z`` or ``u``."""
    return "z" + base58(data) if base == "z" else "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def decode(text: str) -> bytes:
    """The bytes behind multibase text. Raises ValueError for an unknown letter or characters outside the alphabet."""
    if text[:1] == "z":
        return from_base58(text[1:])
    if text[:1] == "u" and len(text) <= LONGEST:
        try:
            return base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), altchars=b"-_", validate=True)
        except binascii.Error as error:
            raise ValueError(text[:20]) from error
    raise ValueError(text[:20])
