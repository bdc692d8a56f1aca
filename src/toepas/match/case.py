"""The need behind a case file: what its texts say, and what its facts say of the organisation and the use."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

from toepas.catalogue import EU, Place, place_of, purpose_name
from toepas.catalogue.harvest.places import cities
from toepas.check import Case
from toepas.kernel.sector import sectors
from toepas.kernel.words import Words
from toepas.match.about import purposes_told
from toepas.match.need import Need, Size
from toepas.match.read import read_need, says
from toepas.retrieval.language import recognise

FACTS = Path(__file__).resolve().parent / "data" / "facts.yaml"
SIZES: dict[str, Size] = {
    "micro": "micro",
    "small": "small",
    "medium": "medium",
    "small_mid_cap": "large",
    "large": "large",
}
GREECE = {"GR": "EL"}


def need_of_case(case: Case, reader: str) -> Need:
    """The need behind a case file. ``reader`` is the language of whoever asks.

    Its own words (``need:``) go before what follows from the system. What is insisted on is read from ``need`` and
    ``purpose`` alone: the other texts tell what is there, not what must be. The text is empty where the case tells
    nothing of what it is for; a title alone is too little.
    """
    own = case.texts.get("need", "")
    parts = [own] if own else [case.texts.get(name, "") for name in ("title", "purpose", "system")]
    told = bool(own or any(parts[1:]) or case.texts.get("description"))
    lang = recognise(" ".join([*parts, case.texts.get("description", "")]), reader)
    given = Need(
        text="", sectors=_sectors(case), place=_place(case), size=_size(case, lang), purposes=() if own else _of_facts(case)
    )  # fmt: skip
    wanted = read_need(own or case.texts.get("purpose", ""), lang, given=given)
    purposes = given.purposes
    if told:
        near = purposes_told([part for part in parts if part], lang, wanted.sectors)
        purposes = tuple(dict.fromkeys((*purposes, *near)))
    text = ". ".join(part.rstrip(". ") for part in parts if part) if told else _named(purposes, lang)
    fields: dict[str, Any] = {name: getattr(wanted, name) for name in wanted.__struct_fields__}
    return Need(**{**fields, "text": text, "lang": lang, "purposes": purposes})


def _named(purposes: tuple[str, ...], lang: str) -> str:
    """What the facts alone say the case is for."""
    return ", ".join(purpose_name(name, Words(lang)) for name in purposes)


def _of_facts(case: Case) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(name for fact, names in _facts().items() if case.facts.get(fact) is True for name in names)
    )


@functools.cache
def _facts() -> dict[str, list[str]]:
    read: dict[str, list[str]] = yaml.safe_load(FACTS.read_text(encoding="utf-8"))
    return read


def _sectors(case: Case) -> tuple[str, ...]:
    sector = case.texts.get("sector", "")
    return (sector,) if sector in sectors() else ()


def _size(case: Case, lang: str) -> Size:
    """What kind of organisation it is: public and research bodies first, for money and help are ordered by that."""
    size = SIZES.get(str(case.facts.get("organisation_size") or ""), "")
    if case.facts.get("public_authority") is True:
        return "public"
    if not size and case.facts.get("research_only") is True:
        return "research"
    if case.facts.get("public_law_body") is True:
        return "public"
    if size in ("micro", "small") and says("size_startup", case.texts.get("organisation", ""), lang):
        return "startup"
    return size


def _place(case: Case) -> Place | None:
    """Where the organisation is: the country of its facts, and a city where ``place`` or its name says one."""
    fact = case.facts.get("organisation_country")
    country = GREECE.get(str(fact), str(fact)) if fact else ""
    said = case.texts.get("place", "")
    if not country:
        found = [place for code in EU if (place := place_of(said, code)).city] if said else []
        return found[0] if len(found) == 1 else None
    place = place_of(said, country) if said else Place(country=country)
    return place if place.city else _city_in(case.texts.get("organisation", ""), country)


def _city_in(text: str, country: str) -> Place:
    """The country, with the city that a text names with a capital: "nice" is a word, "Nice" a city."""
    words = f" {text.replace(',', ' ')} "
    for (code, _), (name, lat, lon) in cities().items():
        if code == country and f" {name} " in words:
            return Place(country=country, city=name, lat=lat, lon=lon)
    return Place(country=country)
