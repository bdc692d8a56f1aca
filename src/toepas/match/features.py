"""What of an asset speaks for or against it for a need: each a fact of the record, with a weight that is added up."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel.languages import get_official_languages

from toepas.catalogue import EU, Asset, Hit, Kind, Maturity, is_european
from toepas.match.limits import MET, NOT_KNOWN, Limit
from toepas.match.near import kilometres, nearness
from toepas.match.need import Need

FOUND = {Kind.SERVICE: 0.5, Kind.COMPUTE: 0.7, Kind.FUNDING: 0.7}
"""What the score of the search counts where place, size and stage say more than words; 1 elsewhere."""
FOR_ALL = (Kind.COMPUTE,)
"""Kinds that serve every sector: a sector they name is where they know most, and its absence speaks against nothing."""
PURPOSE, SECTOR, OTHER_SECTOR, COUNTRY, LANGUAGE = 0.25, 0.10, -0.08, 0.05, 0.05
HELPS_OTHERS = -0.01
"""What other sectors cost a helper: a hub in the region helps there all the same."""
IN_USE, PILOT, PLANNED = 0.03, -0.01, -0.03
EVIDENCE, NO_EVIDENCE = 0.03, -0.005
UNKNOWN = -0.04
"""What it costs that a limit cannot be held against the record."""
NEAR, HUB, AI_HUB = 0.45, 0.12, 0.06
NEAR_COMPUTE, UNION_COMPUTE, SIZE_COMPUTE, NO_COMPUTE_YET = 0.12, 0.06, 0.08, -0.10
"""Computing is used from afar: what is near has help near, no more, and a need that asks for none finds none by place and
size alone. What is only planned cannot be used at all."""
SIZE, OTHER_SIZE, STAGE, OTHER_STAGE, OPEN_NOW, OPENS_LATER, NO_DATES = 0.15, -0.3, 0.10, -0.15, 0.10, 0.05, -0.02
ONLY_FROM = -0.25
"""What it costs that a call is for some countries only and nothing is known of where somebody is."""
TAUGHT, ENGLISH, NOT_TAUGHT, ELSEWHERE = 0.08, -0.05, -0.35, -0.2
"""A course in a language of whoever asks, in English only, in another one only, and one for another country."""
AI = "artificial-intelligence-decision-support"
"""How the catalogue of hubs calls AI."""
NEAR_FROM = 0.2
"""From this nearness on (see ``near``) a place speaks for something."""
ALSO = {"micro": ("small",), "startup": ("micro", "small")}
"""Who is also meant where a call names others."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that counts: ``code``, the ``field`` of the asset and the ``value`` there; ``weight`` above 0 speaks for it.

    ``quote`` are words of the record, in the language ``lang``.
    """

    code: str
    field: str
    value: str
    weight: float
    quote: str = ""
    lang: str = ""


def points(
    need: Need, asset: Asset, hit: Hit, purposes: Mapping[str, float], held: tuple[Limit, ...], on: datetime.date
) -> list[Point]:
    """Everything that counts, for and against."""
    found = [Point("found", "text", "", FOUND.get(asset.kind, 1.0) * hit.score)] if hit.score else []
    found += _about(need, asset, hit, purposes)
    found += _limits(held)
    found += _standing(asset)
    if asset.kind in (Kind.SERVICE, Kind.COMPUTE):
        found += _helper(need, asset)
    elif asset.kind is Kind.FUNDING:
        found += _funding(need, asset, on)
    else:
        found += _place(need, asset)
        found += _course(need, asset)
    return found


def _about(need: Need, asset: Asset, hit: Hit, purposes: Mapping[str, float]) -> Iterator[Point]:
    for name, strength in purposes.items():
        if name in asset.purposes:
            counted = PURPOSE * strength if name in need.purposes and not hit.purpose else 0.001 * strength
            yield Point("purpose", "purposes", name, counted)
    yield from _sectors(need, asset)
    spoken = [code for code in need.languages if code in asset.languages]
    for code in spoken:
        yield Point("language", "languages", code, LANGUAGE / len(spoken))


def _sectors(need: Need, asset: Asset) -> Iterator[Point]:
    """Whether it is for the sector; a helper knows fields, and helps in others too."""
    helper = asset.kind is Kind.SERVICE
    shared = [code for code in need.sectors if code in asset.sectors]
    for code in shared[:2]:
        yield Point("knows-sector" if helper else "sector", "sectors", code, SECTOR / len(shared))
    if need.sectors and asset.sectors and not shared and asset.kind not in FOR_ALL:
        others = ", ".join(asset.sectors[:3])
        yield Point(
            "other-fields" if helper else "other-sector", "sectors", others, HELPS_OTHERS if helper else OTHER_SECTOR
        )


def _limits(held: tuple[Limit, ...]) -> Iterator[Point]:
    for limit in held:
        if limit.outcome == NOT_KNOWN:
            yield Point(f"{limit.code}-unknown", limit.field, limit.value, UNKNOWN)
        elif limit.outcome == MET:
            yield Point(limit.code, limit.field, limit.value, 0.001)


def _standing(asset: Asset) -> Iterator[Point]:
    """Where it is from, how far it is, and what shows that it works."""
    european = is_european(asset.provider)
    if asset.provider and european is not None:
        country = asset.provider.country
        yield Point("european" if european else "not-european", "provider.country", country, 0.001 if european else 0.0)
    weights = {Maturity.IN_USE: IN_USE, Maturity.PILOT: PILOT, Maturity.DEVELOPMENT: PILOT, Maturity.PLANNED: PLANNED}
    if asset.maturity in weights:
        idle = asset.kind is Kind.COMPUTE and asset.maturity in (Maturity.PLANNED, Maturity.DEVELOPMENT)
        weight = NO_COMPUTE_YET if idle else weights[asset.maturity]
        yield Point(f"maturity-{asset.maturity}", "maturity", str(asset.maturity), weight)
    if asset.kind in (Kind.SOLUTION, Kind.MODEL, Kind.BUILDING_BLOCK):
        if asset.evidence:
            yield Point("evidence", "evidence", asset.evidence[0].title, EVIDENCE)
        else:
            yield Point("no-evidence", "evidence", "", NO_EVIDENCE)
    if asset.practice and asset.practice.outcome:
        yield Point("outcome", "practice.outcome", asset.practice.outcome, EVIDENCE)


def _place(need: Need, asset: Asset) -> Iterator[Point]:
    country = need.place.country if need.place else ""
    own = asset.provider.country if asset.provider else ""
    if country and (country in asset.countries or country == own):
        yield Point("country", "countries", country, COUNTRY)


def _course(need: Need, asset: Asset) -> Iterator[Point]:
    """Whether people can follow a course: in the language of their need or of their country, and where it is given."""
    if asset.kind is not Kind.COURSE:
        return
    country = need.place.country if need.place else ""
    if asset.languages and not need.languages:
        own = {
            need.lang,
            *(get_official_languages("GR" if country == "EL" else country, de_facto=True) if country else ()),
        }
        taught = [code for code in asset.languages if code in own]
        if taught:
            yield Point("language", "languages", ", ".join(taught), TAUGHT)
        elif "mul" not in asset.languages:
            yield Point(
                "other-language",
                "languages",
                ", ".join(asset.languages),
                ENGLISH if "en" in asset.languages else NOT_TAUGHT,
            )
    if country and asset.countries and country not in asset.countries:
        yield Point("other-country", "countries", ", ".join(asset.countries), ELSEWHERE)


def _helper(need: Need, asset: Asset) -> Iterator[Point]:
    near = nearness(need.place, asset.place)
    if near >= NEAR_FROM and need.place and asset.place:
        away = kilometres(need.place, asset.place)
        value = str(round(away)) if away is not None else asset.place.country
        weight = NEAR_COMPUTE if asset.compute else NEAR
        yield Point("distance" if away is not None else "same-country", "place", value, weight * near)
    elif need.place and asset.place and asset.place.country != need.place.country:
        yield Point("far", "place", asset.place.country, -0.02)
    if asset.compute and need.place and need.place.country in EU and "EU" in asset.countries:
        yield Point("country", "countries", "EU", UNION_COMPUTE)
    if asset.service:
        if asset.service.network == "edih":
            yield Point("hub", "service.network", "edih", HUB)
        strength = asset.service.technologies.get(AI, 0)
        if strength:
            yield Point("knows-ai", "service.technologies", str(strength), AI_HUB * strength / 5)
    if asset.compute and need.size and asset.compute.who:
        if need.size in asset.compute.who:
            yield Point("for-you", "compute.who", need.size, SIZE_COMPUTE)
        else:
            yield Point("not-for-you", "compute.who", ", ".join(asset.compute.who), OTHER_SIZE)


def _funding(need: Need, asset: Asset, on: datetime.date) -> Iterator[Point]:
    call = asset.funding
    if call is None:
        return
    country = need.place.country if need.place else ""
    if country and call.countries and country not in call.countries:
        yield Point("closed", "funding.countries", ", ".join(call.countries), -1.0)
    elif country and country in call.countries:
        yield Point("country", "funding.countries", country, 2 * COUNTRY)
    elif call.countries:
        yield Point("only-from", "funding.countries", ", ".join(call.countries), ONLY_FROM)
    if need.size and call.who:
        mine = (need.size, *ALSO.get(need.size, ()))
        fits = any(size in call.who for size in mine)
        yield Point(
            "for-you" if fits else "not-for-you", "funding.who", ", ".join(call.who), SIZE if fits else OTHER_SIZE
        )
    if need.trl and (call.trl_from or call.trl_to):
        low, high = call.trl_from or 1, call.trl_to or 9
        fits = low <= need.trl <= high
        yield Point("stage" if fits else "other-stage", "funding.trl", f"{low}–{high}", STAGE if fits else OTHER_STAGE)
    yield from _dates(asset, on)
    if call.state_aid:
        yield Point("state-aid", "funding.state_aid", call.state_aid, 0.0)


def _dates(asset: Asset, on: datetime.date) -> Iterator[Point]:
    call = asset.funding
    assert call is not None
    if call.closes and call.closes < on:
        yield Point("closed", "funding.closes", call.closes.isoformat(), -1.0)
    elif call.permanent:
        yield Point("open", "funding.permanent", "", OPEN_NOW)
    elif call.opens and call.opens > on:
        yield Point("opens", "funding.opens", call.opens.isoformat(), OPENS_LATER)
    elif call.closes:
        yield Point("open-until", "funding.closes", call.closes.isoformat(), OPEN_NOW)
    else:
        yield Point("no-dates", "funding.closes", "", NO_DATES)
