"""A need in, what fits out; and, for who agrees, others who seek the same."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from toepas.catalogue import EU, place_of
from toepas.kernel import Words, sectors
from toepas.match import JOINT, SIZES, Need, Shared, find_partners, match, need_data, need_from, read_need
from toepas_web.catalogue import actions, match_presenters, rules
from toepas_web.catalogue.engine import collection
from toepas_web.catalogue.models import Greeting, Wish
from toepas_web.ui.errors import page
from toepas_web.ui.words import words

LONGEST = 1000
MOST_COMPARED = 500


def need_of(given: Any, said: Words) -> Need | None:
    """The need that an address or a form states; None where nothing is said."""
    text = " ".join(given.get("q", "").split())[:LONGEST]
    if not text:
        return None
    country = given.get("country", "").upper()
    fields: dict[str, Any] = {"text": text}
    if country in EU:
        fields["place"] = place_of(given.get("city", "")[:80], country)
    sector, size = given.get("sector", ""), given.get("size", "")
    fields["sectors"] = (sector,) if sector in sectors() else ()
    fields["size"] = size if size in SIZES else ""
    fields["open_licence"] = given.get("open") == "yes"
    fields["hosting"] = tuple(code for code in given.getlist("hosting") if code in ("EU", "own"))
    fields["joint"] = tuple(way for way in given.getlist("joint") if way in JOINT)
    return read_need(text, said.lang, given=Need(**fields))


@require_GET
def match_need(request: HttpRequest) -> HttpResponse:
    """What fits a need, panel by panel, with what speaks for and against each."""
    said = words()
    need = need_of(request.GET, said)
    found = match(need, collection(), timezone.localdate()) if need else None
    context = {
        **match_presenters.options(said),
        "given": match_presenters.given(need),
        "need": match_presenters.understood(need, said) if need else [],
        "panels": match_presenters.panels(found, said) if found else [],
        "asked": need is not None,
    }
    return render(request, "catalogue/match.html", context)


@never_cache
@login_required
@require_GET
def wishes(request: HttpRequest) -> HttpResponse:
    """What this account seeks together with others, and who seeks the same; nobody's name before both agree."""
    return _together(request, None)


def _together(request: HttpRequest, need: Need | None, problem: str = "") -> HttpResponse:
    """The page, with what was typed and what is wrong with it."""
    said = words()
    others = [
        Shared(str(wish.pk), need_from(wish.need)) for wish in Wish.objects.exclude(owner=request.user)[:MOST_COMPARED]
    ]
    mine = list(Wish.objects.filter(owner=request.user))
    sent = {
        (str(g.mine_id), str(g.theirs_id)): g
        for g in Greeting.objects.filter(mine__in=mine).select_related("theirs__owner")
    }
    received = Greeting.objects.filter(theirs__in=mine).select_related("mine__owner", "theirs")
    rows = [match_presenters.wish(wish, find_partners(need_from(wish.need), others), sent, said) for wish in mine]
    asked = [match_presenters.greeting(greeting, said) for greeting in received]
    context = {
        **match_presenters.options(said),
        "given": match_presenters.given(need),
        "rows": rows,
        "asked": asked,
        "problems": [("q", problem)] if problem else [],
    }
    return render(request, "catalogue/wishes.html", context, status=422 if problem else 200)


@login_required
@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Agree to be found."""
    said = words()
    need = need_of(request.POST, said)
    if need is None or not need.joint:
        return _together(request, need, said.t("Say what you need, and choose at least one thing to do together."))
    try:
        actions.agree(by=request.user, need=need_data(need))
    except actions.TooManyError:
        return page(request, 409, said.t("That is enough"), said.t("You seek as much together as one account may."))
    return redirect("catalogue-together")


@login_required
@require_POST
def withdraw(request: HttpRequest, wish_id: uuid.UUID) -> HttpResponse:
    """No longer be found."""
    actions.withdraw_wish(by=request.user, wish=rules.wish_of(request.user, wish_id))
    messages.success(request, words().t("Withdrawn: nobody finds this any more."))
    return redirect("catalogue-together")


@login_required
@require_POST
def greet(request: HttpRequest, wish_id: uuid.UUID, other_id: uuid.UUID) -> HttpResponse:
    """Ask somebody to get in touch; only those who match can be asked."""
    mine = rules.wish_of(request.user, wish_id)
    theirs = Wish.objects.exclude(owner=request.user).filter(pk=other_id).first()
    shared = [Shared(str(theirs.pk), need_from(theirs.need))] if theirs else []
    if theirs is None or not find_partners(need_from(mine.need), shared).found:
        return page(
            request, 404, words().t("This is not here"), words().t("It was withdrawn, or seeks something else.")
        )
    actions.greet(by=request.user, mine=mine, theirs=theirs)
    messages.success(request, words().t("Asked. You hear when they agree."))
    return redirect("catalogue-together")


@login_required
@require_POST
def answer(request: HttpRequest, greeting_id: uuid.UUID) -> HttpResponse:
    """Answer who asked."""
    greeting = rules.greeting_to(request.user, greeting_id)
    actions.answer(by=request.user, greeting=greeting, accept=request.POST.get("answer") == "yes")
    return redirect("catalogue-together")
