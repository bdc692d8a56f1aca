"""Assets and results as the pages show them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from toepas.catalogue import (
    SOFTWARE,
    Asset,
    Collection,
    Found,
    Hit,
    Kind,
    country_name,
    energy_text,
    facet_name,
    facts,
    field_name,
    kind_name,
    language_name,
    layer_names,
    layer_text,
    network_name,
    offer_name,
    party_text,
    publiccode_gaps,
    purpose_name,
    reason_text,
    source_text,
    value_name,
)
from toepas.kernel import Words
from toepas.match import size_name
from toepas_web.catalogue.asked import ON_A_PAGE, Asked

SHOWN_VALUES = 10
"""So many values of a facet are shown; chosen ones always are."""
REASONS = 2
SIDE = (
    "kind",
    "sector",
    "purpose",
    "country",
    "language",
    "european",
    "licence",
    "hosting",
    "maturity",
    "price",
    "evidence",
    "network",
)
"""The facets of the search page, in order."""
OPEN_AT_FIRST = ("kind", "sector")


def text_in(asset: Asset, field: str, said: Words) -> dict[str, str]:
    """A text with the language it is in, and the name of that language where it is not the reader's."""
    texts: dict[str, str] = getattr(asset, field)
    lang = said.lang if said.lang in texts else "en" if "en" in texts else next(iter(texts), said.lang)
    return {"text": texts.get(lang, ""), "lang": lang, "other": "" if lang == said.lang else language_name(lang, said)}


def card(asset: Asset, said: Words) -> dict[str, Any]:
    """What a list shows of an asset."""
    hosting = asset.sovereignty.hosting if asset.sovereignty else ()
    badges = []
    if asset.licence:
        badges.append(asset.licence)
    if hosting:
        badges.append(
            said.t("can be hosted in: {places}", places=", ".join(country_name(code, said) for code in hosting))
        )
    return {
        "id": asset.id,
        "name": text_in(asset, "name", said),
        "summary": text_in(asset, "summary", said),
        "kind": kind_name(asset.kind, said),
        "by": party_text(asset.provider, said) if asset.provider else "",
        "badges": badges,
    }


def result(found_in: Collection, hit: Hit, asked: Asked, found: Found, said: Words) -> dict[str, Any]:
    """A hit with its reasons."""
    asset = found_in[hit.id]
    reasons = []
    if asked.text:
        for reason in found_in.why(hit, asked.query(), found)[:REASONS]:
            quote = reason.quote if reason.code == "words" and reason.field != "name" else ""
            reasons.append({"text": reason_text(reason, said), "quote": quote, "lang": reason.lang})
    return {**card(asset, said), "reasons": reasons}


def sides(found: Found, asked: Asked, said: Words) -> list[dict[str, Any]]:
    """The facets with their values and counts."""
    shown = []
    for facet in SIDE:
        counted = dict(found.facets.get(facet, ()))
        chosen = asked.filters.get(facet, ())
        names = [*chosen, *(value for value in counted if value not in chosen)][: max(SHOWN_VALUES, len(chosen))]
        values = [
            {
                "value": value,
                "name": value_name(facet, value, said),
                "count": counted.get(value, 0),
                "chosen": value in chosen,
            }
            for value in names
        ]
        if values:
            shown.append(
                {
                    "id": facet,
                    "name": facet_name(facet, said),
                    "values": values,
                    "open": bool(chosen) or facet in OPEN_AT_FIRST,
                    "more": len(counted) > len(values),
                }
            )
    return shown


def chips(asked: Asked, said: Words) -> list[dict[str, str]]:
    """The filters that are on, each with the address of the search without it."""
    return [
        {
            "text": f"{facet_name(facet, said)}: {value_name(facet, value, said)}",
            "address": f"{reverse('catalogue')}?{asked.address(without=(facet, value))}",
        }
        for facet, values in asked.filters.items()
        for value in values
    ]


