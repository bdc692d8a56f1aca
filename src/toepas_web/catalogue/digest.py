"""Mail about kept searches: what is new in them since the last message. Each thing is told once."""

from __future__ import annotations

import dataclasses
import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.http import QueryDict
from django.urls import reverse

from toepas_web.accounts.models import User
from toepas_web.catalogue.actions import note_told
from toepas_web.catalogue.asked import Asked
from toepas_web.catalogue.engine import collection
from toepas_web.catalogue.models import Watch
from toepas_web.ui.letters import Sent, to_each
from toepas_web.ui.words import words

MOST = 200
"""So many hits of a search are looked at."""
SHOWN = 10
WEEK = datetime.timedelta(days=7)


def found_now(asked: Asked) -> list[str]:
    """The ids that a search finds today."""
    query = dataclasses.replace(asked.query(), limit=MOST, offset=0, facets=())
    return [hit.id for hit in collection().search(query).hits]


def send_all(on: datetime.date) -> Sent:
    """Write to everybody who has something to hear."""
    readers = User.objects.filter(is_active=True, watches__isnull=False).distinct().order_by("joined")
    return to_each(readers, lambda user: _send(user, on))


def _due(watch: Watch, on: datetime.date) -> bool:
    if watch.rhythm == Watch.NEVER:
        return False
    return (
        watch.last is None or watch.last < on
        if watch.rhythm == Watch.DAILY
        else watch.last is None or on - watch.last >= WEEK
    )


def _send(user: User, on: datetime.date) -> int:
    said, here, parts, told = words(), collection(), [], []
    for watch in Watch.objects.filter(owner=user):
        if not _due(watch, on):
            continue
        asked = Asked(QueryDict(watch.query), user.language)
        now = found_now(asked)
        new = [one for one in now if one not in set(watch.told)]
        told.append((watch, sorted({*watch.told, *now})))
        if new:
            lines = [
                f"- {here[one].text('name', user.language)}: {settings.URL}{reverse('catalogue-asset', args=[one])}"
                for one in new[:SHOWN]
            ]
            if len(new) > SHOWN:
                lines.append(said.t("and {n} more", n=len(new) - SHOWN))
            parts.append("\n".join([watch.name, *lines, f"{settings.URL}{reverse('catalogue')}?{watch.query}"]))
    if parts:
        closing = said.t(
            "You get this message because you kept these searches: {address}",
            address=settings.URL + reverse("catalogue-watches"),
        )
        send_mail(
            said.t("Toepas: new in your searches"),
            "\n\n".join([*parts, closing]),
            settings.DEFAULT_FROM_EMAIL,
            [user.email],
        )
    for watch, ids in told:
        note_told(watch=watch, told=ids, on=on)
    return 1 if parts else 0
