"""A question taken apart: every word that means something, by what it decides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toepas.observatory.find.lexicon import (
    ACTIVITY,
    OUTSIDE,
    PLACE,
    PLAIN,
    Meaning,
    lexicon,
    plain,
    split,
)
from toepas.observatory.places import AGGREGATES, MEMBERS, NEIGHBOURS
from toepas.observatory.registry import indicators

LONGEST = 300
"""So many letters of a question are read."""
PERIOD = "period"
_TO = r"(?:-|–|to|tot|t/m|tot en met|until|till|through|bis|à|au)"
_RANGE = re.compile(rf"\b((?:19|20)\d\d)\s*{_TO}\s*((?:19|20)\d\d)\b", re.IGNORECASE)
_SINCE = re.compile(rf"\b(?:since|sinds|seit|depuis|vanaf|from|ab)\s+((?:19|20)\d\d)\b(?!\s*{_TO}\s*\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NACE = re.compile(r"\bNACE\s+([A-Z])\b|\b([A-Z]\d\d(?:[-_][A-Z]?\d\d)*)\b")
_CODES = {"EL": "EL", "GR": "EL", "UK": "UK", "GB": "UK", "EU": "EU27_2020", "US": "US"}
_WORDS = {"IT", "IS", "NO", "BE", "ME", "AT", "DE", "ES", "SE", "SI", "LA", "EL"}
"""Codes of countries that are words too, where a whole question is written in capitals."""
_NEVER = {"IT"}
"""Codes that are taken for a word even so: information technology."""


@dataclass(slots=True)
class Reading:
    """What a question says: codes by kind, the periods, and the words that were not understood."""

    said: list[tuple[Meaning, str]] = field(default_factory=list)
    years: list[str] = field(default_factory=list)
    since: str = ""
    span: bool = False
    ignored: list[str] = field(default_factory=list)

    def codes(self, kind: str) -> list[str]:
        """The codes of a kind, in the order of the question, each once."""
        return list(dict.fromkeys(meaning.code for meaning, _ in self.said if meaning.kind == kind))

    def has(self, kind: str, code: str = "") -> bool:
        """Whether something of a kind was said, or one code of it."""
        return any(meaning.kind == kind and (not code or meaning.code == code) for meaning, _ in self.said)


def read(question: str) -> Reading:
    """Take a question apart."""
    question = question[:LONGEST]
    reading = Reading()
    _periods(question, reading)
    question = _activities(question, reading)
    written = split(question)
    words = [plain(word) for word in written]
    shouted = question.upper() == question and any(len(word) > len("NUTS") for word in written if word.isalpha())
    place = 0
    while place < len(words):
        found = None if _is_code(written[place], shouted) else lexicon().match(words, place)
        length, meaning = found or (1, None)
        text = " ".join(written[place : place + length])
        if meaning is None and (code := _code(written[place], shouted)):
            meaning = Meaning(OUTSIDE if code == "US" else PLACE, code)
        if meaning is None and _YEAR.fullmatch(text):
            meaning = Meaning(PERIOD, text)
        if meaning is None:
            reading.ignored += [text] if len(text) > 1 else []
        elif meaning.kind != PLAIN:
            reading.said.append((meaning, text))
        place += length
    return reading


def meant(reading: Reading) -> bool:
    """Whether a question has anything to do with these figures: a word of the topic, or nothing that was not understood."""
    kinds = {meaning.kind for meaning, _ in reading.said} - {PLACE, OUTSIDE, PERIOD}
    return bool(kinds) if reading.ignored else bool(reading.said)


def _periods(question: str, reading: Reading) -> None:
    for first, last in _RANGE.findall(question):
        reading.years += [str(year) for year in range(int(first), int(last) + 1)]
        reading.span = True
    if found := _SINCE.search(question):
        reading.since = found[1]
    reading.years += [year for year in _YEAR.findall(question) if year not in reading.years and year != reading.since]


def _activities(question: str, reading: Reading) -> str:
    """Codes of NACE that are written as such; the question without them."""
    known = next(
        (choice.codes for choice in indicators()["ai-use-by-activity"].choices if choice.dimension == "nace_r2"), {}
    )

    def taken(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        if code not in known:
            return found[0]
        reading.said.append((Meaning(ACTIVITY, code), found[0]))
        return " "

    return _NACE.sub(taken, question)


def _is_code(word: str, shouted: bool) -> bool:
    return _code(word, shouted) != ""


def _code(word: str, shouted: bool) -> str:
    """The code of a place that is written as one, in capitals."""
    if not word.isupper() or word in (_WORDS if shouted else _NEVER):
        return ""
    if word in _CODES:
        return _CODES[word]
    return word if word in {*MEMBERS, *NEIGHBOURS, *AGGREGATES} else ""
