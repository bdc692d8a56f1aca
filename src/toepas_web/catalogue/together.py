"""Notices about seeking together. No notice and no letter has an address of somebody in it: both see it on the page, once both agreed."""

from __future__ import annotations

from collections.abc import Mapping

from toepas.kernel import Words
from toepas_web.catalogue.models import Greeting
from toepas_web.notices.actions import notify
from toepas_web.notices.registry import Kind

ASKED, AGREED = "together-asked", "together-agreed"
PAGE = ("catalogue-together",)


def asked(greeting: Greeting) -> None:
    """Its owner hears that somebody seeks the same."""
    notify(greeting.theirs.owner, ASKED, PAGE, greeting=greeting.pk)


def agreed(greeting: Greeting) -> None:
    """Who asked hears that the other agreed; who agreed has just seen it."""
    notify(greeting.mine.owner, AGREED, PAGE, greeting=greeting.pk)


def _asked(values: Mapping[str, str], said: Words) -> str | None:
    if not Greeting.objects.filter(pk=values["greeting"], state=Greeting.ASKED).exists():
        return None
    return said.t("Somebody who seeks the same as you would like to get in touch. Only if you agree, you both see each other's address.")  # fmt: skip


def _agreed(values: Mapping[str, str], said: Words) -> str | None:
    if not Greeting.objects.filter(pk=values["greeting"], state=Greeting.ACCEPTED).exists():
        return None
    return said.t("You both agreed to get in touch. The page shows the other's address.")


KINDS = (
    Kind(ASKED, lambda said: said.t("Somebody who seeks the same as you"), _asked),
    Kind(AGREED, lambda said: said.t("Somebody whom you asked agreed to seek together"), _agreed),
)
