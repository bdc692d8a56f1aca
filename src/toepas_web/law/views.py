"""Pages of the law."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from toepas.kernel import parse_citation
from toepas.law import load_act
from toepas_web.law import presenters
from toepas_web.ui.words import words


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every provision, by chapter; with a search in titles and digests."""
    wanted = " ".join(request.GET.get("q", "").split())[:100]
    found = presenters.chapters(words(), wanted)
    page = "law/list.html" if request.htmx and not request.htmx.boosted else "law/index.html"
    return render(request, page, {"chapters": found, "wanted": wanted})


@require_GET
def provision(request: HttpRequest, name: str) -> HttpResponse:
    """One article or annex: what it says in plain words, what changed, and what follows from it."""
    act, said = load_act(), words()
    if name not in act.articles:
        raise Http404
    before, after = presenters.neighbours(act, name, said)
    cite = name.removeprefix("art_") if name.startswith("art_") else name.replace("anx_", "annex ")
    context = {
        "id": name,
        "name": presenters.name_of(name, said),
        "versions": presenters.versions(name, said),
        "duties": tuple(presenters.arising(act, name, said)),
        "questions": tuple(presenters.asked(act, name, said)),
        "readings": tuple(presenters.room(act, name, said)),
        "official": parse_citation(cite).link(act.celex, said.lang, act.recitals_celex),
        "before": before,
        "after": after,
    }
    return render(request, "law/provision.html", context)
