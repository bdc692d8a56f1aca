"""Whether an organisation is counted in published figures, and publishing them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from toepas_web.maturity import actions, counting_presenters, forms, rules
from toepas_web.maturity.actions import RefusedError
from toepas_web.maturity.publishing import place, prepared
from toepas_web.organisations.rules import organisation_for
from toepas_web.ui.words import words


@login_required
@require_POST
def counted(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Agree to be counted, or be counted no longer."""
    said, found = words(), organisation_for(request.user, organisation_id, rules.CONSENT)
    if request.POST.get("counted") == "yes":
        actions.agree(by=request.user, organisation=found)
        messages.success(request, said.t("The organisation is counted from the next publication on."))
    else:
        actions.withdraw(by=request.user, organisation=found)
        messages.success(request, said.t("The organisation is counted no longer. What was published before stays as it is."))  # fmt: skip
    return redirect("maturity-organisation", organisation_id=found.pk)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """What would be published of the last quarter, and the button that freezes it."""
    rules.must_publish(request.user)
    said, problem = words(), ""
    if request.method == "POST" and request.POST.get("again"):
        place()
        return redirect("maturity-publish")
    if request.method == "POST":
        try:
            actions.publish(by=request.user, seal=request.POST.get("seal", ""))
        except RefusedError as error:
            problem = forms.refused(str(error), said)
        else:
            messages.success(request, said.t("The figures are published. They do not change any more."))
            return redirect("maturity-publish")
    context = counting_presenters.preview(prepared(timezone.localdate()), said)
    context["problems"] = [("", problem)] if problem else []
    return render(request, "maturity/publish.html", context, status=409 if problem else 200)
