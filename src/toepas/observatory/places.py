"""The places of the figures: codes as the statistical office writes them, with their names in the reader's language."""

from __future__ import annotations

from toepas.kernel.words import Words

MEMBERS = (
    "BE", "BG", "CZ", "DK", "DE", "EE", "IE", "EL", "ES", "FR", "HR", "IT", "CY", "LV",
    "LT", "LU", "HU", "MT", "NL", "AT", "PL", "PT", "RO", "SI", "SK", "FI", "SE",
)  # fmt: skip
"""The member states, in the order of the office (by their own names)."""
NEIGHBOURS = ("IS", "LI", "NO", "CH", "UK", "BA", "ME", "MD", "MK", "GE", "AL", "RS", "TR", "UA", "XK")
"""Other countries for which the office publishes figures: EEA, Switzerland, United Kingdom, candidates."""
UNION = "EU27_2020"
HERE, ELSEWHERE = "HERE", "ELSEWHERE"
"""In figures that a site makes of what organisations say there: all of these organisations; those of other countries, or that do not say."""
AGGREGATES = (UNION, "EU28", "EU27_2007", "EA", "EA19", "EA20", "EA21", "EUR", "WORLD", HERE, ELSEWHERE)
"""Groups of countries. They are never ranked among countries."""
BABEL = {"EL": "GR", "UK": "GB"}
"""Where the office writes another code than the rest of the world."""


def known_places() -> tuple[str, ...]:
    """Every code of a place that can be asked for."""
    return (*AGGREGATES[:1], *MEMBERS, *NEIGHBOURS, *AGGREGATES[1:])


def is_aggregate(code: str) -> bool:
    """Whether a code stands for a group of countries."""
    return code in AGGREGATES or code.startswith(("EU", "EA"))


def place_name(code: str, words: Words) -> str:
    """What a place is called; the code itself where it has no name here."""
    if code == UNION:
        return words.t("European Union")
    if code in ("EUR", "WORLD"):
        return words.t("Europe") if code == "EUR" else words.t("the whole world")
    if code in (HERE, ELSEWHERE):
        return words.t("all that agreed to be counted") if code == HERE else words.t("other countries, or not said")
    if code.startswith("EA"):
        return words.t("euro area ({n} countries)", n=code[2:]) if code[2:] else words.t("euro area")
    if code.startswith("EU"):
        return words.t("European Union ({code})", code=code)
    return words.country(BABEL.get(code, code))


def short_name(code: str, words: Words) -> str:
    """A name for narrow places: "EU" for the Union, else the name of the country."""
    return "EU" if code == UNION else place_name(code, words)


def short_code(code: str) -> str:
    """The shortest thing that people still recognise: "EU", "NL"."""
    return "EU" if code == UNION else code
