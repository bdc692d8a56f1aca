"""A secret of 32 bytes in shares: any ``needed`` of them bring it back, fewer say nothing about it (Shamir, "How to share a secret", 1979).

The secret is the value at 0 of a random polynomial over the numbers modulo a prime; share number x is its value at x.
"""

from __future__ import annotations

import functools
import secrets
from collections.abc import Mapping, Sequence

PRIME = 2**256 + 297
"""The smallest prime above 2^256, so that every secret of 32 bytes has a place."""
WIDTH = 33
"""Bytes of a share."""


def split(secret: bytes, needed: int, places: Sequence[int]) -> dict[int, bytes]:
    """A share for each place; places are different numbers from 1."""
    terms = [int.from_bytes(secret, "big"), *(secrets.randbelow(PRIME) for _ in range(needed - 1))]
    return {place: _value(terms, place).to_bytes(WIDTH, "big") for place in places}


def _value(terms: Sequence[int], place: int) -> int:
    found = 0
    for term in reversed(terms):
        found = (found * place + term) % PRIME
    return found


@functools.lru_cache(maxsize=512)
def weights(places: tuple[int, ...]) -> dict[int, int]:
    """By what each share is multiplied before they are added: Lagrange's terms at 0."""
    found = {}
    for place in places:
        above, below = 1, 1
        for other in places:
            if other != place:
                above = above * other % PRIME
                below = below * (other - place) % PRIME
        found[place] = above * pow(below, -1, PRIME) % PRIME
    return found


def join(shares: Mapping[int, bytes], weighed: Mapping[int, int]) -> bytes | None:
    """The secret from exactly as many shares as are needed; None where they do not fit together."""
    found = sum(int.from_bytes(shares[place], "big") * weight for place, weight in weighed.items()) % PRIME
    return found.to_bytes(32, "big") if found < 2**256 else None
