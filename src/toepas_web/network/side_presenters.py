"""Mentors and founders, providers and users, as the pages show them: what fits, what is not known, and how many there are of each."""

from __future__ import annotations

from typing import Any

from toepas.catalogue import country_name, language_name, sector_name
from toepas.kernel import Words, regions
from toepas.match import ANY, GIVERS, MET, NOT_KNOWN, PAIRS, TIMED, Limit
from toepas_web.network import matching
from toepas_web.network.limits import shown, smallest_count
from toepas_web.network.models import Partner, Side
from toepas_web.network.partner_presenters import met_by, partner_text, text_reasons
from toepas_web.network.wording import side_name, side_names


def sides(mine: Partner, said: Words) -> list[dict[str, Any]]:
    """As what a member can be found, and whether it is."""
    there = set(mine.sides.values_list("side", flat=True))
    return [{"side": side, "name": side_name(side, said), "there": side in there} for side in PAIRS]


def whole(mine: Side, said: Words) -> dict[str, Any]:
    """One's own limits, and who fits, with what speaks for it and what is not known."""
    others = Partner.objects.standing().exclude(member=mine.partner.member).exclude(pk__in=met_by(mine.partner))
    found = matching.counterparts(mine, others, shown("partners"))
    return {
        "side": mine.side,
        "partner": mine.partner_id,
        "name": mine.partner.member.shown["name"],
        "as_what": side_name(mine.side, said),
        "sought": side_names(PAIRS[mine.side], said),
        "own": _own(mine, said),
        "fits": [_fit(one, said) for one in found.fits],
        "left_out": found.left_out,
        "by_meaning": found.by_meaning,
        "more": found.more,
    }


def _own(mine: Side, said: Words) -> list[tuple[str, str]]:
    rows = [
        (said.t("Sectors"), names("sectors", mine.sectors.split(), said)),
        (said.t("Languages"), names("languages", mine.languages.split(), said)),
        (said.t("Countries where the other may be"), names("countries", mine.countries.split(), said)),
        (
            said.t("Only in these regions of a country"),
            names("regions", mine.regions.split(), said) or said.t("no region was named"),
        ),
    ]
    if mine.side in TIMED:
        rows.append((said.t("Stages (TRL)"), names("levels", mine.levels.split(), said)))
        rows.append((said.t("Hours a month"), "" if mine.hours is None else str(mine.hours)))
    if mine.side in GIVERS:
        rows.append((said.t("How many at once"), "" if mine.most is None else f"{mine.most} ({said.t('now: {n}', n=mine.taken)})"))  # fmt: skip
    return [(label, text or said.t("not said")) for label, text in rows]


def names(field: str, codes: list[str], said: Words) -> str:
    """Codes by their names, in one line; empty where there are none."""
    if field == "regions":
        return ", ".join(regions().get(code, code) for code in codes)
    name = {"sectors": sector_name, "languages": language_name, "countries": country_name}.get(field)
    return ", ".join(said.t("all") if code == ANY else name(code, said) if name else code for code in codes)


def _fit(one: matching.Fit, said: Words) -> dict[str, Any]:
    speaks = [met_text(limit, said) for limit in one.held if limit.outcome == MET]
    return {
        **partner_text(one.partner, said),
        "pro": [*speaks, *text_reasons(one, said)],
        "con": [unknown_text(limit, said) for limit in one.held if limit.outcome == NOT_KNOWN],
    }


def met_text(limit: Limit, said: Words) -> str:
    """A limit that is met, as a reason for."""
    codes = [code for code in limit.value.split(", ") if code]
    what = names(limit.field, codes, said) or said.t("all")
    by_region = {
        "their-country": said.t("who helps does so in the region of the other: {what}", what=what),
        "our-country": said.t("who is helped accepts the region of the other: {what}", what=what),
    }
    if limit.field == "regions":
        return by_region[limit.code]
    return {
        "sector": said.t("sector: {what}", what=what),
        "language": said.t("common language: {what}", what=what),
        "level": said.t("stage: TRL {what}", what=what),
        "their-country": said.t("who helps does so in the country of the other"),
        "our-country": said.t("who is helped accepts the country of the other"),
        "hours": said.t("time: {hours} hours a month, which is enough", hours=limit.value),
        "room": said.t("free places: {n}", n=limit.value),
    }[limit.code]


def unknown_text(limit: Limit, said: Words) -> str:
    """A limit of which nobody knows whether it is met, as a reason against."""
    by_region = {
        "their-country": said.t(
            "whether who helps does so in the region of the other: not known, the other did not say its region"
        ),
        "our-country": said.t(
            "whether who is helped accepts the region of the other: not known, the other did not say its region"
        ),
    }
    if limit.field == "regions":
        return by_region[limit.code]
    return {
        "sector": said.t("sector: not known, one of you did not say"),
        "language": said.t("common language: not known, one of you did not say"),
        "level": said.t("stage: not known, one of you did not say"),
        "their-country": said.t("whether who helps does so in the country of the other is not known"),
        "our-country": said.t("whether who is helped accepts the country of the other is not known"),
        "hours": said.t("time: not known, one of you did not say"),
        "room": said.t("free places: not known, who helps did not say how many at once"),
    }[limit.code]


def counts(said: Words) -> dict[str, Any]:
    """How many members stand as what, per sector. Small numbers are hidden; no sums are shown from which they could be worked out."""
    found = matching.wanted()
    codes = sorted({code for _, code in found}, key=lambda code: (code in ("", ANY), _sector(code, said)))
    least = smallest_count()
    rows = [
        (_sector(code, said), [_count(found.get((side, code), 0), least, said) for side in PAIRS]) for code in codes
    ]
    return {"sides": [side_names(side, said) for side in PAIRS], "rows": rows, "least": least}


def _sector(code: str, said: Words) -> str:
    return said.t("all sectors") if code == ANY else sector_name(code, said) if code else said.t("no sector said")


def _count(count: int, least: int, said: Words) -> str:
    return said.t("fewer than {n}", n=least) if 0 < count < least else str(count)
