"""Purposes and sectors concluded from what a record says. They are named in ``derived``: concluded, not stated."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from toepas.catalogue.vocabulary import concepts
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser

MOST = 3
LEAST = 2
"""Labels of one word are too little to conclude anything from."""
_SENTENCE = re.compile(r"[.!?;\n]+")


@functools.cache
def _labels(lang: str) -> tuple[tuple[str, frozenset[str]], ...]:
    analyser = Analyser(lang)
    return tuple(
        (name, frozenset(stems))
        for name, concept in concepts().items()
        for label in concept.labels.get(lang, ())
        if len(stems := set(analyser.stems(label))) >= LEAST
    )


def concluded(texts: Iterable[str], lang: str) -> tuple[str, ...]:
    """The purposes of which a label stands in one sentence of the texts; those told most often and in most words first."""
    if lang not in OFFICIAL_LANGUAGES:
        return ()
    analyser = Analyser(lang)
    told: dict[str, float] = {}
    for text in texts:
        for sentence in _SENTENCE.split(text):
            stems = set(analyser.stems(sentence))
            for name, label in _labels(lang):
                if label <= stems:
                    told[name] = told.get(name, 0.0) + len(label)
    return tuple(sorted(told, key=lambda name: (-told[name], name))[:MOST])
