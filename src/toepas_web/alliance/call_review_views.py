"""Pages of reviewers: invitations, what there is to judge, one review."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.alliance import answer_text
from toepas_web.alliance import call_forms as forms
from toepas_web.alliance import call_judging as judging
from toepas_web.alliance import call_presenters as presenters
from toepas_web.alliance import call_rules as rules
from toepas_web.alliance.call_actions import RefusedError
from toepas_web.alliance.call_data import plain_answers
from toepas_web.alliance.call_models import Call, Review
from toepas_web.alliance.call_wording import refused
from toepas_web.alliance.typed import at_most
from toepas_web.ui.words import words


@never_cache
@login_required
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """What this person is asked to judge, and by whom they are invited."""
    said = words()
    own = Review.objects.filter(panelist__user=request.user).select_related(
        "application__call", "application__organisation"
    )
    context = {
        "rows": [presenters.task(one, said) for one in own],
        "seats": [presenters.seat(one, said) for one in rules.seats_of(request.user)],
        "invited": [{"id": one.pk, "title": one.call.title} for one in rules.invitations_of(request.user)],
    }
    return render(request, "alliance/reviews.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, panelist_id: uuid.UUID) -> HttpResponse:
    """Agree to judge, with what one states of oneself, or decline."""
    said, found = words(), rules.invitation_for(request.user, panelist_id)
    problems: forms.Problems = []
    if request.method == "POST":
        texts, problems = forms.read_seat(request.POST, said)
        try:
            if request.POST.get("answer") == "no":
                judging.decline(by=request.user, panelist=found)
                return redirect("reviews")
            if not problems:
                judging.accept(by=request.user, panelist=found, texts=texts)
                messages.success(
                    request,
                    said.t(
                        "Thank you. What there is to judge appears here once the deadline has passed and panels were put together."
                    ),
                )
                return redirect("reviews")
        except RefusedError as error:
            problems.append(("", refused(error, said)))
    context = {
        "call": presenters.line(found.call, said), "review_days": found.call.review_days,
        "readable": found.call.state != Call.DRAFT, "options": forms.seat_options(said), "problems": problems,
        "given": request.POST,
    }  # fmt: skip
    return render(request, "alliance/review_invitation.html", context, status=422 if problems else 200)


@login_required
@require_POST
def step_back(request: HttpRequest, seat_id: uuid.UUID) -> HttpResponse:
    """Say that one can no longer judge; somebody else is asked."""
    try:
        judging.release(by=request.user, panelist=rules.own_seat(request.user, seat_id))
    except RefusedError as error:
        messages.warning(request, refused(error, words()))
    else:
        messages.success(request, words().t("Noted. Somebody else is asked to judge what you did not write."))
    return redirect("reviews")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Judge one application, or declare a conflict of interest."""
    said, found = words(), rules.review_for(request.user, review_id)
    call, problems = found.application.call, forms.Problems()
    if request.method == "POST":
        try:
            if request.POST.get("do") == "conflict":
                judging.declare_conflict(by=request.user, review=found)
                return redirect("reviews")
            scores, comment, problems = forms.read_scores(call, request.POST, said)
            if not problems:
                judging.send_review(by=request.user, review=found, scores=scores, comment=comment)
                messages.success(request, said.t("Your review was received."))
                return redirect("reviews")
        except RefusedError as error:
            problems.append(("comment" if str(error) == "gives-away" else "", refused(error, said)))
    context = {
        "review": found, "task": presenters.task(found, said), "call": call, "problems": problems, "given": request.POST,
        "answers": [(label, answer_text(value, said)) for label, value in plain_answers(found.application, call)],
        "own": presenters.own_review(found, said), "long": at_most(4000, said),
        "labels": {one["id"]: one["label"] for one in call.criteria},
        "partners": found.application.partners,
    }  # fmt: skip
    return render(request, "alliance/review.html", context, status=422 if problems else 200)
