"""Workstreams as the pages show them: posts stand under the name of a member, never of a person."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from toepas.catalogue import sector_name
from toepas.kernel import Words, sectors
from toepas_web.accounts.models import User
from toepas_web.network import document_presenters, rules
from toepas_web.network.forms import Typed
from toepas_web.network.limits import shown
from toepas_web.network.models import Document, Follow, Meeting, Member, Post, Seat, StreamFeed
from toepas_web.network.stream_forms import COUNTS, Offered
from toepas_web.notices.feeds import key_of


def streams(said: Words) -> list[dict[str, Any]]:
    """Every workstream with how many members take part."""
    counts = dict(Seat.objects.exclude(member__shown={}).order_by().values_list("stream").annotate(n=Count("id")))
    rows = [{"code": code, "name": sector_name(code, said), "members": counts.get(code, 0)} for code in sectors()]
    return sorted(rows, key=lambda row: str(row["name"]))


def whole(code: str, user: User, said: Words) -> dict[str, Any]:
    """A workstream: who takes part, and for those the topics, decisions and meetings."""
    reads = rules.reads(user, code)
    mine, seated = rules.speaking(user), rules.seated(user, code)
    context = {
        "code": code,
        "name": sector_name(code, said),
        "members": [
            {"id": one.pk, "name": one.shown["name"]} for one in Member.objects.public().filter(seats__stream=code)
        ],
        "shown": document_presenters.for_everybody(code, said),
        "reads": reads,
        "seats": [(str(one.pk), one.shown["name"]) for one in seated],
        "free": [(str(one.pk), one.shown["name"]) for one in mine.exclude(seats__stream=code)],
    }
    if reads:
        context |= _inside(code, user, said)
    return context


def _inside(code: str, user: User, said: Words) -> dict[str, Any]:
    posts = Post.objects.filter(stream=code, parent=None).select_related("member")
    topics = posts.filter(decided=None).annotate(n=Count("answers")).order_by("-latest")[: shown("topics")]
    decisions = posts.exclude(decided=None).annotate(n=Count("answers")).order_by("-decided", "-at")[: shown("topics")]
    now = timezone.now()
    meetings = Meeting.objects.filter(stream=code, starts__gt=now)
    past = Meeting.objects.held(code, now)[: shown("meetings")]
    moderates = rules.moderates(user)
    return {
        "topics": [_line(one, said) for one in topics],
        "decisions": [{**_line(one, said), "decided": said.date(one.decided)} for one in decisions],
        "meetings": [{**meeting(one, said), "mine": one.author_id == user.pk or moderates} for one in meetings],
        "past": [meeting(one, said) for one in past],
        "documents": document_presenters.in_stream(code, said),
        "follows": Follow.objects.filter(user=user, stream=code).exists(),
        "feed": _feed(code, user),
    }


def _feed(code: str, user: User) -> str:
    """The address that this account gave its calendar program; empty where there is none."""
    found = StreamFeed.objects.filter(user=user, stream=code).first()
    return settings.URL + reverse("network-feed", args=[key_of(found)]) if found else ""


def writing(form: Typed, code: str, offers: Offered | None, minutes_of: Meeting | None = None) -> dict[str, Any]:
    """What the page for a topic, a decision (with ``offers``) or minutes offers to choose from."""
    said = form.said
    context = {"code": code, "name": sector_name(code, said), "decision": offers is not None, "minutes_of": minutes_of and str(minutes_of.pk)}  # fmt: skip
    if offers is not None:
        context["meetings"] = [(str(one.pk), f"{said.date(_day(one))}: {one.title}") for one in offers.meetings]
        context["documents"] = [(str(one.pk), one.title or said.t("Removed")) for one in offers.documents]
        context["picked"] = form.chosen.get("documents", [])
    return context


def typed(one: Post) -> dict[str, Any]:
    """A post as its form shows it."""
    return {
        "title": one.title,
        "text": one.text,
        "decided": one.decided.isoformat() if one.decided else "",
        "why": one.why,
        **{name: getattr(one, name) for name in COUNTS},
        "meeting": str(one.meeting_id or ""),
        "documents": [str(document.pk) for document in one.documents.all()],
    }


def gathering(one: Meeting, user: User, said: Words) -> dict[str, Any]:
    """A meeting with its minutes and decisions, and what this account can add."""
    minutes = Post.objects.minutes_of(one)
    decisions = Post.objects.decisions_of(one).annotate(n=Count("answers"))
    begun = one.starts <= timezone.now() and not one.cancelled
    return {
        "code": one.stream,
        "name": sector_name(one.stream, said),
        "meeting": meeting(one, said),
        "called_by": one.member.shown.get("name", "") if one.member else "",
        "minutes": minutes and post(minutes, user, False, said),
        "decisions": [_line(decision, said) for decision in decisions],
        "writes": begun and rules.seated(user, one.stream).exists(),
        "begun": begun,
    }


def _day(one: Meeting) -> datetime.date:
    """The day of a meeting where it was called."""
    return one.starts.astimezone(ZoneInfo(one.zone)).date()


def _line(one: Post, said: Words) -> dict[str, Any]:
    return {
        "id": one.pk,
        "title": one.title or said.t("Removed"),
        "lang": one.lang if one.title else said.lang,
        "answers": one.n,
        "day": said.date(timezone.localtime(one.latest).date()),
    }


def meeting(one: Meeting, said: Words) -> dict[str, Any]:
    """A meeting at its own clock, with its zone and the same moment in UTC."""
    here, utc = one.starts.astimezone(ZoneInfo(one.zone)), one.starts.astimezone(ZoneInfo("UTC"))
    return {
        "id": one.pk,
        "title": one.title,
        "lang": one.lang,
        "place": one.place,
        "day": said.date(here.date()),
        "time": f"{here:%H:%M}",
        "zone": one.zone,
        "utc": f"{utc:%H:%M}",
        "minutes": one.minutes,
        "cancelled": one.cancelled,
    }


def post(one: Post, user: User, moderates: bool, said: Words) -> dict[str, Any]:
    """A post, or who removed it and why."""
    own = one.author_id == user.pk
    gone = {
        Post.AUTHOR: said.t("Removed by who wrote it."),
        Post.MODERATOR: said.t("Removed by a moderator."),
        Post.ACCOUNT: said.t("Removed with the account of who wrote it."),
    }
    return {
        "id": one.pk,
        "title": one.title,
        "text": one.text,
        "lang": one.lang,
        "by": one.member.shown["name"] if one.member else said.t("a former member"),
        "at": said.date(timezone.localtime(one.at).date()),
        "edited": said.date(timezone.localtime(one.edited).date()) if one.edited else "",
        "decided": said.date(one.decided) if one.decided else "",
        "why": one.why,
        "votes": _votes(one, said),
        "meeting": (one.meeting.pk, one.meeting.title) if one.meeting and not one.removed else None,
        "documents": [document_presenters.line(document, said) for document in _documents(one)],
        "gone": gone.get(one.removed, ""),
        "reason": one.reason,
        "editable": own and not one.removed,
        "removable": (own or moderates) and not one.removed,
    }


def _documents(one: Post) -> list[Document]:
    """What a decision rests on; asked for decisions only, since nothing else has documents."""
    return list(one.documents.select_related("member")) if one.decided else []


def _votes(one: Post, said: Words) -> str:
    """How many were for it, against it or abstained; empty where nobody counted."""
    if not one.decided or one.removed or all(getattr(one, name) is None for name in COUNTS):
        return ""
    counted = {name: said.t("not counted") if getattr(one, name) is None else getattr(one, name) for name in COUNTS}
    return said.t("for: {for_it}, against: {against}, abstained: {abstained}", **counted)


def topic(first: Post, user: User, said: Words) -> dict[str, Any]:
    """A topic with its newest answers, oldest first."""
    moderates, most = rules.moderates(user), shown("posts")
    newest = list(first.answers.select_related("member").order_by("-at", "-id")[:most])
    return {
        "code": first.stream,
        "stream": sector_name(first.stream, said),
        "first": post(first, user, moderates, said),
        "answers": [post(one, user, moderates, said) for one in reversed(newest)],
        "older": max(0, first.answers.count() - most),
        "speakers": [(str(one.pk), one.shown["name"]) for one in rules.seated(user, first.stream)],
    }
