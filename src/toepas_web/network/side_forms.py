"""The form in which a mentor, a founder, a provider or a user says its limits."""

from __future__ import annotations

from typing import Any

from toepas.catalogue import language_name
from toepas.kernel import Words, regions, regions_of
from toepas.match import ANY, GIVERS, TIMED
from toepas.retrieval import OFFICIAL_LANGUAGES
from toepas_web.network.forms import Typed, country_choices, sector_choices
from toepas_web.network.models import Side
from toepas_web.network.partner_models import LISTS

LEVELS = tuple(str(level) for level in range(1, 10))
MOST_HOURS, MOST_PLACES = 200, 100


def options(said: Words) -> dict[str, list[tuple[str, str]]]:
    """Code and name of everything that can be ticked, "all" first."""
    languages = [(code, language_name(code, said)) for code in OFFICIAL_LANGUAGES]
    found = {
        "sectors": sector_choices(said),
        "languages": sorted(languages, key=lambda pair: pair[1]),
        "countries": country_choices(said),
        "levels": [(level, said.t("TRL {level}", level=level)) for level in LEVELS],
    }
    return {name: [(ANY, said.t("all")), *pairs] for name, pairs in found.items()}


def regions_by_country(said: Words) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Code and name of every country that has regions to choose from, with those."""
    return [
        (code, name, sorted(found.items(), key=lambda pair: pair[1]))
        for code, name in country_choices(said)
        if (found := regions_of(code))
    ]


def started(side: Side | None) -> dict[str, Any]:
    """What the form shows before anything was typed."""
    if side is None:
        return {}
    lists = {name: getattr(side, name).split() for name in LISTS}
    return {**lists, "hours": side.hours, "most": side.most}


def read_terms(form: Typed, side: str) -> dict[str, Any]:
    """What was typed, as it is kept. Nothing is needed: what is left open is not known."""
    allowed = options(form.said)
    read: dict[str, Any] = {}
    for name in LISTS:
        if name == "levels" and side not in TIMED:
            continue
        if name == "regions":
            picked = form.several(name, regions())
            read[name] = f" {' '.join(picked)} " if picked else ""
            continue
        picked = form.several(name, dict(allowed[name]))
        kept = [ANY] if ANY in picked else picked
        read[name] = f" {' '.join(kept)} " if kept else ""
    if side in TIMED:
        read["hours"] = form.count("hours", MOST_HOURS)
    if side in GIVERS:
        read["most"] = form.count("most", MOST_PLACES)
    return read
