"""Finds organisations that somebody belongs to, or advises within consent."""

from __future__ import annotations

from django.urls import reverse

from toepas_web.organisations.models import Organisation
from toepas_web.organisations.rules import open_to
from toepas_web.organisations.wording import kind_name
from toepas_web.search.registry import Asked, Found, Hit, Kind


def organisations(asked: Asked) -> Found:
    """By name and region."""
    seen = Organisation.objects.filter(pk__in=open_to(asked.user, "view")).order_by("name", "id")

    def hit(one: Organisation) -> Hit:
        place = [one.region, asked.said.country(one.country)]
        context = ", ".join(filter(None, [kind_name(one.kind, asked.said), *place]))
        return Hit(one.name, context, reverse("organisation", args=[one.pk]))

    return asked.of(seen.filter(asked.wanted.where("name", "region")), hit)


KINDS = (Kind("organisations", 20, lambda said: said.t("Organisations"), organisations, private=True),)
