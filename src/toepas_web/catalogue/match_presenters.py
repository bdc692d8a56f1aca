"""Matches, needs and wishes as the pages show them."""

from __future__ import annotations

from typing import Any

from toepas.catalogue import EU, country_name, language_name, sector_name
from toepas.kernel import Words, sectors
from toepas.match import (
    JOINT,
    SIZES,
    Fit,
    Match,
    Need,
    Partner,
    Partners,
    limit_text,
    need_from,
    panel_title,
    point_text,
    size_name,
)
from toepas_web.catalogue.models import Greeting, Wish
from toepas_web.catalogue.presenters import card

POINTS = 5


def options(said: Words) -> dict[str, Any]:
    """What can be chosen in the form of a need."""
    return {
        "countries": sorted(((code, country_name(code, said)) for code in EU), key=lambda item: item[1]),
        "sector_options": [(code, sector_name(code, said)) for code in sectors()],
        "sizes": [(code, size_name(code, said)) for code in SIZES],
        "hosts": [("EU", said.t("in the European Union")), ("own", said.t("on our own machines"))],
        "joints": [(way, joint_name(way, said)) for way in JOINT],
    }


def joint_name(way: str, said: Words) -> str:
    """What one would do together."""
    return {
        "buying": said.t("buy together"),
        "consortium": said.t("form a consortium"),
        "launching-customer": said.t("be the first customer together"),
    }[way]


def given(need: Need | None) -> dict[str, Any]:
    """A need as the form shows it again."""
    place = need.place if need else None
    return {
        "q": need.text if need else "",
        "country": place.country if place else "",
        "city": place.city if place else "",
        "sector": need.sectors[0] if need and need.sectors else "",
        "size": need.size if need else "",
        "open": need.open_licence if need else False,
        "hosting": need.hosting if need else (),
        "joint": need.joint if need else (),
    }


def understood(need: Need, said: Words) -> list[tuple[str, str]]:
    """What was read out of the text, for the visitor to correct."""
    rows = [
        ("sectors", said.t("Sector"), ", ".join(sector_name(code, said) for code in need.sectors)),
        ("languages", said.t("Must work in"), ", ".join(language_name(code, said) for code in need.languages)),
        ("place", said.t("Country"), country_name(need.place.country, said) if need.place else ""),
        ("size", said.t("Organisation"), size_name(need.size, said) if need.size else ""),
        ("open_licence", said.t("Licence"), said.t("open") if need.open_licence else ""),
        ("hosting", said.t("Hosting"), ", ".join(country_name(code, said) for code in need.hosting)),
    ]
    return [(label, text) for field, label, text in rows if text and field in need.concluded]


def panels(found: Match, said: Words) -> list[dict[str, Any]]:
    """Every panel that has something to show."""
    return [
        {
            "id": panel.name,
            "title": panel_title(panel.name, said),
            "fits": [fit(one, said) for one in panel.fits],
            "left_out": [
                (asset.id, asset.text("name", said.lang), limit_text(limit, said)) for asset, limit in panel.left_out
            ],
        }
        for panel in found.panels
        if panel.fits or panel.left_out
    ]


def fit(one: Fit, said: Words) -> dict[str, Any]:
    """An asset with what speaks for and against it."""
    pro = [
        {"text": text, "quote": p.quote, "lang": p.lang} for p in one.pro[: POINTS + 1] if (text := point_text(p, said))
    ]
    con = [{"text": text} for p in one.con if (text := point_text(p, said))]
    return {**card(one.asset, said), "pro": pro[:POINTS], "con": con[:POINTS]}


def wish(mine: Wish, partners: Partners, sent: dict[tuple[str, str], Greeting], said: Words) -> dict[str, Any]:
    """One's own wish, and who seeks the same."""
    need = need_from(mine.need)
    return {
        "id": mine.pk,
        "text": need.text,
        "lang": need.lang,
        "together": ", ".join(joint_name(way, said) for way in need.joint),
        "partners": [_partner(mine, one, sent, said) for one in partners.found],
        "by_meaning": partners.by_meaning,
    }


def _partner(mine: Wish, one: Partner, sent: dict[tuple[str, str], Greeting], said: Words) -> dict[str, Any]:
    need, greeting = one.shared.need, sent.get((str(mine.pk), one.shared.id))
    states = {
        Greeting.ASKED: said.t("asked; no answer yet"),
        Greeting.ACCEPTED: said.t("agreed: {email}", email=greeting.theirs.owner.email if greeting else ""),
        Greeting.DECLINED: said.t("does not want to"),
    }
    return {
        "id": one.shared.id,
        "text": need.text,
        "lang": need.lang,
        "where": country_name(need.place.country, said) if need.place else "",
        "size": size_name(need.size, said) if need.size else "",
        "together": ", ".join(joint_name(way, said) for way in one.together),
        "state": states[greeting.state] if greeting else "",
    }


def greeting(asked: Greeting, said: Words) -> dict[str, Any]:
    """Who asked to get in touch: what they seek; their address only once it was accepted."""
    need = need_from(asked.mine.need)
    return {
        "id": asked.pk,
        "text": need.text,
        "lang": need.lang,
        "mine": need_from(asked.theirs.need).text,
        "open": asked.state == Greeting.ASKED,
        "email": asked.mine.owner.email if asked.state == Greeting.ACCEPTED else "",
        "where": country_name(need.place.country, said) if need.place else "",
    }
