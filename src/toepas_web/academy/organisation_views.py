"""What an organisation sees of learning: its own plan, and counts that give nobody away."""

from __future__ import annotations

import csv
import io
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from toepas import academy
from toepas.academy import OrganisationPath, Profile, organisation_path, profiles
from toepas.catalogue import safe_cell
from toepas.kernel import Words
from toepas_web.academy import actions, forms, presenters, rules, teaching
from toepas_web.academy.models import Learning, Plan
from toepas_web.organisations.models import Organisation
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
    made = _together(organisation, people, said)
    context = {
        "organisation": organisation,
        "plans": plans,
        "kinds": [
            (title, [_typed(one, typed, said) for one in profiles().values() if one.kind == kind])
            for kind, title in (("job", said.t("By work")), ("role", said.t("By place in the AI Act")))
        ],
        "made": presenters.organisation_rows(made, said),
        "planned": bool(people),
        "totals": _totals(people),
        "changed": said.date(timezone.localtime(kept.changed).date()) if kept else "",
        "counts": presenters.counts(Learning.objects.counted_in(organisation), said),
        "smallest": academy.SMALLEST,
        "problems": problems,
        "judged_sentence": academy.judged_sentence(said),
        "needs_sentence": academy.needs_sentence(said),
    }
    return render(request, "academy/organisation.html", context, status=422 if problems else 200)


@never_cache
@login_required
@require_GET
def download(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """The plan to take along, as a table: who is planned for, the courses, and what no course teaches."""
    said = words()
    organisation = organisation_for(request.user, organisation_id, rules.SEE)
    kept = Plan.objects.filter(organisation=organisation).first()
    people = dict(kept.people) if kept else {}
    stream = io.StringIO()
    csv.writer(stream).writerows(
        [safe_cell(str(cell)) for cell in row]
        for row in presenters.plan_table(people, _together(organisation, people, said), said)
    )
    headers = {"Content-Disposition": f'attachment; filename="learning-{timezone.localdate().isoformat()}.csv"'}
    return HttpResponse(stream.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)


def _together(organisation: Organisation, people: dict[str, int], said: Words) -> OrganisationPath:
    return organisation_path(
        people,
        teaching.offered(said),
        languages=teaching.spoken(said),
        country=organisation.country,
        sector=organisation.sector,
    )


def _totals(people: dict[str, int]) -> dict[str, int]:
    """How many people are planned for by work, and by their place in the Act: somebody can be in both."""
    return {
        kind: sum(n for name, n in people.items() if name in profiles() and profiles()[name].kind == kind)
        for kind in ("job", "role")
    }


def _typed(profile: Profile, typed: dict[str, str], said: Words) -> dict[str, str]:
    return {**presenters.profile_row(profile, said), "count": typed.get(profile.id, "")}
