"""Addresses at which calendar programs, which cannot sign in, read dates: a key of one account stands in them.

The key is the id of a row, signed with the key of the site. Renewing makes another row, withdrawing none: the old address then opens nothing.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.db import models
from django.http import Http404, HttpResponse
from django.utils import timezone

from toepas.kernel import Words
from toepas.paper import CalendarEntry, ics
from toepas_web.notices.dates import Dated, Span
from toepas_web.notices.limits import limits
from toepas_web.notices.models import Feed
from toepas_web.notices.wording import moment

AGAIN = datetime.timedelta(hours=12)
"""Calendar programs may ask again after so long."""
_signer = signing.Signer(salt="calendar-feed")


def key_of(feed: models.Model) -> str:
    """What stands in the address; nobody can make it up without the key of the site. ``feed``: a row whose id is a UUID, of any part of the site."""
    return _signer.sign(feed.pk.hex).replace(":", ".")


def id_in(key: str) -> uuid.UUID:
    """The id of the row behind a key. Raises Http404 for a forged one."""
    try:
        return uuid.UUID(_signer.unsign(key.replace(".", ":")))
    except (signing.BadSignature, ValueError):
        raise Http404 from None


def feed_with(key: str, *, hub: bool) -> Feed:
    """The feed that has this key, of a person or of a hub. Raises Http404 for a forged or withdrawn one, and for an account that is gone or closed."""
    found = Feed.objects.filter(pk=id_in(key), user__is_active=True, hub__isnull=not hub).select_related("user").first()
    if found is None:
        raise Http404
    return found


def window(today: datetime.date) -> Span:
    """The days of which a feed tells."""
    back, on = (datetime.timedelta(days=limits()[name]) for name in ("feed-days-back", "feed-days-on"))
    return Span(today - back, today + on)


def entry(one: Dated, said: Words) -> CalendarEntry:
    """A date as calendar programs get it: a moment in UTC, with the clock that it was set by in the text."""
    told = [moment(one.when, one.zone, said)] if isinstance(one.when, datetime.datetime) else []
    return CalendarEntry(
        uid=f"{one.id}@toepas",
        when=one.when,
        summary=one.text,
        description="\n".join([*told, one.note] if one.note else told),
        url=settings.URL + one.address,
        minutes=one.minutes,
        place=one.place,
        cancelled=one.cancelled,
        number=one.number,
    )


def answer(dates: Iterable[Dated], name: str, said: Words, *, public: bool = False) -> HttpResponse:
    """The file, for calendar programs. One that is not public is kept by nobody on the way, and not found by search engines."""
    content = ics([entry(one, said) for one in dates], said, timezone.now(), name, AGAIN)
    kept = "public, max-age=3600" if public else "no-store"
    headers = {"Cache-Control": kept, "Content-Disposition": 'inline; filename="toepas.ics"'}
    if not public:
        headers |= {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
