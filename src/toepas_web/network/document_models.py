"""Documents of workstreams: who brought them in, their versions, and which of these everybody may have."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class DocumentQuerySet(models.QuerySet["Document"]):
    """Reads of documents."""

    def there(self, stream: str) -> DocumentQuerySet:
        """Those of a workstream that were not removed, the newest first."""
        return self.filter(stream=stream, removed="").select_related("member").order_by("-at", "id")


class Document(models.Model):
    """A document that a member brought into a workstream. It goes with the member.

    A removed one keeps its place: files and title go, who removed it and why stay.
    """

    AUTHOR, MODERATOR, ACCOUNT = "author", "moderator", "account"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.CharField(max_length=40, db_index=True)
    member = models.ForeignKey("network.Member", on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=120, blank=True)
    lang = models.CharField(max_length=2)
    at = models.DateTimeField(auto_now_add=True)
    removed = models.CharField(max_length=10, blank=True)
    ground = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class VersionQuerySet(models.QuerySet["Version"]):
    """Reads of versions."""

    def public(self) -> VersionQuerySet:
        """Of each document the newest version that a person looked at and everybody may have."""
        settled = self.filter(state=Version.SETTLED, document__removed="").exclude(document__member__shown={})
        newer = Version.objects.filter(
            document=models.OuterRef("document"), number__gt=models.OuterRef("number"), state=Version.SETTLED
        )
        return settled.exclude(models.Exists(newer)).select_related("document__member").order_by("-added", "id")


class Version(models.Model):
    """One file of a document. Its place on disk has a name that tells nothing. ``state`` is empty while it is for the workstream only."""

    SENT, SETTLED, REFUSED = "sent", "settled", "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="versions")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=80)
    added = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("document", "number"), name="one_version_per_number")
        ]

    def __str__(self) -> str:
        """The id: a file name can name a person."""
        return str(self.id)
