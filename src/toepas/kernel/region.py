"""Regions of Europe: the second level of NUTS, such as a Dutch province or a German government region."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import yaml

DATA = Path(__file__).resolve().parent / "data" / "regions.yaml"


@functools.cache
def regions() -> Mapping[str, str]:
    """The name of every region by its code, country by country. Names are those in the language of the region."""
    listed = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return MappingProxyType({code: name for within in listed.values() for code, name in within.items()})


def regions_of(country: str) -> dict[str, str]:
    """The regions of a country (EL for Greece) to choose from; empty where it is not divided at this level, or not known."""
    found = {code: name for code, name in regions().items() if country and code.startswith(country)}
    return found if len(found) > 1 else {}


def region_named(country: str, text: str) -> str:
    """The code of the region of a country that has exactly this name, whatever its capitals; empty where none has."""
    wanted = text.strip().casefold()
    return next((code for code, name in regions_of(country).items() if name.casefold() == wanted), "")
