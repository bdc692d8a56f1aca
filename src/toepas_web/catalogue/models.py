"""What providers share, and searches that people keep."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads of entries."""

    def published(self) -> EntryQuerySet:
        """Those that everybody sees."""
        return self.exclude(shown={}).order_by("created")

    def of(self, user: object) -> EntryQuerySet:
        """Those of one account, the one changed last first."""
        return self.filter(owner=user).order_by("-changed")


class Entry(models.Model):
    """An asset that its provider shares. ``shown`` is what everybody sees (empty while nothing is), ``draft`` what its
    owner works on or has sent in; both are records of the catalogue."""

    DRAFT, SENT, SETTLED = "draft", "sent", "settled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="entries")
    call = models.CharField(max_length=60, blank=True)
    """The call that it answers, where it answers one."""
    state = models.CharField(max_length=10, default=DRAFT)
    draft = models.JSONField(default=dict)
    shown = models.JSONField(default=dict)
    number = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("-changed", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)

    @property
    def asset_id(self) -> str:
        """Its id in the catalogue."""
        return f"shared:{self.id.hex[:16]}"


class Watch(models.Model):
    """A search that somebody keeps, to hear by mail what is new in it. ``told`` are ids of what was told or seen."""

    DAILY, WEEKLY, NEVER = "daily", "weekly", "never"
    RHYTHMS = (DAILY, WEEKLY, NEVER)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches")
    name = models.CharField(max_length=120)
    query = models.CharField(max_length=1000)
    rhythm = models.CharField(max_length=8, default=WEEKLY)
    told = models.JSONField(default=list, blank=True)
    last = models.DateField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("owner", "query"), name="one_watch_per_query")
        ]

    def __str__(self) -> str:
        """The id: a search can tell about a person."""
        return str(self.id)


class Wish(models.Model):
    """A need that its owner agreed to be found by, to do something together. Nobody sees who it is before both agree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wishes")
    need = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class Greeting(models.Model):
    """One owner of a wish asks another to get in touch; only what is accepted shows addresses, to both."""

    ASKED, ACCEPTED, DECLINED = "asked", "accepted", "declined"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mine = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="sent")
    theirs = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="received")
    state = models.CharField(max_length=10, default=ASKED)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("mine", "theirs"), name="one_greeting_per_pair")
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)
