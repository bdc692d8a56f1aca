"""Finds provisions, duties and words of the Act, in our own texts of them."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse_lazy

from toepas.law import Concept, Duty, load_act
from toepas_web.law import presenters
from toepas_web.search.registry import Asked, Found, Hit, Kind


def provisions(asked: Asked) -> Found:
    """By name ("Article 26"), title and digest."""
    act, said = load_act(), asked.said

    rows = []
    for article in sorted(act.articles.values(), key=lambda one: presenters.order(one.id)):
        name, title, digest = presenters.told(article, said)
        rows.append(Hit(f"{name}: {title}", digest, reverse_lazy("law-provision", args=[article.id])))
    return asked.among(rows)


def duties(asked: Asked) -> Found:
    """By title and digest; the page is that of the provision from which the duty arises."""
    return _entries(asked, load_act().duties)


def terms(asked: Asked) -> Found:
    """What the check works out, such as "high risk" or "deployer": by title and digest."""
    return _entries(asked, load_act().concepts)


def _entries(asked: Asked, entries: Mapping[str, Duty] | Mapping[str, Concept]) -> Found:
    said, articles = asked.said, load_act().articles
    told = [
        (
            one.provision,
            said.entry(f"{one.id}.title", one.title),
            said.entry(f"{one.id}.digest", one.digest) if one.digest else "",
        )
        for one in entries.values()
        if one.provision in articles
    ]

    def hit(provision: str, title: str, digest: str) -> Hit:
        context = ": ".join(filter(None, [presenters.name_of(provision, said), digest]))
        return Hit(title, context, reverse_lazy("law-provision", args=[provision]))

    return asked.among(hit(*one) for one in told)


KINDS = (
    Kind("law", 50, lambda said: said.t("Articles and annexes"), provisions),
    Kind("duties", 52, lambda said: said.t("Duties"), duties),
    Kind("terms", 54, lambda said: said.t("Words of the Act"), terms),
)
