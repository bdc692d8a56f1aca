"""What is compared of a text, worked out once, so that it can be kept beside the text and many be compared at a time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from toepas.catalogue.search.meaning import Meaning, Model
from toepas.match.about import purposes_told
from toepas.match.read import read_need
from toepas.retrieval import vectors
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser, words_of

MADE_BY = f"1, {vectors.MODEL}"
"""Part of every mark: marks that were made otherwise are to be made again."""
LEAST_SAID = 0.2
"""Below this share of their words, two texts do not say the same."""
LEAST_WORDS = 2
"""So many words two texts have in common, or all of the shorter one."""
SHOWN = 4
"""So many of the words that both say are named."""


class Mark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a text says. ``words`` are its stems, ``purposes`` and ``sectors`` what it tells of; ``vector`` is its meaning in numbers of
    16 bits, empty where there was no model; ``made_by`` says with what it was made."""

    lang: str = ""
    purposes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    vector: bytes = b""
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """How like two texts are, 0 to 1. ``by_meaning`` says that their meaning was compared; else it is by the words that both say,
    of which some are in ``words``."""

    likeness: float
    by_meaning: bool
    words: tuple[str, ...] = ()


def mark_of(text: str, lang: str, meaning: Meaning | None = None) -> Mark:
    """The mark of a text; ``lang`` is the language of whoever wrote it, should the text not tell."""
    need = read_need(text, lang)
    told = purposes_told([need.text], need.lang, need.sectors)
    return Mark(
        lang=need.lang,
        purposes=told,
        sectors=need.sectors,
        words=stems_of(need.text, need.lang),
        vector=packed((meaning or Model()).query(need.text, need.lang)),
        made_by=MADE_BY,
    )


def stems_of(text: str, lang: str) -> tuple[str, ...]:
    """The different stems of a text; its words where nothing is known of the language."""
    found = Analyser(lang).stems(text) if lang in OFFICIAL_LANGUAGES else words_of(text)
    return tuple(dict.fromkeys(found))


def packed(vector: vectors.Floats | None) -> bytes:
    """A vector as it is kept; empty for none."""
    return b"" if vector is None else vector.astype("<f2").tobytes()


def stale(mark: Mark) -> bool:
    """Whether a mark is to be made again: it was made otherwise, or without the model that is here now."""
    return mark.made_by != MADE_BY or (not mark.vector and vectors.encoder() is not None)


def alike(mine: Mark, others: Sequence[Mark]) -> list[Alike]:
    """How like each of the others is to mine, in their order. The meaning of two texts is compared where both have a vector that was made
    in the same way; else the words, where rare ones among the others count for more than those that many say."""
    cosines = _cosines(mine, others)
    rare = _rarity(mine, [other for at, other in enumerate(others) if at not in cosines])
    own = frozenset(mine.words)
    return [
        Alike(cosines[at], True) if at in cosines else _by_words(own, other, rare) for at, other in enumerate(others)
    ]


def _cosines(mine: Mark, others: Sequence[Mark]) -> dict[int, float]:
    comparable = [at for at, one in enumerate(others) if one.vector and one.made_by == mine.made_by]
    if not mine.vector or not comparable:
        return {}
    rows = np.frombuffer(b"".join(others[at].vector for at in comparable), dtype="<f2").reshape(-1, vectors.SIZE)
    vector = np.frombuffer(mine.vector, dtype="<f2").astype(np.float32)
    # in this thread alone: those of a library for matrices and those of the model would wait for each other
    near = np.einsum("ij,j->i", rows.astype(np.float32), vector)
    return {at: float(one) for at, one in zip(comparable, np.clip(near, 0.0, 1.0), strict=True)}


def _rarity(mine: Mark, others: Sequence[Mark]) -> dict[str, float]:
    """What each word counts: the more, the fewer say it."""
    said = Counter(word for other in (mine, *others) for word in other.words)
    return {word: math.log1p((len(others) + 1) / count) for word, count in said.items()}


def _by_words(own: frozenset[str], other: Mark, rare: dict[str, float]) -> Alike:
    both = own.intersection(other.words)
    if len(both) < min(LEAST_WORDS, len(own), len(other.words)) or not both:
        return Alike(0.0, False)
    shared = sum(rare[word] for word in both)
    whole = math.sqrt(sum(rare[word] for word in own) * sum(rare[word] for word in other.words))
    likeness = shared / whole
    if likeness < LEAST_SAID:
        return Alike(0.0, False)
    return Alike(min(likeness, 1.0), False, tuple(sorted(both, key=lambda word: (-rare[word], word))[:SHOWN]))
