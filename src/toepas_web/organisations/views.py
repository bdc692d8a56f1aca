"""Pages of organisations: who works there, who is invited, which hub sees what."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.kernel import Words
from toepas_web.organisations import actions, forms, presenters, rules
from toepas_web.organisations.actions import RefusedError
from toepas_web.organisations.holdings import holdings
from toepas_web.organisations.mail import send_invitation
from toepas_web.organisations.models import Engagement, Invitation, Membership, Organisation
from toepas_web.organisations.wording import choices
from toepas_web.ui.letters import taken
from toepas_web.ui.numbers import counted
from toepas_web.ui.words import words


@never_cache
@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One's organisations, and who invites one."""
    said = words()
    mine = Membership.objects.filter(user=request.user).select_related("organisation").order_by("organisation__name")
    rows = [presenters.mine(one, said) for one in mine]
    invited = [presenters.invited(one, said) for one in rules.invitations_of(request.user)]
    return render(request, "organisations/index.html", {"rows": rows, "invited": invited})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an organisation."""
    form = forms.OrganisationForm(words(), None, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (texts := form.read()):
        try:
            return _made(request, actions.create(by=request.user, texts=texts))
        except RefusedError as error:
            form.problems.append(("", forms.refused(str(error), words())))
    return _describe(request, form, None)


def _made(request: HttpRequest, made: Organisation) -> HttpResponse:
    """On to the new organisation; to the invitation that waited for it, where there is one."""
    messages.success(request, words().t("The organisation is made."))
    waits = next((one for one in rules.invitations_of(request.user) if one.kind == Invitation.CUSTOMER), None)
    return redirect("invitation", waits.pk) if waits else redirect("organisation", organisation_id=made.pk)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Describe it otherwise."""
    organisation = rules.organisation_for(request.user, organisation_id, "change")
    form = forms.OrganisationForm(words(), organisation, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (texts := form.read()):
        number = counted(request.POST.get("number"))
        try:
            actions.change(by=request.user, organisation=organisation, texts=texts, number=number)
            return redirect("organisation", organisation_id=organisation.pk)
        except RefusedError as error:
            form.problems.append(("", forms.refused(str(error), words())))
    return _describe(request, form, organisation)


def _describe(request: HttpRequest, form: forms.OrganisationForm, organisation: Organisation | None) -> HttpResponse:
    context = {"form": form, "given": form.values, "problems": form.problems, "organisation": organisation}
    return render(request, "organisations/change.html", context, status=422 if form.problems else 200)


@never_cache
@login_required
@require_GET
def one(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """An organisation, with what this person may do."""
    return _page(request, rules.organisation_for(request.user, organisation_id, "view"), words())


def _page(
    request: HttpRequest,
    organisation: Organisation,
    said: Words,
    problems: tuple[tuple[str, str], ...] = (),
    typed: Mapping[str, str] = MappingProxyType({}),
) -> HttpResponse:
    context = presenters.whole(organisation, request.user, said)
    context |= {"problems": problems, "typed": typed}
    return render(request, "organisations/organisation.html", context, status=422 if problems else 200)


@login_required
@require_POST
def invite(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Ask somebody to join, or (of a hub) to become a customer."""
    said, customer = words(), request.POST.get("kind") == Invitation.CUSTOMER
    organisation = rules.organisation_for(request.user, organisation_id, rules.ADVISE if customer else "invite")
    field = "customer-email" if customer else "email"
    typed, problems = forms.address(request.POST, field, said)
    if not problems:
        try:
            made = (
                actions.invite_customer(
                    by=request.user, hub=organisation, email=typed, wished=request.POST.getlist("scopes")
                )
                if customer
                else actions.invite(
                    by=request.user, organisation=organisation, email=typed, role=request.POST.get("role", "")
                )
            )
        except RefusedError as error:
            problems = [(field, forms.refused(str(error), said))]
        else:
            if taken(lambda: send_invitation(made, said)):
                messages.success(request, presenters.sent(made, said))
            else:
                messages.warning(request, presenters.unsent(made, said))
            return redirect("organisation", organisation_id=organisation.pk)
    return _page(request, organisation, said, tuple(problems), {field: typed})


@login_required
@require_POST
def withdraw(request: HttpRequest, organisation_id: uuid.UUID, invitation_id: uuid.UUID) -> HttpResponse:
    """Take an invitation back."""
    found = Invitation.objects.filter(pk=invitation_id, organisation_id=organisation_id).first()
    needed = rules.ADVISE if found and found.kind == Invitation.CUSTOMER else "invite"
    organisation = rules.organisation_for(request.user, organisation_id, needed)
    if found is None:
        raise Http404
    actions.withdraw_invitation(by=request.user, invitation=found)
    return redirect("organisation", organisation_id=organisation.pk)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, invitation_id: uuid.UUID) -> HttpResponse:
    """Read an invitation and answer it."""
    said, found = words(), rules.invitation_for(request.user, invitation_id)
    problems: list[tuple[str, str]] = []
    if request.method == "POST" and not (problems := forms.nothing_agreed(request.POST, found, said)):
        try:
            return _answered(request, found)
        except RefusedError as error:
            problems.append(("", forms.refused(str(error), said)))
    context = {
        "invited": presenters.invited(found, said),
        "own": [(str(one.pk), one.name) for one in rules.with_permission(request.user, "consent")],
        "scopes": [(name, text, name in found.wished) for name, text in choices("consent", said)],
        "chosen": request.POST.get("customer", ""),
        "problems": problems,
    }
    return render(request, "organisations/invitation.html", context, status=422 if problems else 200)


def _answered(request: HttpRequest, found: Invitation) -> HttpResponse:
    said = words()
    if request.POST.get("answer") != "yes":
        actions.decline(by=request.user, invitation=found)
        messages.success(request, said.t("You declined. Your address was forgotten here."))
        return redirect("organisations")
    if found.kind == Invitation.MEMBER:
        actions.join(by=request.user, invitation=found)
        return redirect("organisation", organisation_id=found.organisation_id)
    chosen = rules.with_permission(request.user, "consent").filter(pk=_uuid(request.POST.get("customer", ""))).first()
    if chosen is None:
        raise Http404
    agreed = actions.become_customer(
        by=request.user, invitation=found, customer=chosen, scopes=request.POST.getlist("scopes")
    )
    messages.success(request, presenters.consent_text(agreed, said))
    return redirect("organisation", organisation_id=chosen.pk)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@login_required
@require_POST
def member(request: HttpRequest, organisation_id: uuid.UUID, membership_id: int) -> HttpResponse:
    """Give a member another role, or remove them; oneself one can take out, unless nobody would be left."""
    said = words()
    found = Membership.objects.filter(pk=membership_id, organisation_id=organisation_id).first()
    leaving = found is not None and found.user_id == request.user.pk and request.POST.get("do") == "remove"
    needed = "view" if leaving else "remove-members" if request.POST.get("do") == "remove" else "set-roles"
    organisation = rules.organisation_for(request.user, organisation_id, needed)
    if found is None:
        raise Http404
    try:
        if request.POST.get("do") == "remove":
            actions.leave(by=request.user, membership=found)
        else:
            actions.set_role(by=request.user, membership=found, role=request.POST.get("role", ""))
    except RefusedError as error:
        return _page(request, organisation, said, (("", forms.refused(str(error), said)),))
    return redirect("organisations") if leaving else redirect("organisation", organisation_id=organisation.pk)


@login_required
@require_POST
def consent(request: HttpRequest, organisation_id: uuid.UUID, engagement_id: uuid.UUID) -> HttpResponse:
    """The customer changes what a hub sees; either side ends it."""
    found = Engagement.objects.filter(pk=engagement_id).first()
    side = "hub" if found is not None and found.hub_id == organisation_id else "customer"
    engagement = rules.engagement_for(request.user, engagement_id, side, rules.ADVISE if side == "hub" else "consent")
    if getattr(engagement, side).pk != organisation_id or (side == "hub" and request.POST.get("do") != "end"):
        raise Http404
    try:
        if request.POST.get("do") == "end":
            actions.end_engagement(by=request.user, engagement=engagement)
        else:
            actions.change_consent(by=request.user, engagement=engagement, scopes=request.POST.getlist("scopes"))
        engagement.refresh_from_db()
        messages.success(request, presenters.consent_text(engagement, words()))
    except RefusedError as error:
        messages.error(request, forms.refused(str(error), words()))
    return redirect("organisation", organisation_id=organisation_id)


@login_required
@require_POST
def export(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Everything that is kept of an organisation, as a download."""
    organisation = rules.organisation_for(request.user, organisation_id, "export")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("organisation.json", presenters.as_json(organisation))
        for holding in holdings():
            for name, content in holding.export(organisation):
                archive.writestr(f"{holding.name}/{name}", content)
    headers = {"Content-Disposition": 'attachment; filename="toepas-organisation.zip"', "Cache-Control": "no-store"}
    return HttpResponse(packed.getvalue(), content_type="application/zip", headers=headers)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Ask, and then delete it with all that hangs on it."""
    organisation, said = rules.organisation_for(request.user, organisation_id, "delete"), words()
    if request.method == "POST" and request.POST.get("name", "").strip() == organisation.name:
        actions.remove(by=request.user, organisation=organisation)
        messages.success(request, said.t("The organisation was deleted."))
        return redirect("organisations")
    error = said.t("This is not its name.") if request.method == "POST" else ""
    context = {"organisation": organisation, "error": error}
    return render(request, "organisations/delete.html", context, status=422 if error else 200)
