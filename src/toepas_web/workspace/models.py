"""What a hub keeps of its own work: customers, services, investment that followed, referrals, collaborations. No names of people."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from toepas_web.organisations.models import Invitation, Organisation

MOST_EUROS = 10**12
"""Above this an amount is a slip of the keyboard."""


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Reads of customers."""

    def known_to(self, hub: Organisation) -> CustomerQuerySet:
        """Everything that a hub keeps of customers, by name."""
        return self.filter(hub=hub).select_related("organisation", "invitation").order_by("name", "id")


class Customer(models.Model):
    """A customer of a hub, as the hub knows it.

    ``organisation`` is set once the customer has agreed; from then on what it says of itself counts, within its consent.
    ``invitation`` is the last one that the hub sent it. ``size``, ``sector``, ``country`` are codes, empty where not known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hub = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="customer_files")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="files_at_hubs")
    invitation = models.OneToOneField(Invitation, on_delete=models.SET_NULL, null=True, related_name="customer_file")
    name = models.CharField(max_length=120)
    size = models.CharField(max_length=8, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    made = models.DateTimeField(auto_now_add=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("hub", "name"), name="one_file_per_name"),
            models.UniqueConstraint(fields=("hub", "organisation"), name="one_file_per_organisation"),
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class Entry(models.Model):
    """What every line in the books of a hub has. ``on``: the day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    on = models.DateField(default=timezone.localdate)
    note = models.TextField(max_length=2000, blank=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("-on", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class Line(Entry):
    """What a line in the file of a customer has besides: ``hub`` repeats the hub of the customer, so that the lines of a period stand
    together in an index. It is set whenever a line is saved; a file never goes to another hub."""

    hub = models.ForeignKey(Organisation, on_delete=models.CASCADE, db_index=False, related_name="+")

    class Meta(Entry.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it as a line of the hub whose customer it is about."""
        self.hub_id = self.customer.hub_id
        super().save(*args, **kwargs)


class Service(Line):
    """A service given. ``hours`` and ``value`` (euro) are None where they are not known, which is not zero."""

    KINDS = ("test-before-invest", "skills", "investment", "networking")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="services")
    kind = models.CharField(max_length=20)
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True)

    class Meta(Line.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("hub", "on", "customer", "kind", "hours", "value"), name="services_of_a_period")
        ]


class Investment(Line):
    """Investment that the customer made after the help. ``amount`` in euro, None where it is not known; ``source``: whose money."""

    SOURCES = ("own", "loan", "equity", "grant-eu", "grant-national", "other")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="investments")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    source = models.CharField(max_length=16)
    evidence = models.CharField(max_length=300, blank=True)

    class Meta(Line.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("hub", "on", "customer", "source", "amount"), name="investments_of_a_period")
        ]


class Referral(Line):
    """A customer was pointed to something of the catalogue (``asset``, its id), and how that went."""

    STATES = ("proposed", "asked", "granted", "refused", "dropped")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="referrals")
    asset = models.CharField(max_length=120)
    name = models.CharField(max_length=300)
    """What it was called then, for when the catalogue no longer has it."""
    state = models.CharField(max_length=10, default="proposed")

    class Meta(Line.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("customer", "asset"), name="one_referral_per_asset")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("hub", "on", "customer", "state"), name="referrals_of_a_period")
        ]


class Collaboration(Entry):
    """Work with another hub or somebody else."""

    KINDS = ("hub", "network", "research", "business", "public", "other")

    hub = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="collaborations")
    kind = models.CharField(max_length=10)
    partner = models.CharField(max_length=120)
