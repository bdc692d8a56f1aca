"""Validations, monitors and energy reports. Rows of people lie in files with a name that tells nothing, and only until their day."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from toepas_web.organisations.models import Organisation


class ValidationQuerySet(models.QuerySet["Validation"]):
    """Reads of validations."""

    def of(self, user: object) -> ValidationQuerySet:
        """Those of one account, the newest first."""
        return self.filter(owner=user).order_by("-created", "id")

    def due(self, day: object) -> ValidationQuerySet:
        """Those whose uploaded data go on this day or should have gone before."""
        return self.exclude(data="").filter(delete_on__lte=day)

    def shown_in(self, organisations: Iterable[Organisation]) -> ValidationQuerySet:
        """Those with a report that stand in one of these organisations: shown there by somebody who is still a member."""
        there = self.filter(organisation__in=organisations, owner__memberships__organisation=models.F("organisation"))
        return there.exclude(report="").order_by("-created", "id")


class Validation(models.Model):
    """A table that somebody uploaded, what was asked of it, and the report.

    ``data`` and ``report`` are names of files below ``MEDIA_ROOT``, empty where there is none: the rows go on ``delete_on``, the report (sums only)
    stays. ``asked`` is what the form said, ``problem`` why nothing came of it. ``asset``: the catalogue entry that it is published for.
    """

    UPLOADED, RUNNING, DONE, FAILED = "uploaded", "running", "done", "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="validations")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.SET_NULL, null=True, related_name="validations"
    )
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default=UPLOADED)
    name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    data = models.CharField(max_length=80, blank=True)
    delete_on = models.DateField()
    columns: models.JSONField[Any, Any] = models.JSONField(default=list)
    asked: models.JSONField[Any, Any] = models.JSONField(default=dict)
    problem: models.JSONField[Any, Any] = models.JSONField(default=dict)
    outcome = models.CharField(max_length=12, blank=True)
    report = models.CharField(max_length=80, blank=True)
    made = models.DateField(null=True)
    started = models.DateTimeField(null=True)
    asset = models.CharField(max_length=120, blank=True)
    published = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    objects = ValidationQuerySet.as_manager()

    class Meta:
        ordering = ("-created", "id")

    def __str__(self) -> str:
        """The id: a title can name a person."""
        return str(self.id)


class Monitor(models.Model):
    """A model in use that is watched. ``folder`` below ``MEDIA_ROOT`` holds sums, and scores under pseudonym that wait for their outcome."""

    MAKING, READY, FAILED = "making", "ready", "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="monitors")
    validation = models.ForeignKey(Validation, on_delete=models.SET_NULL, null=True, related_name="monitors")
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default=MAKING)
    asked: models.JSONField[Any, Any] = models.JSONField(default=dict)
    problem: models.JSONField[Any, Any] = models.JSONField(default=dict)
    folder = models.CharField(max_length=80)
    started = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class EnergyReport(models.Model):
    """An energy report that somebody keeps, as it was written; ``asset``: the catalogue entry that it is published for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="energy_reports")
    title = models.CharField(max_length=120)
    report: models.JSONField[Any, Any] = models.JSONField()
    asset = models.CharField(max_length=120, blank=True)
    published = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created", "id")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("asset",), name="energy_published", condition=~Q(asset=""))
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)
