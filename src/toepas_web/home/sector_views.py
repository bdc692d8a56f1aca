"""A page for each sector, where what there is for it comes together."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from toepas.catalogue import EU, Query, country_name, sector_name
from toepas.kernel import Words, sectors
from toepas.strategy import Status, actions, money_of_sector, status_of
from toepas_web.catalogue.engine import collection
from toepas_web.catalogue.presenters import card
from toepas_web.home import sector_figures, sector_law
from toepas_web.strategy import money_presenters, presenters, questions
from toepas_web.strategy.known import known_events
from toepas_web.ui.words import words

SHOWN = 4
LAST = 4
STATISTICS = {"GR": "EL"}
"""Countries that the statistical office writes otherwise."""


def _groups(said: Words) -> list[tuple[str, str, tuple[str, ...]]]:
    """What is shown together: a name for the address, the title, and the kinds of it."""
    return [
        ("solutions", said.t("Solutions"), ("solution", "building-block", "model")),
        ("examples", said.t("Examples from practice"), ("practice",)),
        ("helpers", said.t("Who helps"), ("service",)),
        ("data", said.t("Data"), ("dataset", "data-space")),
        ("funding", said.t("Money that you can apply for"), ("funding",)),
        ("courses", said.t("Courses"), ("course",)),
        ("computing", said.t("Computing power"), ("compute",)),
    ]


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every sector."""
    said, here = words(), collection()
    counted = dict(here.search(Query(limit=1, facets=("sector",))).facets["sector"])
    owed = {code: sum(code in action.sectors for action in actions().values()) for code in sectors()}
    rows = [
        {
            "code": code,
            "name": sector_name(code, said),
            "entries": counted.get(code, 0),
            "section": entry.section,
            "actions": owed[code],
            **dict(zip(("figure", "proxy"), sector_figures.short(code, said), strict=True)),
        }
        for code, entry in sectors().items()
    ]
    context = {"ours": [row for row in rows if row["section"]], "others": [row for row in rows if not row["section"]]}
    return render(request, "home/sectors.html", context)


@require_GET
def sector(request: HttpRequest, code: str) -> HttpResponse:
    """One sector: figures, actions, what the law asks, and what the catalogue has; for a country where one is chosen."""
    if code not in sectors():
        raise Http404
    said, today = words(), timezone.localdate()
    given = request.GET.get("country", "").upper()
    country = given if given in EU else ""
    parts = [_part(*group, code, country, said) for group in _groups(said)]
    context = {
        "code": code,
        "name": sector_name(code, said),
        "section": sectors()[code].section,
        "today": today,
        "countries": sorted(((one, country_name(one, said)) for one in EU), key=lambda item: item[1]),
        "country": country,
        "country_name": country_name(country, said) if country else "",
        "problems": [("country", said.t("Choose a country from the list."))] if given and not country else [],
        "figures": sector_figures.of_sector(code, STATISTICS.get(country, country), today, said),
        "place": STATISTICS.get(country, country),
        "law": sector_law.of_sector(code, today, said),
        "money": money_presenters.money(money_of_sector(code), said),
        "positions": questions.of_sector(code, "", said),
        "parts": [part for part in parts if part["cards"] or part["none_here"]],
        **_actions(code, today, said),
    }
    return render(request, "home/sector.html", context, status=422 if context["problems"] else 200)


def _actions(code: str, today: datetime.date, said: Words) -> dict[str, Any]:
    """The actions of the strategy for a sector, how far they are, and what happened last."""
    known = known_events(said)
    found: list[Status] = [status_of(action, today, known) for action in actions().values() if code in action.sectors]
    return {
        "actions": [presenters.row(status, said) for status in found],
        "counts": presenters.counts(found, said),
        "without": sum(status.action.deadline is None for status in found),
        "general": sum(not action.sectors for action in actions().values()),
        "events": [presenters.event(item, said) for item in presenters.newest(found)[:LAST]],
    }


def _part(name: str, title: str, kinds: tuple[str, ...], code: str, country: str, said: Words) -> dict[str, Any]:
    """The newest of some kinds in a sector; European Digital Innovation Hubs and test sites before other helpers.

    Helpers are those of the country, where one is chosen and it has any.
    """
    here = collection()
    filters: dict[str, tuple[str, ...]] = {"kind": kinds, "sector": (code,)}
    none_here = False
    if name == "helpers" and country:
        near = {**filters, "country": (country,)}
        none_here = here.search(Query(filters=near, limit=1, facets=())).total == 0
        filters = filters if none_here else near
    found = here.search(Query(filters=filters, order="newest", limit=SHOWN, facets=()))
    if name == "helpers":
        first = here.search(Query(filters={**filters, "network": ("edih", "tef")}, limit=SHOWN, facets=()))
        found = first if first.hits else found
    chosen = [(facet, value) for facet, values in filters.items() for value in values]
    return {
        "id": name,
        "title": title,
        "cards": [card(here[hit.id], said) for hit in found.hits],
        "more": "&".join(f"{facet}={value}" for facet, value in chosen),
        "total": here.search(Query(filters=filters, limit=1, facets=())).total,
        "none_here": none_here,
    }
