"""What is kept of an organisation here: of a hub its books, of a customer what hubs keep of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from toepas_web.organisations.holdings import Holding
from toepas_web.organisations.models import Organisation
from toepas_web.workspace.models import Customer
from toepas_web.workspace.rules import with_open_books


def export(organisation: Organisation) -> Iterator[tuple[str, bytes]]:
    """The hub's customers and collaborations, of those whose books are closed the name only; and the files that hubs keep of this
    organisation."""
    opened = set(with_open_books(organisation).values_list("pk", flat=True))
    known = Customer.objects.known_to(organisation)
    own = [_file(one) if one.pk in opened else {"name": one.name, "books": "closed"} for one in known]
    partners = [
        {"on": one.on.isoformat(), "kind": one.kind, "partner": one.partner, "note": one.note}
        for one in organisation.collaborations.all()
    ]
    if own or partners:
        yield "hub.json", _text({"customers": own, "collaborations": partners})
    of_us = Customer.objects.filter(organisation=organisation).select_related("hub", "organisation")
    if kept := [{"hub": one.hub.name, **_file(one)} for one in of_us]:
        yield "at-hubs.json", _text(kept)


def _file(customer: Customer) -> dict[str, Any]:
    return {
        **{name: getattr(customer, name) for name in ("name", "size", "sector", "country")},
        "services": [
            {"on": one.on.isoformat(), "kind": one.kind, "hours": _number(one.hours), "value": _number(one.value), "note": one.note}
            for one in customer.services.all()
        ],
        "investments": [
            {"on": one.on.isoformat(), "source": one.source, "amount": _number(one.amount), "evidence": one.evidence, "note": one.note}
            for one in customer.investments.all()
        ],
        "referrals": [
            {"on": one.on.isoformat(), "asset": one.asset, "name": one.name, "state": one.state, "note": one.note}
            for one in customer.referrals.all()
        ],
    }  # fmt: skip


def _number(value: Any) -> str | None:
    """As text, so that no cent is lost; None where it is not known."""
    return None if value is None else str(value)


def _text(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


HOLDING = Holding("workspace", export)
