"""Pages of calls for everybody and for applicants."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from types import MappingProxyType

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas_web.alliance import call_actions as actions
from toepas_web.alliance import call_forms as forms
from toepas_web.alliance import call_presenters as presenters
from toepas_web.alliance import call_rules as rules
from toepas_web.alliance.call_actions import RefusedError
from toepas_web.alliance.call_models import Application, Call
from toepas_web.alliance.call_wording import refused
from toepas_web.alliance.typed import check_length, text_of
from toepas_web.organisations import rules as organisations
from toepas_web.ui.numbers import counted
from toepas_web.ui.words import words


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All calls that are open or were; drafts for those who may make them."""
    said, makes = words(), rules.may_open(request.user)
    drafts = Call.objects.filter(state=Call.DRAFT) if makes else ()
    context = {
        "rows": [presenters.line(one, said) for one in Call.objects.public()],
        "drafts": [presenters.line(one, said) for one in drafts],
        "makes": makes,
        "signed_in": request.user.is_authenticated,
    }
    return render(request, "alliance/calls.html", context)


@require_GET
def one(request: HttpRequest, call_id: uuid.UUID) -> HttpResponse:
    """A call."""
    call = rules.call_for(request.user, call_id)
    return render(request, "alliance/call.html", presenters.whole(call, request.user, words()))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, call_id: uuid.UUID, organisation_id: uuid.UUID) -> HttpResponse:
    """Write an application, keep it, hand it in."""
    said, call = words(), rules.call_for(request.user, call_id)
    organisation = organisations.organisation_for(request.user, organisation_id, rules.APPLY)
    there = Application.objects.filter(call=call, organisation=organisation).first()
    answers, partners = (there.answers, there.partners) if there else ({}, "")
    problems: forms.Problems = []
    if request.method == "POST":
        send, number = request.POST.get("do") == "send", counted(request.POST.get("number"))
        arrived = timezone.now()
        answers, partners, problems = forms.read_answers(call, request.POST, said, whole=send)
        if not problems:
            try:
                kept = actions.keep_application(
                    by=request.user, call=call, organisation=organisation, answers=answers, partners=partners, send=send,
                    number=number, at=arrived,
                )  # fmt: skip
            except RefusedError as error:
                problems.append(("", presenters.late(call, arrived, said) if str(error) == "closed" else refused(str(error), said)))  # fmt: skip
            else:
                messages.success(request, said.t("Handed in.") if send else said.t("Kept. It is not handed in yet."))
                return redirect("application", application_id=kept.pk)
    context = presenters.whole(call, request.user, said) | {
        "organisation": organisation, "answers": answers, "partners": partners, "problems": problems,
        "number": there.number if there else 0,
    }  # fmt: skip
    return render(request, "alliance/apply.html", context, status=422 if problems else 200)


@never_cache
@login_required
@require_GET
def application(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """An application as its organisation sees it: answers, decision and reasons, appeal."""
    return _application(request, rules.application_for(request.user, application_id))


def _application(
    request: HttpRequest,
    found: Application,
    problems: tuple[tuple[str, str], ...] = (),
    typed: Mapping[str, str] = MappingProxyType({}),
) -> HttpResponse:
    context = presenters.application(found, request.user, words()) | {"problems": problems, "typed": typed}
    return render(request, "alliance/application.html", context, status=422 if problems else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Take an application back."""
    found = rules.application_for(request.user, application_id, rules.APPLY)
    try:
        actions.withdraw(by=request.user, application=found)
    except RefusedError as error:
        return _application(request, found, (("", refused(error, words())),))
    messages.success(request, words().t("The application was withdrawn and deleted."))
    return redirect("call", call_id=found.call_id)


@login_required
@require_POST
def appeal(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Object to a decision."""
    said, found = words(), rules.application_for(request.user, application_id, rules.APPLY)
    text = text_of(request.POST, "text")
    problems = [] if text else [("text", said.t("Fill this in."))]
    check_length("text", text, forms.LONGEST_APPEAL, problems, said)
    if not problems:
        try:
            actions.object_to(by=request.user, application=found, text=text)
        except RefusedError as error:
            problems.append(("", refused(error, said)))
        else:
            messages.success(request, said.t("Your appeal was received."))
            return redirect("application", application_id=found.pk)
    return _application(request, found, tuple(problems), {"text": text})
