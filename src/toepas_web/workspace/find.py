"""Finds customers of the hubs that somebody advises for."""

from __future__ import annotations

from django.db.models import Case, CharField, Exists, F, OuterRef, Value, When
from django.urls import reverse

from toepas_web.organisations.models import Engagement
from toepas_web.search.registry import Asked, Found, Hit, Kind
from toepas_web.workspace.models import Customer
from toepas_web.workspace.rules import hubs_of


def customers(asked: Asked) -> Found:
    """By what the hub calls them and, while an agreement runs, by what they call themselves. Their cases and more are found only within
    consent, by other parts."""
    running = Engagement.objects.filter(hub=OuterRef("hub"), customer=OuterRef("organisation"), state=Engagement.AGREED)
    own_name = Case(When(Exists(running), then=F("organisation__name")), default=Value(""), output_field=CharField())
    rows = Customer.objects.filter(hub__in=[one.pk for one in hubs_of(asked.user)]).annotate(own_name=own_name)

    def hit(one: Customer) -> Hit:
        called = one.own_name or one.name
        context = "; ".join(filter(None, [one.name if one.name != called else "", one.hub.name]))
        return Hit(called, context, reverse("workspace-customer", args=[one.hub_id, one.pk]))

    held = asked.wanted.where("name", "own_name")
    return asked.of(rows.filter(held).select_related("hub").order_by("name", "id"), hit)


KINDS = (Kind("customers", 14, lambda said: said.t("Customers of your hub"), customers, private=True),)
