"""Forms of workstreams: posts, decisions, the reason of a removal, meetings."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from toepas_web.network.forms import Typed
from toepas_web.network.limits import minutes, shown, zones
from toepas_web.network.models import Document, Meeting, Post

COUNTS = ("for_it", "against", "abstained")


def read_topic(form: Typed) -> dict[str, Any]:
    """A title and a text."""
    return {"title": form.text("title"), "text": form.text("text", "post")}


@dataclass(frozen=True, slots=True)
class Offered:
    """The meetings and documents that a decision can name: the newest, and those that it names already, also once they are older."""

    meetings: list[Meeting]
    documents: list[Document]


def offered(code: str, now: datetime.datetime, post: Post | None = None, named: Meeting | None = None) -> Offered:
    """What a decision of a workstream can name; ``post`` is the decision as it is, ``named`` the meeting that one comes from."""
    meetings = list(Meeting.objects.held(code, now)[: shown("meetings")])
    documents = list(Document.objects.there(code)[: shown("documents")])
    also = [one for one in (named, post.meeting if post else None) if one is not None and one not in meetings]
    linked = [one for one in (post.documents.all() if post else ()) if one not in documents]
    return Offered([*meetings, *also], [*documents, *linked])


def read_decision(form: Typed, today: datetime.date, offers: Offered) -> dict[str, Any]:
    """Of a decision: the day, why, how many were for it, against it or abstained, at which meeting, and what it rests on."""
    decided, why = form.day("decided"), form.text("why", "why")
    if decided is not None and decided > today:
        form.problems.append(("decided", form.said.t("This day is in the future.")))
    at = {str(one.pk): one for one in offers.meetings}
    rests = {str(one.pk): one for one in offers.documents}
    return {
        "decided": decided,
        "why": why,
        **{name: form.count(name) for name in COUNTS},
        "meeting": at.get(form.choice("meeting", at, needed=False)),
        "documents": [rests[one] for one in form.several("documents", rests)],
    }


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
