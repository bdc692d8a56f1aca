"""Finds figures: the indicators that have the words; where none has, the view that the question box takes them for."""

from __future__ import annotations

from django.urls import reverse_lazy

from toepas import observatory
from toepas.observatory import Indicator
from toepas_web.observatory import asked as asking
from toepas_web.observatory import presenters
from toepas_web.search.registry import Asked, Found, Hit, Kind


def figures(asked: Asked) -> Found:
    """By title, definition and the words by which people ask for it."""
    said = asked.said

    def hit(one: Indicator) -> Hit:
        title, what = (observatory.text(field, getattr(one, field), said) for field in ("title", "definition"))
        return Hit(title, what, reverse_lazy("observatory-indicator", args=[one.id]), also=" ".join(one.question))

    found = asked.among(map(hit, observatory.indicators().values()))
    return found if found.count or asked.offset else _taken(asked)


def _taken(asked: Asked) -> Found:
    """The one view that a question leads to, if every word of it was understood."""
    said, found = asked.said, observatory.find(asked.wanted.text, asked.said)
    if found.view is None or not found.exact or found.ignored:
        return Found((), 0)
    entry = observatory.indicators()[found.view.indicator]
    title = observatory.text("title", entry.title, said)
    context = "; ".join(presenters.chosen_words(found.view, entry, said))
    return Found((Hit(title, context, asking.address(found.view, said, found.form)),), 1)


KINDS = (Kind("figures", 62, lambda said: said.t("Figures"), figures),)
