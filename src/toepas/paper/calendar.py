"""Dates for any calendar program (iCalendar, RFC 5545): the only writer of such files.

A moment is written in UTC, never with the name of a zone: a local time that comes twice when the clocks go back means its
first coming there (RFC 5545, 3.3.5), and a deadline would come an hour early. In which zone it was set stands in the text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event, vText

from toepas.paper.tidy import clean, safe_link

if TYPE_CHECKING:
    from toepas.kernel.words import Words


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One day (a date) or one moment (with a time zone) to remember. The same ``uid`` replaces the earlier entry when the file is read again.

    ``minutes`` makes it something that takes time, as a meeting; ``number`` counts its changes; a cancelled one stays in the file, so
    that calendar programs learn it.
    """

    uid: str
    when: dt.date
    summary: str
    description: str
    url: str | None = None
    alarm_days: int = 0
    minutes: int = 0
    place: str = ""
    cancelled: bool = False
    number: int = 0


def ics(
    entries: Iterable[CalendarEntry], words: Words, stamp: dt.datetime, name: str, again: dt.timedelta | None = None
) -> bytes:
    """The entries as one calendar file. ``stamp`` is when it was made, ``name`` what calendar programs call it, ``again`` after how long
    they may ask for it anew. Raises ValueError for a moment without a time zone."""
    written = sorted(entries, key=lambda one: one.uid)
    if any(isinstance(when, dt.datetime) and when.tzinfo is None for when in (stamp, *(one.when for one in written))):
        raise ValueError("the stamp of a calendar, and every moment in it, needs a time zone")
    calendar = Calendar()
    calendar.add("prodid", f"-//Toepas//Dates//{words.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(" ".join(clean(name).split())))
    if again is not None:
        calendar.add("refresh-interval", again, parameters={"VALUE": "DURATION"})  # RFC 7986, 5.7
    for entry in sorted(written, key=lambda one: _order(one.when)):
        calendar.add_component(_event(entry, stamp.astimezone(dt.UTC)))
    return bytes(calendar.to_ical(sorted=False))


def _order(when: dt.date) -> dt.datetime:
    if isinstance(when, dt.datetime):
        return when
    return dt.datetime.combine(when, dt.time(), dt.UTC)


def _event(entry: CalendarEntry, stamp: dt.datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    _when(event, entry)
    event.add("summary", clean(entry.summary))
    if entry.description:
        event.add("description", clean(entry.description))
    if entry.place:
        event.add("location", clean(entry.place))
    address = safe_link(entry.url)
    if address:
        event.add("url", address)
    if entry.number or entry.cancelled:
        event.add("sequence", entry.number)
    if entry.minutes:
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    else:
        event.add("transp", "TRANSPARENT")  # a date to remember does not make anyone busy
    if entry.alarm_days > 0:
        event.add_component(_alarm(entry))
    return event


def _when(event: Event, entry: CalendarEntry) -> None:
    if not isinstance(entry.when, dt.datetime):
        event.add("dtstart", entry.when)
        event.add("dtend", entry.when + dt.timedelta(days=1))
        return
    starts = entry.when.astimezone(dt.UTC)
    event.add("dtstart", starts)
    if entry.minutes:
        event.add("dtend", starts + dt.timedelta(minutes=entry.minutes))


def _alarm(entry: CalendarEntry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean(entry.summary))
    alarm.add("trigger", dt.timedelta(days=-entry.alarm_days))
    return alarm
