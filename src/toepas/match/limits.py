"""What a need insists on, held against an asset: met, not met, or not known. Not known is never taken for met."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from toepas.catalogue import EU, Asset, Maturity, open_licence
from toepas.check import all_facts, check, convert
from toepas.match.need import Need

MET, NOT_MET, NOT_KNOWN = "met", "not-met", "not-known"
CLASSES = ("minimal", "transparency", "high-risk", "prohibited")
"""From light to heavy."""
MANY = "mul"
LICENSED = ("solution", "model", "building-block", "dataset")
"""Kinds of which one uses a copy, under a licence."""
OWN_TERMS = "LicenseRef-"
"""How a licence begins that is on no list; whether open data under one is open, its record says."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that a need insists on: ``code``, the ``outcome``, the ``field`` of the asset and what stands there."""

    code: str
    outcome: str
    field: str
    value: str


def limits(need: Need, asset: Asset, on: datetime.date) -> tuple[Limit, ...]:
    """Every limit of a need against an asset, on a date."""
    found = []
    if asset.maturity is Maturity.RETIRED:
        found.append(Limit("retired", NOT_MET, "maturity", "retired"))
    if need.open_licence and asset.kind in LICENSED:
        found.append(_open(asset))
    if need.hosting:
        found.append(_hosting(need, asset))
    if need.languages and asset.kind in ("solution", "model", "building-block", "course"):
        found.append(_languages(need, asset))
    if need.most_risk and asset.kind in ("solution", "model", "building-block"):
        found.append(_risk(need, asset, on))
    return tuple(found)


def _open(asset: Asset) -> Limit:
    own_terms = asset.licence.startswith(OWN_TERMS) and asset.openness == "open-data"
    if asset.licence and not own_terms:
        return Limit("open-licence", MET if open_licence(asset.licence) else NOT_MET, "licence", asset.licence)
    if asset.openness:
        open_ = asset.openness in ("open-source", "open-weights", "open-data")
        return Limit("open-licence", MET if open_ else NOT_MET, "openness", str(asset.openness))
    return Limit("open-licence", NOT_KNOWN, "licence", "")


def _hosting(need: Need, asset: Asset) -> Limit:
    offered = asset.sovereignty.hosting if asset.sovereignty else ()
    value = ", ".join(offered)
    if not offered:
        return Limit("hosting", NOT_KNOWN, "sovereignty.hosting", "")
    meets = any(place == wanted or (wanted == "EU" and place in EU) for wanted in need.hosting for place in offered)
    return Limit("hosting", MET if meets else NOT_MET, "sovereignty.hosting", value)


def _languages(need: Need, asset: Asset) -> Limit:
    value = ", ".join(asset.languages)
    if not asset.languages:
        return Limit("language", NOT_KNOWN, "languages", "")
    missing = [code for code in need.languages if code not in asset.languages]
    if not missing:
        return Limit("language", MET, "languages", value)
    return Limit("language", NOT_KNOWN if MANY in asset.languages else NOT_MET, "languages", value)


def _risk(need: Need, asset: Asset, on: datetime.date) -> Limit:
    """The class that follows from the facts the record states; the class of a use hangs on the use, so a lower class
    is only said where the facts settle it."""
    if not asset.ai_act:
        return Limit("risk", NOT_KNOWN, "ai_act", "")
    known = all_facts()
    facts = {name: convert(known[name], value) for name, value in asset.ai_act.items() if name in known}
    found = check(facts, on).class_
    possible = [name for name in (found.possible or (found.name,)) if name in CLASSES]
    most = CLASSES.index(need.most_risk)
    below = [CLASSES.index(name) <= most for name in possible]
    outcome = MET if below and all(below) else NOT_MET if below and not any(below) else NOT_KNOWN
    return Limit("risk", outcome, "ai_act", found.name)
