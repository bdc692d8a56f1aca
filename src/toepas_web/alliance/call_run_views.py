"""Pages of those who run calls: make one, invite, assign, decide, answer appeals."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.alliance import assignment_text, broken_text
from toepas_web.alliance import call_actions as actions
from toepas_web.alliance import call_forms as forms
from toepas_web.alliance import call_judging as judging
from toepas_web.alliance import call_presenters as presenters
from toepas_web.alliance import call_rules as rules
from toepas_web.alliance.call_actions import RefusedError
from toepas_web.alliance.call_mail import send_invitation
from toepas_web.alliance.call_models import Call
from toepas_web.alliance.call_run_presenters import managed
from toepas_web.alliance.call_wording import (
    TRAIT_VALUES,
    balance_name,
    call_labels,
    kind_name,
    objection,
    refused,
    trait_name,
)
from toepas_web.alliance.forms_sent import key_of
from toepas_web.alliance.typed import at_most
from toepas_web.organisations.forms import address
from toepas_web.ui.letters import taken
from toepas_web.ui.numbers import counted
from toepas_web.ui.words import words


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a call."""
    if not rules.may_open(request.user):
        raise Http404
    form = forms.CallForm(words(), None, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (texts := form.read()):
        try:
            made = actions.create(by=request.user, texts=texts, key=key_of(request.POST.get("key", "")))
            return redirect("call-change", call_id=made.pk)
        except RefusedError as error:
            form.problems.append(("", refused(error, words())))
    return _edit(request, form, None)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, call_id: uuid.UUID) -> HttpResponse:
    """Put a draft together."""
    call = rules.call_to_run(request.user, call_id)
    form = forms.CallForm(words(), call, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (texts := form.read()):
        number = counted(request.POST.get("number"))
        try:
            actions.change(by=request.user, call=call, texts=texts, number=number)
        except RefusedError as error:
            form.problems.append(("", refused(error, words())))
        else:
            messages.success(request, words().t("Saved."))
            return redirect("call-change", call_id=call.pk)
    return _edit(request, form, call)


def _edit(request: HttpRequest, form: forms.CallForm, call: Call | None, typed: Any = None) -> HttpResponse:
    said = words()
    context: dict[str, Any] = {
        "form": form, "given": form.values, "problems": form.problems, "call": call, "typed": typed or {},
        "key": key_of(request.POST.get("key", "")), "labels": call_labels(said), "long": at_most(8000, said),
        "kinds": [(kind, kind_name(kind, said)) for kind in Call.KINDS],
        "balance": [(name, balance_name(name, said), on) for name, on in form.balance],
    }  # fmt: skip
    if call:
        context |= presenters.editing(call, said) | {"whole": presenters.whole(call, request.user, said)}
    return render(request, "alliance/call_change.html", context, status=422 if form.problems else 200)


@login_required
@require_POST
def part(request: HttpRequest, call_id: uuid.UUID) -> HttpResponse:
    """Add a question or a criterion, or take one out."""
    said, call = words(), rules.call_to_run(request.user, call_id)
    which = "criteria" if request.POST.get("of") == "criteria" else "questions"
    form = forms.CallForm(said, call)
    try:
        if drop := request.POST.get("drop"):
            actions.drop_part(by=request.user, call=call, list_name=which, part=drop)
            return redirect("call-change", call_id=call.pk)
        read = forms.read_criterion if which == "criteria" else forms.read_question
        made, form.problems = read(request.POST, said)
        if made is not None:
            actions.add_part(by=request.user, call=call, list_name=which, part=made)
            return redirect("call-change", call_id=call.pk)
    except RefusedError as error:
        form.problems.append(("", refused(error, said)))
    return _edit(request, form, call, request.POST)


@login_required
@require_POST
def publish(request: HttpRequest, call_id: uuid.UUID) -> HttpResponse:
    """Open a draft, or delete it."""
    call = rules.call_to_run(request.user, call_id)
    try:
        if request.POST.get("do") == "delete":
            actions.remove(by=request.user, call=call)
            return redirect("calls")
        actions.publish(by=request.user, call=call)
    except RefusedError as error:
        form = forms.CallForm(words(), call)
        form.problems.append(("", refused(error, words())))
        return _edit(request, form, call)
    return redirect("call", call_id=call.pk)


@login_required
@require_POST
def extend(request: HttpRequest, call_id: uuid.UUID) -> HttpResponse:
    """Move the deadline to a later moment."""
    said, call = words(), rules.call_to_run(request.user, call_id)
    deadline, reason, problems = forms.read_extension(call, request.POST, said)
    if deadline is not None and not problems:
        number = counted(request.POST.get("number"))
        try:
            actions.extend(by=request.user, call=call, deadline=deadline, reason=reason, number=number)
        except RefusedError as error:
            problems.append(("", refused(error, said)))
        else:
            messages.success(request, said.t("The deadline is moved, and everybody who takes part is told."))
            return redirect("call-manage", call_id=call.pk)
    return _manage(request, call, problems, request.POST.dict())


@never_cache
@login_required
@require_GET
def manage(request: HttpRequest, call_id: uuid.UUID) -> HttpResponse:
    """Applications, reviewers, panels, ranking."""
    return _manage(request, rules.call_to_run(request.user, call_id))


def _manage(
    request: HttpRequest, call: Call, problems: forms.Problems | None = None, typed: Any = None
) -> HttpResponse:
    context = managed(call, request.user, words(), request.GET.get("page", "1")) | {
        "problems": problems or [],
        "typed": typed or {},
    }
    return render(request, "alliance/call_manage.html", context, status=422 if problems else 200)


@login_required
@require_POST
def invite(request: HttpRequest, call_id: uuid.UUID) -> HttpResponse:
    """Ask somebody to judge."""
    said, call = words(), rules.call_to_run(request.user, call_id)
    typed, problems = address(request.POST, "email", said)
    if not problems:
        try:
            made = judging.invite(by=request.user, call=call, email=typed)
        except RefusedError as error:
            problems = [("email", refused(error, said))]
        else:
            if taken(lambda: send_invitation(made)):
                messages.success(request, said.t("The invitation was sent."))
            else:
                messages.warning(request, said.t("The invitation is kept, but the mail server did not take the letter. Tell the person yourself: signed in with that e-mail address, the invitation stands among the reviews."))  # fmt: skip
            return redirect("call-manage", call_id=call.pk)
    return _manage(request, call, problems, {"email": typed})


@login_required
@require_POST
def assign(request: HttpRequest, call_id: uuid.UUID) -> HttpResponse:
    """Find the panels."""
    said, call = words(), rules.call_to_run(request.user, call_id)
    try:
        found = judging.assign_reviewers(by=request.user, call=call)
    except RefusedError as error:
        return _manage(request, call, [("", refused(error, said))])
    if found.panels:
        messages.success(request, assignment_text(found, said))
        return redirect("call-manage", call_id=call.pk)
    names = {str(one.pk): one.organisation.name for one in call.applications.select_related("organisation")}
    names |= {str(one.pk): one.user.email for one in call.panelists.filter(user__isnull=False).select_related("user")}
    names |= {name: balance_name(name, said) for name in call.panel.get("balance", [])}
    names |= {value: trait_name(value, said) for values in TRAIT_VALUES.values() for value in values}
    texts = [broken_text(one, said, names) for one in found.broken]
    return _manage(request, call, [("", text) for text in (assignment_text(found, said), *texts)])


@login_required
@require_POST
def finish(request: HttpRequest, call_id: uuid.UUID) -> HttpResponse:
    """End the evaluation."""
    call = rules.call_to_run(request.user, call_id)
    return _done(request, call, lambda: judging.finish(by=request.user, call=call))


@login_required
@require_POST
def release(request: HttpRequest, call_id: uuid.UUID) -> HttpResponse:
    """Ask somebody no longer."""
    call = rules.call_to_run(request.user, call_id)
    seat = rules.seat_of(call, request.POST.get("seat", ""))
    return _done(request, call, lambda: judging.release(by=request.user, panelist=seat))


def _done(request: HttpRequest, call: Call, do: Callable[[], None], said_then: str = "") -> HttpResponse:
    try:
        do()
    except RefusedError as error:
        return _manage(request, call, _against(error), request.POST)
    if said_then:
        messages.success(request, said_then)
    return redirect("call-manage", call_id=call.pk)


def _against(error: RefusedError) -> forms.Problems:
    said, against = words(), error.about if str(error) == "unfounded" else {}
    field = str(error.about.get("field", ""))
    return [(field, refused(error, said)), *((f"decided-{name}", objection(str(why), said)) for name, why in against.items())]  # fmt: skip


@login_required
@require_POST
def decide(request: HttpRequest, call_id: uuid.UUID) -> HttpResponse:
    """Prepare decisions, one by one or by rank, and decide on all applications; applicants see it with its reasons at once."""
    said, call = words(), rules.call_to_run(request.user, call_id, rules.DECIDE_CALLS)
    if request.POST.get("do") == "rank":
        numbers, problems = forms.read_numbers(request.POST, said)
        if problems:
            return _manage(request, call, problems, request.POST)
        return _done(
            request,
            call,
            lambda: judging.propose_by_rank(by=request.user, call=call, **numbers),
            said.t("Prepared. Nothing is decided yet, and no applicant sees it."),
        )
    verdicts, problems = forms.read_verdicts(request.POST, said)
    if problems:
        return _manage(request, call, problems, request.POST)

    def act() -> None:
        judging.propose(by=request.user, call=call, verdicts=verdicts)
        if request.POST.get("do") != "keep":
            judging.decide(by=request.user, call=call)

    return _done(
        request, call, act, said.t("Kept. Nothing is decided yet.") if request.POST.get("do") == "keep" else ""
    )
