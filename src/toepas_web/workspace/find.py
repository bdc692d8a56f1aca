"""Finds customers of the hubs that somebody advises for."""

from __future__ import annotations

from django.urls import reverse

from toepas_web.search.registry import Asked, Found, Hit, Kind
from toepas_web.workspace import presenters
from toepas_web.workspace.models import Customer
from toepas_web.workspace.rules import hubs_of


def customers(asked: Asked) -> Found:
    """By what the hub calls them and what they call themselves. Their cases and more are found only within consent, by other parts."""

    def hit(one: Customer) -> Hit:
        name = presenters.name_of(one)
        context = "; ".join(filter(None, [one.name if one.name != name else "", one.hub.name]))
        return Hit(name, context, reverse("workspace-customer", args=[one.hub_id, one.pk]))

    rows = Customer.objects.filter(hub__in=[one.pk for one in hubs_of(asked.user)]).select_related(
        "hub", "organisation"
    )
    return asked.of(rows.filter(asked.wanted.where("name", "organisation__name")).order_by("name", "id"), hit)


KINDS = (Kind("customers", 14, lambda said: said.t("Customers of your hub"), customers, private=True),)
