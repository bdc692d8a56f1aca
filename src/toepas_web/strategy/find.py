"""Finds actions of the strategy."""

from __future__ import annotations

from django.urls import reverse_lazy

from toepas.strategy import Action, actions
from toepas_web.search.registry import Asked, Found, Hit, Kind
from toepas_web.strategy.asked import told


def announced(asked: Asked) -> Found:
    """By title, what is announced, and other names."""

    def hit(one: Action) -> Hit:
        title, what, *others = told(one, asked.said)
        return Hit(title, what, reverse_lazy("strategy-action", args=[one.id]), also=" ".join(others))

    return asked.among(map(hit, actions().values()))


KINDS = (Kind("actions", 60, lambda said: said.t("Actions of the strategy"), announced),)
