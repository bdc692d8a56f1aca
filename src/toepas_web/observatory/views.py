"""The index, an indicator, and the question box."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from toepas import observatory
from toepas.kernel import Words
from toepas.observatory import (
    Slice,
    chart_forms,
    figures_data,
    indicators,
    newest,
)
from toepas_web.observatory import asked as asking
from toepas_web.observatory import overview, pictures, presenters, question, sharing
from toepas_web.ui.words import words


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What there is, how old it is, and a box for a question."""
    said = words()
    context = {
        "groups": overview.listed_by_theme(timezone.localdate(), said),
        "headlines": overview.headlines(said),
        "picture": overview.front_picture(said),
        "countries": overview.countries(said),
        "asked": "",
    }
    return render(request, "observatory/index.html", context)


@require_GET
def indicator(request: HttpRequest, name: str) -> HttpResponse:
    """One indicator: chart, table, what to know of it, and how to take it along."""
    if name not in indicators():
        raise Http404
    said, on = words(), timezone.localdate()
    entry = indicators()[name]
    if newest(entry.dataset) is None:
        return render(request, "observatory/unpublished.html", overview.unpublished(entry, said))
    wanted = asking.read(request.GET, entry, said)
    if entry.about:
        found = overview.each(wanted.view, said)
        context = {
            **_known(found, said, on),
            "rows": overview.cited(found, said),
            "understood": _understood(request, said),
        }
        return render(request, "observatory/cited.html", context)
    found = observatory.look(wanted.view, said)
    drawn = pictures.picture(found, wanted.form, said)
    form = drawn.form if isinstance(drawn, pictures.Picture) else wanted.form
    context = {
        **_known([found], said, on),
        "understood": _understood(request, said),
        "asked": wanted,
        "wrong": wanted.wrong,
        "picture": drawn if isinstance(drawn, pictures.Picture) else None,
        "why": drawn if isinstance(drawn, str) else "",
        "table": presenters.table(found, said),
        "starts": overview.starts(entry, wanted.view, form, said),
        "forms": [(code, presenters.form_name(code, said), code == form) for code in chart_forms(found, said)],
        "fields": presenters.fields(wanted, asking.whole(entry, said), said),
        "chosen": presenters.chosen_words(wanted.view, entry, said),
        "share": sharing.share(found, form, said),
    }
    return render(request, "observatory/indicator.html", context)


def _known(found: list[Slice], said: Words, on: Any) -> dict[str, Any]:
    """What is to be known of an indicator, whatever is looked at."""
    first = found[0]
    data = figures_data(found, on, said)
    return {
        "data": data,
        "indicator": first.indicator,
        "age": presenters.age(first.vintage, on, said),
        "vintage": first.vintage,
        "newest_id": getattr(newest(first.dataset.id), "id", ""),
        "sectors": overview.sectors_of(first.indicator, said),
        "canonical": settings.URL + asking.address(first.view, said),
        "described": sharing.described(first, data, said),
    }


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """The question box: to the view that a question asks for, or what to ask instead."""
    said = words()
    text = request.GET.get("q", "").strip()
    if not text:
        return HttpResponseRedirect(reverse("observatory"))
    found = question.ask(text, said)
    if found.view is None:
        context = {"taken": question.taken(found, said), "groups": overview.listed_by_theme(timezone.localdate(), said)}
        return render(request, "observatory/find.html", context)
    address = asking.address(found.view, said, found.form)
    return HttpResponseRedirect(f"{address}{'&' if '?' in address else '?'}{urlencode({'q': found.question})}")


def _understood(request: HttpRequest, said: Words) -> question.Taken | None:
    """What the question was taken for that led here; nothing where none did."""
    text = request.GET.get("q", "").strip()
    return question.taken(question.ask(text, said), said) if text else None
