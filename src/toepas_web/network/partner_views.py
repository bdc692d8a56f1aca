"""The finder of partners: who agreed to be found, who fits and why, and getting in touch once both agree."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.kernel import region_named, regions_of
from toepas.match import PAIRS
from toepas_web.network import forms, partner_actions, partner_presenters, presenters, rules, side_presenters
from toepas_web.network.counting import RefusedError
from toepas_web.network.models import Partner
from toepas_web.network.views import answer as answer_form
from toepas_web.ui.words import words


@never_cache
@login_required
@require_GET
def partners(request: HttpRequest) -> HttpResponse:
    """One's own partner texts and who fits them."""
    said, members = words(), rules.speaking(request.user, rules.PLEDGE)
    wanted = forms.wanted(request.GET)
    own = Partner.objects.filter(member__in=members).select_related("member__organisation")
    without = members.filter(partner=None)
    context = {
        "rows": [
            {**partner_presenters.partners(one, wanted, said), "sides": side_presenters.sides(one, said)} for one in own
        ],
        "without": presenters.speaker(without),
        "wanted": wanted,
        "kinds": forms.kinds(said),
        "sectors": forms.sector_choices(said),
        "countries": forms.country_choices(said),
        "counts": side_presenters.counts(said),
    }
    return render(request, "network/partners.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest, member_id: uuid.UUID) -> HttpResponse:
    """Agree to be found, or say otherwise what one seeks and offers."""
    said, member = words(), rules.member_for(request.user, member_id)
    there = Partner.objects.filter(member=member).first()
    home = member.organisation
    guessed = region_named(home.country, home.region)
    shown = {"seeks": there.seeks, "offers": there.offers, "region": there.region} if there else {"region": guessed}
    form = forms.Typed(said, request.POST if request.method == "POST" else None, shown)
    read = forms.read_partner(form, regions_of(home.country))
    if request.method == "GET":
        form.problems.clear()
    elif not form.problems:
        try:
            partner_actions.be_found(by=request.user, member=member, lang=said.lang, **read)
            return redirect("network-partners")
        except RefusedError as error:
            form.problems.append(("", forms.refused(str(error), said)))
    context = {"member": member, "regions": sorted(regions_of(home.country).items(), key=lambda pair: pair[1])}
    return answer_form(request, "network/found.html", form, **context, written=home.region)


@login_required
@require_POST
def withdraw(request: HttpRequest, partner_id: uuid.UUID) -> HttpResponse:
    """No longer be found."""
    partner_actions.no_longer_be_found(by=request.user, partner=rules.partner_for(request.user, partner_id))
    messages.success(request, words().t("Withdrawn: nobody finds this any more."))
    return redirect("network-partners")


@login_required
@require_POST
def introduce(request: HttpRequest, partner_id: uuid.UUID, met_id: uuid.UUID) -> HttpResponse:
    """Ask another member to get in touch."""
    said, mine = words(), rules.partner_for(request.user, partner_id)
    theirs = Partner.objects.standing().filter(pk=met_id).select_related("member", "contact").first()
    if theirs is None:
        raise Http404
    side = request.POST.get("side", "")
    if side and not (side in PAIRS and mine.sides.filter(side=side) and theirs.sides.filter(side=PAIRS[side])):
        raise Http404
    try:
        partner_actions.introduce(by=request.user, mine=mine, theirs=theirs, side=side)
        messages.success(request, said.t("Asked. You get a notice when they answer."))
    except RefusedError as error:
        messages.error(request, forms.refused(str(error), said))
    return redirect("network-partners")


@login_required
@require_POST
def answer(request: HttpRequest, introduction_id: uuid.UUID) -> HttpResponse:
    """Answer who asked."""
    waiting = rules.introduction_to(request.user, introduction_id)
    try:
        partner_actions.answer(by=request.user, introduction=waiting, accept=request.POST.get("answer") == "yes")
    except RefusedError as error:
        messages.error(request, forms.refused(str(error), words()))
    return redirect("network-partners")


@login_required
@require_POST
def end(request: HttpRequest, running_id: uuid.UUID) -> HttpResponse:
    """No longer be in touch."""
    found, other = rules.introduction_of(request.user, running_id)
    partner_actions.end(by=request.user, introduction=found, other=other)
    messages.success(request, words().t("Ended: neither of you sees the address of the other any more."))
    return redirect("network-partners")
