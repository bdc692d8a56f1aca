"""The queue, and every ruling with its reasons. Neither holds what it is about, only where that is."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class Ticket(models.Model):
    """Something that waits to be looked at. ``kind`` and ``subject`` say what; one open ticket per subject."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tickets")
    sent = models.DateTimeField(auto_now_add=True)
    open = models.BooleanField(default=True)

    class Meta:
        ordering = ("sent", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("kind", "subject"), condition=models.Q(open=True), name="one_open_ticket")
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class Ruling(models.Model):
    """What was decided about a ticket, on which ground, and the reasons that its sender reads. Never edited."""

    SHOWN, REFUSED = "shown", "refused"
    GROUNDS = ("fits", "not-about-ai", "not-true", "advertising", "personal-data", "unlawful", "duplicate", "unclear")

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="ruling")
    verdict = models.CharField(max_length=8)
    ground = models.CharField(max_length=20)
    reasons = models.TextField(max_length=2000)
    at = models.DateTimeField(auto_now_add=True)
    by = models.UUIDField(null=True)
    """The account that decided; its owner is not shown to the sender."""

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        """For people who look into the database."""
        return f"{self.ticket_id} {self.verdict}"
