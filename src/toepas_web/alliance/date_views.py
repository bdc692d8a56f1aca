"""The deadlines of calls for calendar programs of everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from toepas_web.alliance import dates
from toepas_web.notices import feeds
from toepas_web.ui.words import words


@require_GET
def deadlines(_request: HttpRequest) -> HttpResponse:
    """One moment per call that is open or being judged."""
    said = words()
    return feeds.answer(dates.deadlines(said), said.t("Toepas: deadlines of open calls"), said, public=True)
