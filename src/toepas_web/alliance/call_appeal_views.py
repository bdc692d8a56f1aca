"""The page on which somebody answers an appeal, and decides again once others judged the application anew."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from toepas_web.alliance import call_appeals as appeals
from toepas_web.alliance import call_forms as forms
from toepas_web.alliance import call_rules as rules
from toepas_web.alliance.call_actions import RefusedError
from toepas_web.alliance.call_models import Application
from toepas_web.alliance.call_run_presenters import appeal_page
from toepas_web.alliance.call_wording import refused
from toepas_web.ui.words import words


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Answer an appeal, or decide again; not by who decided."""
    said = words()
    found = rules.application_to_run(request.user, application_id, rules.DECIDE_CALLS)
    if getattr(found, "appeal", None) is None:
        raise Http404
    problems: forms.Problems = []
    if request.method == "POST":
        read = forms.read_new_decision if request.POST.get("do") == "decide" else forms.read_outcome
        text, problems = read(request.POST, said)
        if not problems:
            try:
                _act(request, found, text)
            except RefusedError as error:
                problems = [("", refused(error, said))]
            else:
                messages.success(request, said.t("The applicant reads it at once."))
                return redirect("call-manage", call_id=found.call_id)
    context = appeal_page(found, request.user, said) | {
        "problems": problems, "typed": request.POST, "ticked": request.POST.getlist("met") + request.POST.getlist("aside"),
    }  # fmt: skip
    return render(request, "alliance/appeal.html", context, status=422 if problems else 200)


def _act(request: HttpRequest, found: Application, text: str) -> None:
    given, by = request.POST, request.user
    if given.get("do") == "decide":
        appeals.decide_again(by=by, application=found, decided=given["decided"], note=text)
    elif given["outcome"] == "rejected":
        appeals.reject(by=by, appeal=found.appeal, text=text)
    else:
        decided = given.get("decided", "") if given["outcome"] == "decide" else ""
        remedy = appeals.Remedy(tuple(given.getlist("met")), decided, tuple(given.getlist("aside")))
        appeals.uphold(by=by, appeal=found.appeal, text=text, remedy=remedy)
