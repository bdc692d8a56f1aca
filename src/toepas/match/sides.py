"""What is compared of texts on two sides: their vectors, purposes, sectors, words and names."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toepas.catalogue import concepts
from toepas.catalogue.search import labels
from toepas.catalogue.search.asked import Asked
from toepas.catalogue.search.meaning import Meaning, Model, moved
from toepas.catalogue.search.recognise import recognised
from toepas.catalogue.search.texts import LONGEST, Text, fold
from toepas.catalogue.search.words import WordIndex
from toepas.match.proposals import Topic
from toepas.retrieval import vectors
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser, stopwords, words_of
from toepas.retrieval.vectors import Floats, Progress

PIECES = 12
"""Pieces of a text that take part; a longer one is cut."""
COMMON = 0.25
"""A word that stands in a larger share of the targets says nothing of one of them."""
QUOTED = 300
WORDS_SHOWN = 6
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


class Reader(Model):
    """The model, without keeping the vectors of what it reads: lists of others are no part of the catalogue."""

    def passages(self, texts: Sequence[tuple[str, str]], progress: Progress | None = None) -> Floats | None:
        model = vectors.encoder()
        if model is None:
            return None
        found = []
        for start in range(0, len(texts), vectors.CHUNK):
            found.append(model.passage([text for _, text in texts[start : start + vectors.CHUNK]]))
            if progress:
                progress(min(start + vectors.CHUNK, len(texts)), len(texts))
        return moved(vectors.unit(np.vstack(found)), [lang for lang, _ in texts], "passage")


@dataclass(frozen=True, slots=True)
class Side:
    """Topics with what is compared of them. ``owners`` gives the topic of each piece, by number; ``as_passage`` and ``as_query`` are the
    vectors of the pieces read either way; ``purposes`` holds for each topic how near each purpose is."""

    topics: Sequence[Topic]
    owners: NDArray[np.int64]
    as_passage: Floats
    as_query: Floats
    purposes: Floats

    @classmethod
    def of(cls, topics: Sequence[Topic], model: Meaning) -> Side | None:
        """What is compared of topics; None where there is no model."""
        pieces = [(at, piece) for at, topic in enumerate(topics) for piece in pieces_of(topic)]
        read = model.passages([(topics[at].lang, piece) for at, piece in pieces]) if pieces else np.empty((0, 0))
        asked = [model.query(piece, topics[at].lang) for at, piece in pieces]
        if read is None or any(vector is None for vector in asked):
            return None
        return cls(
            topics,
            np.array([at for at, _ in pieces], dtype=np.int64),
            np.asarray(read, dtype=np.float32),
            np.array(asked, dtype=np.float32),
            np.array([_purposes(topic, model) for topic in topics], dtype=np.float32).reshape(
                len(topics), len(concepts())
            ),
        )

    def shared_purposes(self, at: int, other: Side, to: int) -> list[tuple[str, float]]:
        """The purposes that a topic here and one there are about, with how surely both are."""
        both = np.minimum(self.purposes[at], other.purposes[to])
        return [(name, float(strength)) for name, strength in zip(concepts(), both, strict=True) if strength > 0]


@dataclass(frozen=True, slots=True)
class Legs:
    """What each leg says of every pair. ``sectors`` is 1 where one is shared, -1 where both name others, else 0."""

    meaning: Floats
    purposes: Floats
    sectors: Floats
    words: Floats
    named: Floats


def legs_between(ours: Side, theirs: Side) -> Legs:
    """All legs between two sides."""
    size = len(ours.topics), len(theirs.topics)
    pairs = [(at, to, one, other) for at, one in enumerate(ours.topics) for to, other in enumerate(theirs.topics)]
    sectors, named = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
    for at, to, one, other in pairs:
        if one.sectors and other.sectors:
            sectors[at, to] = 1 if set(one.sectors) & set(other.sectors) else -1
        named[at, to] = bool(names_said(one, other))
    purposes = np.array(
        [np.minimum(one, theirs.purposes).max(axis=1, initial=0.0) for one in ours.purposes], dtype=np.float32
    ).reshape(size)
    return Legs(_meaning(ours, theirs), purposes, sectors, _words(ours.topics, theirs.topics), named)


def _meaning(ours: Side, theirs: Side) -> Floats:
    """The cosine of the nearest pieces of every pair: half as passages, half as a question and a passage, both ways."""
    found = np.full((len(ours.topics), len(theirs.topics)), -1.0, dtype=np.float32)
    if not len(ours.owners) or not len(theirs.owners):
        return found
    near = ours.as_passage @ theirs.as_passage.T / 2
    near += (ours.as_query @ theirs.as_passage.T + ours.as_passage @ theirs.as_query.T) / 4
    np.maximum.at(found, (ours.owners[:, None], theirs.owners[None, :]), near)
    return found


def pieces_of(topic: Topic) -> list[str]:
    """A text as it is read for its meaning: whole, or in pieces of whole sentences that each begin with the title."""
    room = max(LONGEST // 2, LONGEST - len(topic.title) - 2)
    pieces, piece = [], ""
    for sentence in _SENTENCE.split(topic.text):
        if piece and len(piece) + len(sentence) + 1 > room:
            pieces.append(piece)
            piece = ""
        piece = f"{piece} {sentence}".strip()
    pieces.append(piece)
    return [f"{topic.title}. {piece}"[:LONGEST] if piece else topic.title[:LONGEST] for piece in pieces[:PIECES]]


def _purposes(topic: Topic, model: Meaning) -> Floats:
    """How near each purpose is, 0 for all but the few that the text is about."""
    text = f"{topic.title}. {topic.text}"[:LONGEST]
    near = model.purposes(text, topic.lang)
    found = np.zeros(len(concepts()), dtype=np.float32)
    if near is not None:
        for at, strength in recognised(near, labels.said(_said(text, topic.lang), topic.lang)):
            found[at] = strength
    return found


def _said(text: str, lang: str) -> tuple[str, ...]:
    stop = stopwords(lang)
    return tuple(word for word in dict.fromkeys(words_of(text)) if word not in stop)


def _words(ours: Sequence[Topic], theirs: Sequence[Topic]) -> Floats:
    """BM25 of every pair in one language, as a share of what a text here scores on itself; 0 between languages."""
    found = np.zeros((len(ours), len(theirs)), dtype=np.float32)
    every = (*theirs, *ours)
    texts = [Text(topic.lang, topic.title, topic.text) for topic in every]
    index = WordIndex.empty()
    index.learn(texts)
    index.change(
        (at, [text], fold(" ".join(topic.aliases))) for at, (text, topic) in enumerate(zip(texts, every, strict=True))
    )
    for at, topic in enumerate(ours):
        said = _said(f"{topic.title} {topic.text}", topic.lang)
        scores = index.scores(Asked(said), topic.lang, len(every), together=False) if said else {}
        most = scores.get(len(theirs) + at, 0.0)
        for to, other in enumerate(theirs):
            if other.lang == topic.lang and most:
                found[at, to] = min(1.0, scores.get(to, 0.0) / most)
    return found


def names_said(one: Topic, other: Topic) -> list[str]:
    """Other names of a target that a text says in as many words."""
    said = f" {_folded(f'{one.title} {one.text}')} "
    return [name for name in other.aliases if (words := _folded(name)) and f" {words} " in said]


@functools.lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """A text as names are looked for in it; every text meets every name, so it is kept for a while."""
    return " ".join(fold(text))


def shared_words(one: Topic, other: Topic, side: Side) -> list[str]:
    """The words of a text that a target in the same language has too and few other targets have."""
    if one.lang != other.lang or one.lang not in OFFICIAL_LANGUAGES:
        return []
    analyser = Analyser(one.lang)
    own = [set(analyser.stems(f"{topic.title} {topic.text}")) for topic in side.topics if topic.lang == one.lang]
    frequent = Counter(stem for stems in own for stem in stems)
    there = set(analyser.stems(f"{other.title} {other.text}"))
    few = max(1, int(len(own) * COMMON))
    said = _said(f"{one.title} {one.text}", one.lang)
    found = [
        word for word in said if (stem := analyser.stems(word)[:1]) and stem[0] in there and frequent[stem[0]] <= few
    ]
    return found[:WORDS_SHOWN]


class Quotes:
    """The sentences of texts that are nearest to each other. Those of all texts are read at once."""

    def __init__(self, topics: Iterable[Topic], model: Meaning) -> None:
        self._sentences = {topic.id: _sentences(topic) for topic in topics}
        spoken = [(topic.lang, text) for topic in topics for text in self._sentences[topic.id]]
        read = model.passages(spoken) if spoken else None
        self._vectors = np.empty((0, 0), dtype=np.float32) if read is None else read
        ends = np.cumsum([len(found) for found in self._sentences.values()])
        self._from = dict(zip(self._sentences, [0, *map(int, ends[:-1])], strict=False))

    def of(self, topic: Topic) -> tuple[list[str], Floats]:
        """The sentences of a text, and their vectors."""
        found, start = self._sentences[topic.id], self._from[topic.id]
        return found, self._vectors[start : start + len(found)]

    def nearest(self, one: Topic, others: Quotes, other: Topic) -> tuple[str, str]:
        """The sentence of each of two texts that is nearest to one of the other."""
        (here, first), (there, second) = self.of(one), others.of(other)
        at, to = np.unravel_index(int(np.argmax(first @ second.T)), (len(here), len(there)))
        return here[int(at)], there[int(to)]


def _sentences(topic: Topic) -> list[str]:
    found = [part.strip() for part in _SENTENCE.split(topic.text) if part.strip()]
    return [sentence[:QUOTED] for sentence in (found or [topic.title])][: 3 * PIECES]
