"""Searches that people keep."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas_web.catalogue import actions, presenters, rules
from toepas_web.catalogue.asked import Asked
from toepas_web.catalogue.digest import found_now
from toepas_web.catalogue.models import Watch
from toepas_web.ui.errors import page
from toepas_web.ui.words import words


@never_cache
@login_required
@require_GET
def watches(request: HttpRequest) -> HttpResponse:
    """The searches of this account."""
    said = words()
    rhythms = [(Watch.DAILY, said.t("every day")), (Watch.WEEKLY, said.t("every week")), (Watch.NEVER, said.t("never"))]
    return render(
        request, "catalogue/watches.html", {"watches": Watch.objects.filter(owner=request.user), "rhythms": rhythms}
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the search that is in the address."""
    said = words()
    asked = Asked(QueryDict(request.POST.get("query", "")) if request.method == "POST" else request.GET, said.lang)
    if asked.empty:
        return redirect("catalogue")
    name = asked.text or ", ".join(chip["text"] for chip in presenters.chips(asked, said))
    if request.method == "GET":
        return render(request, "catalogue/keep.html", {"name": name, "query": asked.address()})
    try:
        actions.keep_watch(
            by=request.user, name=name[:120], query=asked.address(), told=found_now(asked), on=timezone.localdate()
        )
    except actions.TooManyError:
        return page(request, 409, said.t("That is enough"), said.t("You keep as many searches as one account may."))
    messages.success(request, said.t("Kept. You hear by mail what is new in it."))
    return redirect("catalogue-watches")


@login_required
@require_POST
def change(request: HttpRequest, watch_id: uuid.UUID) -> HttpResponse:
    """Change how often one hears, or delete it."""
    rhythm = "" if "delete" in request.POST else request.POST.get("rhythm", Watch.NEVER)
    actions.change_watch(by=request.user, watch=rules.watch_of(request.user, watch_id), rhythm=rhythm)
    messages.success(request, words().t("Done."))
    return redirect("catalogue-watches")
