"""Organisations, their people, invitations, and the consent of a customer to a hub. No names of people, no addresses once an invitation has ended."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast, Upper
from django.utils import timezone


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Reads of organisations."""

    def of(self, user: object) -> OrganisationQuerySet:
        """Those that an account is a member of."""
        return self.filter(memberships__user=user).order_by("name", "id")


class Organisation(models.Model):
    """A firm, a public body, a hub. What is not said stays empty: ``size`` and ``sector`` are codes, ``country`` two letters."""

    KINDS = ("firm", "public-body", "hospital", "hub", "provider", "research", "association", "other")
    SIZES = ("1-9", "10-49", "50-249", "250+")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    sector = models.CharField(max_length=40, blank=True)
    size = models.CharField(max_length=8, blank=True)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=80, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    number = models.PositiveIntegerField(default=1)
    """Counts the changes: a form that was open while somebody else changed the same is refused."""

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        """The id: the name of a firm can be that of a person."""
        return str(self.id)


class Membership(models.Model):
    """A person in an organisation, in one role of ``roles.yaml``."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("since", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("organisation", "user"), name="one_membership_per_person")
        ]

    def __str__(self) -> str:
        """Ids."""
        return f"{self.organisation_id}/{self.user_id}"


class Invitation(models.Model):
    """Somebody is asked to join (``role``), or to become a customer of a hub (``wished``: what it would like to see).

    Only an account with this very address, which it has confirmed, can answer; the address is forgotten when the invitation has ended.
    """

    MEMBER, CUSTOMER = "member", "customer"
    OPEN, ACCEPTED, DECLINED, WITHDRAWN, EXPIRED = "open", "accepted", "declined", "withdrawn", "expired"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(blank=True)
    kind = models.CharField(max_length=8)
    role = models.CharField(max_length=12, blank=True)
    wished = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=OPEN)
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()

    class Meta:
        ordering = ("-made", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("organisation", "kind", "email"), condition=models.Q(state="open"), name="one_open_invitation"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            # An address is looked up in capitals, whoever it belongs to; only open invitations have one.
            models.Index(Upper("email"), condition=models.Q(state="open"), name="open_invitations_to")
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)

    @property
    def running(self) -> bool:
        """Whether it can still be accepted."""
        return self.state == self.OPEN and self.expires > timezone.now()


class Engagement(models.Model):
    """A hub that works for a customer. Nothing of the customer is seen that is not in ``scopes``, which the customer sets.

    Either side can end it at any moment; what was agreed and when stays as a record.
    """

    AGREED, ENDED = "agreed", "ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hub = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="customers")
    customer = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="hubs")
    invitation = models.OneToOneField(Invitation, on_delete=models.SET_NULL, null=True, related_name="engagement")
    """The invitation that led to it."""
    state = models.CharField(max_length=8, default=AGREED)
    wished = models.JSONField(default=list)
    scopes = models.JSONField(default=list)
    agreed = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ("agreed", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("hub", "customer"), condition=~models.Q(state="ended"), name="one_running_engagement"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            # The database learns from it how many customers agreed to what; without, it takes them to be one and reads every case.
            models.Index("hub", Cast("scopes", models.TextField()), name="engagement_by_scopes")
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class SiteRole(models.Model):
    """A role of a person for the whole site, given by an administrator."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="site_roles")
    role = models.CharField(max_length=16)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("since", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("user", "role"), name="one_site_role_per_person")
        ]

    def __str__(self) -> str:
        """For people who look into the database."""
        return f"{self.user_id} {self.role}"
