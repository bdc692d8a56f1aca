"""Purposes and sectors concluded from what a record says. They are named in ``derived``: concluded, not stated."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from toepas.catalogue.vocabulary import concepts
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser, words_of

MOST = 3
LEAST = 2
"""Labels of one word are too little to conclude anything from, but in a name."""
LONG = 6
"""Letters that a label of one word has at least."""
NEAR = 4
"""The words of a label stand this close together, in any order: further apart they tell of different things."""
EVERYWHERE = "AI artificial intelligence system KI IA"
"""Words that say nothing about the purpose of AI; a label is what remains without them."""
_SENTENCE = re.compile(r"[.!?;\n]+")


@functools.cache
def _labels(lang: str) -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """The labels of a language, by one of their stems."""
    analyser = Analyser(lang)
    empty = frozenset(analyser.stems(EVERYWHERE))
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for name, concept in concepts().items():
        for label in concept.labels.get(lang, ()):
            stems = frozenset(analyser.stems(label)) - empty
            if len(stems) >= LEAST or (len(stems) == 1 and len(min(stems)) >= LONG and len(words_of(label)) == 1):
                found.setdefault(max(stems, key=lambda stem: (len(stem), stem)), []).append((name, stems))
    return {stem: tuple(labels) for stem, labels in found.items()}


def concluded(texts: Sequence[str], lang: str) -> tuple[str, ...]:
    """The purposes of which a label stands in the texts; those told most often and in most words first.

    The first text is the name: there a label of one word is enough.
    """
    if lang not in OFFICIAL_LANGUAGES:
        return ()
    told: dict[str, float] = {}
    for at, text in enumerate(texts):
        for sentence in _SENTENCE.split(text):
            for name, weight in _told(sentence, lang, 1 if at == 0 else LEAST):
                told[name] = told.get(name, 0.0) + weight
    return tuple(sorted(told, key=lambda name: (-told[name], name))[:MOST])


def _told(sentence: str, lang: str, least: int) -> Iterator[tuple[str, int]]:
    """The purposes of which a label of so many words stands in a sentence, with how many words that are."""
    stems = _analyser(lang).stems(sentence)
    there = set(stems)
    for stem in there:
        for name, label in _labels(lang).get(stem, ()):
            if len(label) >= least and label <= there and _together(stems, label):
                yield name, len(label)


@functools.cache
def _analyser(lang: str) -> Analyser:
    """Knows the words of the labels, so that they are also found as parts of a compound."""
    labels = (label for concept in concepts().values() for label in concept.labels.get(lang, ()))
    return Analyser(lang, (word for label in labels for word in words_of(label)))


def _together(stems: Sequence[str], label: frozenset[str]) -> bool:
    """Whether the words of a label stand near each other."""
    width = len(label) + NEAR - LEAST
    return any(label <= set(stems[at : at + width]) for at, stem in enumerate(stems) if stem in label)
