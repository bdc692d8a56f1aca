"""The leg of meaning: vectors of texts in any language, moved so that the language itself weighs nothing.

A model of many languages puts texts of one language near each other, whatever they say. Taking away the mean of texts
that say the same in every language (the labels of the purposes; for a question also sentences that ask for nothing in
particular) leaves what they say. A question is then drawn a little towards the purposes that it seems to be about.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from toepas.catalogue.search.recognise import strengths
from toepas.catalogue.vocabulary import concepts
from toepas.retrieval import vectors
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.vectors import Floats, Progress

DATA_DIR = Path(__file__).resolve().parent.parent / "data"
MEANS = DATA_DIR / "means.npz"
VECTORS = vectors.Vectors(DATA_DIR / "vectors.npz", "catalogue")
EXACT = 50_000
"""Up to so many vectors each is compared in full; beyond it, only the nearest by the signs of their numbers are."""
CLOSE = 8_000
"""So many of the nearest by signs are compared in full."""
BLOCK = 50_000
ASKED = 2048
"""So many vectors of questions are remembered, 1.5 kB each: as many as are compared with each other on one page, and more."""
FAR = 1000
"""More signs than there are: never picked."""
DRAWN = 0.3
"""How far a question is drawn towards a purpose that it is wholly about."""
Ints = NDArray[np.int64]


class Meaning(Protocol):
    """What turns texts into vectors of length one; languages do not weigh in them any more."""

    def passages(self, texts: Sequence[tuple[str, str]], progress: Progress | None = None) -> Floats | None:
        """Vectors of (language, text) to be found; None where there is no model."""

    def query(self, text: str, lang: str) -> Floats | None:
        """The vector of a question; None where there is no model."""

    def purposes(self, text: str, lang: str) -> Floats | None:
        """How near a question is to each purpose, in the order of ``concepts()``; None where there is no model."""


class Model:
    """The model that runs in this process, with the vectors that are shipped and those made here.

    With ``make`` false, texts whose vector was not made yet get one of zeros, which is near to nothing.
    """

    def __init__(self, *, make: bool = True) -> None:
        self._make = make

    def passages(self, texts: Sequence[tuple[str, str]], progress: Progress | None = None) -> Floats | None:
        if vectors.encoder() is None:
            return None
        plain = [text for _, text in texts]
        found = VECTORS.embed(plain, progress=progress) if self._make else VECTORS.ready(plain)
        return None if found is None else moved(found, [lang for lang, _ in texts], "passage")

    def raw(self, text: str) -> Floats | None:
        """The vector of a question as the model makes it; None where there is no model."""
        return _asked(text)

    def query(self, text: str, lang: str) -> Floats | None:
        raw, about = self.raw(text), purpose_vectors()
        if raw is None or about is None:
            return None
        vector = moved(raw[None], [lang], "need")[0]
        return vectors.unit(vector + DRAWN * (strengths(about @ vector) @ about))

    def purposes(self, text: str, lang: str) -> Floats | None:
        raw, about = self.raw(text), purpose_vectors()
        if raw is None or about is None:
            return None
        near: Floats = about @ moved(raw[None], [lang], "need")[0]
        return near


@functools.lru_cache(maxsize=ASKED)
def _asked(text: str) -> Floats | None:
    model = vectors.encoder()
    return None if model is None else vectors.unit(model.query([text]))[0]


@functools.cache
def means() -> dict[str, Floats]:
    """The mean vector per kind of text (passage, query, need) and language (``query_nl``), shipped; empty where the file is damaged."""
    try:
        with np.load(MEANS) as data:
            return {name: data[name].astype(np.float32) for name in data.files}
    except (OSError, ValueError):
        return {}


def moved(raw: Floats, langs: Sequence[str], kind: str) -> Floats:
    """Vectors without the mean of their language; that of all languages where one has none."""
    known = means()
    middle = known.get(f"{kind}_")
    if middle is None:
        return vectors.unit(raw)
    there = np.any(raw, axis=1, keepdims=True)
    means_of = np.array([known.get(f"{kind}_{lang}", middle) for lang in langs], dtype=np.float32)
    return vectors.unit((raw - means_of) * there)


def label_text(name: str, lang: str) -> str:
    """How a purpose is called in a language, all in one line."""
    concept = concepts()[name]
    return ", ".join(concept.labels.get(lang) or concept.labels["en"])


@functools.cache
def purpose_vectors() -> Floats | None:
    """One vector for each purpose, in the order of ``concepts()``: what its labels in all languages have in common.

    That is steadier than the labels of one language: a word that means something else too does so in few languages.
    """
    names, spoken = list(concepts()), [lang for lang in OFFICIAL_LANGUAGES for _ in concepts()]
    found = VECTORS.embed([label_text(name, lang) for lang in OFFICIAL_LANGUAGES for name in names], "query")
    if found is None:
        return None
    return vectors.unit(moved(found, spoken, "query").reshape(len(OFFICIAL_LANGUAGES), len(names), -1).mean(axis=0))


@dataclass(frozen=True, slots=True)
class Pool:
    """Vectors with the number of the asset that each belongs to. Above ``EXACT`` vectors they are kept in eight bits a
    number (``vectors`` is then integer and ``scales`` and ``signs`` are there)."""

    owners: Ints
    vectors: NDArray[Any]
    scales: Floats | None = None
    signs: NDArray[np.uint64] | None = None

    @classmethod
    def empty(cls) -> Pool:
        """No vectors yet."""
        return cls(np.empty(0, dtype=np.int64), np.empty((0, vectors.SIZE), dtype=np.float32))

    def changed(self, found: Floats, owners: Ints, gone: Ints) -> Pool:
        """The same without the vectors of some owners, and with others."""
        kept = ~np.isin(self.owners, gone) if len(gone) else np.ones(len(self.owners), dtype=np.bool_)
        whole = np.concatenate([self.owners[kept], owners])
        if self.scales is None and len(whole) <= EXACT:
            return Pool(whole, np.vstack([self.vectors[kept], found]))
        mine = self if self.scales is not None else _eighths(self.owners, self.vectors)
        more = _eighths(owners, found)
        assert mine.scales is not None
        assert mine.signs is not None
        assert more.scales is not None
        assert more.signs is not None
        return Pool(
            whole,
            np.vstack([mine.vectors[kept], more.vectors]),
            np.concatenate([mine.scales[kept], more.scales]),
            np.vstack([mine.signs[kept], more.signs]),
        )


def _eighths(owners: Ints, found: Floats) -> Pool:
    """Vectors in eight bits a number, with their signs."""
    scales = np.abs(found).max(axis=1, initial=1e-9).clip(1e-9) / 127
    numbers = np.empty(found.shape, dtype=np.int8)
    for start in range(0, len(found), BLOCK):
        part = slice(start, start + BLOCK)
        numbers[part] = np.round(found[part] / scales[part, None])
    return Pool(owners, numbers, scales.astype(np.float32), np.packbits(found > 0, axis=1).view(np.uint64))


def _cosines(rows: Floats, vector: Floats) -> Floats:
    """The product of each row with a vector, in this thread alone: the threads of the model and those of a library for
    matrices would wait for each other, for longer than the work takes."""
    found: Floats = np.einsum("ij,j->i", rows, vector)
    return found


class DenseRows:
    """A pool of vectors, compared with one vector at a time. ``rows`` gives the row of each vector: a row can have
    several, of which the nearest counts. Of a large pool only those whose signs agree most are compared in full.
    """

    def __init__(self, pool: Pool, rows: Ints, size: int) -> None:
        self.size = size
        self._rows = rows
        self._pool = pool
        self._plain = len(rows) == size and bool((rows == np.arange(size)).all())

    def scores(self, vector: Floats, passing: NDArray[np.bool_] | None = None) -> Floats:
        """The cosine of every row with a vector; -1 for rows that were not compared or do not pass."""
        result = np.full(self.size, -1.0, dtype=np.float32)
        if not len(self._rows):
            return result
        if self._pool.scales is not None:
            picked = self._nearest_signs(vector, passing)
            near = _cosines(self._pool.vectors[picked].astype(np.float32), vector) * self._pool.scales[picked]
            np.maximum.at(result, self._rows[picked], near)
            return result
        near = _cosines(self._pool.vectors, vector)
        if self._plain:
            result = near
        else:
            np.maximum.at(result, self._rows, near)
        if passing is not None:
            result[~passing] = -1.0
        return result

    def _nearest_signs(self, vector: Floats, passing: NDArray[np.bool_] | None) -> Ints:
        assert self._pool.signs is not None
        wanted = np.packbits(vector > 0).view(np.uint64)
        apart = np.empty(len(self._rows), dtype=np.uint16)
        for start in range(0, len(apart), BLOCK):
            part = self._pool.signs[start : start + BLOCK]
            apart[start : start + BLOCK] = np.bitwise_count(part ^ wanted).sum(axis=1, dtype=np.uint16)
        if passing is not None:
            apart[~passing[self._rows]] = FAR
        picked = np.argpartition(apart, CLOSE)[:CLOSE] if len(apart) > CLOSE else np.arange(len(apart))
        return picked[apart[picked] < FAR]

    def of(self, row: int) -> Floats | None:
        """The vector of a row (its first); None where it has none."""
        at = np.flatnonzero(self._rows == row)
        if not len(at):
            return None
        found: Floats = self._pool.vectors[at[0]].astype(np.float32)
        return found if self._pool.scales is None else found * self._pool.scales[at[0]]
