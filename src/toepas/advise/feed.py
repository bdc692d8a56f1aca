"""The calendar of the Act itself as a feed: what applies, is due or ends, for everybody."""

from __future__ import annotations

import datetime

from toepas.kernel.citation import parse
from toepas.kernel.words import Words
from toepas.law import load_act, timeline
from toepas.paper import calendar


def law_feed(words: Words, stamp: datetime.datetime) -> bytes:
    """An iCalendar file with every day of the Act's calendar; ``stamp`` is when it was made."""
    act = load_act()
    entries = [
        calendar.CalendarEntry(
            uid=f"law-{entry.id}@toepas",
            when=entry.day,
            summary=words.t("AI Act: {duty}", duty=words.entry(f"timeline.{entry.id}.title", entry.title)),
            description=words.entry(f"timeline.{entry.id}.note", entry.note),
            url=parse(entry.cites[0]).link(act.celex, words.lang, act.recitals_celex),
        )
        for entry in timeline()
    ]
    return calendar.ics(entries, words, stamp, words.t("AI Act: what applies from when"))
