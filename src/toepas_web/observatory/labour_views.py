"""Work: how exposed it is to generative AI, by place, group of people and occupation."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from toepas.kernel import Problem
from toepas.observatory import LABOUR_BY, exposure_about, no_effect_words, occupation_title
from toepas_web.observatory import work
from toepas_web.ui.words import words

LONGEST = 80


@require_GET
def labour(request: HttpRequest) -> HttpResponse:
    """Exposure of the people in work of a place, trends beside it, and the way to every occupation."""
    said = words()
    places = work.places(said)
    geo = request.GET.get("geo", "")
    geo = geo if geo in {code for code, _ in places} else ""
    by = request.GET.get("by", "")
    by = by if by in LABOUR_BY else ""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    made = work.report(geo, by, said)
    names = {
        "": said.t("everybody together"),
        "sex": said.t("women and men"),
        "age": said.t("age"),
        "region": said.t("region"),
        "sector": said.t("sector"),
    }
    context = {
        "places": places,
        "geo": geo,
        "ways": [(code, names[code]) for code in ("", *LABOUR_BY)],
        "by": by,
        "place": dict(places)[geo],
        "people": made if not isinstance(made, Problem) else None,
        "missing": made if isinstance(made, Problem) else None,
        "growth": work.growth(geo, said),
        "no_effect": no_effect_words(said),
        "majors": work.majors(said),
        "gradients": work.gradients(said),
        "wanted": text,
        "found": work.search(text, said),
        "source": exposure_about()["source"],
    }
    return render(request, "observatory/labour.html", context)


@require_GET
def occupation(request: HttpRequest, code: str) -> HttpResponse:
    """One occupation or group of ISCO-08: exposure with its spread, what it is made of, who works in it."""
    if not work.known(code):
        raise Http404
    said = words()
    context = {
        "code": code,
        "name": occupation_title(code, said),
        "above": work.above(code, said),
        "about": work.about(code, said),
        "line": work.line(code, said),
        "below": work.below(code, said),
        "people": work.people_of(code[:2], said),
        "group": occupation_title(code[:2], said) if len(code) > 1 else "",
        "by_sex": work.by_sex(code[:2], said),
        "source": exposure_about()["source"],
    }
    return render(request, "observatory/occupation.html", context)
