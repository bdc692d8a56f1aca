"""Deadlines: typed and shown in the call's own time zone, kept and enforced in UTC."""

from __future__ import annotations

import datetime
import zoneinfo

from django.utils import timezone

from toepas.kernel import Words
from toepas_web.notices import wording

ZONES = (*sorted(name for name in zoneinfo.available_timezones() if name.startswith("Europe/")), "UTC")


def moment(day: str, clock: str, zone: str) -> datetime.datetime | None:
    """The moment in UTC; None for what is no date, time or zone, and for a time that the clocks jump over. Of a time that comes twice,
    when the clocks go back, the later one is meant: applicants lose nothing."""
    try:
        local = datetime.datetime.fromisoformat(f"{day}T{clock}")
        own = zoneinfo.ZoneInfo(zone) if zone in ZONES else None
    except ValueError:
        return None
    if own is None or local.tzinfo is not None:
        return None
    found = local.replace(tzinfo=own, fold=1).astimezone(datetime.UTC)
    return found if found.astimezone(own).replace(tzinfo=None) == local else None


def later(when: datetime.datetime, days: int, zone: str) -> datetime.datetime:
    """So many days later by the clock of a zone: the same time of the day, also where the clocks were changed between. Of a time that comes twice
    it is the later one, and one that the clocks jump over is as much later as they jump: nobody loses anything."""
    own = zoneinfo.ZoneInfo(zone)
    local = when.astimezone(own).replace(tzinfo=None) + datetime.timedelta(days=days)
    return max(local.replace(tzinfo=own, fold=fold).astimezone(datetime.UTC) for fold in (0, 1))


def parts(when: datetime.datetime, zone: str) -> tuple[str, str]:
    """Day and time for the form."""
    local = when.astimezone(zoneinfo.ZoneInfo(zone))
    return local.date().isoformat(), local.strftime("%H:%M")


shown = wording.moment
"""A moment in words: in its own zone, named, and in UTC."""


def day(when: datetime.datetime, zone: str, said: Words) -> str:
    """The day of a moment, in the call's own zone."""
    return said.date(when.astimezone(zoneinfo.ZoneInfo(zone)).date())


def left(when: datetime.datetime, said: Words) -> str:
    """How long there still is until a moment that is to come, by the clock of the site, rounded down: what is right in every time zone."""
    minutes = int((when - timezone.now()).total_seconds() // 60)
    if minutes < 1:
        return said.t("Less than a minute is left, by the clock of this site.")
    if minutes < 2 * 60:
        return said.n("{n} minute is left, by the clock of this site.", "{n} minutes are left, by the clock of this site.", minutes)  # fmt: skip
    if minutes < 2 * 24 * 60:
        return said.n("{n} hour is left.", "{n} hours are left.", minutes // 60)
    return said.n("{n} day is left.", "{n} days are left.", minutes // (24 * 60))
