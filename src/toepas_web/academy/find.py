"""Finds what there is to learn for which work; and of one's own, paths and credentials."""

from __future__ import annotations

from typing import Any

from django.urls import reverse, reverse_lazy

from toepas.academy import bank_title, banks, profiles
from toepas_web.academy import presenters
from toepas_web.academy.models import Credential, Learning
from toepas_web.search.registry import Asked, Found, Hit, Kind


def work(asked: Asked) -> Found:
    """Profiles by title, and by what the people do."""
    rows = [presenters.profile_row(one, asked.said) for one in profiles().values()]
    return asked.among(
        Hit(row["title"], row["what"], reverse_lazy("academy-profile", args=[row["id"]])) for row in rows
    )


def paths(asked: Asked) -> Found:
    """One's own paths."""
    said, own = asked.said, Learning.objects.filter(user=asked.user)
    rows = [presenters.learning_row(one, said) for one in own if one.profile in profiles()]

    def hit(row: dict[str, Any]) -> Hit:
        context = said.t("{done} of {all} courses done", done=row["done"], all=row["all"])
        return Hit(row["title"], context, reverse("academy-path", args=[row["id"]]))

    return asked.among(map(hit, rows))


def credentials(asked: Asked) -> Found:
    """One's own credentials."""
    said, page = asked.said, reverse("academy-credentials")

    def hit(one: Credential) -> Hit:
        return Hit(
            bank_title(banks()[one.bank], said), said.t("Issued on {date}", date=said.date(one.issued.date())), page
        )

    own = Credential.objects.filter(user=asked.user)
    return asked.among(hit(one) for one in own if one.bank in banks())


KINDS = (
    Kind("work", 68, lambda said: said.t("What to learn for which work"), work),
    Kind("paths", 34, lambda said: said.t("Your learning paths"), paths, private=True),
    Kind("credentials", 36, lambda said: said.t("Your credentials"), credentials, private=True),
)
