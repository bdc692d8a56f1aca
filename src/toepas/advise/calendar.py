"""The dates of a dossier for any calendar program (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from toepas.paper.tidy import clean, safe_link

if TYPE_CHECKING:
    from toepas.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Entry:
    """One day to remember. The same `uid` replaces the earlier entry when the file is imported again."""

    uid: str
    day: dt.date
    summary: str
    description: str
    url: str | None = None
    alarm_days: int = 0


def ics(entries: Iterable[Entry], words: Words, stamp: dt.datetime, name: str = "") -> bytes:
    """The entries as one calendar file; `stamp` is when it was made, `name` what calendar programs call it."""
    if stamp.tzinfo is None:
        raise ValueError("the stamp of a calendar needs a time zone")
    calendar = Calendar()
    calendar.add("prodid", f"-//Toepas//Dossier//{words.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name or words.t("AI Act: dates of this dossier"))
    for entry in sorted(entries, key=lambda e: (e.day, e.uid)):
        calendar.add_component(_event(entry, stamp.astimezone(dt.UTC)))
    return bytes(calendar.to_ical(sorted=False))


def _event(entry: Entry, stamp: dt.datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + dt.timedelta(days=1))
    event.add("summary", clean(entry.summary))
    if entry.description:
        event.add("description", clean(entry.description))
    address = safe_link(entry.url)
    if address:
        event.add("url", address)
    event.add("transp", "TRANSPARENT")  # a date to remember does not make anyone busy
    if entry.alarm_days > 0:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean(entry.summary))
    alarm.add("trigger", dt.timedelta(days=-entry.alarm_days))
    return alarm
