"""The home page, the pages about the site, and whether it is alive."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from toepas.law import data_version


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the home page in the visitor's language."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("home"))
    response["Vary"] = "Accept-Language"
    return response


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What one can do here."""
    return render(request, "home/home.html")


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """What Toepas is and how far one can rely on it."""
    return render(request, "home/about.html", {"data_version": data_version()})


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, for how long, and what is not."""
    return render(request, "home/privacy.html")


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the site is and how to say that it is not."""
    return render(request, "home/accessibility.html")


@require_GET
def interfaces(request: HttpRequest) -> HttpResponse:
    """The same answers for programs."""
    return render(request, "home/interfaces.html", {"base": settings.URL})


@never_cache
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Says "ok" while the database answers; for whoever watches over the site."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("ok\n", content_type="text/plain")
