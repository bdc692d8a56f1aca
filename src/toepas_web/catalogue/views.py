"""Finding, reading and comparing assets."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from toepas.catalogue import Query, to_schema_org
from toepas_web.catalogue import presenters
from toepas_web.catalogue.asked import Asked
from toepas_web.catalogue.engine import collection, owner_of
from toepas_web.ui import evidence
from toepas_web.ui.words import words

BESIDE = 4
ALIKE = 4


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """The search: a need in one's own words, narrowed down by facets."""
    said, here = words(), collection()
    asked = Asked(request.GET, said.lang)
    query = asked.query()
    found = here.search(query)
    context = {
        "asked": asked,
        "found": found,
        "results": [presenters.result(here, hit, asked, found, said) for hit in found.hits],
        "sides": presenters.sides(found, asked, said),
        "chips": presenters.chips(asked, said),
        "pages": presenters.pages(found, asked),
        "purposes": presenters.purposes_found(found, said),
        "corrected": f"{reverse('catalogue')}?{asked.address(text=found.corrected)}" if found.corrected else "",
        "everything": len(here),
    }
    return render(request, "catalogue/search.html", context)


@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """How what was typed so far could go on: a list for the search box."""
    said = words()
    found = collection().suggest(request.GET.get("q", "")[:60], said.lang)
    return render(request, "catalogue/suggestions.html", {"suggestions": found})


@require_GET
def asset(request: HttpRequest, asset_id: str) -> HttpResponse:
    """One asset: everything one decides by, and where it was read."""
    said, here = words(), collection()
    found = here.get(asset_id)
    if found is None:
        raise Http404
    address = settings.URL + reverse("catalogue-asset", args=[asset_id])
    owner = owner_of(asset_id)
    context = {
        "asset": presenters.page(found, said),
        "published": evidence.evidence_of(asset_id, owner) if owner else [],
        "similar": [presenters.card(here[hit.id], said) for hit in here.similar(asset_id, ALIKE)],
        "canonical": address,
        "described": json.dumps(to_schema_org(found, said.lang, address), ensure_ascii=False).replace("<", "\\u003c"),
    }
    return render(request, "catalogue/asset.html", context)


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four assets side by side."""
    said, here = words(), collection()
    ids = [one for one in dict.fromkeys(request.GET.getlist("id")) if one in here][:BESIDE]
    asked = request.GET.get("find", "")[:120]
    hits = here.search(Query(asked, said.lang, limit=ALIKE + len(ids), facets=())).hits if asked else ()
    assets = [here[one] for one in ids]
    context = {
        "cards": [presenters.card(one, said) for one in assets],
        "rows": presenters.rows_beside(assets, said) if assets else [],
        "without": [
            reverse("catalogue-compare")
            + "".join(f"{'&' if at else '?'}id={other}" for at, other in enumerate(o for o in ids if o != one))
            for one in ids
        ],
        "ids": ids,
        "asked": asked,
        "found": [presenters.card(here[hit.id], said) for hit in hits if hit.id not in ids][:ALIKE],
        "full": len(ids) == BESIDE,
    }
    return render(request, "catalogue/compare.html", context)
