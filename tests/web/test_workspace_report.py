"""The report of a hub is counted by the database: the same as a plain count over everything that is kept."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.web.conftest import FIRM
from toepas import maturity as library
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.maturity import actions as assessments
from toepas_web.organisations.models import Engagement, Organisation
from toepas_web.workspace.models import Collaboration, Customer, Investment, Referral, Service
from toepas_web.workspace.report import report

pytestmark = pytest.mark.django_db
FIRST, LAST = datetime.date(2025, 6, 1), datetime.date(2026, 3, 1)
SCOPES = (["services"], ["services", "maturity"], ["maturity"], ["cases", "services"], [])
AMOUNTS = (None, Decimal(0), Decimal("0.01"), Decimal("0.10"), Decimal("999999999999.99"), Decimal("12.35"))


def made_up(hub: Organisation, seed: int) -> None:
    """Customers who agreed, ended, agreed again or never agreed to anything, some of them with another hub; and books of all of them."""
    draw = random.Random(seed)
    other = Organisation.objects.create(**{**FIRM, "kind": "hub", "name": "Another hub"})
    for number in range(24):
        traits = {"size": draw.choice(["1-9", "10-49", ""]), "sector": draw.choice(["energy", "", "finance"]), "country": draw.choice(["NL", "BE"])}  # fmt: skip
        customer = Customer.objects.create(hub=hub, name=f"Customer {number}", **traits)
        if number % 4:
            customer.organisation = Organisation.objects.create(
                name=f"Firm {number}", kind="firm", size=draw.choice(["250+", ""]), sector="trade", country="DE"
            )
            customer.save()
            kept = {"customer": customer.organisation, "hub": hub}
            if draw.random() < 0.4:
                Engagement.objects.create(state="ended", scopes=[], **kept)
            if draw.random() < 0.7:
                Engagement.objects.create(state="agreed", scopes=draw.choice(SCOPES), **kept)
            Engagement.objects.create(state="agreed", scopes=["services", "maturity"], **{**kept, "hub": other})
        for _ in range(draw.randrange(6)):
            books(customer, draw)
    for _ in range(20):
        partner = draw.choice(["Straße", "STRASSE", "Lab", "lab ", "LAB"])
        Collaboration.objects.create(hub=hub, kind=draw.choice(Collaboration.KINDS), partner=partner, on=day(draw))


def day(draw: random.Random) -> datetime.date:
    return draw.choice([FIRST, LAST, FIRST - datetime.timedelta(1), LAST + datetime.timedelta(1), FIRST + datetime.timedelta(99)])  # fmt: skip


def books(customer: Customer, draw: random.Random) -> None:
    Service.objects.create(customer=customer, on=day(draw), kind=draw.choice(Service.KINDS), hours=draw.choice([None, Decimal("0.1"), Decimal("7.25")]), value=draw.choice(AMOUNTS))  # fmt: skip
    Investment.objects.create(customer=customer, on=day(draw), source=draw.choice(Investment.SOURCES), amount=draw.choice(AMOUNTS))  # fmt: skip
    asset = f"asset-{Referral.objects.count()}"
    Referral.objects.create(customer=customer, on=day(draw), asset=asset, name="x", state=draw.choice(Referral.STATES))


def counts(customer: Customer, scope: str = "services") -> bool:
    """Whether the hub may count it: nobody was asked yet (books only), or a running agreement says so."""
    agreed = list(Engagement.objects.filter(hub=customer.hub, customer=customer.organisation_id))
    if not agreed:
        return scope == "services"
    return any(scope in one.scopes for one in agreed if one.state == "agreed")


def in_period(kind, customers):
    known = {one.pk for one in customers}
    return [one for one in kind.objects.order_by("pk") if one.customer_id in known and FIRST <= one.on <= LAST]


def summed(amounts) -> tuple[Fraction, int, int]:
    """In fractions: nothing is rounded."""
    known = [Fraction(amount) for amount in amounts if amount is not None]
    return sum(known, Fraction()), len(known), len(amounts) - len(known)


def as_summed(total) -> tuple[Fraction, int, int]:
    return Fraction(total.known), total.counted, total.unknown


@pytest.mark.parametrize("seed", range(6))
def test_every_figure_is_that_of_a_plain_count_over_the_customers_whose_consent_covers_it(hub, seed):
    made_up(hub, seed)
    found = report(hub, FIRST, LAST, Words())
    everybody = list(Customer.objects.filter(hub=hub).select_related("organisation"))
    kept = [one for one in everybody if counts(one)]
    services, money, referrals = (in_period(kind, kept) for kind in (Service, Investment, Referral))
    served = [one for one in kept if one.pk in {service.customer_id for service in services}]
    assert (found.served, found.closed) == (len(served), len(everybody) - len(kept))
    for name, counted in (("size", found.sizes), ("sector", found.sectors), ("country", found.countries)):
        assert counted == Counter(getattr(one.organisation, name, "") or getattr(one, name) for one in served)
        assert list(counted.values())[:-1] == sorted(list(counted.values())[:-1], reverse=True) or "" in counted
    assert [one.kind for one in found.services] == list(Service.KINDS)
    for one in found.services:
        mine = [service for service in services if service.kind == one.kind]
        assert (one.count, one.customers) == (len(mine), len({service.customer_id for service in mine}))
        assert as_summed(one.hours) == summed([service.hours for service in mine])
        assert as_summed(one.value) == summed([service.value for service in mine])
    assert as_summed(found.invested) == summed([one.amount for one in money])
    assert {name: as_summed(total) for name, total in found.sources.items()} == {
        source: summed([one.amount for one in money if one.source == source])
        for source in {one.source for one in money}
    }
    assert found.referrals == Counter(one.state for one in referrals)
    together = [one for one in Collaboration.objects.filter(hub=hub) if FIRST <= one.on <= LAST]
    assert found.partners == {
        kind: (len(same), len({one.partner.casefold() for one in same}))
        for kind in Collaboration.KINDS
        if (same := [one for one in together if one.kind == kind])
    }


def assessed(owner: User, firm: Organisation, stage: str, on: datetime.date, draw: random.Random) -> object:
    asked = library.questionnaires()["sme"]
    made = assessments.start(by=owner, organisation=firm, questionnaire="sme", version=asked.version, stage=stage, on=on)  # fmt: skip
    for part in asked.dimensions:
        given = {
            question.id: {
                row.id: draw.choice(list(question.kind.codes)) for row in question.rows if draw.random() < 0.9
            }
            for question in part.questions
        }
        assessments.answer(by=owner, assessment=made, dimension=part.id, answers=given, evidence={}, number=0)
    if draw.random() < 0.9:
        assessments.finish(by=owner, assessment=made)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize("seed", range(2))
def test_maturity_gained_is_that_of_scores_worked_out_anew(hub, owner, seed, monkeypatch):
    from toepas_web.workspace import maturity

    monkeypatch.setattr(maturity, "smallest", lambda: 1)
    made_up(hub, seed)
    draw, gained = random.Random(seed), []
    asked = library.questionnaires()["sme"]
    for one in Customer.objects.filter(hub=hub).exclude(organisation=None).select_related("organisation", "hub"):
        days = [("T0", FIRST - datetime.timedelta(200)), ("T1", FIRST + datetime.timedelta(9)), ("T2", LAST + datetime.timedelta(draw.choice([-9, 9])))]  # fmt: skip
        kept = {stage: assessed(owner, one.organisation, stage, on, draw) for stage, on in days if draw.random() < 0.8}
        scores = {
            stage: library.score(library.Assessment(asked, stage, row.on, row.answers)).overall
            for stage, row in kept.items()
            if row.finished and (stage == "T0" or FIRST <= row.on <= LAST)
        }
        later = scores.get("T2") or scores.get("T1")
        if "T0" in scores and later and counts(one) and counts(one, "maturity"):
            gained.append((later.low - scores["T0"].high, later.high - scores["T0"].low))
    assert gained, "the made-up customers leave something to count"
    (found,) = report(hub, FIRST, LAST, Words()).gained.values()
    assert found.n == len(gained)
    assert found.mean == pytest.approx([float(sum(some) / len(gained)) for some in zip(*gained, strict=True)])
    assert found.range == pytest.approx((float(min(low for low, _ in gained)), float(max(high for _, high in gained))))
