"""Customers and what was done for them, as the pages show them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator

from toepas.catalogue import Kind, Query, kind_name
from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.catalogue.engine import collection
from toepas_web.check.case_presenters import card, tasks, views_of
from toepas_web.check.dates import MAY
from toepas_web.check.rules import cases_of_organisation
from toepas_web.organisations.models import Organisation
from toepas_web.organisations.wording import choices
from toepas_web.workspace import maturity, wording
from toepas_web.workspace.models import Collaboration, Customer, Investment, Referral, Service
from toepas_web.workspace.report import trait
from toepas_web.workspace.rules import CASES, MATURITY, NOT_YET, Agreement, agreement_with, agreements

OFFERED = (Kind.COMPUTE, Kind.FUNDING, Kind.COURSE, Kind.SERVICE)
"""What a customer is referred to."""
HITS = 10
PER_PAGE, CASES_PER_PAGE = 50, 10


def agreement_text(agreement: Agreement, said: Words) -> str:
    """How it stands with a customer."""
    if agreement.state == "none":
        return said.t("has not agreed to anything yet")
    if agreement.state == "ended":
        return said.t("the agreement has ended; its books are closed")
    names = [text for name, text in choices("consent", said) if name in agreement.scopes]
    return "; ".join(names) if names else said.t("agreed, but lets you see nothing")


def agreement_line(agreement: Agreement, said: Words) -> str:
    """The same in a few words, for a list of many customers."""
    if not agreement.scopes:
        return agreement_text(agreement, said)
    names = [wording.scope_word(name, said) for name, _ in choices("consent", said) if name in agreement.scopes]
    return said.t("agreed: {list}", list=", ".join(names))


def customers(hub: Organisation, text: str, number: str, said: Words) -> dict[str, Any]:
    """A page of the customers whose name holds a text."""
    found = Customer.objects.known_to(hub)
    page = Paginator(found.filter(name__icontains=text) if text else found, PER_PAGE).get_page(number)
    there = agreements(hub, [one.organisation_id for one in page])
    return {"page": page, "rows": [_row(one, there.get(one.organisation_id, NOT_YET), said) for one in page]}


def name_of(customer: Customer, agreement: Agreement) -> str:
    """What it calls itself while the agreement runs, else what the hub calls it."""
    running = customer.organisation if agreement.state == "agreed" else None
    return running.name if running else customer.name


def _row(customer: Customer, agreement: Agreement, said: Words) -> dict[str, Any]:
    return {
        "id": customer.pk,
        "name": name_of(customer, agreement),
        "agreement": agreement_line(agreement, said),
        "invited": bool(customer.invitation and customer.invitation.running),
    }


def customer(one: Customer, user: User, asked: Mapping[str, str], today: datetime.date, said: Words) -> dict[str, Any]:
    """The page of a customer: only what its consent covers. ``asked``: ``q`` to search the catalogue, ``cases`` a page of cases."""
    agreement, text = agreement_with(one), asked.get("q", "").strip()[:200]
    ripe = one.organisation if MATURITY in agreement.scopes else None
    shown: dict[str, Any] = {
        "customer": one,
        "name": name_of(one, agreement),
        "agreement": agreement_text(agreement, said),
        "state": agreement.state,
        "books": agreement.books,
        "facts": _facts(one, agreement, said),
        "cases": _cases(one, user, asked.get("cases", ""), today) if CASES in agreement.scopes else None,
        "stages": maturity.stages(ripe, said) if ripe else None,
        "planned": maturity.planned(ripe, today, said) if ripe else [],
        "invited": said.date(one.invitation.expires.date()) if one.invitation and one.invitation.running else "",
        "scopes": choices("consent", said),
        "found": offers(text, said) if text else [],
        "text": text,
        "options": options(said),
    }  # fmt: skip
    return shown | (_books(one, said) if agreement.books else {})


def _facts(one: Customer, agreement: Agreement, said: Words) -> list[tuple[str, str]]:
    if agreement.state != "none" and not agreement.scopes:
        return []
    return [
        (said.t("Size"), wording.size_text(trait(one, "size"), said)),
        (said.t("Sector"), wording.sector_text(trait(one, "sector"), said)),
        (said.t("Country"), wording.country_text(trait(one, "country"), said)),
    ]


def _cases(one: Customer, user: User, number: str, today: datetime.date) -> dict[str, Any]:
    """A page of the cases that stand in the organisation of a customer, with their duties and dates."""
    page = Paginator(
        cases_of_organisation(user, one.organisation) if one.organisation else [], CASES_PER_PAGE
    ).get_page(number)
    rows = []
    for view, case in views_of(page, today):
        told = [(task, view.status(found)) for task, found in zip(tasks(view, case), view.duties, strict=True)]
        doubts = sum(found.status == MAY for found in view.duties)
        rows.append({**card(view, case), "tasks": told, "doubts": doubts})
    return {"page": page, "rows": rows}


def _books(one: Customer, said: Words) -> dict[str, Any]:
    return {
        "services": [
            {"id": row.pk, "what": wording.service_name(row.kind, said), "on": said.date(row.on), "note": row.note,
             "hours": number(row.hours, said), "value": euros(row.value, said)}
            for row in one.services.all()
        ],
        "investments": [
            {"id": row.pk, "what": wording.source_name(row.source, said), "on": said.date(row.on), "note": row.note,
             "amount": euros(row.amount, said), "evidence": row.evidence}
            for row in one.investments.all()
        ],
        "referrals": [
            {"id": row.pk, "asset": row.asset, "there": collection().get(row.asset) is not None, "what": row.name, "on": said.date(row.on),
             "state": row.state, "state_text": wording.state_name(row.state, said), "note": row.note}
            for row in one.referrals.all()
        ],
    }  # fmt: skip


def number(value: Decimal | None, said: Words) -> str:
    """A number in words of the language; that it is not known where it is not."""
    return said.t("not known") if value is None else said.number(float(value))


def euros(value: Decimal | None, said: Words) -> str:
    """An amount with its cents; that it is not known where it is not."""
    return said.t("not known") if value is None else said.money(float(value), cents=True)


def offers(text: str, said: Words) -> list[dict[str, str]]:
    """Compute, funding, courses and services of the catalogue for a text."""
    query = Query(text, said.lang, filters={"kind": [kind.value for kind in OFFERED]}, limit=HITS)
    here = collection()
    assets = [here[hit.id] for hit in here.search(query).hits]
    return [{"id": one.id, "name": wording.asset_name(one, said), "kind": kind_name(one.kind, said)} for one in assets]


def options(said: Words) -> dict[str, list[tuple[str, str]]]:
    """Everything that can be chosen in the forms."""
    return {
        "service": [(kind, wording.service_name(kind, said)) for kind in Service.KINDS],
        "source": [(source, wording.source_name(source, said)) for source in Investment.SOURCES],
        "state": [(state, wording.state_name(state, said)) for state in Referral.STATES],
        "partner": [(kind, wording.partner_name(kind, said)) for kind in Collaboration.KINDS],
    }


def collaborations(hub: Organisation, number: str, said: Words) -> dict[str, Any]:
    """A page of the collaborations of a hub, the newest first."""
    page = Paginator(hub.collaborations.all(), PER_PAGE).get_page(number)
    rows = [
        {
            "id": row.pk,
            "partner": row.partner,
            "kind": wording.partner_name(row.kind, said),
            "on": said.date(row.on),
            "note": row.note,
        }
        for row in page
    ]
    return {"page": page, "rows": rows}  # fmt: skip


def listed(row: Any, said: Words) -> dict[str, str]:
    """A row of a table that is looked at."""
    return {
        "where": row.where,
        "name": row.name,
        "size": wording.size_text(row.size, said),
        "sector": wording.sector_text(row.sector, said),
        "country": wording.country_text(row.country, said),
        "wrong": row.wrong,
    }
