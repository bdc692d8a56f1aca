"""The page of the search."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from toepas_web.search import presenters
from toepas_web.search.looking import look
from toepas_web.search.registry import MOST, Asked, Kind, kinds_for
from toepas_web.search.wanted import LONGEST, Wanted
from toepas_web.ui.words import words

FEW, MANY = 4, 20
"""Hits of each kind beside others, and on a page of one kind."""


@never_cache
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Everything that has all the words, by kind; or one kind, page by page, with how many there are of the others."""
    said, wanted = words(), Wanted(request.GET.get("q", ""))
    every = kinds_for(request.user)
    chosen = next((kind for kind in every if kind.id == request.GET.get("kind")), None)
    problem = presenters.wrong(wanted, said)
    context: dict[str, Any] = {
        "asked": wanted.text[:LONGEST],
        "most": LONGEST,
        "problem": problem,
        "signed_in": request.user.is_authenticated,
        "kinds": [kind.name(said) for kind in every],
        "searched": bool(wanted.words) and not problem,
    }
    if context["searched"]:
        context |= _found(request, wanted, every, chosen)
    return render(request, "search/search.html", context, status=422 if problem else 200)


def _found(request: HttpRequest, wanted: Wanted, every: tuple[Kind, ...], chosen: Kind | None) -> dict[str, Any]:
    said, page = words(), _page(request.GET.get("page", ""))
    few = Asked(request.user, wanted, said, FEW)
    many = Asked(request.user, wanted, said, MANY, (page - 1) * MANY)
    parts = look([(kind, many if kind is chosen else few) for kind in every])
    one = next((part for part in parts if part.kind is chosen), None)
    shown = [one] if one else parts
    return {
        "facets": presenters.facets(parts, wanted, chosen, said),
        "groups": [presenters.group(part, wanted, said) for part in shown if part.found and part.found.hits],
        "failed": [part.kind.name(said) for part in shown if part.found is None],
        "chosen": chosen.name(said) if chosen else "",
        "everywhere": presenters.address(wanted),
        "pages": presenters.pages(one, wanted, page, MANY) if one else None,
    }


def _page(given: str) -> int:
    """The page that an address names; the first where it names none, the last that is counted where it names one beyond."""
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 1
    return min(max(1, number), MOST // MANY)
