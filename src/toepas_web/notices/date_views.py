"""The page of one's dates, and the address at which a calendar program reads them."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from toepas.kernel import Words
from toepas_web.notices import actions, date_presenters, feeds
from toepas_web.notices.dates import Dated, Span, dates_of, told
from toepas_web.notices.limits import limits
from toepas_web.ui.words import words

PER_PAGE = 50


@never_cache
@login_required
@require_GET
def dates(request: HttpRequest) -> HttpResponse:
    """What is late, and after it what comes, page by page; and how much comes later than what is asked for."""
    said, now = words(), timezone.now()
    weeks, today = date_presenters.weeks(request.GET.get("weeks", "")), timezone.localdate(now)
    first = today - datetime.timedelta(days=limits()["late-days"])
    found = dates_of(request.user, Span(first, today + datetime.timedelta(weeks=date_presenters.WEEKS[-1])), said)
    until = Span(today, today + datetime.timedelta(weeks=weeks)).moments[1]
    late, ahead = [one for one in found if one.passed(now)], [one for one in found if not one.passed(now)]
    late, coming = [one for one in late if one.open], [one for one in ahead if one.moment < until]
    later = ahead[len(coming) :]
    page = Paginator([*late, *coming], PER_PAGE).get_page(request.GET.get("page"))
    shown = told(page.object_list)
    passed = sum(one.passed(now) for one in shown)
    context = {
        "page": page,
        "parts": [
            (said.t("Overdue"), len(late), _listed(shown[:passed], said)),
            (said.t("Coming"), len(coming), _listed(shown[passed:], said)),
        ],
        "later": len(later),
        "first_later": date_presenters.when(later[0], said) if later else "",
        "weeks": weeks,
        "all_weeks": date_presenters.WEEKS[-1],
        "periods": date_presenters.periods(said),
        "most": limits()["dates"],
        "feed": date_presenters.address(request.user, None, "dates-feed"),
    }
    return render(request, "notices/dates.html", context)


def _listed(some: Iterable[Dated], said: Words) -> list[tuple[str, list[dict[str, Any]]]]:
    return date_presenters.by_day([date_presenters.row(one, said) for one in some])


@login_required
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Make an address for a calendar program, make it anew, or withdraw it."""
    change_address(request, None)
    return redirect("dates")


def change_address(request: HttpRequest, hub: uuid.UUID | None) -> None:
    """Do what the form asks with the address of one's own dates, or of those of a hub."""
    said = words()
    if request.POST.get("do") == "withdraw":
        actions.withdraw_feed(by=request.user, hub=hub)
        messages.success(request, said.t("The address is withdrawn. It opens nothing any more."))
    else:
        actions.make_feed(by=request.user, hub=hub)
        messages.success(request, said.t("Here is the address. An earlier one opens nothing any more."))


@never_cache
@require_GET
def feed(_request: HttpRequest, own_key: str) -> HttpResponse:
    """The dates of one account, for a calendar program, which cannot sign in."""
    said, found = words(), feeds.feed_with(own_key, hub=False)
    span = feeds.window(timezone.localdate())
    return feeds.answer(told(dates_of(found.user, span, said)), said.t("Toepas: my dates"), said)
