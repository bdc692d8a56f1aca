"""What words mean: names of places in every official language, activities, sizes, topics, and the labels of the figures themselves.

Everything is compared without capitals and accents. A word of a question may end differently than the word of the list ("adopted",
"Nederlanders"), as long as they share most of their letters.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from toepas.kernel.words import Words, languages
from toepas.observatory.places import BABEL, MEMBERS, NEIGHBOURS
from toepas.observatory.registry import DATA_DIR, indicators
from toepas.observatory.texts import text
from toepas.retrieval.language import OFFICIAL_LANGUAGES

PLACE, OUTSIDE, ACTIVITY, SECTOR, UNSURVEYED, SIZE, CODE, AGE = (
    "place", "outside", "activity", "sector", "unsurveyed", "size", "code", "age",
)  # fmt: skip
FAMILY, WHO, BY, FORM, NEWEST, ELSEWHERE, TOPIC, PLAIN = (
    "family", "who", "by", "form", "newest", "elsewhere", "topic", "plain",
)  # fmt: skip
SHARED, ENDING = 5, 3
"""Two words are the same but for their ending where they share so many letters at least and differ in so few at most."""
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for. Where a phrase has several, the one that was listed first holds."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases. ``longest`` is the number of words of the longest; ``near`` finds phrases by how their first word begins."""

    exact: dict[Phrase, Meaning]
    near: dict[str, list[Phrase]]
    longest: int

    def match(self, words: list[str], start: int) -> tuple[int, Meaning] | None:
        """The longest phrase that begins at a word, and how many words it has; exact ones before near ones of the same length."""
        for length in range(min(self.longest, len(words) - start), 0, -1):
            phrase = tuple(words[start : start + length])
            if phrase in self.exact:
                return length, self.exact[phrase]
            for other in self.near.get(phrase[0][:SHARED], ()) if len(phrase[0]) >= SHARED else ():
                if len(other) == length and all(same(one, two) for one, two in zip(phrase, other, strict=True)):
                    return length, self.exact[other]
        return None


def plain(written: str) -> str:
    """A text in small letters without accents."""
    folded = unicodedata.normalize("NFKD", written.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def split(written: str) -> list[str]:
    """The words of a text as they were written, numbers among them."""
    return re.findall(r"[^\W\d_]+|\d+", written)


def same(one: str, two: str) -> bool:
    """Whether two words are the same but for their ending."""
    if one == two:
        return True
    shared = next(
        (place for place, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
    longer = max(len(one), len(two))
    return shared >= SHARED and longer - shared <= ENDING and shared >= 0.6 * longer


@functools.cache
def lexicon() -> Lexicon:
    """Everything that is known. The first list in which a phrase stands decides what it means."""
    exact: dict[Phrase, Meaning] = {}
    near: dict[str, list[Phrase]] = {}
    for said, meaning in _entries():
        phrase = tuple(map(plain, split(said)))
        if phrase and phrase not in exact:
            exact[phrase] = meaning
            if meaning.kind != PLAIN and len(phrase[0]) >= SHARED:
                near.setdefault(phrase[0][:SHARED], []).append(phrase)
    return Lexicon(exact, near, max(map(len, exact)))


@functools.cache
def topics() -> dict[str, Any]:
    """The lists of topics."""
    read: dict[str, Any] = _load("topics")
    return read


def _entries() -> Iterator[tuple[str, Meaning]]:
    # Only a question needs the catalogue, which takes its time to load.
    from toepas.catalogue.vocabulary import sector_labels

    known = topics()
    for code, said in _load("places").items():
        yield from _all(said, PLACE if code in {*MEMBERS, *NEIGHBOURS, "EU27_2020", "EA"} else OUTSIDE, code)
    for kind, group in (
        (BY, known["by"]), (SIZE, known["sizes"]), (CODE, known["indic_is"]), (UNSURVEYED, known["sectors"]),
        (ACTIVITY, _load("activities")), (ELSEWHERE, known["elsewhere"]), (FAMILY, known["families"]), (AGE, known["age"]),
        (FORM, known["forms"]),
    ):  # fmt: skip
        for code, said in group.items():
            yield from _all(said, kind, code)
    for who in ("people", "generative", "firms"):
        yield from _all(known[who], WHO, who)
    yield from _all(known["newest"], NEWEST, "")
    yield from _all(known["topic"], TOPIC, "")
    yield from _all(known["plain"].split(), PLAIN, "")
    yield from _labels()
    yield from _names()
    for lang in OFFICIAL_LANGUAGES:
        for sector, said in sector_labels(lang).items():
            yield from _all(said, SECTOR, sector)


def _all(said: Iterable[str], kind: str, code: str) -> Iterator[tuple[str, Meaning]]:
    for one in said:
        yield one, Meaning(kind, code)


def _labels() -> Iterator[tuple[str, Meaning]]:
    """The names of the codes of every indicator, in every language that is offered."""
    kinds = {"nace_r2": ACTIVITY, "indic_is": CODE, "size_emp": SIZE, "ind_type": AGE}
    for lang in languages():
        words = Words(lang)
        for indicator in indicators().values():
            for choice in indicator.choices:
                for code, label in choice.codes.items():
                    if choice.dimension in kinds:
                        yield text("code", label, words), Meaning(kinds[choice.dimension], code)


def _names() -> Iterator[tuple[str, Meaning]]:
    """The names of countries in every official language; of countries without figures in four of them."""
    from babel import Locale

    usual = {BABEL.get(code, code): code for code in (*MEMBERS, *NEIGHBOURS)}
    for lang in OFFICIAL_LANGUAGES:
        territories = Locale.parse(lang).territories
        for iso, code in usual.items():
            if iso in territories and len(territories[iso]) >= 4:
                yield territories[iso], Meaning(PLACE, code)
    for lang in ("en", "nl", "de", "fr"):
        for iso, name in Locale.parse(lang).territories.items():
            if len(iso) == 2 and iso.isalpha() and iso not in usual and iso not in ("EU", "EZ", "UN"):
                yield name, Meaning(OUTSIDE, iso)


def _load(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DATA_DIR / "find" / f"{name}.yaml").read_text(encoding="utf-8"))
    return read
