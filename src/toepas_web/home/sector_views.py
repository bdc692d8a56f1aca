"""A page for each sector, where what there is for it comes together."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from toepas.catalogue import Query, sector_name
from toepas.kernel import Words, sectors
from toepas_web.catalogue.engine import collection
from toepas_web.catalogue.presenters import card
from toepas_web.ui.words import words

SHOWN = 4


def _groups(said: Words) -> list[tuple[str, tuple[str, ...]]]:
    """What is shown together, with the kinds of it."""
    return [
        (said.t("Solutions"), ("solution", "building-block", "model")),
        (said.t("Examples from practice"), ("practice",)),
        (said.t("Who helps"), ("service",)),
        (said.t("Data"), ("dataset", "data-space")),
        (said.t("Money"), ("funding",)),
        (said.t("Courses"), ("course",)),
        (said.t("Computing power"), ("compute",)),
    ]


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every sector."""
    said, here = words(), collection()
    counted = dict(here.search(Query(limit=1, facets=("sector",))).facets["sector"])
    rows = [(code, sector_name(code, said), counted.get(code, 0), entry.section) for code, entry in sectors().items()]
    context = {"ours": [row for row in rows if row[3]], "others": [row for row in rows if not row[3]]}
    return render(request, "home/sectors.html", context)


@require_GET
def sector(request: HttpRequest, code: str) -> HttpResponse:
    """One sector."""
    if code not in sectors():
        raise Http404
    said = words()
    parts = [_part(title, kinds, code, said) for title, kinds in _groups(said)]
    context = {
        "code": code,
        "name": sector_name(code, said),
        "section": sectors()[code].section,
        "parts": [part for part in parts if part["cards"]],
    }
    return render(request, "home/sector.html", context)


def _part(title: str, kinds: tuple[str, ...], code: str, said: Words) -> dict[str, Any]:
    """The newest of some kinds in a sector; European Digital Innovation Hubs before other helpers."""
    here = collection()
    filters: dict[str, tuple[str, ...]] = {"kind": kinds, "sector": (code,)}
    found = here.search(Query(filters=filters, order="newest", limit=SHOWN, facets=()))
    if kinds == ("service",):
        first = here.search(Query(filters={**filters, "network": ("edih", "tef")}, limit=SHOWN, facets=()))
        found = first if first.hits else found
    return {
        "title": title,
        "cards": [card(here[hit.id], said) for hit in found.hits],
        "more": "&".join([f"sector={code}", *(f"kind={kind}" for kind in kinds)]),
        "total": here.search(Query(filters=filters, limit=1, facets=())).total,
    }
