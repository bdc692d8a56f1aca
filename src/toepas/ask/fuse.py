"""One ranking from two: meaning (vectors, any language) and words (BM25, only in the question's own language)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toepas.ask.passages import ARTICLE, FACT

if TYPE_CHECKING:
    from toepas.ask.engine import Engine

WORDS_WEIGHT = 0.04
"""What a point of BM25 is worth beside a cosine; measured, see docs/ask.md."""
ARTICLE_SHARE = 0.0
KIND_BONUS: dict[str, float] = {}
CONSIDERED = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A passage by its id, with the score it was ranked by."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well a question is answered. All but ``words`` are cosines of moved vectors, or 0 without the model.

    ``near`` is the best passage; ``margin`` its lead over the 20th; ``off`` the best of what people ask elsewhere;
    ``words`` the share of what the question says that stands in the best passages (0 to 1), None where none of our
    texts is in its language.
    """

    near: float
    margin: float
    off: float
    words: float | None


def fuse(engine: Engine, question: str, lang: str) -> tuple[list[Found], Evidence]:
    """Rank the passages for a question in a language."""
    size = len(engine.ids)
    scores = np.zeros(size, dtype=np.float32)
    near = margin = off = 0.0
    vector = engine.dense.question(question, lang) if engine.dense else None
    if engine.dense is not None and vector is not None:
        cosines = engine.dense.passages @ vector
        best = np.full(size, -1.0, dtype=np.float32)
        np.maximum.at(best, engine.item_of_row, cosines)
        scores += best
        ordered = np.sort(best)[::-1]
        near, margin = float(ordered[0]), float(ordered[0] - ordered[min(19, size - 1)])
        off = float((engine.dense.off_topic @ vector).max())
    lexical = engine.lexical.get(lang)
    if lexical is not None:
        for row, score in lexical.scores(question).items():
            item = engine.item_of_row[engine.rows[lang][row]]
            scores[item] += WORDS_WEIGHT * score
    for at, name in enumerate(engine.ids):
        scores[at] += KIND_BONUS.get(name.split(":", 1)[0], 0.0)
    order = np.argsort(-scores, kind="stable")[:CONSIDERED]
    found = [Found(engine.ids[at], float(scores[at])) for at in order if scores[at] > 0]
    words = None
    if lexical is not None:
        place = {row: at for at, row in enumerate(engine.rows[lang])}
        top = [engine.variants[item.id][lang] for item in found[:3] if lang in engine.variants[item.id]]
        words = lexical.overlap(question, [place[row] for row in top])
    return found, Evidence(near, margin, off, words)
