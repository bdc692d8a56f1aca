"""The highest fines and the transitional dates beside those of ``euaiact``."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from typing import Any

import euaiact

from tests.law.agreement.deviations import Difference
from tests.law.agreement.rule_by_rule import ON, VERSION
from toepas.check import check
from toepas.check.case import FactValue
from toepas.check.fines import cap
from toepas.kernel.dates import Period

TIERS = {"VERBOT": "avoid_ban_5_1_e", "PFLICHT": "deployer_inform_workers", "INFORMATION": "correct_information"}
SIZES: dict[str, dict[str, FactValue]] = {
    "KEIN_UNTERNEHMEN": {"undertaking": False, "organisation_size": "large"},
    "KMU": {"undertaking": True, "organisation_size": "medium"},
    "SMC": {"undertaking": True, "organisation_size": "small_mid_cap"},
    "SONSTIGES_UNTERNEHMEN": {"undertaking": True, "organisation_size": "large"},
}
TURNOVERS = (0, 40_000_000, 499_999_999, 500_000_000, 750_000_001, 3_000_000_000)
FAR = "2031-06-01"
CHANGES: tuple[str | None, ...] = (None, "2027-06-01", "2028-09-01", "2030-09-01")
PLACED: tuple[str | None, ...] = (
    *("2025-08-01", "2025-08-02", "2026-08-01", "2026-08-02", "2027-08-01", "2027-08-02"),
    *("2027-12-01", "2027-12-02", "2028-08-01", "2028-08-02", None),
)
HIGH_RISK = {"HOCHRISIKO_ANHANG_III": "from_annex_iii", "HOCHRISIKO_ANHANG_I": "from_annex_i"}
STARTS = {
    "HOCHRISIKO_ANHANG_III": "HOCHRISIKO_ANHANG_III_ABSCHNITT_1_BIS_3_OHNE_6_5",
    "HOCHRISIKO_ANHANG_I": "HOCHRISIKO_ANHANG_I_ABSCHNITT_1_BIS_3_OHNE_6_5",
    "GPAI_MODELL": "KAPITEL_V",
    "SYNTHETISCHE_AUSGABEN_ART_50_2": "ALLGEMEIN",
}
MODELS = {"GPAI_MODELL": ("from_gpai", "gpai_model_placed_on"), "SYNTHETISCHE_AUSGABEN_ART_50_2": ("from_marking", "")}
Outcome = tuple[str, str, str]


def compared() -> list[Outcome]:
    """Every comparison: the case, what they say and what we say."""
    return [*_caps(), *_high_risk(), *_others()]


def differences() -> list[Difference]:
    """Those that come out otherwise."""
    return [Difference(case, case.split()[0], theirs, ours) for case, theirs, ours in compared() if theirs != ours]


def _caps() -> Iterator[Outcome]:
    for (size, facts), (tier, duty), turnover in itertools.product(SIZES.items(), TIERS.items(), TURNOVERS):
        inputs = {"akteurklasse": size, "verstosskategorie": tier, "weltweiter_vorjahresumsatz_eur": str(turnover)}
        theirs = euaiact.berechne_bussgeldobergrenze(inputs, quellenfassung=VERSION)["wert"]
        found = cap(check({**facts, "worldwide_turnover": float(turnover)}, ON), duty)
        assert found is not None
        assert found.amount is not None
        yield f"cap {size} {tier} {turnover}", f"{float(theirs):.2f}", f"{found.amount:.2f}"


def _high_risk() -> Iterator[Outcome]:
    options: tuple[bool | None, ...] = (True, False, None)
    for (group, entry), placed, public, change in itertools.product(HIGH_RISK.items(), PLACED, options, CHANGES):
        facts: dict[str, FactValue] = {"annex_iii_area": False, "public_authority": False}
        facts |= {"intended_for_public_authorities": public, "significant_design_change": change is not None}
        events: dict[str, Any] = {"anbieter_oder_betreiber": True, "fuer_behoerden_bestimmt": public}
        events |= {"aenderungshistorie_vollstaendig": True, "aenderungen": []}
        if change:
            facts["significantly_changed_on"] = Period.parse(change)
            events["aenderungen"] = [{"datum": change, "erheblich": True}]
        found = _transition(group, placed, events)
        days = [change] if found["aenderungsvorbehalt_ausgeloest"] else []
        days += [found["erfuellungsfrist"]] if found["behoerdenfrist_betroffen"] else []
        is_open = None in (found["bestand"], found["behoerdenfrist_betroffen"], found["aenderungsvorbehalt_ausgeloest"])
        theirs = "unknown" if is_open else min(map(str, days), default="never")
        if found["bestand"] is False:
            theirs = _start(group)
        yield f"{group} {placed} {public} {change}", theirs, _ours(entry, "placed_on_market_on", placed, facts)


def _others() -> Iterator[Outcome]:
    for (group, (entry, fact)), placed in itertools.product(MODELS.items(), PLACED):
        found = _transition(group, placed, {})
        theirs = found["erfuellungsfrist"] if found["bestand"] else _start(group)
        if found["bestand"] is None:
            theirs = "unknown"
        yield f"{group} {placed}", theirs, _ours(entry, fact or "placed_on_market_on", placed, {"own_use_only": False})


def _transition(group: str, placed: str | None, events: dict[str, Any]) -> dict[str, Any]:
    first = {"erfolgt": True, "datum": placed}
    every = {**events, "inverkehrbringen": first}
    if events:
        every["inbetriebnahme"] = {"erfolgt": False}
    answer = euaiact.pruefe_bestandsfrist(group, FAR, ereignisse=every, quellenfassung=VERSION)
    assert answer["wert"] is not None, answer["hinweise"]
    found: dict[str, Any] = answer["wert"]
    return found


def _start(group: str) -> str:
    """The first day on which they call the part applicable."""
    answer = euaiact.pruefe_anwendungsbeginn(STARTS[group], FAR, quellenfassung=VERSION)
    return str(answer["entscheidungsschritte"][0]["anwendungsbeginn"])


def _ours(entry: str, fact: str, placed: str | None, facts: dict[str, FactValue]) -> str:
    given = {name: value for name, value in facts.items() if value is not None}
    if placed:
        given[fact] = Period.parse(placed)
    low, high = check(given, datetime.date(2026, 12, 10)).date(entry)
    if low != high:
        return "unknown"
    return low.isoformat() if low else "never"
