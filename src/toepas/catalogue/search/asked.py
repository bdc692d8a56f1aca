"""What was typed, taken apart: words, phrases in quotes, words that must not be there, and words that mean the same."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from toepas.retrieval.stems import Analyser, stopwords, words_of

SYNONYMS = Path(__file__).resolve().parent.parent / "data" / "synonyms.yaml"
FEW = 3
"""So many keywords or fewer are looked for together."""
_PART = re.compile(r'(-?)"([^"]*)"|(?<!\S)-(\w\S*)|(\S+)')
_EITHER = ("or", "|")


@dataclass(frozen=True, slots=True)
class Asked:
    """A text taken apart. ``words`` are in order; ``phrases`` and ``unwanted`` are sequences of words."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[tuple[str, ...], ...] = ()
    either: bool = False
    """Whether any of the words is enough, because that was said."""

    @property
    def keywords(self) -> bool:
        """Whether this looks like a few keywords and not like a sentence."""
        return not self.either and len(self.words) <= FEW


def take_apart(text: str, lang: str) -> Asked:
    """What was asked for. Understands "quoted phrases", -unwanted and the word OR; anything else is words."""
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    unwanted: list[tuple[str, ...]] = []
    either = False
    for match in _PART.finditer(text):
        minus, quoted, refused, plain = match.groups()
        if quoted is not None:
            sequence = tuple(words_of(quoted))
            if sequence:
                (unwanted if minus else phrases).append(sequence)
        elif refused is not None:
            unwanted.append(tuple(words_of(refused)))
        elif plain.lower() in _EITHER:
            either = True
        else:
            words += words_of(plain)
    stop = stopwords(lang)
    kept = [word for word in words if word not in stop] or words
    return Asked(tuple(kept), tuple(phrases), tuple(part for part in unwanted if part), either)


@functools.cache
def synonyms(lang: str) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """For each sequence of stems that has another name: the sequences of stems that mean the same."""
    listed = yaml.safe_load(SYNONYMS.read_text(encoding="utf-8"))
    analyser = Analyser(lang)
    found: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for names in (*listed.get("any", ()), *listed.get(lang, ())):
        sequences = [tuple(analyser.stems(name)) for name in names]
        for sequence in sequences:
            others = tuple(other for other in sequences if other != sequence)
            found[sequence] = tuple(dict.fromkeys((*found.get(sequence, ()), *others)))
    return found
