"""The page of a customer, and the books in it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas_web.organisations.actions import RefusedError as NotInvitedError
from toepas_web.organisations.forms import address
from toepas_web.organisations.forms import refused as not_invited
from toepas_web.organisations.mail import send_invitation
from toepas_web.organisations.presenters import sent, unsent
from toepas_web.ui.letters import taken
from toepas_web.ui.words import words
from toepas_web.workspace import actions, forms, presenters, rules, wording
from toepas_web.workspace.models import Customer, Referral


@never_cache
@login_required
@require_GET
def customer(request: HttpRequest, hub_id: uuid.UUID, customer_id: uuid.UUID) -> HttpResponse:
    """Everything of a customer that its consent covers."""
    return _page(request, rules.customer_for(request.user, hub_id, customer_id))


def _page(
    request: HttpRequest,
    one: Customer,
    problems: Sequence[tuple[str, str]] = (),
    typed: Mapping[str, str] = MappingProxyType({}),
) -> HttpResponse:
    context = presenters.customer(one, request.user, request.GET.dict(), timezone.localdate(), words())
    context |= {"hub": one.hub, "problems": list(problems), "typed": typed}
    return render(request, "workspace/customer.html", context, status=422 if problems else 200)


@login_required
@require_POST
def invite(request: HttpRequest, hub_id: uuid.UUID, customer_id: uuid.UUID) -> HttpResponse:
    """Ask the customer whether the hub may work for it."""
    said, one = words(), rules.customer_for(request.user, hub_id, customer_id)
    typed, problems = address(request.POST, "customer-email", said)
    if not problems:
        try:
            made = actions.invite(by=request.user, customer=one, email=typed, wished=request.POST.getlist("scopes"))
        except actions.RefusedError as error:
            problems = [("customer-email", wording.refused(str(error), said))]
        except NotInvitedError as error:
            problems = [("customer-email", not_invited(str(error), said))]
        else:
            if taken(lambda: send_invitation(made, said)):
                messages.success(request, sent(made, said))
            else:
                messages.warning(request, unsent(made, said))
            return redirect("workspace-customer", hub_id, customer_id)
    return _page(request, one, problems, {"customer-email": typed})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, hub_id: uuid.UUID, customer_id: uuid.UUID) -> HttpResponse:
    """Ask, and then delete the hub's file of a customer that has no running agreement."""
    one = rules.customer_for(request.user, hub_id, customer_id)
    if rules.agreement_with(one).state == "agreed":
        raise Http404
    if request.method == "POST":
        actions.remove_customer(by=request.user, customer=one)
        messages.success(request, words().t("The file of this customer is deleted."))
        return redirect("workspace-hub", hub_id)
    return render(request, "workspace/delete.html", {"hub": one.hub, "customer": one})


@login_required
@require_POST
def note(request: HttpRequest, hub_id: uuid.UUID, customer_id: uuid.UUID, what: str) -> HttpResponse:
    """A line in the books: a service, an investment, a referral."""
    said, one = words(), rules.books_of(request.user, hub_id, customer_id)
    if what not in forms.READERS:
        raise Http404
    read = forms.Reading(request.POST, said, timezone.localdate())
    forms.READERS[what](read)
    problems = [(f"{what}-{name}", text) for name, text in read.problems]
    if not problems:
        try:
            actions.note(by=request.user, customer=one, what=what, fields=read.values)
        except actions.RefusedError as error:
            problems = [("", wording.refused(str(error), said))]
        else:
            messages.success(request, said.t("Noted."))
            return redirect("workspace-customer", hub_id, customer_id)
    return _page(request, one, problems, {f"{what}-{name}": str(text) for name, text in request.POST.items()})


@login_required
@require_POST
def change(
    request: HttpRequest, hub_id: uuid.UUID, customer_id: uuid.UUID, what: str, line_id: uuid.UUID
) -> HttpResponse:
    """How a referral stands now; or take a line out."""
    one = rules.books_of(request.user, hub_id, customer_id)
    kind = actions.OF_CUSTOMER.get(what)
    found = kind.objects.filter(pk=line_id, customer=one).first() if kind else None
    if found is None:
        raise Http404
    state = request.POST.get("state", "")
    if request.POST.get("do") == "remove":
        actions.strike(by=request.user, entry=found)
    elif isinstance(found, Referral) and state in Referral.STATES:
        actions.set_state(by=request.user, referral=found, state=state)
    return redirect("workspace-customer", hub_id, customer_id)
