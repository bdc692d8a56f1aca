"""The calendar of the Act and the finder of authorities."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from toepas.advise import law_feed
from toepas.law import countries, official_list, rights_list
from toepas_web.law import calendar_presenters as presenters
from toepas_web.ui.words import words


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """What applies from when, what is due, and how far the guidance is."""
    said, today = words(), timezone.localdate()
    context = {
        "coming": presenters.coming(said, today),
        "past": presenters.past(said, today),
        "guidance": presenters.guidance_rows(said),
    }
    return render(request, "law/calendar.html", context)


@require_GET
def feed(_request: HttpRequest) -> HttpResponse:
    """The same dates for calendar programs, which ask again by themselves."""
    content = law_feed(words(), timezone.now())
    headers = {"Content-Disposition": 'inline; filename="ai-act.ics"', "Cache-Control": "public, max-age=86400"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@require_GET
def authorities(request: HttpRequest) -> HttpResponse:
    """Who supervises and who helps in a country."""
    said = words()
    country = request.GET.get("country", "").upper()
    known = country in countries()
    context = {
        "countries": sorted(
            ((code, presenters.country_name(code, said)) for code in countries()), key=lambda item: item[1]
        ),
        "country": country if known else "",
        "name": presenters.country_name(country, said) if known else "",
        "functions": presenters.functions_of(country, said) if known else (),
        "unknown": bool(country) and not known,
        "official_list": official_list(),
        "rights_list": rights_list(),
    }
    return render(request, "law/authorities.html", context, status=404 if context["unknown"] else 200)
