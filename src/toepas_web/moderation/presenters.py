"""Tickets and grounds as the pages show them."""

from __future__ import annotations

from typing import Any

from toepas.kernel import Words
from toepas_web.moderation.models import Ruling, Ticket
from toepas_web.moderation.registry import handler_of


def ground_name(code: str, said: Words) -> str:
    """On which ground something is shown or not."""
    return {
        "fits": said.t("it fits the catalogue"),
        "not-about-ai": said.t("it is not about AI"),
        "not-true": said.t("something in it is not true or cannot be checked"),
        "advertising": said.t("it is advertising"),
        "personal-data": said.t("it holds personal data"),
        "unlawful": said.t("it may be against the law"),
        "duplicate": said.t("it is there already"),
        "unclear": said.t("it does not say enough"),
    }[code]


def row(ticket: Ticket, said: Words) -> dict[str, Any]:
    """A line of the queue."""
    handler = handler_of(ticket.kind)
    title, _ = handler.describe(ticket.subject, said)
    return {"id": ticket.pk, "kind": handler.name(said), "title": title, "sent": ticket.sent.date()}


def grounds(said: Words) -> list[tuple[str, str]]:
    """Every ground by code and name."""
    return [(code, ground_name(code, said)) for code in Ruling.GROUNDS]
