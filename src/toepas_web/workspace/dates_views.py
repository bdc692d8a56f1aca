"""What is due at the customers of a hub: a page, a table, and an address for a calendar program."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from toepas_web.notices import feeds
from toepas_web.notices.date_presenters import address as address_of
from toepas_web.notices.date_presenters import by_day
from toepas_web.notices.date_views import change_address
from toepas_web.notices.limits import limits
from toepas_web.ui.words import words
from toepas_web.workspace import dates_presenters as presenters
from toepas_web.workspace import moments, rules
from toepas_web.workspace.dates import DUTIES, MOMENTS, TASKS, Asked, every, page

FEED = "104"
"""So many weeks ahead does the calendar tell of."""
SOURCES = {TASKS: page, DUTIES: page, MOMENTS: moments.page}
"""Where the lines are found."""


@never_cache
@login_required
@require_GET
def dates(request: HttpRequest, hub_id: uuid.UUID) -> HttpResponse:
    """A page of what is due."""
    said, hub = words(), rules.hub_for(request.user, hub_id)
    look = presenters.asked(request.GET, timezone.localdate())
    lines, after = SOURCES[look.what](hub, look)
    query = {"what": look.what, "period": look.period, "state": look.state, "customer": look.text}
    context = {
        "hub": hub,
        "look": look,
        "query": query,
        "groups": by_day([presenters.row(one, look, said) for one in lines]),
        "further": query | {"after": presenters.cursor(after)} if after else None,
        "feed": address_of(request.user, hub.pk, "workspace-dates-feed"),
        "most": limits()["dates"],
        **presenters.options(look.what, said),
    }
    return render(request, "workspace/dates.html", context)


@never_cache
@login_required
@require_GET
def download(request: HttpRequest, hub_id: uuid.UUID) -> StreamingHttpResponse:
    """Everything that the page would show, as a table."""
    hub = rules.hub_for(request.user, hub_id)
    look = replace(presenters.asked(request.GET, timezone.localdate()), after=None)
    name = f"toepas-{look.what}-{look.today.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    lines = every(hub, look, SOURCES[look.what])
    return StreamingHttpResponse(
        presenters.table(lines, look, words()), content_type="text/csv; charset=utf-8", headers=headers
    )


@login_required
@require_POST
def address(request: HttpRequest, hub_id: uuid.UUID) -> HttpResponse:
    """Make an address for one's calendar program, make it anew, or withdraw it."""
    change_address(request, rules.hub_for(request.user, hub_id).pk)
    return redirect("workspace-dates", hub_id)


@never_cache
@require_GET
def feed(_request: HttpRequest, hub_key: str) -> HttpResponse:
    """The same for a calendar program: what is due and what begins within two years, as long as the adviser works for the hub."""
    said, found = words(), feeds.feed_with(hub_key, hub=True)
    hub = rules.hub_for(found.user, found.hub)
    told = []
    for what, source in SOURCES.items():
        look = Asked(timezone.localdate(), what, FEED)
        told += [presenters.dated(one, look, said) for one in source(hub, look, limits()["dates"])[0]]
    return feeds.answer(told, said.t("What is due at customers of {name}", name=hub.name), said)
