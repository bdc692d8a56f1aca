"""The only writers of seats, posts and meetings. Each is one transaction with its line in the record."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.network.counting import RefusedError, allow
from toepas_web.network.kinds import CALLED, REMOVED, WRITTEN
from toepas_web.network.models import Follow, Meeting, Member, Post, Seat
from toepas_web.network.rules import reads
from toepas_web.notices.actions import notify


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
    decided: datetime.date | None = None,
) -> Post:
    """Begin a topic (``title``), answer one, or write down a decision. Raises RefusedError("ended") for a removed topic."""
    if topic is not None and topic.removed:
        raise RefusedError("ended")
    allow(by, "posted")
    post = Post.objects.create(
        stream=stream, parent=topic, author=by, member=member, title=title, text=text, lang=lang, decided=decided
    )
    if topic is not None:
        Post.objects.filter(pk=topic.pk).update(latest=post.at)
    record(by=by.pk, action="posted", subject=post)
    first = topic or post
    _tell_followers(by, stream, WRITTEN, ("network-topic", str(first.pk)), post=post.pk)
    return post


def _tell_followers(by: User, stream: str, kind: str, address: tuple[str, ...], **values: object) -> None:
    for user in User.objects.filter(follows__stream=stream, is_active=True).exclude(pk=by.pk):
        if reads(user, stream):
            notify(user, kind, address, **values)


@transaction.atomic
def edit(*, by: User, post: Post, text: str, title: str = "") -> None:
    """Say it otherwise; that it was edited is shown. Raises RefusedError("ended") where it was removed in the meantime."""
    locked = Post.objects.select_for_update().get(pk=post.pk)
    if locked.removed:
        raise RefusedError("ended")
    locked.text, locked.edited = text, timezone.now()
    locked.title = title if locked.title else ""
    locked.save(update_fields=["text", "title", "edited"])
    record(by=by.pk, action="post edited", subject=locked)


@transaction.atomic
def remove(*, by: User, post: Post, reason: str) -> None:
    """Remove a post: its text and title are deleted, who removed it and why are shown."""
    own = post.author_id == by.pk
    post.removed = Post.AUTHOR if own else Post.MODERATOR
    post.text, post.title, post.reason = "", "", reason
    post.save(update_fields=["text", "title", "removed", "reason"])
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
    _tell_followers(by, stream, CALLED, ("network-stream", stream), meeting=meeting.pk)
    return meeting


@transaction.atomic
def cancel_meeting(*, by: User, meeting: Meeting) -> None:
    """Cancel a meeting; calendar programs learn it from the feed."""
    Meeting.objects.filter(pk=meeting.pk).update(cancelled=True, number=F("number") + 1, changed=timezone.now())
    record(by=by.pk, action="meeting cancelled", subject=meeting)
    _tell_followers(by, meeting.stream, CALLED, ("network-stream", meeting.stream), meeting=meeting.pk)
