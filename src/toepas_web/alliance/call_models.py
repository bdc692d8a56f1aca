"""Calls of interest, what organisations answer, who judges, what was decided, appeals. Who judged is never read on an applicant's page."""

from __future__ import annotations

import datetime
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from toepas_web.organisations.models import Organisation


class CallQuerySet(models.QuerySet["Call"]):
    """Reads of calls."""

    def public(self) -> CallQuerySet:
        """Those that everybody may read, the deadline that comes last first."""
        return self.exclude(state=Call.DRAFT).order_by("-deadline", "id")


class Call(models.Model):
    """A call. ``questions``, ``criteria`` and ``panel`` are data that whoever runs it fills in while it is a draft and that stay as
    they are from then on. ``deadline`` is kept in UTC; ``zone`` is the time zone in which it was set and is shown. It can be moved to later
    while the call is open: ``extensions``: on, was, to (moments in UTC) and reason of each time, the oldest first."""

    DRAFT, OPEN, EVALUATED, DECIDED = "draft", "open", "evaluated", "decided"
    CLOSED = "closed"
    """Not kept: an open call is closed from its deadline on."""
    KINDS = ("frontier-ai", "share-a-model", "screening", "pilot", "other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=16)
    text = models.TextField(max_length=8000)
    state = models.CharField(max_length=10, default=DRAFT)
    deadline = models.DateTimeField()
    zone = models.CharField(max_length=40)
    extensions = models.JSONField(default=list)
    review_days = models.PositiveSmallIntegerField(default=30)
    """So many days after the deadline reviews are asked for; said to reviewers, not enforced."""
    appeal_days = models.PositiveSmallIntegerField(default=30)
    answer_days = models.PositiveSmallIntegerField(default=30)
    """Within so many days an appeal is answered; said to applicants, not enforced."""
    questions = models.JSONField(default=list)
    criteria = models.JSONField(default=list)
    panel = models.JSONField(default=dict)
    even_out = models.BooleanField(default=False)
    number = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)
    decided = models.DateTimeField(null=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ("-created", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)

    @property
    def stage(self) -> str:
        """Where it is now: the deadline closes an open call by itself."""
        return self.stage_at(timezone.now())

    def stage_at(self, moment: datetime.datetime) -> str:
        """Where it is at a moment, as far as it is known now."""
        return self.CLOSED if self.state == self.OPEN and moment >= self.deadline else self.state

    @property
    def seeks_reviewers(self) -> bool:
        """Whether people can be asked to judge: until the evaluation ends, and while something is judged anew after an appeal."""
        return self.state in (self.DRAFT, self.OPEN) or self.reopened

    @property
    def reopened(self) -> bool:
        """Whether an application of this decided call is judged anew after an appeal."""
        return self.state == self.DECIDED and self.applications.filter(reopened__isnull=False).exists()


class Application(models.Model):
    """What an organisation answers to a call. ``answers`` by id of the question; ``partners``: names, one a line. ``sent`` is set when
    it was handed in, which can be done again until the deadline. ``reopened`` is set while it is judged anew after an appeal.
    ``proposed`` and ``proposed_note``: the decision that whoever decides is preparing; nobody else is shown it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="applications")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="applications")
    answers = models.JSONField(default=dict)
    partners = models.TextField(max_length=2000, blank=True)
    sent = models.DateTimeField(null=True)
    number = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField(auto_now=True)
    reopened = models.DateTimeField(null=True)
    proposed = models.CharField(max_length=12, blank=True)
    proposed_note = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ("sent", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("call", "organisation"), name="one_application_per_organisation")
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)

    @property
    def decision(self) -> Decision | None:
        """The decision that stands."""
        return self.decisions.filter(replaced=None).first()

    def is_judged(self, call: Call) -> bool:
        """Whether reviewers are at work on it now, in its ``call`` as it is now."""
        return call.stage == Call.CLOSED or (call.state == Call.DECIDED and self.reopened is not None)


class Panelist(models.Model):
    """Somebody who is asked to judge. ``email`` is forgotten once it was answered. ``traits``: what the person stated of themselves for
    the balance of panels, and nothing else; ``affiliations``: organisations they work for, one a line."""

    INVITED, ACCEPTED, DECLINED = "invited", "accepted", "declined"
    RELEASED = "released"
    """No longer asked: by who runs the call, or because they can no longer judge."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="panelists")
    email = models.EmailField(blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="panels")
    state = models.CharField(max_length=10, default=INVITED)
    affiliations = models.TextField(max_length=2000, blank=True)
    topics = models.TextField(max_length=2000, blank=True)
    traits = models.JSONField(default=dict)
    invited = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("invited", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("call", "user"), condition=models.Q(user__isnull=False), name="one_seat_per_person"
            )
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class Review(models.Model):
    """One person judges one application, once. ``comment`` is for the applicant, without a name; ``conflict`` is set where the person
    declared that they must not judge it; ``set_aside`` where an appeal against it was upheld, so that it no longer counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panelist = models.ForeignKey(Panelist, on_delete=models.CASCADE, related_name="reviews")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    scores = models.JSONField(default=dict)
    comment = models.TextField(max_length=4000, blank=True)
    conflict = models.BooleanField(default=False)
    set_aside = models.BooleanField(default=False)
    sent = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("panelist", "application"), name="one_review_per_person")
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class Decision(models.Model):
    """What was decided on an application, with the facts of that moment from which its reasons are written. One stands; those that an
    appeal ``replaced`` are kept. ``by`` is for the rule that somebody else answers an appeal. ``later``: where the application stands since
    an appeal of another changed the ranking, oldest first: on, rank, of."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    decided = models.CharField(max_length=12)
    note = models.TextField(max_length=4000, blank=True)
    facts = models.JSONField(default=dict)
    later = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    replaced = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("application",), condition=models.Q(replaced=None), name="one_standing_decision"
            )
        ]

    def __str__(self) -> str:
        """The application."""
        return str(self.application_id)


class Appeal(models.Model):
    """An applicant objects, once; somebody else than who decided answers. ``met``: conditions of the call that count as met since."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField(max_length=8000)
    made = models.DateTimeField(auto_now_add=True)
    upheld = models.BooleanField(null=True)
    answer = models.TextField(max_length=8000, blank=True)
    answered = models.DateTimeField(null=True)
    met = models.JSONField(default=list)

    class Meta:
        ordering = ("made", "id")

    def __str__(self) -> str:
        """The application."""
        return str(self.application_id)
