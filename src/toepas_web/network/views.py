"""The register of members, one's own membership, pledges."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.kernel import sectors
from toepas_web.network import actions, forms, presenters, rules
from toepas_web.network.counting import RefusedError
from toepas_web.network.models import Member
from toepas_web.organisations.rules import with_permission
from toepas_web.ui.words import words

PER_PAGE = 50


def answer(request: HttpRequest, template: str, form: forms.Typed, **context: object) -> HttpResponse:
    """A page with a form, with what was typed and what is wrong with it."""
    whole = {"given": form.values, "problems": form.problems, "wrong": dict(form.problems), **context}
    return render(request, template, whole, status=422 if form.problems and request.method == "POST" else 200)


def chosen(request: HttpRequest, members: QuerySet[Member]) -> Member:
    """The member that one speaks for, as the form says. Raises Http404 for one that one does not speak for."""
    named = request.POST.get("member", "")
    found = next((one for one in members if str(one.pk) == named), None)
    if found is None:
        raise Http404
    return found


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """The members that everybody sees, of one sector where the address names one."""
    said, sector = words(), request.GET.get("sector", "")
    found = Member.objects.public()
    if sector in sectors():
        found = found.filter(shown__sector=sector)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [presenters.card(one, said) for one in page],
        "sectors": forms.sector_choices(said),
        "sector": sector if sector in sectors() else "",
    }
    return render(request, "network/register.html", context)


@require_GET
def member(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A member with its pledges and how far they are."""
    said, found = words(), rules.public_member(public_id)
    pledges = found.pledges.filter(state=Member.SETTLED).prefetch_related("notes")
    today = timezone.localdate()
    context = {
        "member": presenters.card(found, said),
        "pledges": [presenters.pledge(one, said, today) for one in pledges],
    }
    return render(request, "network/member.html", context)


@never_cache
@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The organisations that one may bind, and what became of what was sent in."""
    said, today = words(), timezone.localdate()
    rows = [presenters.own(one, said, today) for one in with_permission(request.user, rules.PLEDGE)]
    return render(request, "network/mine.html", {"rows": rows})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Become a member, or say it otherwise."""
    said, organisation = words(), rules.pledging(request.user, organisation_id)
    there = Member.objects.filter(organisation=organisation).first()
    start = {"kind": organisation.kind, "sector": organisation.sector}
    shown = {**there.draft, "kind": there.draft["type"]} if there else start
    form = forms.Typed(said, request.POST if request.method == "POST" else None, shown)
    read = forms.read_member(form)
    if request.method == "POST" and not form.problems:
        try:
            actions.send_member(by=request.user, organisation=organisation, lang=said.lang, **read)
        except RefusedError as error:
            form.problems.append(("", forms.refused(str(error), said)))
        else:
            messages.success(request, said.t("Sent. A person looks at it before it is shown; you get the reasons."))
            return redirect("network-mine")
    context = {"organisation": organisation, "kinds": forms.kinds(said), "sectors": forms.sector_choices(said)}
    return _started(request, "network/join.html", form, **context)


def _started(request: HttpRequest, template: str, form: forms.Typed, **context: object) -> HttpResponse:
    """A form that nothing was sent to yet has nothing wrong with it."""
    if request.method == "GET":
        form.problems.clear()
    return answer(request, template, form, **context)


@login_required
@require_POST
def leave(request: HttpRequest, member_id: uuid.UUID) -> HttpResponse:
    """No longer be a member."""
    actions.leave(by=request.user, member=rules.member_for(request.user, member_id))
    messages.success(request, words().t("Your organisation is no longer a member; nothing of it is shown."))
    return redirect("network-mine")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def pledge(request: HttpRequest, member_id: uuid.UUID) -> HttpResponse:
    """Promise something."""
    said, found = words(), rules.member_for(request.user, member_id)
    form = forms.Typed(said, request.POST if request.method == "POST" else None)
    read = forms.read_pledge(form)
    if request.method == "POST" and not form.problems:
        try:
            actions.make_pledge(by=request.user, member=found, lang=said.lang, **read)
        except RefusedError as error:
            form.problems.append(("", forms.refused(str(error), said)))
        else:
            messages.success(request, said.t("Sent. A person looks at it before it is shown; you get the reasons."))
            return redirect("network-mine")
    return _started(
        request,
        "network/pledge.html",
        form,
        pacts=forms.pact_choices(said),
        known=presenters.pacts_known(said),
        member=found,
    )


@login_required
@require_POST
def withdraw(request: HttpRequest, pledge_id: uuid.UUID) -> HttpResponse:
    """Take a pledge back."""
    actions.withdraw_pledge(by=request.user, pledge=rules.pledge_for(request.user, pledge_id))
    return redirect("network-mine")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest, pledge_id: uuid.UUID) -> HttpResponse:
    """Say how far a pledge is."""
    said, found, today = words(), rules.pledge_for(request.user, pledge_id), timezone.localdate()
    form = forms.Typed(said, request.POST if request.method == "POST" else None, {"on": today.isoformat()})
    read = forms.read_note(form, today)
    if request.method == "POST" and not form.problems:
        try:
            actions.note_progress(by=request.user, pledge=found, lang=said.lang, **read)
        except RefusedError as error:
            form.problems.append(("", forms.refused(str(error), said)))
        else:
            messages.success(request, said.t("Sent. A person looks at it before it is shown; you get the reasons."))
            return redirect("network-mine")
    return _started(request, "network/progress.html", form, pledge=found)


@login_required
@require_POST
def remove_note(request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
    """Take a note on progress back."""
    actions.remove_note(by=request.user, note=rules.note_for(request.user, note_id))
    return redirect("network-mine")
