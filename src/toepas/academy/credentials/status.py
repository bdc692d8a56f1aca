"""Lists that say which credentials were revoked, without saying whose (W3C Bitstring Status List 1.0).

A list is one bit per credential, first bit first, compressed. It is long on purpose: who looks up one credential does not say which.
"""

from __future__ import annotations

import datetime
import gzip
import zlib
from typing import Any

from toepas.academy.credentials.contexts import CREDENTIALS
from toepas.academy.credentials.multibase import decode, encode
from toepas.academy.credentials.proof import moment

SMALLEST = 131_072
"""The fewest entries a list may have."""
LARGEST = 8 * 16_000_000
REVOCATION, SUSPENSION = "revocation", "suspension"
LIST, LIST_CREDENTIAL, ENTRY = "BitstringStatusList", "BitstringStatusListCredential", "BitstringStatusListEntry"


class BadList(Exception):
    """The list cannot be used: broken, too long, or without this entry."""


def empty(entries: int = SMALLEST) -> bytes:
    """A list on which nothing is revoked."""
    return bytes((max(entries, SMALLEST) + 7) // 8)


def is_set(bits: bytes, index: int) -> bool:
    """Whether an entry is set. Raises BadList for an entry that the list does not have."""
    if not 0 <= index < len(bits) * 8:
        raise BadList(str(index))
    return bool(bits[index // 8] & (0x80 >> index % 8))


def with_entry(bits: bytes, index: int, on: bool) -> bytes:
    """The list with one entry set or cleared. Raises BadList for an entry that the list does not have."""
    is_set(bits, index)
    changed = bytearray(bits)
    if on:
        changed[index // 8] |= 0x80 >> index % 8
    else:
        changed[index // 8] &= ~(0x80 >> index % 8)
    return bytes(changed)


def encoded(bits: bytes) -> str:
    """A list as text: compressed, base64url, with its letter ``u``. The same list gives the same text."""
    return encode(gzip.compress(bits, mtime=0), "u")


def decoded(text: str) -> bytes:
    """The list behind the text. Raises BadList for what is none, or grows beyond bounds when it is unpacked."""
    try:
        packed = decode(text)
        unpacker = zlib.decompressobj(wbits=31)
        bits = unpacker.decompress(packed, LARGEST // 8 + 1)
    except (ValueError, zlib.error) as error:
        raise BadList(text[:20]) from error
    if not unpacker.eof or len(bits) * 8 > LARGEST:
        raise BadList(text[:20])
    return bits


def entry(list_address: str, index: int) -> dict[str, str]:
    """What a credential says about where its status is."""
    return {
        "id": f"{list_address}#{index}",
        "type": ENTRY,
        "statusPurpose": REVOCATION,
        "statusListIndex": str(index),
        "statusListCredential": list_address,
    }


def list_credential(
    address: str, bits: bytes, *, issuer: str, valid_from: datetime.datetime, valid_until: datetime.datetime
) -> dict[str, Any]:
    """The list as a credential of its own, not yet signed. After ``valid_until`` it says nothing any more."""
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", LIST_CREDENTIAL],
        "issuer": issuer,
        "validFrom": moment(valid_from),
        "validUntil": moment(valid_until),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": LIST,
            "statusPurpose": REVOCATION,
            "encodedList": encoded(bits),
        },
    }
