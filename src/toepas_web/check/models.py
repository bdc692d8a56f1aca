"""Saved cases: the facts, the day they were looked at, and the work that follows. Findings are computed, not stored."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from toepas_web.organisations.models import Membership, Organisation
from toepas_web.search.wanted import kept


class CaseQuerySet(models.QuerySet["Case"]):
    """Reads of cases."""

    def of(self, user: object) -> CaseQuerySet:
        """The cases of one account, the one changed last first."""
        return self.filter(owner=user).order_by("-changed", "id")

    def after(self, case: Case) -> CaseQuerySet:
        """Those that come after this one, where the one changed last comes first."""
        return self.filter(Q(changed__lt=case.changed) | Q(changed=case.changed, id__gt=case.pk))

    def in_organisation(self, organisation: Organisation) -> CaseQuerySet:
        """Those that stand in an organisation: put there by somebody who is still a member."""
        return self.in_organisations([organisation.pk]).order_by("-changed", "id")

    def in_organisations(self, organisations: QuerySet[Any] | Collection[uuid.UUID]) -> CaseQuerySet:
        """The same for several, which a query can name by their ids."""
        member = Membership.objects.filter(organisation=OuterRef("shared_with"), user=OuterRef("owner"))
        return self.filter(Exists(member), shared_with__in=organisations)


class Case(models.Model):
    """One AI system at one organisation, as its owner described it.

    ``seen`` is what the owner was last shown (class, roles, duties with dates): a later look is compared with it. ``words`` repeats the
    ``TEXTS`` in the form in which they are searched; it is set whenever one of them is saved.
    """

    TEXTS = ("title", "organisation", "system", "purpose")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cases")
    title = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120, blank=True)
    system = models.CharField(max_length=160, blank=True)
    purpose = models.CharField(max_length=400, blank=True)
    words = models.TextField(blank=True, editable=False)
    answers = models.TextField()
    number = models.PositiveIntegerField(default=1)
    seen = models.JSONField(default=dict)
    told = models.JSONField(default=list, blank=True)
    """Keys of what the owner was told by mail."""
    shared_with = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="cases")
    """The organisation whose members may read it; the case stays its owner's, also when the organisation goes."""
    law_data = models.CharField(max_length=16)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("-changed", "id")
        indexes: ClassVar[list[models.Index]] = [
            # Everything that a search through the cases of thousands of organisations needs to know of each.
            models.Index(
                fields=("shared_with", "owner", "changed", "id", "words"),
                condition=Q(shared_with__isnull=False),
                name="case_of_organisation_by_words",
            )
        ]

    def __str__(self) -> str:
        """The id: a title can name a person."""
        return str(self.id)

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save it, and how its texts are searched with them."""
        if update_fields is None or not set(self.TEXTS).isdisjoint(update_fields):
            self.words = kept(*(getattr(self, name) for name in self.TEXTS))
            update_fields = None if update_fields is None else [*update_fields, "words"]
        super().save(*args, update_fields=update_fields, **kwargs)


class Revision(models.Model):
    """The history of a case: the answers as they were, why they changed, and what that changed. Never edited."""

    CREATED, FACTS, LAW = "created", "facts", "law"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=10)
    answers = models.TextField()
    seen = models.JSONField()
    law_data = models.CharField(max_length=16)
    changes = models.JSONField(default=list)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("case", "number"), name="one_revision_per_number")
        ]

    def __str__(self) -> str:
        """For people who look into the database."""
        return f"{self.case_id}/{self.number}"


class Task(models.Model):
    """What is being done about a duty. A duty without a row has not been touched yet."""

    TO_DO, DOING, DONE, NOT_NEEDED = "to-do", "doing", "done", "not-needed"
    STATUSES = (TO_DO, DOING, DONE, NOT_NEEDED)
    OPEN = (TO_DO, DOING)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    duty = models.CharField(max_length=80)
    status = models.CharField(max_length=12, default=TO_DO)
    who = models.CharField(max_length=80, blank=True)
    due = models.DateField(null=True)
    note = models.TextField(max_length=2000, blank=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("case", "duty"), name="one_task_per_duty")
        ]

    def __str__(self) -> str:
        """For people who look into the database."""
        return f"{self.case_id}/{self.duty}"


class Day(models.Model):
    """A day of a case: a task is due (TASK), or a duty begins to count, at the earliest (START).

    It repeats what ``Task.due`` and ``Case.seen`` say, so that the days of all cases of thousands of organisations are found in an
    index. ``open``: the duty is not done, nor found not to be needed. ``organisation``: whose members may read the case, and that only
    while its owner is one of them. ``check.days`` keeps it right.
    """

    TASK, START = "task", "start"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="days")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    duty = models.CharField(max_length=80)
    kind = models.CharField(max_length=5)
    day = models.DateField()
    open = models.BooleanField()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("case", "duty", "kind"), name="one_day_per_duty_and_kind")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("organisation", "kind", "open", "day", "id"), name="day_of_organisation"),
            models.Index(fields=("kind", "open", "day", "id", "organisation"), name="day_by_day"),
        ]

    def __str__(self) -> str:
        """For people who look into the database."""
        return f"{self.case_id}/{self.kind}/{self.duty}"


class Evidence(models.Model):
    """A file that shows that a duty was done. Its place on disk has a name that tells nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=80)
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("added", "id")

    def __str__(self) -> str:
        """The id: a file name can name a person."""
        return str(self.id)


class CouncilLink(models.Model):
    """A link with which a works council, or whoever the owner gives it to, reads what is planned and what is owed to workers.

    The secret of the link is not kept: it is this id, signed with the key of the site.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="council_links")
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made", "id")

    def __str__(self) -> str:
        """The id, which opens nothing without its signature."""
        return str(self.id)

    @property
    def running(self) -> bool:
        """Whether it still opens."""
        return self.withdrawn is None and self.expires > timezone.now()
