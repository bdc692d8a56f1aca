"""What a person learns: results are theirs alone. What an organisation plans: numbers of people, no names."""

from __future__ import annotations

import datetime
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from toepas.academy import Bank
from toepas_web.accounts.models import User
from toepas_web.organisations.models import Organisation

DAY = datetime.timedelta(days=1)


class SelfTest(models.Model):
    """What a person says they can: ``levels`` by tag, 0 for "not yet"; what they did not answer is not in it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="self_test")
    levels = models.JSONField(default=dict)
    answered = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        """The id of the person."""
        return str(self.user_id)


class LearningQuerySet(models.QuerySet["Learning"]):
    """Reads of paths."""

    def counted_in(self, organisation: Organisation) -> LearningQuerySet:
        """Those whose learner lets this organisation count them, while they are a member."""
        return self.filter(organisation=organisation, user__memberships__organisation=organisation).distinct()


class Learning(models.Model):
    """A path that a person took on. ``steps`` are ids of courses in order, as planned when it began or was planned anew;
    ``done`` those that the person says they have finished. ``organisation``: whom the person lets count them, nothing more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="learning")
    profile = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="learning")
    languages = models.JSONField(default=list)
    """Codes of the languages that courses may be in, as the learner chose; empty for that of the page, and English."""
    steps = models.JSONField(default=list)
    done = models.JSONField(default=list)
    began = models.DateTimeField(auto_now_add=True)

    objects = LearningQuerySet.as_manager()

    class Meta:
        ordering = ("began", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("user", "profile"), name="one_path_per_profile")
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)

    @property
    def left(self) -> list[str]:
        """The courses that are still to be done."""
        return [course for course in self.steps if course not in self.done]


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Reads of quizzes taken."""

    def left(self, user: User, bank: Bank) -> int:
        """How many more times somebody may begin this quiz today, one that is still open left aside."""
        begun = self.filter(user=user, bank=bank.id, began__gt=timezone.now() - DAY).count()
        return max(0, bank.tries - begun)

    def passed(self, user: User, bank: str) -> Attempt | None:
        """The quiz that counts for a credential: passed, and since the credential that has ended where there is one."""
        old = Credential.objects.held_for(user, bank)
        since = {"finished__gt": old.issued} if old and old.ended else {}
        return self.filter(user=user, bank=bank, passed=True, **since).first()


class Attempt(models.Model):
    """A quiz that a person takes. ``seed`` draws its questions; which option is right is never stored or sent before the answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts")
    bank = models.CharField(max_length=40)
    seed = models.BigIntegerField()
    began = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)
    right = models.PositiveSmallIntegerField(default=0)
    asked = models.PositiveSmallIntegerField(default=0)
    passed = models.BooleanField(default=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ("-began", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("user", "bank"), condition=models.Q(finished=None), name="one_quiz_at_a_time"
            )
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class CredentialQuerySet(models.QuerySet["Credential"]):
    """Reads of credentials."""

    def counting(self) -> CredentialQuerySet:
        """Those that count now: not revoked, and not ended."""
        return self.filter(models.Q(ends=None) | models.Q(ends__gt=timezone.now()), revoked=None)

    def held_for(self, user: User, bank: str) -> Credential | None:
        """The one that somebody has for a quiz, also where it has ended; none where it was revoked."""
        return self.filter(user=user, bank=bank, revoked=None, replaced=None).first()


class Credential(models.Model):
    """A micro-credential that this site issued. ``document`` is the signed credential: no name, no address of the learner in it.

    ``twin`` is the same in the European Learning Model, unsigned; None where the issuer had no number in a register.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="credentials")
    bank = models.CharField(max_length=40)
    document = models.JSONField()
    twin = models.JSONField(null=True)
    issued = models.DateTimeField(auto_now_add=True)
    ends = models.DateTimeField(null=True)
    replaced = models.DateTimeField(null=True)
    """Since when there is a newer one in its place: only for one that has ended."""
    revoked = models.DateTimeField(null=True)
    asked = models.BooleanField(default=False)
    """Whether the learner asked for it to be revoked."""

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ("-issued", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("user", "bank"), condition=models.Q(revoked=None, replaced=None), name="one_credential_per_quiz"
            )
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)

    @property
    def ended(self) -> bool:
        """Whether its time is over."""
        return self.ends is not None and self.ends <= timezone.now()

    @property
    def name(self) -> str:
        """The id as the credential itself and the register of the issuer say it."""
        return f"urn:uuid:{self.id}"


class Plan(models.Model):
    """How many people of an organisation do the work of which profile, as it says itself."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="learning_plan")
    people = models.JSONField(default=dict)
    changed = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        """The id of the organisation."""
        return str(self.organisation_id)
