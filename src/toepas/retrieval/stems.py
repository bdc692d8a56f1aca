"""Words brought back to their stems, per language; long Dutch and German words also by their parts."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Container, Iterable
from pathlib import Path

DATA_DIR = Path(__file__).resolve().parent / "data"

SNOWBALL = {
    "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hr": "serbian", "hu": "hungarian", "it": "italian",
    "lt": "lithuanian", "nl": "dutch", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "sv": "swedish",
}  # fmt: skip
LEMMAS = ("bg", "lv", "sk", "sl")
COMPOUNDING = {"nl": ("", "s", "e", "en"), "de": ("", "s", "es", "n", "en", "er")}
"""Languages that glue words together, with what they put in between."""
PART = 4
"""Parts of a compound have at least this many letters."""
GRAM = 4
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return [word.replace("’", "'") for word in _WORD.findall(unicodedata.normalize("NFC", text).lower())]


@functools.cache
def stemmer(lang: str) -> Callable[[str], str]:
    """What brings a word of a language back to its stem; the word itself where nothing does."""
    if lang in SNOWBALL:
        import Stemmer

        snowball: Callable[[str], str] = Stemmer.Stemmer(SNOWBALL[lang]).stemWord
        return snowball
    if lang in LEMMAS:
        import simplemma

        return lambda word: str(simplemma.lemmatize(word, lang=lang)).lower()
    return lambda word: word


@functools.cache
def stopwords(lang: str) -> frozenset[str]:
    """Words that say nothing about a subject; none for languages in which we have no texts of our own."""
    import yaml

    listed = yaml.safe_load((DATA_DIR / "stopwords.yaml").read_text(encoding="utf-8"))
    return frozenset(str(listed.get(lang, "")).split())


class Analyser:
    """Cuts texts of one language into stems. ``known`` are the words of the texts that are searched: a compound is
    split where all its parts are among them."""

    def __init__(self, lang: str, known: Iterable[str] | Container[str] = ()) -> None:
        self.lang = lang
        self._stem = stemmer(lang)
        self._links = COMPOUNDING.get(lang, ())
        self._known: Container[str] = ()
        if self._links:
            self._known = (
                frozenset(word for word in known if len(word) >= PART) if isinstance(known, Iterable) else known
            )
        self._stop = stopwords(lang)

    @staticmethod
    def compounds(lang: str) -> bool:
        """Whether words of a language are glued together, so that knowing other words helps."""
        return lang in COMPOUNDING

    def stems(self, text: str) -> list[str]:
        """The stems of a text in order, stopwords left out, the parts of a compound after the whole."""
        found: list[str] = []
        for word in words_of(text):
            if word in self._stop:
                continue
            if self.lang not in SNOWBALL and self.lang not in LEMMAS:
                found += _grams(word)
                continue
            found.append(self._stem(word))
            found += [self._stem(part) for part in self.parts(word) if part not in self._stop]
        return found

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts of a compound; none where it is no compound of known words."""
        if not self._links or len(word) < 2 * PART:
            return ()
        for cut in range(len(word) - PART, PART - 1, -1):
            tail = word[cut:]
            if tail not in self._known:
                continue
            for link in self._links:
                head = word[: cut - len(link)] if word[:cut].endswith(link) else ""
                if len(head) < PART:
                    continue
                if head in self._known:
                    return (head, tail)
                if deeper := self.parts(head):
                    return (*deeper, tail)
        return ()


def _grams(word: str) -> list[str]:
    """Overlapping pieces of a word, for a language without stemmer or dictionary."""
    return [word] if len(word) <= GRAM else [word[at : at + GRAM] for at in range(len(word) - GRAM + 1)]
