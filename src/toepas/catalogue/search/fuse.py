"""One ranking from three: meaning in any language, words, and the purposes that a need is about.

The scores are added, each with a weight. Adding ranks instead would let lists of words of another language push down
what the meaning found (see docs/catalogue-quality.md for the figures).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toepas.catalogue.search.facets import Mask, Rows
from toepas.catalogue.search.query import MOST
from toepas.retrieval.vectors import Floats

WORDS_WEIGHT = 0.04
"""What a point of BM25 is worth beside a cosine."""
PURPOSE_WEIGHT = 0.35
"""What a purpose that fits wholly is worth beside a cosine."""
TOGETHER = 0.3
"""What it is worth that all keywords are there."""
NEAR = 0.30
"""From this cosine on, a text is about what was asked."""
REACH = 0.75
"""Where nothing is that near, as for needs in languages that the model knows less well: what is so near as a share of the nearest."""
LEAST = 0.15
"""Below this cosine a text is about something else, even if nothing is nearer."""
ALIKE = 0.005
"""Scores that differ by less count as equal."""


@dataclass(frozen=True, slots=True)
class Legs:
    """What each leg found, over all rows; a leg that did not take part is None."""

    meaning: Floats | None
    words: dict[int, float] | None
    purposes: Sequence[tuple[float, Rows]]
    """For each purpose that was recognised, how near it is and the rows that serve it."""
    together: bool = False
    """Whether the words were found all together."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rows in order, best first, with the scores of each leg."""

    rows: Rows
    scores: Floats
    meaning: Floats
    words: Floats
    purposes: Floats
    capped: bool


def fuse(legs: Legs, size: int, passing: Mask | None, european: Mask, unwanted: Sequence[int] = ()) -> Ranked:
    """Rank what at least one leg found; European first where the scores are alike."""
    zero = np.zeros(size, dtype=np.float32)
    meaning = zero if legs.meaning is None else np.maximum(legs.meaning, 0)
    words, purposes = zero.copy(), zero.copy()
    found = np.zeros(size, dtype=np.bool_)
    if legs.words:
        rows = np.fromiter(legs.words, dtype=np.int64, count=len(legs.words))
        words[rows] = np.fromiter(legs.words.values(), dtype=np.float32, count=len(rows))
        found[rows] = True
    for strength, served in legs.purposes:
        purposes[served] = np.maximum(purposes[served], strength)
        found[served] = True
    if legs.meaning is not None:
        nearest = float(meaning.max(initial=0.0))
        found |= meaning >= max(LEAST, min(NEAR, REACH * nearest))
    if passing is not None:
        found &= passing
    found[list(unwanted)] = False
    rows = np.flatnonzero(found)
    scores = meaning[rows] + WORDS_WEIGHT * words[rows] + PURPOSE_WEIGHT * purposes[rows]
    if legs.together:
        scores = scores + TOGETHER * (words[rows] > 0)
    capped = len(rows) > MOST
    if capped:
        kept = np.argpartition(-scores, MOST)[:MOST]
        rows, scores = rows[kept], scores[kept]
    order = _order(scores, european[rows], rows)
    rows = rows[order]
    return Ranked(rows, scores[order].astype(np.float32), meaning[rows], words[rows], purposes[rows], capped)


def _order(scores: Floats, european: Mask, rows: Rows) -> NDArray[np.int64]:
    """Best first; where scores are alike European first; then in the order of the catalogue."""
    return np.lexsort((rows, ~european, -np.round(scores / ALIKE)))