def pages(found: Found, asked: Asked) -> dict[str, str]:
    """The addresses of the page before and the page after; empty where there is none."""
    base = reverse("catalogue")
    last = max(1, -(-found.total // ON_A_PAGE))
    return {
        "before": f"{base}?{asked.address(page=asked.page - 1)}" if asked.page > 1 else "",
        "after": f"{base}?{asked.address(page=asked.page + 1)}" if asked.page < last else "",
        "page": str(asked.page),
        "last": str(last),
    }


def layers(asset: Asset, said: Words) -> list[tuple[str, str]]:
    """Who supplies each layer, from where."""
    stack = asset.sovereignty
    return [
        (name, layer_text(getattr(stack, layer) if stack else None, said)) for layer, name in layer_names(said).items()
    ]


def page(asset: Asset, said: Words) -> dict[str, Any]:
    """Everything of an asset."""
    unknown = said.t("not known")
    stack = asset.sovereignty
    return {
        **card(asset, said),
        "description": text_in(asset, "description", said),
        "facts": [(label, text) for field, label, text in facts(asset, said) if field not in ("sovereignty", "evidence", "energy")],
        "layers": layers(asset, said),
        "hosting": ", ".join(country_name(code, said) for code in stack.hosting) if stack and stack.hosting else unknown,
        "exit": (stack.exit if stack else "") or unknown,
        "evidence": [(shown.title, shown.url, shown.date) for shown in asset.evidence],
        "energy": [(energy_text(figure, said), figure.url) for figure in asset.energy],
        "own": own_facts(asset, said),
        "sources": [
            {
                "text": source_text(source, said), "url": source.url, "licence": source.licence,
                "fields": list(dict.fromkeys(field_name(name, said).lower() for name, origin in asset.origin.items() if origin == source.id)),
            }
            for source in asset.sources
        ],
        "derived": "purposes" in asset.derived,
        "ai_act": asset.ai_act,
        "url": asset.url,
        "access": asset.access.url if asset.access and asset.access.url != asset.url else "",
        "code": asset.code,
        "contact": asset.contact,
        "files": own_files(asset),
        "draft": ", ".join(publiccode_gaps(asset)) if asset.kind in SOFTWARE else "",
    }  # fmt: skip


def own_files(asset: Asset) -> list[tuple[str, str]]:
    """The files in which an asset can be had, by their endings: the standards that know its kind."""
    return [
        ("json", "JSON"),
        ("ttl", "MLDCAT-AP"),
        ("dcat.ttl", "DCAT-AP"),
        *([("croissant.json", "Croissant")] if asset.kind is Kind.DATASET else []),
        *([("publiccode.yml", "publiccode.yml")] if asset.kind in SOFTWARE else []),
    ]


def own_facts(asset: Asset, said: Words) -> list[tuple[str, str]]:
    """The facts that only this kind of asset has."""
    rows: list[tuple[str, str]] = []
    for table in (_access, _training, _funding, _lesson, _practice, _service, _compute):
        rows += [(label, text) for label, text in table(asset, said) if text]
    return rows


def _access(asset: Asset, said: Words) -> list[tuple[str, str]]:
    found = asset.access
    if found is None:
        return []
    rights = {
        "public": said.t("everybody"),
        "restricted": said.t("under conditions"),
        "non-public": said.t("not open to the public"),
    }
    personal = {True: said.t("yes"), False: said.t("no"), None: ""}[found.personal_data]
    return [
        (said.t("How to get it"), found.how),
        (said.t("Who may use it"), rights.get(found.rights, "")),
        (said.t("Conditions"), found.conditions),
        (said.t("Formats"), ", ".join(found.formats)),
        (said.t("Holds personal data"), personal),
    ]


def _training(asset: Asset, said: Words) -> list[tuple[str, str]]:
    found = asset.training
    if found is None:
        return []
    return [
        (said.t("Trained on"), ", ".join(found.trained_on)),
        (said.t("Architecture"), found.architecture),
        (said.t("Parameters"), said.number(found.parameters) if found.parameters else ""),
        (said.t("Tasks"), ", ".join(found.tasks)),
        (said.t("Based on"), found.based_on),
        (said.t("Measured"), ", ".join(f"{name} {said.number(value)}" for name, value in found.measures.items())),
    ]


def _funding(asset: Asset, said: Words) -> list[tuple[str, str]]:
    call = asset.funding
    if call is None:
        return []
    levels = f"{call.trl_from or 1}–{call.trl_to or 9}" if call.trl_from or call.trl_to else ""
    amount = ""
    if call.least or call.most:
        amount = said.t("{least} to {most} euro", least=said.number(call.least or 0), most=said.number(call.most)) if call.most else said.t("from {least} euro", least=said.number(call.least or 0))  # fmt: skip
    return [
        (said.t("Programme"), call.programme),
        (said.t("Opens"), said.date(call.opens) if call.opens else ""),
        (
            said.t("Closes"),
            said.date(call.closes) if call.closes else said.t("stays open") if call.permanent else said.t("not known"),
        ),
        (said.t("Technology readiness"), levels),
        (said.t("Share of the costs"), f"{round(call.rate * 100)} %" if call.rate else ""),
        (said.t("Amount"), amount),
        (said.t("Who may apply"), ", ".join(size_name(code, said) for code in call.who)),
        (said.t("From which countries"), ", ".join(country_name(code, said) for code in call.countries)),
        (said.t("State aid"), call.state_aid),
    ]


def _lesson(asset: Asset, said: Words) -> list[tuple[str, str]]:
    found = asset.lesson
    if found is None:
        return []
    levels = {
        "introductory": said.t("beginners"),
        "intermediate": said.t("some knowledge"),
        "advanced": said.t("experts"),
    }
    forms = {"online": said.t("online"), "on-site": said.t("in a room"), "mixed": said.t("both")}
    return [
        (said.t("For"), levels.get(found.level, "")),
        (said.t("Hours"), said.number(found.hours) if found.hours else ""),
        (said.t("Where"), forms.get(found.form, "")),
        (said.t("Certificate"), {True: said.t("yes"), False: said.t("no"), None: ""}[found.certificate]),
    ]


def _practice(asset: Asset, said: Words) -> list[tuple[str, str]]:
    found = asset.practice
    if found is None:
        return []
    return [
        (said.t("Used by"), party_text(found.user, said) if found.user else ""),
        (said.t("Since"), found.since),
        (said.t("Until"), found.until),
        (said.t("What came of it"), found.outcome),
        (said.t("Stated effects"), ", ".join(found.effects)),
        (said.t("Legal basis"), found.legal_basis),
    ]


def _service(asset: Asset, said: Words) -> list[tuple[str, str]]:
    found = asset.service
    if found is None:
        return []
    strongest = sorted(found.technologies.items(), key=lambda item: -item[1])[:8]
    return [
        (said.t("Network"), network_name(found.network, said) if found.network else ""),
        (said.t("Offers"), ", ".join(offer_name(code, said) for code in found.offers)),
        (
            said.t("Where"),
            ", ".join(part for part in (asset.place.city, country_name(asset.place.country, said)) if part)
            if asset.place
            else "",
        ),
        (
            said.t("Knows about (own statement, of 5)"),
            ", ".join(f"{name.replace('-', ' ')} {strength}" for name, strength in strongest),
        ),
    ]


def _compute(asset: Asset, said: Words) -> list[tuple[str, str]]:
    found = asset.compute
    if found is None:
        return []
    return [
        (said.t("System"), found.system),
        (said.t("Speed at most (petaflops)"), said.number(found.peak_petaflops) if found.peak_petaflops else ""),
        (said.t("Accelerators"), said.number(found.accelerators) if found.accelerators else ""),
        (said.t("Who may use it"), ", ".join(size_name(code, said) for code in found.who)),
    ]


def rows_beside(assets: list[Asset], said: Words) -> list[dict[str, Any]]:
    """The same facts of several assets in rows; a row says whether they differ."""
    every = [facts(asset, said) for asset in assets]
    return [
        {
            "label": lines[0][1],
            "cells": [text for _, _, text in lines],
            "differs": len({text for _, _, text in lines}) > 1,
        }
        for lines in zip(*every, strict=True)
    ]


def purposes_found(found: Found, said: Words) -> list[str]:
    """The purposes that were recognised in a search."""
    return [purpose_name(name, said) for name, _ in found.purposes]
