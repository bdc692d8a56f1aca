"""The only writers of seats, posts and meetings. Each is one transaction with its line in the record."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.network.counting import RefusedError, allow
from toepas_web.network.kinds import CALLED, REMOVED, WRITTEN
from toepas_web.network.models import Document, Follow, Meeting, Member, Post, Seat, StreamFeed
from toepas_web.network.telling import tell_followers
from toepas_web.notices.actions import make_address, notify, withdraw_address


@transaction.atomic
def take_seat(*, by: User, member: Member, stream: str) -> None:
    """Take part in a workstream; who does it follows it."""
    seat, made = Seat.objects.get_or_create(member=member, stream=stream)
    Follow.objects.get_or_create(user=by, stream=stream)
    if made:
        record(by=by.pk, action="workstream joined", subject=seat)


@transaction.atomic
def leave_seat(*, by: User, member: Member, stream: str) -> None:
    """No longer take part; what was written stays."""
    for seat in Seat.objects.filter(member=member, stream=stream):
        record(by=by.pk, action="workstream left", subject=seat)
        seat.delete()


@transaction.atomic
def follow(*, by: User, stream: str, wanted: bool) -> None:
    """Hear, or no longer hear, what is new in a workstream."""
    if wanted:
        Follow.objects.get_or_create(user=by, stream=stream)
    else:
        Follow.objects.filter(user=by, stream=stream).delete()
    record(by=by.pk, action="workstream followed" if wanted else "workstream unfollowed", subject=by)


def make_feed(*, by: User, stream: str) -> StreamFeed:
    """A new address of the meetings of a workstream."""
    return make_address(StreamFeed, by=by, stream=stream)


def withdraw_feed(*, by: User, stream: str) -> None:
    """From now on the address opens nothing."""
    withdraw_address(StreamFeed, by=by, stream=stream)


@transaction.atomic
def write(
    *,
    by: User,
    member: Member,
    stream: str,
    text: str,
    lang: str,
    title: str = "",
    topic: Post | None = None,
    meeting: Meeting | None = None,
    documents: Sequence[Document] = (),
    **decision: Any,
) -> Post:
    """Begin a topic (``title``), answer one, write down the minutes of a ``meeting`` or, with its day ``decided``, a decision.

    ``decision``: decided, why, for_it, against, abstained. Raises RefusedError: "ended" for a removed topic, "minutes-there"
    for a meeting that has minutes.
    """
    if topic is not None and topic.removed:
        raise RefusedError("ended")
    allow(by, "posted")
    if meeting is not None and not decision:
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        if Post.objects.minutes_of(meeting) is not None:
            raise RefusedError("minutes-there")
    post = Post.objects.create(
        stream=stream, parent=topic, author=by, member=member, title=title, text=text, lang=lang, meeting=meeting,
        **decision,
    )  # fmt: skip
    post.documents.set(documents)
    if topic is not None:
        Post.objects.filter(pk=topic.pk).update(latest=post.at)
    record(by=by.pk, action="posted", subject=post)
    first = topic or post
    tell_followers(by, stream, WRITTEN, ("network-topic", str(first.pk)), post=post.pk)
    return post


@transaction.atomic
def edit(
    *, by: User, post: Post, text: str, title: str = "", documents: Sequence[Document] | None = None, **decision: Any
) -> None:
    """Say it otherwise; that it was edited is shown. ``decision``: as of ``write``, and its meeting.

    Raises RefusedError("ended") where it was removed in the meantime.
    """
    locked = Post.objects.select_for_update().get(pk=post.pk)
    if locked.removed:
        raise RefusedError("ended")
    locked.text, locked.edited = text, timezone.now()
    locked.title = title if locked.title else ""
    for name, value in decision.items():
        setattr(locked, name, value)
    locked.save(update_fields=["text", "title", "edited", *decision])
    if documents is not None:
        locked.documents.set(documents)
    record(by=by.pk, action="post edited", subject=locked)


@transaction.atomic
def remove(*, by: User, post: Post, reason: str) -> None:
    """Remove a post: what it says is deleted, who removed it and why are shown."""
    own = post.author_id == by.pk
    post.removed = Post.AUTHOR if own else Post.MODERATOR
    post.text, post.title, post.why, post.reason = "", "", "", reason
    post.for_it = post.against = post.abstained = None
    post.save(update_fields=["text", "title", "why", "for_it", "against", "abstained", "removed", "reason"])
    post.documents.clear()
    record(by=by.pk, action="post removed", subject=post)
    if not own and post.author is not None:
        notify(post.author, REMOVED, ("network-topic", str(post.parent_id or post.pk)), post=post.pk)


@transaction.atomic
def call_meeting(
    *,
    by: User,
    member: Member,
    stream: str,
    title: str,
    place: str,
    starts: datetime.datetime,
    zone: str,
    minutes: int,
    lang: str,
) -> Meeting:
    """Call a meeting; who follows the workstream hears of it."""
    allow(by, "meeting called")
    meeting = Meeting.objects.create(
        stream=stream, author=by, member=member, title=title, place=place, starts=starts, zone=zone, minutes=minutes,
        lang=lang,
    )  # fmt: skip
    record(by=by.pk, action="meeting called", subject=meeting)
    tell_followers(by, stream, CALLED, ("network-stream", stream), meeting=meeting.pk)
    return meeting


@transaction.atomic
def cancel_meeting(*, by: User, meeting: Meeting) -> None:
    """Cancel a meeting; calendar programs learn it from the feed."""
    Meeting.objects.filter(pk=meeting.pk).update(cancelled=True, number=F("number") + 1, changed=timezone.now())
    record(by=by.pk, action="meeting cancelled", subject=meeting)
    tell_followers(by, meeting.stream, CALLED, ("network-stream", meeting.stream), meeting=meeting.pk)
