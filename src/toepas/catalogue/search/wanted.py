"""What a text asks to find, as a small tree that every engine can carry out: stems, sequences, all of, best of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from toepas.catalogue.search.asked import synonyms
from toepas.catalogue.search.texts import fold
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser, words_of

PART_WEIGHT = 0.5
FUZZY_WEIGHT = 0.6
FUZZY_LENGTH = 5
"""Shorter words are not searched with a typing error: too many others are one letter away."""
GRAMS = "mt"
"""The language without a stemmer: its words are looked for by pieces, which must all be there."""


@dataclass(frozen=True, slots=True)
class Stem:
    """A stem in the texts of the language that is asked in."""

    stem: str
    near: bool = False
    """Whether one typing error is forgiven."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A folded word among those that hold in every language."""

    word: str
    near: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Stems that stand one after the other (``plain``: folded words among those of every language)."""

    stems: tuple[str, ...]
    plain: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every one of these."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Best:
    """At least one of these; what fits best counts."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Worth more or less than it would be."""

    part: Wanted
    weight: float


Wanted: TypeAlias = Stem | Plain | Row | All | Best | Weighed


class Tongue:
    """How words of one language are brought to what is looked for. ``has_stem`` and ``has_plain`` tell what an index
    knows: only words that nobody wrote are looked for with a typing error."""

    def __init__(
        self, lang: str, analyser: Analyser | None, has_stem: Callable[[str], bool], has_plain: Callable[[str], bool]
    ) -> None:
        self.lang = lang
        self._analyser = analyser
        self._has_stem = has_stem
        self._has_plain = has_plain

    def forms(self, word: str) -> list[str]:
        """The stem of a word, then those of its parts; the word itself where it has none."""
        return (self._analyser.stems(word) if self._analyser else []) or [word]

    def knows(self, word: str) -> bool:
        """Whether any text has a word, by its stem."""
        return self._has_stem(self.forms(word)[0])

    def groups(self, words: Sequence[str]) -> list[Wanted]:
        """For each word, or each name that has a synonym, all the ways in which it can be written."""
        units = self._units(words)
        same = synonyms(self.lang) if self.lang in OFFICIAL_LANGUAGES else {}
        groups: list[Wanted] = []
        at = 0
        while at < len(units):
            left = len(units) - at
            names = (tuple(stem for stem, _ in units[at : at + length]) for length in range(min(8, left), 0, -1))
            name: tuple[str, ...] = next((name for name in names if name in same), ())
            length = max(1, len(name))
            own = _all([part for _, part in units[at : at + length]])
            groups.append(_best([own, *(self._name(other) for other in same.get(name, ()))]))
            at += length
        return groups

    def _units(self, words: Sequence[str]) -> list[tuple[str, Wanted]]:
        """The stem and the ways of each word; two words that are also written as one are taken together."""
        units: list[tuple[str, Wanted]] = []
        at = 0
        while at < len(words):
            own = self.word(words[at])
            joined = words[at] + words[at + 1] if at + 1 < len(words) else ""
            if joined and self.knows(joined):
                apart = _all([own, self.word(words[at + 1])])
                units.append((self.forms(joined)[0], _best([apart, self.word(joined)])))
                at += 2
                continue
            units.append((self.forms(words[at])[0], own))
            at += 1
        return units

    def word(self, word: str) -> Wanted:
        """A word by its stem, by all of its parts, or folded as it is in a name; with one typing error where nobody writes it."""
        forms = self.forms(word)
        ways: list[Wanted] = []
        if self.lang == GRAMS and len(forms) > 1:
            ways.append(_all([Stem(form) for form in forms]))
        else:
            ways.append(Stem(forms[0]))
            if len(forms) > 1:
                ways.append(Weighed(_all([Stem(form) for form in forms[1:]]), PART_WEIGHT))
        folded = fold(word)[:1]
        ways += [Plain(part) for part in folded]
        there = self._has_stem(forms[0]) or any(self._has_plain(part) for part in folded)
        if not there and len(word) >= FUZZY_LENGTH:
            near: list[Wanted] = [Stem(forms[0], near=True), *(Plain(part, near=True) for part in folded)]
            near += [Stem(stem) for stem in self._mistyped(word)]
            ways.append(Weighed(_best(near), FUZZY_WEIGHT))
        return _best(ways)

    def _mistyped(self, word: str) -> list[str]:
        """Stems that are known, of the words that two swapped letters or one letter too many could have been meant for:
        these errors reach the ending, which the stem no longer has."""
        swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
        fewer = {word[:at] + word[at + 1 :] for at in range(1, len(word))}
        stems = {self.forms(other)[0] for other in swapped | fewer}
        return sorted(stem for stem in stems if self._has_stem(stem))

    def phrase(self, words: Sequence[str]) -> Wanted:
        """Words as they stand, one after the other."""
        stems = tuple(self.forms(word)[0] for word in words)
        plain = tuple(part for word in words for part in fold(word)[:1])
        if len(words) == 1:
            return _best([Stem(stems[0]), *(Plain(part) for part in plain)])
        return _best([Row(stems), Row(plain, plain=True)])

    def _name(self, stems: tuple[str, ...]) -> Wanted:
        """Another name of the same thing."""
        return _best([Stem(stems[0]), Plain(stems[0])]) if len(stems) == 1 else Row(stems)

    def corrected(self, words: Sequence[str], vocabulary: Mapping[str, int]) -> str:
        """The words with typing errors mended by the words of names; empty where nothing is to be mended."""
        import difflib

        mended, changed = [], False
        for word in words:
            folded = fold(word)[:1] or [word]
            known = len(word) < FUZZY_LENGTH or self.knows(word) or self._has_plain(folded[0])
            near = [] if known else difflib.get_close_matches(folded[0], vocabulary, 3, 0.8)
            changed = changed or bool(near)
            mended.append(max(near, key=vocabulary.__getitem__) if near else word)
        return " ".join(mended) if changed else ""


def analysed(text: str, analyser: Analyser, kept: dict[str, str], most: int = 200_000) -> str:
    """The stems of a text with spaces between, as indexes keep it; ``kept`` remembers those of words met before."""
    found = []
    for word in words_of(text):
        stems = kept.get(word)
        if stems is None:
            stems = " ".join(analyser.stems(word))
            if len(kept) < most:
                kept[word] = stems
        if stems:
            found.append(stems)
    return " ".join(found)


def _best(ways: Sequence[Wanted]) -> Wanted:
    return ways[0] if len(ways) == 1 else Best(tuple(ways))


def _all(parts: Sequence[Wanted]) -> Wanted:
    return parts[0] if len(parts) == 1 else All(tuple(parts))
