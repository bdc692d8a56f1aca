"""Pages of what AI changed in the work of an organisation."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas_web.maturity import actions, forms, impact_presenters, rules
from toepas_web.maturity.actions import RefusedError
from toepas_web.maturity.impact_forms import ImpactForm
from toepas_web.organisations.rules import may, organisation_for
from toepas_web.ui.numbers import counted
from toepas_web.ui.words import words


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Say what will be measured, and when to go on or to stop."""
    said, found = words(), organisation_for(request.user, organisation_id, rules.ANSWER)
    form = ImpactForm(said, timezone.localdate(), None, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (plan := form.read()):
        try:
            made = actions.plan_impact(by=request.user, organisation=found, plan=plan)
        except RefusedError as error:
            form.problems.append(("", forms.refused(str(error), said)))
        else:
            return redirect("maturity-impact", impact_id=made.pk)
    context = {
        **impact_presenters.form_page(form.typed, form.problems, said),
        "organisation": found,
        "number": 0,
        "kept": None,
    }
    return render(request, "maturity/impact_form.html", context, status=422 if form.problems else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, impact_id: uuid.UUID) -> HttpResponse:
    """Add values, or change what is measured."""
    said, one = words(), rules.impact_for(request.user, impact_id, rules.ANSWER)
    form = ImpactForm(said, timezone.localdate(), one.plan, request.POST if request.method == "POST" else None)
    status = 200
    if one.closed and request.method == "GET":
        return redirect("maturity-impact", impact_id=one.pk)
    if request.method == "POST":
        status, number = 422, counted(request.POST.get("number"))
        if plan := form.read():
            try:
                actions.change_impact(by=request.user, impact=one, plan=plan, number=number)  # fmt: skip
            except RefusedError as error:
                form.problems.append(("", forms.refused(str(error), said)))
                status = 409
            else:
                return redirect("maturity-impact", impact_id=one.pk)
    context = {**impact_presenters.form_page(form.typed, form.problems, said), "organisation": one.organisation, "number": one.number, "kept": one}  # fmt: skip
    return render(request, "maturity/impact_form.html", context, status=status)


@never_cache
@login_required
@require_GET
def shown(request: HttpRequest, impact_id: uuid.UUID) -> HttpResponse:
    """What came of it."""
    one = rules.impact_for(request.user, impact_id, rules.SEE)
    context = impact_presenters.shown(one, words())
    context["may_answer"] = may(request.user, rules.ANSWER, one.organisation)
    context["may_remove"] = may(request.user, rules.REMOVE, one.organisation)
    return render(request, "maturity/impact.html", context)


@login_required
@require_POST
def close(request: HttpRequest, impact_id: uuid.UUID) -> HttpResponse:
    """Say that nothing more will be measured."""
    said, one = words(), rules.impact_for(request.user, impact_id, rules.ANSWER)
    try:
        actions.close_impact(by=request.user, impact=one)
        messages.success(request, said.t("The measurement is closed. It does not change any more."))
    except RefusedError as error:
        messages.error(request, forms.refused(str(error), said))
    return redirect("maturity-impact", impact_id=one.pk)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, impact_id: uuid.UUID) -> HttpResponse:
    """Ask, and then delete it with its values."""
    one = rules.impact_for(request.user, impact_id, rules.REMOVE)
    if request.method == "POST":
        actions.remove_impact(by=request.user, impact=one)
        messages.success(request, words().t("It was deleted."))
        return redirect("maturity-organisation", organisation_id=one.organisation_id)
    context = {"name": one.plan["title"], "back": ("maturity-impact", one.pk)}
    return render(request, "maturity/delete.html", context)
