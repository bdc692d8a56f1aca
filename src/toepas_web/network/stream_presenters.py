"""Workstreams as the pages show them: posts stand under the name of a member, never of a person."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from toepas.catalogue import sector_name
from toepas.kernel import Words, sectors
from toepas_web.accounts.models import User
from toepas_web.network import rules
from toepas_web.network.limits import shown
from toepas_web.network.models import Follow, Meeting, Member, Post, Seat


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
    meetings = Meeting.objects.filter(stream=code, starts__gt=timezone.now())
    moderates = rules.moderates(user)
    return {
        "topics": [_line(one, said) for one in topics],
        "decisions": [{**_line(one, said), "decided": said.date(one.decided)} for one in decisions],
        "meetings": [{**meeting(one, said), "mine": one.author_id == user.pk or moderates} for one in meetings],
        "follows": Follow.objects.filter(user=user, stream=code).exists(),
        "feed": settings.URL + reverse("network-feed", args=[rules.feed_key(user, code)]),
    }


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
        "gone": gone.get(one.removed, ""),
        "reason": one.reason,
        "editable": own and not one.removed,
        "removable": (own or moderates) and not one.removed,
    }


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
