"""Finds sectors, and the pages of this site themselves."""

from __future__ import annotations

from django.urls import reverse_lazy

from toepas.catalogue import sector_name
from toepas.kernel import sectors
from toepas_web.home.described import described
from toepas_web.search.registry import Asked, Found, Hit, Kind


def areas(asked: Asked) -> Found:
    """By name."""
    said = asked.said
    context = said.t("Figures, actions, law, solutions and courses for this sector")
    named = [(code, sector_name(code, said)) for code in sectors()]
    return asked.among(Hit(name, context, reverse_lazy("sector", args=[code])) for code, name in named)


def pages(asked: Asked) -> Found:
    """By title, and by what one can do there."""
    return asked.among(Hit(title, what, reverse_lazy(name)) for name, title, what in described(asked.said))


KINDS = (
    Kind("sectors", 58, lambda said: said.t("Sectors"), areas),
    Kind("pages", 76, lambda said: said.t("Pages of this site"), pages),
)
