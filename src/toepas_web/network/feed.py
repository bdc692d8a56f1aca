"""The meetings of a workstream for calendar programs (iCalendar, RFC 5545), in UTC."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from toepas.kernel import Words
from toepas_web.network.models import Meeting


def calendar(meetings: Iterable[Meeting], name: str, address: str, said: Words) -> bytes:
    """One event per meeting; the same id with a higher number replaces it, also when it was cancelled."""
    made = Calendar()
    made.add("prodid", f"-//Toepas//Workstream//{said.lang.upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", said.t("Workstream {name}", name=name))
    for meeting in meetings:
        event = Event()
        event.add("uid", f"{meeting.pk}@{urlsplit(settings.URL).hostname}")
        event.add("dtstamp", meeting.changed.astimezone(datetime.UTC))
        event.add("sequence", meeting.number)
        event.add("dtstart", meeting.starts.astimezone(datetime.UTC))
        event.add("dtend", (meeting.starts + datetime.timedelta(minutes=meeting.minutes)).astimezone(datetime.UTC))
        event.add("summary", meeting.title)
        event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
        event.add("url", address)
        if meeting.place:
            event.add("location", meeting.place)
        made.add_component(event)
    return bytes(made.to_ical())
