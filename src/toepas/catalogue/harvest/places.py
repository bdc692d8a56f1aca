"""Countries by the names that sources use for them."""

from __future__ import annotations

import functools

from babel import Locale

from toepas.catalogue.model import EU


@functools.cache
def _codes() -> dict[str, str]:
    names = {name.lower(): code for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    return names | {
        "czech republic": "CZ", "türkiye": "TR", "turkey": "TR", "european union": "EU", "the netherlands": "NL",
        "slovak republic": "SK", "bosnia and herzegovina": "BA", "kosovo": "XK", "macedonia": "MK", "greece": "EL",
    }  # fmt: skip


def country_code(name: str) -> str:
    """The code of a country by its English name or code (Greece is EL); empty where it is none."""
    plain = " ".join(name.split())
    if plain.upper() in (*EU, "EU"):
        return plain.upper()
    code = _codes().get(plain.lower(), "")
    return "EL" if code == "GR" else code
