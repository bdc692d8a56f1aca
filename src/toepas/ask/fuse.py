"""One ranking from two: meaning (vectors, any language) and words (BM25, only in the question's own language)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toepas.ask.references import without_the_subject
from toepas.retrieval.vectors import Floats

if TYPE_CHECKING:
    from toepas.ask.engine import Engine

WORDS_WEIGHT = 0.03
"""What a point of BM25 is worth beside a cosine; chosen on the tuning questions, see docs/ask.md."""
ARTICLE_SHARE = 0.2
"""How much of the score of a whole article counts for each passage of it."""
FACT_COST = 0.04
"""What says something goes before what only asks something, where both are as near."""
CONSIDERED = 60


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
    """Rank the passages for a question in a language. Ranked without the words that every question shares, which pull
    towards passages about AI in general; weighed as evidence with them, for they tell what a question is about."""
    bare = without_the_subject(question)
    whole = _by_meaning(engine, question, lang)
    meaning = whole if bare == question.lower() else _by_meaning(engine, bare, lang)
    scores = meaning.best.copy()
    lexical = engine.lexical.get(lang)
    if lexical is not None:
        for row, score in lexical.scores(bare).items():
            scores[engine.number[engine.passages[engine.rows[lang][row]].id]] += WORDS_WEIGHT * score
    scores = scores + ARTICLE_SHARE * _of_the_article(engine, scores)
    scores = scores - FACT_COST * engine.only_asks
    order = np.argsort(-scores, kind="stable")[:CONSIDERED]
    found = [Found(engine.ids[at], float(scores[at])) for at in order if scores[at] > 0]
    words = None
    if lexical is not None:
        place = {row: at for at, row in enumerate(engine.rows[lang])}
        top = [engine.variants[item.id][lang] for item in found[:3] if lang in engine.variants[item.id]]
        words = lexical.overlap(bare, [place[row] for row in top])
    return found, Evidence(whole.near, whole.margin, whole.off, words)


@dataclass(frozen=True, slots=True)
class _Meaning:
    best: Floats
    """For each id the cosine of the best of its texts."""
    near: float = 0.0
    margin: float = 0.0
    off: float = 0.0


def _by_meaning(engine: Engine, question: str, lang: str) -> _Meaning:
    size = len(engine.ids)
    vector = engine.dense.question(question, lang) if engine.dense else None
    if engine.dense is None or vector is None:
        return _Meaning(np.zeros(size, dtype=np.float32))
    best = np.full(size, -1.0, dtype=np.float32)
    np.maximum.at(best, engine.dense.items, engine.dense.passages @ vector)
    ordered = np.sort(best)[::-1]
    off = float((engine.dense.off_topic @ vector).max())
    return _Meaning(best, float(ordered[0]), float(ordered[0] - ordered[min(19, size - 1)]), off)


def _of_the_article(engine: Engine, scores: Floats) -> Floats:
    """For each id the score of the article or annex it belongs to; 0 where there is none."""
    padded = np.append(scores, np.float32(0))
    shared: Floats = np.maximum(padded[engine.article_of], 0)
    return shared
