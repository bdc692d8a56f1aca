"""The works council's page of a case, and its owner's page about who else reads the case."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from toepas_web.check import actions, council_presenters, rules
from toepas_web.ui.words import words

DAYS = (30, 90, 365)
"""For so long can a link run."""


@never_cache
@login_required
@require_GET
def readers(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Who reads the case: an organisation, and whoever has a link."""
    kept = rules.case_of(request.user, case_id)
    context = {
        "case": kept,
        "organisations": [(str(one.pk), one.name) for one in rules.may_be_put_into(request.user)],
        "links": council_presenters.links(kept),
        "days": DAYS,
    }
    return render(request, "check/readers.html", context)


@login_required
@require_POST
def put_into(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Put the case into an organisation, or take it back."""
    kept, said = rules.case_of(request.user, case_id), words()
    chosen = request.POST.get("organisation", "")
    found = next((one for one in rules.may_be_put_into(request.user) if str(one.pk) == chosen), None)
    if chosen and found is None:
        raise Http404
    actions.put_into(by=request.user, case=kept, organisation=found)
    messages.success(
        request,
        said.t("Members of {name} can read this case now.", name=found.name)
        if found
        else said.t("Only you can read this case now."),
    )
    return redirect("case-readers", kept.pk)


@login_required
@require_POST
def make_link(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """A new link for the works council."""
    kept, said = rules.case_of(request.user, case_id), words()
    days = request.POST.get("days", "")
    try:
        actions.make_council_link(by=request.user, case=kept, days=int(days) if days in map(str, DAYS) else DAYS[0])
    except actions.TooManyError:
        messages.error(request, said.t("That is as many links as one case can have. Withdraw one first."))
    return redirect("case-readers", kept.pk)


@login_required
@require_POST
def withdraw_link(request: HttpRequest, link_id: uuid.UUID) -> HttpResponse:
    """Withdraw a link."""
    link = rules.council_link_of(request.user, link_id)
    actions.withdraw_council_link(by=request.user, link=link)
    messages.success(request, words().t("The link is withdrawn. It opens nothing any more."))
    return redirect("case-readers", link.case_id)


@never_cache
@require_GET
def council(request: HttpRequest, secret: str) -> HttpResponse:
    """What a works council reads; open to everybody who has the link."""
    link = rules.council_link_with(secret)
    context = council_presenters.shown(link.case, timezone.localdate()) | {"until": link.expires.date()}
    response = render(request, "check/council.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
