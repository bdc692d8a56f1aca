"""Members and pledges. ``partner_models`` has who is found, ``stream_models`` and ``document_models`` what takes place in workstreams."""

from __future__ import annotations

import datetime
import uuid

from django.db import models

from toepas_web.network.document_models import Document, Version
from toepas_web.network.partner_models import Introduction, Partner, Side, Told
from toepas_web.network.stream_models import Follow, Meeting, Post, Seat, StreamFeed
from toepas_web.organisations.models import Organisation

__all__ = [
    "Document",
    "Follow",
    "Introduction",
    "Meeting",
    "Member",
    "Note",
    "Partner",
    "Pledge",
    "Post",
    "Seat",
    "Side",
    "StreamFeed",
    "Told",
    "Version",
]


class MemberQuerySet(models.QuerySet["Member"]):
    """Reads of members."""

    def public(self) -> MemberQuerySet:
        """Those that everybody sees."""
        return self.exclude(shown={}).order_by("since", "id")


class Member(models.Model):
    """An organisation in the alliance. ``shown`` is what everybody sees (empty while nothing is), ``draft`` what was sent in.

    Both hold name, statement, lang, sector and type as they were when it was sent: a later name is looked at again.
    """

    SENT, SETTLED, REFUSED = "sent", "settled", "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="alliance")
    state = models.CharField(max_length=10, default=SENT)
    draft = models.JSONField(default=dict)
    shown = models.JSONField(default=dict)
    since = models.DateTimeField(auto_now_add=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ("since", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class Pledge(models.Model):
    """What a member promises, and by when where it says so. Its text is never changed, only withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="pledges")
    pact = models.CharField(max_length=20)
    text = models.TextField()
    lang = models.CharField(max_length=2)
    until = models.DateField(null=True)
    made = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, default=Member.SENT)

    class Meta:
        ordering = ("made", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)

    @property
    def kept(self) -> bool:
        """Whether a note that is shown says that it is done."""
        return any(note.done and note.state == Member.SETTLED for note in self.notes.all())

    def late(self, on: datetime.date) -> bool:
        """Whether its date has passed without its being done. Without a date, nothing is ever late."""
        return self.until is not None and self.until < on and not self.kept


class Note(models.Model):
    """How far a pledge is, on a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="notes")
    on = models.DateField()
    text = models.TextField()
    lang = models.CharField(max_length=2)
    done = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=Member.SENT)

    class Meta:
        ordering = ("on", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)
