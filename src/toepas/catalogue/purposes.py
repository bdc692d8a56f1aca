"""Purposes and sectors concluded from what a record says. They are named in ``derived``: concluded, not stated."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from toepas.catalogue.vocabulary import concepts
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser

MOST = 3
LEAST = 2
"""Labels of one word are too little to conclude anything from."""
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
            if len(stems) >= LEAST:
                found.setdefault(max(stems, key=lambda stem: (len(stem), stem)), []).append((name, stems))
    return {stem: tuple(labels) for stem, labels in found.items()}


def concluded(texts: Iterable[str], lang: str) -> tuple[str, ...]:
    """The purposes of which a label stands in the texts; those told most often and in most words first."""
    if lang not in OFFICIAL_LANGUAGES:
        return ()
    analyser = _analyser(lang)
    told: dict[str, float] = {}
    for text in texts:
        for sentence in _SENTENCE.split(text):
            stems = analyser.stems(sentence)
            for stem in set(stems):
                for name, label in _labels(lang).get(stem, ()):
                    if label <= set(stems) and _together(stems, label):
                        told[name] = told.get(name, 0.0) + len(label)
    return tuple(sorted(told, key=lambda name: (-told[name], name))[:MOST])


@functools.cache
def _analyser(lang: str) -> Analyser:
    return Analyser(lang)


def _together(stems: Sequence[str], label: frozenset[str]) -> bool:
    """Whether the words of a label stand near each other."""
    width = len(label) + NEAR - LEAST
    return any(label <= set(stems[at : at + width]) for at, stem in enumerate(stems) if stem in label)
