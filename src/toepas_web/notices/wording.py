"""Days and moments in words."""

from __future__ import annotations

import datetime
import zoneinfo

from toepas.kernel import Words


def moment(when: datetime.datetime, zone: str, said: Words) -> str:
    """A moment in words: in its own zone, named, and in UTC."""
    local, universal = when.astimezone(zoneinfo.ZoneInfo(zone)), when.astimezone(datetime.UTC)
    return said.t(
        "{day}, {time} ({zone}); that is {utc_day}, {utc_time} UTC",
        day=said.date(local.date()), time=local.strftime("%H:%M"), zone=zone,
        utc_day=said.date(universal.date()), utc_time=universal.strftime("%H:%M"),
    )  # fmt: skip
