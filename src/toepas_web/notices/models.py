"""What somebody is to hear, as ids only, what they do not want to hear of, and the calendars that they made an address for."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Reads of notices."""

    def of(self, user: object) -> NoticeQuerySet:
        """Those of one account, the newest first."""
        return self.filter(user=user).order_by("-at", "-id")

    def unread(self, user: object) -> NoticeQuerySet:
        """Those that this account has not opened."""
        return self.of(user).filter(read=False)


class Notice(models.Model):
    """``kind`` is one of the registry, ``address`` the name of a page and what it needs, ``values`` ids of what it is about.

    The sentence is made when it is shown: a notice never keeps a text of somebody, or one that has changed since.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    address = models.JSONField()
    values = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    read = models.BooleanField(default=False)
    mailed = models.BooleanField(default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("user", "read"), name="notice_user_read")]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class Muted(models.Model):
    """A kind of notice that an account does not want; ``MAIL`` stands for the daily mail as a whole."""

    MAIL = "mail"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="muted")
    kind = models.CharField(max_length=40)

    class Meta:
        ordering = ("kind",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("user", "kind"), name="muted_once")
        ]

    def __str__(self) -> str:
        """For people who look into the database."""
        return f"{self.user_id} {self.kind}"


class Feed(models.Model):
    """An address at which a calendar program of one account reads its own dates, or, with ``hub`` (the id of an organisation), what is due
    at the customers of that hub. The address is not kept: it is this id, signed with the key of the site."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feeds")
    hub = models.UUIDField(null=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("made", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("user",), condition=models.Q(hub=None), name="one_feed_per_person"),
            models.UniqueConstraint(fields=("user", "hub"), name="one_feed_per_adviser_and_hub"),
        ]

    def __str__(self) -> str:
        """The id, which opens nothing without its signature."""
        return str(self.id)
