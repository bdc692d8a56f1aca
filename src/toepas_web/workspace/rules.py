"""Who works in a hub's workspace, and what of a customer they see there. What is not said here is not allowed.

Advisers and owners of a hub (``advise``) open it; others learn not that it exists. What they see of a customer follows its
consent at this moment. The hub's own books of a customer (services and what followed) are open while there is no agreement
yet, because then the hub only has what it knows itself; once the customer has agreed to something, they are kept and counted
only while its consent covers ``services``, and when it ends the agreement they are closed.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from toepas_web.accounts.models import User
from toepas_web.organisations.models import Engagement, Organisation
from toepas_web.organisations.rules import ADVISE, consenting, may, organisation_for, with_permission
from toepas_web.workspace.models import Customer

RECORD, REPORT, SEE_MATURITY = "record-services", "see-report", "see-maturity"
HUB = "hub"
BOOKS, CASES, MATURITY = "services", "cases", "maturity"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How it stands between a hub and a customer: not yet agreed, running with ``scopes``, or ended."""

    state: str
    scopes: frozenset[str] = frozenset()

    @property
    def books(self) -> bool:
        """Whether the hub may keep and count what it did for the customer."""
        return self.state == "none" or BOOKS in self.scopes


NOT_YET = Agreement("none")


def hubs_of(user: User) -> list[Organisation]:
    """The hubs that an account advises for."""
    return list(with_permission(user, ADVISE).filter(kind=HUB))


def hub_for(user: User, hub_id: uuid.UUID, permission: str = ADVISE) -> Organisation:
    """A hub, for working there. Raises Http404 for others, and for an organisation that is no hub."""
    try:
        found = organisation_for(user, hub_id, permission)
    except PermissionDenied:
        raise Http404 from None
    if found.kind != HUB or not found.memberships.filter(user=user).exists():
        raise Http404
    return found


def agreements(hub: Organisation, customers: Collection[uuid.UUID | None]) -> dict[uuid.UUID | None, Agreement]:
    """How it stands with those of these organisations that ever agreed, by id. A running agreement counts before an ended one."""
    found: dict[uuid.UUID | None, Agreement] = {}
    for one in Engagement.objects.filter(hub=hub, customer__in=[pk for pk in customers if pk]).order_by("agreed", "id"):
        if one.state == Engagement.AGREED:
            found[one.customer_id] = Agreement("agreed", frozenset(one.scopes))
        elif found.get(one.customer_id, NOT_YET).state != "agreed":
            found[one.customer_id] = Agreement("ended")
    return found


def agreement_with(customer: Customer) -> Agreement:
    """How it stands with one customer."""
    return agreements(customer.hub, [customer.organisation_id]).get(customer.organisation_id, NOT_YET)


def with_open_books(hub: Organisation) -> QuerySet[Customer]:
    """The customers whose books a hub may keep and count; the same as ``Agreement.books``, by the database."""
    agreed = Engagement.objects.filter(hub=hub).order_by().values("customer")
    open_ones = ~Q(organisation__in=agreed) | Q(
        organisation__in=consenting(RECORD).filter(hub=hub).order_by().values("customer")
    )
    return Customer.objects.filter(Q(organisation=None) | open_ones, hub=hub).order_by()


def customer_for(user: User, hub_id: uuid.UUID, customer_id: uuid.UUID) -> Customer:
    """A customer of a hub that this account advises for. Raises Http404 otherwise."""
    hub = hub_for(user, hub_id)
    found = Customer.objects.known_to(hub).filter(pk=customer_id).first()
    if found is None:
        raise Http404
    return found


def books_of(user: User, hub_id: uuid.UUID, customer_id: uuid.UUID) -> Customer:
    """The same, for writing into the books of it. Raises Http404 where the consent does not cover that."""
    found = customer_for(user, hub_id, customer_id)
    if not may(user, RECORD, found.hub) and not (found.organisation and may(user, RECORD, found.organisation)):
        raise Http404
    if not agreement_with(found).books:
        raise Http404
    return found
