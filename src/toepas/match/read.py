"""A need read out of free words. What is concluded is named, so that a person can correct it."""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

import yaml
from babel import Locale

from toepas.catalogue import Place, sector_labels
from toepas.match.need import Need
from toepas.retrieval.language import OFFICIAL_LANGUAGES, recognise
from toepas.retrieval.stems import Analyser, words_of

PHRASES = Path(__file__).resolve().parent / "data" / "phrases.yaml"
LONGEST = 5_000
"""Characters of a need that are read; who writes more has written a document."""
COUNTRIES = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "GR", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO",
)  # fmt: skip
"""Countries whose names are looked for, by ISO code (Greece is GR there, EL in records)."""


def read_need(text: str, reader: str, *, given: Need | None = None) -> Need:
    """The need that a text states. ``reader`` is the language of whoever asks; fields of ``given`` are kept as they are."""
    said = " ".join(text.split())[:LONGEST]
    lang = recognise(said, reader)
    base = given or Need(text=said)
    found: dict[str, object] = {}
    if not base.sectors:
        found["sectors"] = _sectors(said, lang)
    if not base.languages:
        found["languages"] = _languages(said, lang)
    if not base.place:
        country = _country(said, lang)
        found["place"] = Place(country=country) if country else None
    if not base.open_licence:
        found["open_licence"] = says("open_licence", said, lang)
    if not base.hosting:
        found["hosting"] = tuple(
            code for key, code in (("hosting_eu", "EU"), ("hosting_own", "own")) if says(key, said, lang)
        )
    if not base.size:
        sizes = ("public", "startup", "small", "research")
        found["size"] = next((size for size in sizes if says(f"size_{size}", said, lang)), "")
    concluded = {name: value for name, value in found.items() if value}
    fields = {name: getattr(base, name) for name in base.__struct_fields__}
    return Need(**{**fields, "text": said, "lang": lang, **concluded, "concluded": tuple(concluded)})


@functools.cache
def _phrases() -> dict[str, dict[str, list[str]]]:
    read: dict[str, dict[str, list[str]]] = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    return read


def _plain(text: str) -> str:
    """Small letters, one space between words, quotes alike: for finding phrases as whole words."""
    return f" {' '.join(words_of(unicodedata.normalize('NFC', text)))} "


@functools.cache
def _finder(key: str, lang: str) -> re.Pattern[str] | None:
    listed = _phrases().get(key, {})
    phrases = [_plain(phrase).strip() for phrase in (*listed.get("any", ()), *listed.get(lang, ()))]
    return re.compile(rf" (?:{'|'.join(map(re.escape, phrases))}) ") if phrases else None


def says(key: str, text: str, lang: str) -> bool:
    """Whether a text says one of the phrases that are listed under a key."""
    finder = _finder(key, lang)
    return bool(finder and finder.search(_plain(text)))


def _sectors(text: str, lang: str) -> tuple[str, ...]:
    """Sectors of which a name is said, in the order of the list."""
    if lang not in OFFICIAL_LANGUAGES:
        return ()
    stems = set(Analyser(lang).stems(text))
    return tuple(code for code, labels in _sector_stems(lang).items() if any(label <= stems for label in labels))


@functools.cache
def _sector_stems(lang: str) -> dict[str, tuple[frozenset[str], ...]]:
    analyser = Analyser(lang)
    return {
        code: tuple(stems for label in labels if (stems := frozenset(analyser.stems(label))))
        for code, labels in sector_labels(lang).items()
    }


@functools.cache
def _names(lang: str) -> tuple[dict[str, str], dict[str, str]]:
    """The names of countries and of official languages in a language, as they stand in a text."""
    locale = Locale(lang)
    countries = {_plain(name): code for code in COUNTRIES if (name := locale.territories.get(code))}
    spoken = {_plain(name): code for code in OFFICIAL_LANGUAGES if (name := locale.languages.get(code))}
    return countries, spoken


def _country(text: str, lang: str) -> str:
    plain = _plain(text)
    code = next((code for name, code in _names(lang)[0].items() if name in plain), "")
    return "EL" if code == "GR" else code


def _languages(text: str, lang: str) -> tuple[str, ...]:
    plain = _plain(text)
    return tuple(code for name, code in _names(lang)[1].items() if name in plain)
