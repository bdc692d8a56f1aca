"""Assessments of an organisation with their scores, what it measures of the effects of AI, whether it is counted, and what was published."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Avg, Count, Exists, OuterRef

from toepas.maturity import scoring
from toepas_web.organisations.models import Organisation


class Assessment(models.Model):
    """The answers of an organisation to one questionnaire at one moment (``stage``).

    ``answers``: question, row, code; what is left out is not known. ``evidence``: text by question. ``numbers`` counts the changes by dimension:
    a form that was open while somebody else changed the same dimension is refused. A finished one is not changed any more and has a ``score``.
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

    class Meta:
        ordering = ("questionnaire", "stage", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("organisation", "questionnaire", "stage"), name="one_assessment_per_stage")
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class PlannedQuerySet(models.QuerySet["Planned"]):
    """Reads of planned moments."""

    def with_state(self) -> PlannedQuerySet:
        """Each with ``begun`` and ``done``: whether its assessment was begun, and is finished."""
        same = {name: OuterRef(name) for name in ("organisation", "questionnaire", "stage")}
        there = Assessment.objects.filter(**same).order_by()
        return self.annotate(begun=Exists(there), done=Exists(there.filter(finished=True)))

    def waiting(self) -> PlannedQuerySet:
        """Those whose assessment is not finished."""
        return self.with_state().filter(done=False)


class Planned(models.Model):
    """The day on which an organisation means to fill in a questionnaire again, for a later moment (``stage``). Whether that was done is not kept
    here: a finished assessment of the moment fulfils it, and one that is deleted leaves it open again."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="planned_moments")
    questionnaire = models.CharField(max_length=20)
    stage = models.CharField(max_length=2)
    on = models.DateField()

    objects = PlannedQuerySet.as_manager()

    class Meta:
        ordering = ("on", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("organisation", "questionnaire", "stage"), name="one_day_per_stage")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("on", "id"), name="planned_by_day")]

    def __str__(self) -> str:
        """The id."""
        return str(self.pk)


class Agreed(models.Model):
    """An organisation agreed that what it says is counted in published figures. Without such a row it is not; withdrawing deletes it."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="agreed_to_count"
    )
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("since",)

    def __str__(self) -> str:
        """The id of the organisation."""
        return str(self.organisation_id)


class Publication(models.Model):
    """The figures of one quarter (``period``: 2026-Q3), frozen. ``figures``: rows by dataset of the observatory; ``versions``: those of each
    questionnaire that is in it. Never changed or deleted: what it counted points here, so that nothing is counted twice."""

    period = models.CharField(max_length=7, primary_key=True)
    made = models.DateTimeField(auto_now_add=True)
    figures = models.JSONField(default=dict)
    versions = models.JSONField(default=dict)

    class Meta:
        ordering = ("period",)

    def __str__(self) -> str:
        """The quarter."""
        return self.period


class ScoreQuerySet(models.QuerySet["Score"]):
    """Reads of scores."""

    def counted_in_figures(self) -> ScoreQuerySet:
        """Of organisations that agreed to be counted."""
        return self.filter(organisation__in=Agreed.objects.order_by().values("organisation"))

    def summed(self, *by: str) -> list[tuple[object, ...]]:
        """By the values of these traits: how many, and the means of the least and the most of the overall scores."""
        found = self.order_by().values_list(*by).annotate(n=Count("pk"), least=Avg("low"), most=Avg("high"))
        return list(found)

    def stale(self) -> ScoreQuerySet:
        """Those that were made by another version of the scoring."""
        return self.filter(models.Q(scoring__lt=scoring()) | models.Q(scoring__gt=scoring()))


class Score(models.Model):
    """What the answers of a finished assessment come to, kept so that thousands can be added up by the database.

    ``low`` and ``high``: the overall score, 0 to 100, at least and at most; ``dimensions``: the same by dimension. ``uses_ai``: what the answers
    say, null for not known. ``scoring``: the version of the library's scoring; empty is not scored yet. ``size``, ``sector`` and ``country`` are
    those of the organisation when it was finished, and what is beside them repeats the assessment, for speed. ``counted``: the publication
    that it went into.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, primary_key=True, related_name="score")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="scores")
    questionnaire = models.CharField(max_length=20)
    version = models.CharField(max_length=8)
    stage = models.CharField(max_length=2)
    on = models.DateField()
    finished = models.DateField()
    size = models.CharField(max_length=8, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    low = models.FloatField(default=0)
    high = models.FloatField(default=100)
    dimensions = models.JSONField(default=dict)
    uses_ai = models.BooleanField(null=True)
    scoring = models.CharField(max_length=8, blank=True)
    counted = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="scores")

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ("questionnaire", "stage", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=("questionnaire", "stage", "organisation", "size", "sector", "country", "low", "high"),
                name="scores_of_a_moment",
            ),
            models.Index(fields=("scoring",), name="scores_by_scoring"),
        ]

    def __str__(self) -> str:
        """The id of the assessment."""
        return str(self.assessment_id)


class Impact(models.Model):
    """One thing that an organisation measures before and after AI came in: ``plan`` as the library reads it, with one measure. The limits and the
    day they were set on do not change once values of after the start are there. ``closed``: the day from which nothing in it changes any more;
    ``size`` and the others are those of the organisation then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="impacts")
    plan = models.JSONField(default=dict)
    number = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)
    closed = models.DateField(null=True)
    size = models.CharField(max_length=8, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ("created", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class CountedMeasure(models.Model):
    """One measure of a closed measurement went into a publication. Each does so once; one that was too little to be published waits for a later
    quarter, whatever became of the others."""

    impact = models.ForeignKey(Impact, on_delete=models.CASCADE, related_name="counted_measures")
    measure = models.CharField(max_length=16)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="measures")

    class Meta:
        ordering = ("impact", "measure")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("impact", "measure"), name="each_measure_counts_once")
        ]

    def __str__(self) -> str:
        """Ids."""
        return f"{self.impact_id} {self.measure}"
