"""Dates, guidance and authorities as pages show them."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse

from toepas.kernel import Words, parse_citation
from toepas.law import Authority, authorities, functions, guidance, load_act, timeline
from toepas_web.law.presenters import name_of


def _links(cites: tuple[str, ...], said: Words) -> tuple[tuple[str, str], ...]:
    act, found = load_act(), {}
    for cite in cites:
        parsed = parse_citation(cite)
        if parsed.provision in act.articles:
            found[name_of(parsed.provision, said)] = reverse("law-provision", args=[parsed.provision])
        else:
            found[cite] = parsed.link(act.celex, said.lang, act.recitals_celex)
    return tuple(found.items())


def _rows(said: Words) -> list[dict[str, Any]]:
    kinds = {
        "applies": said.t("applies"),
        "deadline": said.t("due"),
        "transition-end": said.t("transition ends"),
        "expected": said.t("expected"),
    }
    return [
        {
            "day": entry.day,
            "kind": kinds[entry.kind],
            "title": said.entry(f"timeline.{entry.id}.title", entry.title),
            "note": said.entry(f"timeline.{entry.id}.note", entry.note),
            "cites": _links(entry.cites, said),
        }
        for entry in timeline()
    ]


def coming(said: Words, today: datetime.date) -> list[dict[str, Any]]:
    """What is still to come, the nearest first, with the days until then."""
    return [{**row, "days": (row["day"] - today).days} for row in _rows(said) if row["day"] >= today]


def past(said: Words, today: datetime.date) -> list[dict[str, Any]]:
    """What is behind us, the latest first."""
    return [row for row in reversed(_rows(said)) if row["day"] < today]


def guidance_rows(said: Words) -> list[dict[str, Any]]:
    """Every document around the Act, drafts and what was not found included."""
    labels = {
        "final": (said.t("final"), "done"),
        "draft": (said.t("draft"), "draft"),
        "announced": (said.t("announced"), "later"),
        "not-found": (said.t("not found"), "open"),
    }
    return [
        {
            "title": said.entry(f"guidance.{item.id}.title", item.title),
            "note": said.entry(f"guidance.{item.id}.note", item.note),
            "label": labels[item.status][0],
            "tone": labels[item.status][1],
            "published": item.published,
            "expected": item.expected,
            "reference": item.reference,
            "cites": _links(item.about, said),
            "secondary": item.checked == "secondary",
            "source": said.entry("guidance.source", item.source) if item.source else "",
            "link": item.link,
            "as_of": item.as_of,
        }
        for item in guidance()
    ]


def country_name(code: str, said: Words) -> str:
    """The name of a country; the Union itself has one too."""
    return said.t("European Union") if code == "EU" else said.country({"EL": "GR"}.get(code, code))


def functions_of(country: str, said: Words) -> list[dict[str, Any]]:
    """For each function, who has it in a country."""
    found = authorities(country)
    return [
        {
            "title": said.entry(f"authorities.{item.id}.title", item.title),
            "note": said.entry(f"authorities.{item.id}.note", item.note),
            "cites": _links(item.cites, said),
            "rows": [_authority(entry, said) for entry in found if entry.function == item.id],
        }
        for item in functions()
        if any(entry.function == item.id for entry in found)
    ]


def _authority(entry: Authority, said: Words) -> dict[str, Any]:
    label, tone = {
        "designated": (said.t("designated"), "done"),
        "proposed": (said.t("proposed, not yet designated"), "draft"),
        "not-designated": (said.t("not yet designated"), "draft"),
        "not-known": (said.t("not known to us"), "open"),
    }[entry.status]
    texts = {
        key: said.entry(f"authorities.{key}", getattr(entry, key)) if getattr(entry, key) else ""
        for key in ("name", "for_whom", "source")
    }
    return {
        **texts,
        "own_name": entry.own_name if entry.own_name != texts["name"] else "",
        "link": entry.link,
        "secondary": entry.checked == "secondary",
        "url": entry.url,
        "as_of": entry.as_of,
        "label": label,
        "tone": tone,
        "known": entry.status != "not-known",
    }
