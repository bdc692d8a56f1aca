"""Workstreams: one per sector, by the code of the sector. Who takes part, what is written, when one meets, what was decided."""

from __future__ import annotations

import datetime
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class Seat(models.Model):
    """A member takes part in a workstream."""

    member = models.ForeignKey("network.Member", on_delete=models.CASCADE, related_name="seats")
    stream = models.CharField(max_length=40)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("since", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("member", "stream"), name="one_seat_per_member")
        ]

    def __str__(self) -> str:
        """For people who look into the database."""
        return f"{self.member_id} {self.stream}"


class Follow(models.Model):
    """A person wants to hear what is new in a workstream."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    stream = models.CharField(max_length=40)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("user", "stream"), name="follows_once")
        ]

    def __str__(self) -> str:
        """For people who look into the database."""
        return f"{self.user_id} {self.stream}"


class StreamFeed(models.Model):
    """An address at which a calendar program of one account reads the meetings of a workstream. As with other such addresses, it is not kept:
    it is this id, signed with the key of the site; another row makes another address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stream_feeds")
    stream = models.CharField(max_length=40)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("made", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("user", "stream"), name="one_feed_per_person_and_stream")
        ]

    def __str__(self) -> str:
        """The id, which opens nothing without its signature."""
        return str(self.id)


class PostQuerySet(models.QuerySet["Post"]):
    """Reads of posts."""

    def minutes_of(self, meeting: Meeting) -> Post | None:
        """The minutes of a meeting, where there are some that were not removed."""
        return self.filter(meeting=meeting, decided=None, removed="").first()

    def decisions_of(self, meeting: Meeting) -> PostQuerySet:
        """What was decided at a meeting."""
        return self.filter(meeting=meeting).exclude(decided=None)


class Post(models.Model):
    """A topic (``title``, no ``parent``), an answer to one, a decision (with the day ``decided``) or minutes (with a ``meeting``).

    Plain text. A removed post keeps its place: the text goes, who removed it and why stay.
    """

    AUTHOR, MODERATOR, ACCOUNT = "author", "moderator", "account"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.CharField(max_length=40, db_index=True)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="posts")
    member = models.ForeignKey("network.Member", on_delete=models.SET_NULL, null=True, related_name="posts")
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    lang = models.CharField(max_length=2)
    decided = models.DateField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    edited = models.DateTimeField(null=True)
    meeting = models.ForeignKey("network.Meeting", on_delete=models.SET_NULL, null=True, related_name="posts")
    """Of a decision: where it was taken. Of a topic that is no decision: the meeting of which these are the minutes."""
    why = models.TextField(blank=True)
    """Of a decision: the reasons."""
    for_it = models.PositiveSmallIntegerField(null=True)
    against = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)
    """How many, never who; empty where nobody counted."""
    documents = models.ManyToManyField("network.Document", related_name="posts")
    removed = models.CharField(max_length=10, blank=True)
    reason = models.TextField(blank=True)
    latest = models.DateTimeField(auto_now_add=True)
    """Of a topic: when the newest post in it was written."""

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Reads of meetings."""

    def held(self, stream: str, now: datetime.datetime) -> MeetingQuerySet:
        """Those of a workstream that began and were not cancelled, the last first."""
        return self.filter(stream=stream, starts__lte=now, cancelled=False).order_by("-starts", "id")


class Meeting(models.Model):
    """A meeting of a workstream: the moment, and the time zone in which it was called."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.CharField(max_length=40, db_index=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="meetings")
    member = models.ForeignKey("network.Member", on_delete=models.SET_NULL, null=True, related_name="meetings")
    title = models.CharField(max_length=120)
    lang = models.CharField(max_length=2)
    place = models.CharField(max_length=300, blank=True)
    starts = models.DateTimeField()
    zone = models.CharField(max_length=40)
    minutes = models.PositiveIntegerField()
    cancelled = models.BooleanField(default=False)
    number = models.PositiveIntegerField(default=0)
    """Counts the changes, for calendar programs."""
    changed = models.DateTimeField(auto_now=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("starts", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)
