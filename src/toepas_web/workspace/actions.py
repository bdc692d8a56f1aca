"""The only writers of a hub's books; each is one transaction with its line in the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.organisations.actions import invite_customer
from toepas_web.organisations.models import Engagement, Invitation, Organisation
from toepas_web.workspace.models import Collaboration, Customer, Entry, Investment, Referral, Service
from toepas_web.workspace.rules import agreement_with

MOST_CUSTOMERS, MOST_ENTRIES = 20_000, 2_000
"""Customers of one hub; entries of one kind in one file, and collaborations of one hub."""
OF_CUSTOMER: dict[str, type[Entry]] = {"service": Service, "investment": Investment, "referral": Referral}
"""What stands in the file of a customer."""


class RefusedError(Exception):
    """Not possible; the argument says why, by id: too-many, already, agreed."""


@transaction.atomic
def open_file(*, engagement: Engagement) -> Customer:
    """The file of a customer that agreed. Its own act, which has its line: no second one here."""
    files = Customer.objects.select_for_update().filter(hub=engagement.hub)
    found = files.filter(organisation=engagement.customer).first()
    if found is None and engagement.invitation_id:
        found = files.filter(invitation=engagement.invitation_id, organisation=None).first()
    if found is None:
        found = Customer(hub=engagement.hub, name=_free_name(engagement.hub, engagement.customer.name))
    found.organisation = engagement.customer
    found.save()
    return found


def _free_name(hub: Organisation, name: str) -> str:
    """The name, with a number where the hub knows another customer by it."""
    taken = set(Customer.objects.filter(hub=hub, name__startswith=name[:112]).values_list("name", flat=True))
    tried, number = name, 1
    while tried in taken:
        number += 1
        tried = f"{name[:112]} ({number})"
    return tried


@transaction.atomic
def add_customers(*, by: User, hub: Organisation, rows: Sequence[Mapping[str, str]]) -> int:
    """Open files for customers that the hub knows; a name that is there already is left as it is. Returns how many were made."""
    there = {name.casefold() for name in Customer.objects.filter(hub=hub).values_list("name", flat=True)}
    fresh = [row for row in rows if row["name"].casefold() not in there]
    if len(there) + len(fresh) > MOST_CUSTOMERS:
        raise RefusedError("too-many")
    for row in fresh:
        made = Customer.objects.create(hub=hub, **row)
        record(by=by.pk, action="customer added", subject=made)
    return len(fresh)


@transaction.atomic
def invite(*, by: User, customer: Customer, email: str, wished: Sequence[str]) -> Invitation:
    """Ask a customer whether the hub may work for it, also after it ended an agreement. An open invitation is replaced by its address only."""
    if agreement_with(customer).state == "agreed":
        raise RefusedError("agreed")
    made = invite_customer(by=by, hub=customer.hub, email=email, wished=wished)
    Customer.objects.filter(pk=customer.pk).update(invitation=made)
    record(by=by.pk, action="customer invited", subject=customer)
    return made


@transaction.atomic
def remove_customer(*, by: User, customer: Customer) -> None:
    """Delete the file with everything in it; what was agreed stays."""
    record(by=by.pk, action="customer file deleted", subject=customer)
    customer.delete()


@transaction.atomic
def note(*, by: User, customer: Customer, what: str, fields: Mapping[str, Any]) -> Entry:
    """A line in the file of a customer: a service, an investment or a referral."""
    kept = OF_CUSTOMER[what].objects.filter(customer=customer)
    if what == "referral" and kept.filter(asset=fields["asset"]).exists():
        raise RefusedError("already")
    if kept.count() >= MOST_ENTRIES:
        raise RefusedError("too-many")
    made: Entry = OF_CUSTOMER[what].objects.create(customer=customer, **fields)
    record(by=by.pk, action=f"{what} noted", subject=made)
    return made


@transaction.atomic
def set_state(*, by: User, referral: Referral, state: str) -> None:
    """How a referral stands now."""
    referral.state = state
    referral.save(update_fields=["state"])
    record(by=by.pk, action="referral changed", subject=referral)


@transaction.atomic
def note_collaboration(*, by: User, hub: Organisation, fields: Mapping[str, Any]) -> Collaboration:
    """A line about working with others."""
    if Collaboration.objects.filter(hub=hub).count() >= MOST_ENTRIES:
        raise RefusedError("too-many")
    made = Collaboration.objects.create(hub=hub, **fields)
    record(by=by.pk, action="collaboration noted", subject=made)
    return made


@transaction.atomic
def strike(*, by: User, entry: Entry) -> None:
    """Take a line out that should not be there."""
    record(by=by.pk, action="entry removed", subject=entry)
    entry.delete()
