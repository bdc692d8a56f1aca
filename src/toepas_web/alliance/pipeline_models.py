"""Projects that come closer to use, gate by gate, on evidence."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from toepas_web.organisations.models import Organisation


class Project(models.Model):
    """A project of an organisation in a pipeline. A stopped project takes no more evidence; ``title`` is the organisation's."""

    RUNNING, STOPPED = "running", "stopped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="projects")
    title = models.CharField(max_length=160)
    state = models.CharField(max_length=8, default=RUNNING)
    began = models.DateTimeField(auto_now_add=True)
    stopped = models.DateTimeField(null=True)

    class Meta:
        ordering = ("began", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class Step(models.Model):
    """One gate of a project: the level, and what was set for it on which day, before anything was shown. ``confirmed``: needs whose
    document a person of the programme read and found sufficient. ``outcome`` is what the evidence came to when it was last added. ``due``:
    the day by which evidence is expected, None where no day is set; it stops nothing. ``moves``: on, was, day and reason of every change of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="steps")
    level = models.PositiveSmallIntegerField()
    needs = models.JSONField(default=list)
    set_on = models.DateField()
    due = models.DateField(null=True)
    moves = models.JSONField(default=list)
    confirmed = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, default="not-known")

    class Meta:
        ordering = ("level", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("project", "level"), name="one_gate_per_level")
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class Shown(models.Model):
    """A file that was shown for a gate, and what it says. The file is kept in the row, so that it goes with the project."""

    MOST = 2_000_000

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="shown")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    found = models.JSONField(default=dict)
    """Kind, outcome, trouble, made and key, as the library read them."""
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("added", "id")

    def __str__(self) -> str:
        """The id: a file name can name a person."""
        return str(self.id)
