"""Assessments of an organisation, and what it measures of the effects of AI. Scores are not kept: they follow from the answers."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from toepas_web.organisations.models import Organisation


class Assessment(models.Model):
    """The answers of an organisation to one questionnaire at one moment (``stage``).

    ``answers``: question, row, code; what is left out is not known. ``evidence``: text by question. ``numbers`` counts the changes by dimension:
    a form that was open while somebody else changed the same dimension is refused. ``size`` and the others are those of the organisation when it
    was finished. A finished one is not changed any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="assessments")
    questionnaire = models.CharField(max_length=20)
    version = models.CharField(max_length=8)
    stage = models.CharField(max_length=2)
    on = models.DateField()
    answers = models.JSONField(default=dict)
    evidence = models.JSONField(default=dict)
    numbers = models.JSONField(default=dict)
    finished = models.BooleanField(default=False)
    size = models.CharField(max_length=8, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ("questionnaire", "stage", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("organisation", "questionnaire", "stage"), name="one_assessment_per_stage")
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class Impact(models.Model):
    """One thing that an organisation measures before and after AI came in: ``plan`` as the library reads it, with one measure. The limits and the
    day they were set on do not change once values of after the start are there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="impacts")
    plan = models.JSONField(default=dict)
    number = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)
