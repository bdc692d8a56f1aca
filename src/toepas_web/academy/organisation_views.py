"""What an organisation sees of learning: its own plan, and counts that give nobody away."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from toepas import academy
from toepas.academy import Profile, organisation_path, profiles
from toepas.kernel import Words
from toepas_web.academy import actions, forms, presenters, rules, teaching
from toepas_web.academy.models import Learning, Plan
from toepas_web.organisations.rules import organisation_for
from toepas_web.ui.words import words


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def learning(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """How many people do which work, the courses that they need together, and how far they are, as far as that may be seen."""
    said = words()
    organisation = organisation_for(request.user, organisation_id, rules.SEE)
    plans = rules.may_plan(request.user, organisation)
    kept = Plan.objects.filter(organisation=organisation).first()
    people, problems = dict(kept.people) if kept else {}, []
    typed = {name: str(count) for name, count in people.items()}
    if request.method == "POST":
        if not plans:
            raise PermissionDenied
        typed = {name: request.POST.get(name, "") for name in profiles()}
        people, problems = forms.people(request.POST, said)
        if not problems:
            actions.plan(by=request.user, organisation=organisation, people=people)
            messages.success(request, said.t("The plan was kept."))
            return redirect("academy-organisation", organisation_id=organisation.pk)
    made = organisation_path(
        people,
        teaching.offered(said),
        languages=teaching.spoken(said),
        country=organisation.country,
        sector=organisation.sector,
    )
    context = {
        "organisation": organisation,
        "plans": plans,
        "kinds": [
            (title, [_typed(one, typed, said) for one in profiles().values() if one.kind == kind])
            for kind, title in (("job", said.t("By work")), ("role", said.t("By place in the AI Act")))
        ],
        "made": presenters.organisation_rows(made, said),
        "planned": bool(people),
        "counts": presenters.counts(Learning.objects.counted_in(organisation), said),
        "smallest": academy.SMALLEST,
        "problems": problems,
        "judged_sentence": academy.judged_sentence(said),
        "needs_sentence": academy.needs_sentence(said),
    }
    return render(request, "academy/organisation.html", context, status=422 if problems else 200)


def _typed(profile: Profile, typed: dict[str, str], said: Words) -> dict[str, str]:
    return {**presenters.profile_row(profile, said), "count": typed.get(profile.id, "")}
