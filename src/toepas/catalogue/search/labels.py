"""Which purposes are named in a text, in as many words."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from toepas.catalogue.vocabulary import concepts
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser

LEAST = 2
"""A label of one word alone is too little to be sure of, unless nothing else was asked."""


@functools.cache
def _labels(lang: str) -> tuple[tuple[int, frozenset[str]], ...]:
    """The stems of every label in a language, with the position of its purpose."""
    analyser = Analyser(lang)
    return tuple(
        (at, frozenset(stems))
        for at, concept in enumerate(concepts().values())
        for label in concept.labels.get(lang, ())
        if (stems := analyser.stems(label))
    )


def said(words: Sequence[str], lang: str) -> dict[int, float]:
    """For each purpose of which a label is said, how much that tells (0 to 1), by its position in ``concepts()``."""
    if lang not in OFFICIAL_LANGUAGES:
        return {}
    stems = frozenset(Analyser(lang).stems(" ".join(words)))
    found: dict[int, float] = {}
    for at, label in _labels(lang):
        if label <= stems:
            told = 1.0 if len(label) >= LEAST or len(stems) <= LEAST else 0.7
            found[at] = max(found.get(at, 0.0), told)
    return found
