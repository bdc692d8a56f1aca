"""Forms of workstreams: posts, decisions, the reason of a removal, meetings."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from toepas_web.network.forms import Typed
from toepas_web.network.limits import minutes, zones


def read_topic(form: Typed, today: datetime.date, *, decision: bool) -> dict[str, Any]:
    """A title, a text and, of a decision, the day on which it was taken."""
    read: dict[str, Any] = {"title": form.text("title"), "text": form.text("text", "post")}
    if decision:
        read["decided"] = form.day("decided")
        if read["decided"] is not None and read["decided"] > today:
            form.problems.append(("decided", form.said.t("This day is in the future.")))
    return read


def read_meeting(form: Typed, now: datetime.datetime) -> dict[str, Any]:
    """A meeting, at a moment that exists in its time zone and is still to come."""
    said = form.said
    title, place = form.text("title"), form.text("place", "place", needed=False)
    day, zone = form.day("day"), form.choice("zone", zones())
    clock, length = form.text("time"), form.text("minutes")
    least, most = minutes()
    if length and not (length.isascii() and length.isdigit() and least <= int(length[:5]) <= most):
        form.problems.append(("minutes", said.t("A meeting takes {least} to {most} minutes.", least=least, most=most)))
    starts = None
    try:
        at = datetime.datetime.strptime(clock, "%H:%M").time() if clock else None  # noqa: DTZ007 (the zone is a field of its own)
    except ValueError:
        form.problems.append(("time", said.t("This is no time. Expected is hours and minutes, like {example}.", example="14:30")))  # fmt: skip
        at = None
    if day and at and zone in zones():
        starts = datetime.datetime.combine(day, at, ZoneInfo(zone)).astimezone(datetime.UTC)
        if starts.astimezone(ZoneInfo(zone)).time() != at:
            form.problems.append(("time", said.t("This time does not exist on that day: the clocks go forward. Choose another.")))  # fmt: skip
        elif starts <= now:
            form.problems.append(("day", said.t("This moment is past.")))
    number = int(length[:5]) if not form.problems else 0
    return {"title": title, "place": place, "zone": zone, "starts": starts, "minutes": number}
