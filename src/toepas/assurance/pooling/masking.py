"""Masks that vanish in the sum: each pair of sites adds and takes away the same random numbers (Bonawitz and others, 2017).

Numbers are whole and counted modulo 2^64, so a masked number is any number with equal chance and says nothing about what is below it.
The mask of a pair comes from a secret that only the two have. A second mask, of the site alone, keeps an answer closed even if the
masks of its pairs become known; it is taken off with the help of the other sites, and only for answers that were added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

from toepas.assurance.pooling import keys

if TYPE_CHECKING:
    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[np.uint64]"


def stream(seed: bytes, length: int) -> Numbers:
    """As many random numbers as asked for, the same for the same seed (the key stream of ChaCha20). A seed is used once."""
    encryptor = Cipher(algorithms.ChaCha20(seed, bytes(16)), mode=None).encryptor()
    return np.frombuffer(encryptor.update(bytes(8 * length)), dtype="<u8").astype(np.uint64)


def pair_seed(private: bytes, public: bytes, fingerprint: str, first: str, second: str) -> bytes:
    """The secret of two sites for one round; the same from either side."""
    one, other = sorted((first, second))
    return keys.agreed(private, public, bytes.fromhex(fingerprint), f"mask|{one}|{other}")


def pairs(name: str, seeds: Mapping[str, bytes], length: int) -> Numbers:
    """The sum of a site's masks with others: added towards those later in the alphabet, taken away towards those before."""
    total = np.zeros(length, np.uint64)
    for other, seed in seeds.items():
        mask = stream(seed, length)
        total = total + mask if name < other else total - mask
    return total


def masked(numbers: NDArray[np.int64], name: str, seeds: Mapping[str, bytes], own: bytes) -> Numbers:
    """A site's numbers below the masks of its pairs and its own."""
    return numbers.astype(np.uint64) + pairs(name, seeds, numbers.size) + stream(own, numbers.size)


def add(answers: Iterable[Numbers], length: int) -> Numbers:
    """The sum of masked answers."""
    total = np.zeros(length, np.uint64)
    for answer in answers:
        total = total + answer
    return total


def signed(numbers: Numbers) -> NDArray[np.int64]:
    """Numbers modulo 2^64 as whole numbers around 0."""
    return numbers.astype(np.int64)


def pack(numbers: Numbers) -> bytes:
    """Eight bytes a number, the lowest first."""
    return numbers.astype("<u8").tobytes()


def unpack(content: bytes) -> Numbers:
    """The numbers of packed bytes. Raises ValueError where they are no whole number of numbers."""
    return np.frombuffer(content, dtype="<u8").astype(np.uint64)
