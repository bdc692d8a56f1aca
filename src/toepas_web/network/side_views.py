"""Mentors with founders, providers with users: one's own limits, who fits, and no longer."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.match import GIVERS, PAIRS, TIMED
from toepas_web.network import forms, partner_actions, rules, side_forms, side_presenters
from toepas_web.network.counting import RefusedError
from toepas_web.network.views import answer
from toepas_web.network.wording import side_name
from toepas_web.ui.words import words


@never_cache
@login_required
@require_GET
def side(request: HttpRequest, partner_id: uuid.UUID, side: str) -> HttpResponse:
    """Who fits a mentor, a founder, a provider or a user."""
    mine = rules.side_for(request.user, partner_id, side)
    return render(request, "network/side.html", side_presenters.whole(mine, words()))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, partner_id: uuid.UUID, side: str) -> HttpResponse:
    """Say as what one is to be found, and within which limits."""
    said, mine = words(), rules.partner_for(request.user, partner_id)
    if side not in PAIRS:
        raise Http404
    there = mine.sides.filter(side=side).first()
    form = forms.Typed(said, request.POST if request.method == "POST" else None, side_forms.started(there))
    read = side_forms.read_terms(form, side)
    if request.method == "POST" and not form.problems:
        try:
            partner_actions.stand_as(by=request.user, partner=mine, side=side, **read)
            return redirect("network-side", mine.pk, side)
        except RefusedError as error:
            form.problems.append(("", forms.refused(str(error), said)))
    context = {
        "mine": mine,
        "side": side,
        "as_what": side_name(side, said),
        "options": side_forms.options(said),
        "regions": side_forms.regions_by_country(said),
        "picked": form.chosen,
        "timed": side in TIMED,
        "gives": side in GIVERS,
    }
    return answer(request, "network/terms.html", form, **context)


@login_required
@require_POST
def drop(request: HttpRequest, partner_id: uuid.UUID, side: str) -> HttpResponse:
    """No longer be found as this."""
    partner_actions.no_longer_stand(by=request.user, side=rules.side_for(request.user, partner_id, side))
    messages.success(request, words().t("Withdrawn: nobody finds this any more."))
    return redirect("network-partners")
