"""Pages of assessments: for who may see or answer them in the organisation, or as its adviser."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas import maturity
from toepas_web.maturity import actions, forms, moments, presenters, rules
from toepas_web.maturity.actions import RefusedError
from toepas_web.maturity.fields import kept
from toepas_web.maturity.impact_presenters import line
from toepas_web.maturity.models import Agreed, Assessment, Score
from toepas_web.maturity.scoring import TRAITS
from toepas_web.maturity.wording import stage_name
from toepas_web.organisations.models import Organisation
from toepas_web.organisations.rules import may, organisation_for
from toepas_web.ui.numbers import counted
from toepas_web.ui.words import words

PER_PAGE = 50


@never_cache
@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The organisations whose maturity one may see."""
    context = {"page": Paginator(rules.seen_by(request.user), PER_PAGE).get_page(request.GET.get("page")), "aggregates": rules.site_may(request.user, rules.AGGREGATES), "publishes": rules.site_may(request.user, rules.PUBLISH)}  # fmt: skip
    return render(request, "maturity/index.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """The assessments of an organisation, and what it measures; begin one."""
    if request.method == "GET":
        return _organisation(request, organisation_for(request.user, organisation_id, rules.SEE))
    found = organisation_for(request.user, organisation_id, rules.ANSWER)
    today = timezone.localdate()
    try:
        name, stage, on = forms.beginning(request.POST, today)
        version = maturity.questionnaires()[name].version
        made = actions.start(by=request.user, organisation=found, questionnaire=name, version=version, stage=stage, on=on)  # fmt: skip
    except RefusedError as error:
        return _organisation(request, found, forms.where(str(error)), forms.refused(str(error), words()))
    first = maturity.questionnaire(made.questionnaire, made.version, words()).dimensions[0].id
    return redirect("maturity-dimension", assessment_id=made.pk, dimension=first)


@login_required
@require_POST
def plan(request: HttpRequest, organisation_id: uuid.UUID, questionnaire: str) -> HttpResponse:
    """Plan on which days the later moments are filled in."""
    said, today = words(), timezone.localdate()
    found = organisation_for(request.user, organisation_id, rules.ANSWER)
    if questionnaire not in maturity.questionnaires():
        raise Http404
    begun = dict(found.assessments.filter(questionnaire=questionnaire).values_list("stage", "on"))
    planned = dict(found.planned_moments.filter(questionnaire=questionnaire).values_list("stage", "on"))
    try:
        days, seen = moments.typed(questionnaire, request.POST, moments.proposals(begun, planned, today), today)
        actions.plan_moments(by=request.user, organisation=found, questionnaire=questionnaire, days=days, seen=seen)
    except RefusedError as error:
        return _organisation(request, found, problem=forms.refused(str(error), said))
    messages.success(request, said.t("Saved."))
    return redirect("maturity-organisation", organisation_id=found.pk)


def _organisation(request: HttpRequest, found: Organisation, field: str = "", problem: str = "") -> HttpResponse:
    said = words()
    context = presenters.whole(found, timezone.localdate(), said)
    context |= {
        "impacts": [line(one, said) for one in found.impacts.all()],
        "may_answer": may(request.user, rules.ANSWER, found),
        "agreed": Agreed.objects.filter(organisation=found).first(),
        "may_consent": may(request.user, rules.CONSENT, found),
        "problems": [(field, problem)] if problem else [],
    }
    context["typed"] = {**context["next"], **request.POST.dict()}
    return render(request, "maturity/organisation.html", context, status=422 if problem else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def dimension(request: HttpRequest, assessment_id: uuid.UUID, dimension: str) -> HttpResponse:
    """The questions of one dimension; what is sent is kept before the next one is shown."""
    said, one = words(), rules.assessment_for(request.user, assessment_id, rules.ANSWER)
    asked = maturity.questionnaire(one.questionnaire, one.version, said)
    found = next((part for part in asked.dimensions if part.id == dimension), None)
    if found is None:
        raise Http404
    if one.finished and request.method == "GET":
        return redirect("maturity-result", assessment_id=one.pk)
    form = kept(found, one.answers, one.evidence)
    if request.method == "POST":
        form = forms.typed(form, request.POST, said)
    status = 422 if form.problems else 200
    if request.method == "POST" and not form.problems:
        number = counted(request.POST.get("number"))
        try:
            actions.answer(
                by=request.user, assessment=one, dimension=dimension, answers=form.answers, evidence=form.evidence, number=number
            )  # fmt: skip
        except RefusedError as error:
            form.problems.append(("", forms.refused(str(error), said)))
            status = 409
        else:
            return _on(request, one, dimension)
    return render(request, "maturity/dimension.html", presenters.dimension_page(one, form, said), status=status)


def _on(request: HttpRequest, one: Assessment, dimension: str) -> HttpResponse:
    names = [part.id for part in maturity.questionnaire(one.questionnaire, one.version, words()).dimensions]
    following = names[names.index(dimension) + 1 :]
    if following and request.POST.get("then") != "result":
        return redirect("maturity-dimension", assessment_id=one.pk, dimension=following[0])
    return redirect("maturity-result", assessment_id=one.pk)


@never_cache
@login_required
@require_GET
def result(request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """The scores, and what follows from them."""
    one = rules.assessment_for(request.user, assessment_id, rules.SEE)
    context = presenters.result(one, words())
    context["may_answer"] = may(request.user, rules.ANSWER, one.organisation)
    context["may_remove"] = may(request.user, rules.REMOVE, one.organisation)
    return render(request, "maturity/result.html", context)


@login_required
@require_POST
def finish(request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Close an assessment: it stays as it is."""
    said, one = words(), rules.assessment_for(request.user, assessment_id, rules.ANSWER)
    try:
        actions.finish(by=request.user, assessment=one)
        messages.success(request, said.t("The assessment is finished. It does not change any more."))
    except RefusedError as error:
        messages.error(request, forms.refused(str(error), said))
    return redirect("maturity-result", assessment_id=one.pk)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Ask, and then delete an assessment."""
    one = rules.assessment_for(request.user, assessment_id, rules.REMOVE)
    if request.method == "POST":
        actions.remove(by=request.user, assessment=one)
        messages.success(request, words().t("It was deleted."))
        return redirect("maturity-organisation", organisation_id=one.organisation_id)
    name = f"{maturity.title(maturity.questionnaire(one.questionnaire, one.version, words()), words())}, {one.stage}"
    context = {"name": name, "back": ("maturity-result", one.pk)}
    return render(request, "maturity/delete.html", context)


@never_cache
@login_required
@require_GET
def compared(request: HttpRequest, organisation_id: uuid.UUID, questionnaire: str) -> HttpResponse:
    """The finished assessments of one questionnaire, beside each other."""
    found = organisation_for(request.user, organisation_id, rules.SEE)
    finished = list(
        found.assessments.filter(questionnaire=questionnaire, finished=True)
        .select_related("organisation", "score")
        .order_by("stage")
    )
    if len(finished) < 2:
        raise Http404
    return render(request, "maturity/compared.html", {**presenters.compared(finished, words()), "organisation": found})


@never_cache
@login_required
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Over all organisations, with small cells hidden; for who may see aggregates."""
    rules.must_see_aggregates(request.user)
    said = words()
    name, stage = request.GET.get("questionnaire", "sme"), request.GET.get("stage", "T0")
    if name not in maturity.questionnaires() or stage not in maturity.STAGES:
        raise Http404
    by = [trait for trait in TRAITS if trait in request.GET.getlist("by")][:2] or ["size"]
    kept = Score.objects.filter(questionnaire=name, stage=stage).counted_in_figures()
    context = {
        **presenters.aggregates(kept, by, said),
        "questionnaires": [(one.id, maturity.title(one, said)) for one in maturity.questionnaires().values()],
        "stages": [(one, stage_name(one, said)) for one in maturity.STAGES],
        "traits": [(one, presenters.trait_name(one, said), one in by) for one in TRAITS],
        "chosen": (name, stage),
    }
    return render(request, "maturity/figures.html", context)
