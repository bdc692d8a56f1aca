"""Countries by the names that sources use for them, and cities by the addresses in which they stand."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import yaml

from toepas.catalogue.harvest.reading import folded, slug
from toepas.catalogue.model import EU, Place
from toepas.retrieval.language import OFFICIAL_LANGUAGES

CITIES = Path(__file__).resolve().parent.parent / "data" / "cities.yaml"
UNION = {"GR": "EL", "GB": "UK"}
"""Where the Union writes another code than ISO 3166."""
ALSO = {
    "czech republic": "CZ", "turkey": "TR", "turkiye": "TR", "european union": "EU", "europe": "EU", "eu": "EU",
    "the netherlands": "NL", "holland": "NL", "slovak republic": "SK", "kosovo": "XK", "macedonia": "MK",
    "bosnia and herzegovina": "BA", "great britain": "UK", "england": "UK", "scotland": "UK", "wales": "UK",
}  # fmt: skip


@functools.cache
def _names(lang: str) -> dict[str, str]:
    from babel import Locale

    found = {
        folded(str(name)): UNION.get(code, code)
        for code, name in Locale(lang).territories.items()
        if re.fullmatch(r"[A-Z]{2}", code)
    }
    return found | ALSO if lang == "en" else found


@functools.cache
def country_code(name: str) -> str:
    """The code of a country by its code or its name in an official language (Greece is EL); empty where it is none."""
    plain = " ".join(name.split())
    if re.fullmatch(r"[A-Z]{2}", plain) and (plain in (*EU, "EU", "UK", "XK") or plain in _names("en").values()):
        return plain
    if plain in UNION:
        return UNION[plain]
    wanted = folded(plain)
    if not wanted:
        return ""
    for lang in ("en", *OFFICIAL_LANGUAGES):
        if wanted in _names(lang):
            return _names(lang)[wanted]
    return ""


@functools.cache
def cities() -> dict[tuple[str, str], tuple[str, float, float]]:
    """Where cities are, by country and folded name: (name, latitude, longitude)."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    listed = yaml.load(CITIES.read_text(encoding="utf-8"), loader)  # noqa: S506 - it is a safe loader
    return {
        (country, slug(name)): (name, at[0], at[1]) for country, found in listed.items() for name, at in found.items()
    }


def place_of(address: str, country: str) -> Place:
    """The city of an address, with its coordinates where we know them; the street is left out.

    A city is looked for from the end of the address, for streets bear names of cities too.
    """
    pieces = [re.sub(r"\b[A-Z]{0,2}-?\d[\d\s-]*\b", " ", part) for part in address.split(",")]
    for piece in reversed(pieces):
        words = slug(piece).split("-")
        for length in range(min(4, len(words)), 0, -1):
            for start in range(len(words) - length, -1, -1):
                found = cities().get((country, "-".join(words[start : start + length])))
                if found:
                    return Place(country=country, city=found[0], lat=found[1], lon=found[2])
    return Place(country=country)
