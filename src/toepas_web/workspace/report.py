"""The figures that a hub reports for a period: counted from its books, within the consent of today."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from toepas.kernel import Words
from toepas_web.organisations.models import Organisation
from toepas_web.workspace import maturity
from toepas_web.workspace.models import Collaboration, Customer, Investment, Referral, Service
from toepas_web.workspace.rules import MATURITY, NOT_YET, Agreement, agreements


@dataclass(frozen=True, slots=True)
class Sum:
    """Amounts in euro, or hours: the sum of those that are known, how many are known, how many are not."""

    known: Decimal
    counted: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Services:
    """Services of a kind: how many, for how many customers, hours and value."""

    kind: str
    count: int
    customers: int
    hours: Sum
    value: Sum


@dataclass(frozen=True, slots=True)
class Gained:
    """Maturity gained, in points: the mean as a range, the least and the most of a single customer, over ``n`` customers.
    Hidden where ``n`` is smaller than ``smallest``: then there are no figures."""

    n: int
    smallest: int
    mean: tuple[float, float] | None = None
    range: tuple[float, float] | None = None

    @property
    def hidden(self) -> bool:
        """Whether there are too few to show."""
        return self.mean is None


@dataclass(frozen=True, slots=True)
class Report:
    """``served``: customers with a service in the period. ``closed``: customers left out as their consent does not cover the
    books. Codes are keys; "" is not known."""

    first: datetime.date
    last: datetime.date
    served: int
    closed: int
    sizes: dict[str, int]
    sectors: dict[str, int]
    countries: dict[str, int]
    services: list[Services]
    invested: Sum
    sources: dict[str, Sum]
    referrals: dict[str, int]
    partners: dict[str, tuple[int, int]]
    """By kind of partner: collaborations, different partners."""
    gained: dict[str, Gained]
    """By the title of the questionnaire; empty where nobody was asked twice."""


def added(amounts: Iterable[Decimal | None]) -> Sum:
    """The sum of what is known; unknown is not nought."""
    listed = list(amounts)
    known = [amount for amount in listed if amount is not None]
    return Sum(sum(known, Decimal(0)), len(known), len(listed) - len(known))


def open_books(hub: Organisation) -> tuple[list[Customer], int, dict[object, Agreement]]:
    """The customers whose books count, how many do not, and how it stands with each organisation."""
    there = agreements(hub)
    known = list(Customer.objects.known_to(hub))
    kept = [one for one in known if there.get(one.organisation_id, NOT_YET).books]  # type: ignore[call-overload]  # None is never a key
    return kept, len(known) - len(kept), dict(there)


def report(hub: Organisation, first: datetime.date, last: datetime.date, said: Words) -> Report:
    """Everything that is counted, from the first to the last day, both included."""
    kept, closed, there = open_books(hub)
    by_id = {one.pk: one for one in kept}
    period = {"on__gte": first, "on__lte": last}
    ours = {"customer__hub": hub, **period}
    services = [one for one in Service.objects.filter(**ours) if one.customer_id in by_id]
    investments = [one for one in Investment.objects.filter(**ours) if one.customer_id in by_id]
    referrals = [one for one in Referral.objects.filter(**ours) if one.customer_id in by_id]
    served = [by_id[pk] for pk in dict.fromkeys(one.customer_id for one in services)]
    return Report(
        first=first,
        last=last,
        served=len(served),
        closed=closed,
        sizes=_counted(trait(one, "size") for one in served),
        sectors=_counted(trait(one, "sector") for one in served),
        countries=_counted(trait(one, "country") for one in served),
        services=[_of_kind(kind, [one for one in services if one.kind == kind]) for kind in Service.KINDS],
        invested=added(one.amount for one in investments),
        sources={
            source: added(one.amount for one in investments if one.source == source)
            for source in Investment.SOURCES
            if any(one.source == source for one in investments)
        },
        referrals=_counted(one.state for one in referrals),
        partners=_partners(Collaboration.objects.filter(hub=hub, **period)),
        gained=_gained(kept, there, first, last, said),
    )


def trait(customer: Customer, name: str) -> str:
    """What a customer that agreed says of itself; else what the hub noted."""
    return str(getattr(customer.organisation or customer, name))


def _counted(values: Iterable[str]) -> dict[str, int]:
    """The most frequent first; what is not known last."""
    found = Counter(values)
    return dict(sorted(found.items(), key=lambda pair: (not pair[0], -pair[1], pair[0])))


def _of_kind(kind: str, services: list[Service]) -> Services:
    customers = len({one.customer_id for one in services})
    hours, value = added(one.hours for one in services), added(one.value for one in services)
    return Services(kind, len(services), customers, hours, value)


def _partners(found: Iterable[Collaboration]) -> dict[str, tuple[int, int]]:
    listed = list(found)
    return {
        kind: (len(same), len({one.partner.casefold() for one in same}))
        for kind in Collaboration.KINDS
        if (same := [one for one in listed if one.kind == kind])
    }


def _gained(
    kept: list[Customer], there: dict[object, Agreement], first: datetime.date, last: datetime.date, said: Words
) -> dict[str, Gained]:
    """Over the customers whose consent covers their maturity."""
    seen = [one for one in kept if MATURITY in there.get(one.organisation_id, NOT_YET).scopes]
    found = maturity.gains([one.organisation for one in seen if one.organisation], first, last, said)
    return {title: _mean(list_of, maturity.smallest()) for title, list_of in found.items()}


def _mean(found: list[maturity.Gain], smallest: int) -> Gained:
    if len(found) < smallest:
        return Gained(len(found), smallest)
    mean = (sum(one.low for one in found) / len(found), sum(one.high for one in found) / len(found))
    return Gained(len(found), smallest, mean, (min(one.low for one in found), max(one.high for one in found)))
