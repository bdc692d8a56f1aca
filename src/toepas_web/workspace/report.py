"""The figures that a hub reports for a period: counted from its books, within the consent of today."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Value
from django.db.models import Sum as Total
from django.db.models.functions import Cast, Coalesce, NullIf, Round

from toepas.kernel import Words
from toepas_web.organisations.models import Organisation
from toepas_web.organisations.rules import consenting
from toepas_web.workspace import maturity
from toepas_web.workspace.models import Collaboration, Customer, Investment, Referral, Service
from toepas_web.workspace.rules import RECORD, SEE_MATURITY, with_open_books

TRAITS = ("size", "sector", "country")


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


def report(hub: Organisation, first: datetime.date, last: datetime.date, said: Words) -> Report:
    """Everything that is counted, from the first to the last day, both included. The database counts and adds up."""
    kept, period = with_open_books(hub), {"hub": hub, "on__gte": first, "on__lte": last}
    services, investments, referrals = (
        kind.objects.filter(**period, customer__in=kept).order_by() for kind in (Service, Investment, Referral)
    )
    sources = {source: total for source, (_, _, (total,)) in _sums(investments, "source", "amount").items()}
    served = _served(kept.filter(pk__in=Service.objects.filter(**period).order_by().values("customer")))
    return Report(
        first=first,
        last=last,
        served=sum(served.values()),
        closed=Customer.objects.filter(hub=hub).count() - kept.count(),
        sizes=_by(served, 0),
        sectors=_by(served, 1),
        countries=_by(served, 2),
        services=_services(services),
        invested=_together(sources.values()),
        sources={source: sources[source] for source in Investment.SOURCES if source in sources},
        referrals=_ordered(dict(referrals.values_list("state").annotate(count=Count("*")))),
        partners=_partners(Collaboration.objects.filter(**period).order_by()),
        gained=_gained(hub, first, last, said),
    )


def trait(customer: Customer, name: str) -> str:
    """What a customer that agreed says of itself; where it says nothing, what the hub noted."""
    return str(getattr(customer.organisation, name, "") or getattr(customer, name))


def _served(customers: QuerySet[Customer]) -> Counter[tuple[str, ...]]:
    """How many customers there are, by what they are (as ``trait`` says it)."""
    own = (Coalesce(NullIf(f"organisation__{name}", Value("")), name) for name in TRAITS)
    return Counter({tuple(traits): count for *traits, count in customers.values_list(*own).annotate(count=Count("pk"))})


def _by(served: Counter[tuple[str, ...]], place: int) -> dict[str, int]:
    found: Counter[str] = Counter()
    for traits, count in served.items():
        found[traits[place]] += count
    return _ordered(found)


def _ordered(counts: Mapping[str, int]) -> dict[str, int]:
    """The most frequent first; what is not known last."""
    return dict(sorted(counts.items(), key=lambda pair: (not pair[0], -pair[1], pair[0])))


def _sums(found: QuerySet[Any], by: str, *amounts: str) -> dict[str, tuple[int, int, list[Sum]]]:
    """By the values of a column: how many lines, for how many customers, and the sums of amounts with two decimals. These are added
    up in cents, so that no database rounds."""
    cents = {f"{name}_cents": Total(Cast(Round(F(name) * 100), BigIntegerField())) for name in amounts}
    known = {f"{name}_known": Count(name) for name in amounts}
    return {
        row[by]: (row["lines"], row["customers"], [
            Sum(Decimal(int(row[f"{name}_cents"] or 0)).scaleb(-2), row[f"{name}_known"], row["lines"] - row[f"{name}_known"])
            for name in amounts
        ])
        for row in found.values(by).annotate(**cents, **known, lines=Count("*"), customers=Count("customer", distinct=True))
    }  # fmt: skip


def _together(totals: Iterable[Sum]) -> Sum:
    listed = list(totals)
    known = sum((one.known for one in listed), Decimal(0))
    return Sum(known, sum(one.counted for one in listed), sum(one.unknown for one in listed))


def _services(found: QuerySet[Service]) -> list[Services]:
    """Every kind, also those that were not given."""
    none = Sum(Decimal(0), 0, 0)
    sums = _sums(found, "kind", "hours", "value")
    kinds = ((kind, *sums.get(kind, (0, 0, (none, none)))) for kind in Service.KINDS)
    return [Services(kind, count, customers, *totals) for kind, count, customers, totals in kinds]


def _partners(found: QuerySet[Collaboration]) -> dict[str, tuple[int, int]]:
    """By kind: how many, and how many different partners. Names in capitals are the same; a hub has at most some thousands."""
    counts: Counter[str] = Counter()
    names: dict[str, set[str]] = {}
    for kind, partner, count in found.values_list("kind", "partner").annotate(count=Count("*")):
        counts[kind] += count
        names.setdefault(kind, set()).add(partner.casefold())
    return {kind: (counts[kind], len(names[kind])) for kind in Collaboration.KINDS if kind in names}


def _gained(hub: Organisation, first: datetime.date, last: datetime.date, said: Words) -> dict[str, Gained]:
    """Over the customers whose consent covers the books and their maturity."""
    covered = (consenting(may).filter(hub=hub).order_by().values("customer") for may in (RECORD, SEE_MATURITY))
    customers = Customer.objects.filter(*(Q(organisation__in=agreed) for agreed in covered), hub=hub).order_by()
    found = maturity.gains(customers.values("organisation"), first, last, said)
    return {title: _mean(list_of, maturity.smallest()) for title, list_of in found.items()}


def _mean(found: list[maturity.Gain], smallest: int) -> Gained:
    if len(found) < smallest:
        return Gained(len(found), smallest)
    mean = (sum(one.low for one in found) / len(found), sum(one.high for one in found) / len(found))
    return Gained(len(found), smallest, mean, (min(one.low for one in found), max(one.high for one in found)))
