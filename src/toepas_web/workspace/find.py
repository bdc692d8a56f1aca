"""Finds customers of the hubs that somebody advises for."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.urls import reverse

from toepas_web.organisations.models import Engagement, Organisation
from toepas_web.search.registry import Asked, Found, Hit, Kind
from toepas_web.search.wanted import Wanted
from toepas_web.workspace.models import Customer
from toepas_web.workspace.rules import hubs_of


def customers(asked: Asked) -> Found:
    """By what the hub calls them and, while an agreement runs, by what they call themselves. Their cases and more are found only within
    consent, by other parts."""
    running = Engagement.objects.filter(hub=OuterRef("hub"), customer=OuterRef("organisation"), state=Engagement.AGREED)
    own_name = Case(When(Exists(running), then=F("organisation__name")), default=Value(""), output_field=CharField())
    held = Q()
    for hub in hubs_of(asked.user):
        held |= Q(asked.wanted.where("name", also=_calling_themselves(hub)), hub=hub)
    rows = Customer.objects.filter(held) if held else Customer.objects.none()

    def hit(one: Customer) -> Hit:
        called = one.own_name or one.name
        context = "; ".join(filter(None, [one.name if one.name != called else "", one.hub.name]))
        return Hit(called, context, reverse("workspace-customer", args=[one.hub_id, one.pk]))

    shown = Customer.objects.annotate(own_name=own_name).select_related("hub")
    return asked.of(rows.order_by("name", "id"), hit, shown)


def _calling_themselves(hub: Organisation) -> Callable[[Wanted], Q]:
    """That a customer of a hub has a word in its own name, and only while an agreement runs. The names are looked up one by one: a join makes
    the database look through those of everybody."""
    own = Organisation.objects.filter(pk=OuterRef("customer")).values("name")
    running = Engagement.objects.filter(hub=hub, state=Engagement.AGREED).order_by().alias(called=Subquery(own))
    return lambda word: Q(organisation__in=running.filter(word.where("called")).values("customer"))


KINDS = (Kind("customers", 14, lambda said: said.t("Customers of your hub"), customers, private=True),)
