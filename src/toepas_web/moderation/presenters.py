"""Tickets and grounds as the pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toepas.kernel import Words
from toepas_web.moderation.grounds import ground_name
from toepas_web.moderation.models import Ruling, Ticket
from toepas_web.moderation.registry import handler_of


def row(ticket: Ticket, said: Words) -> dict[str, Any]:
    """A line of the queue."""
    handler = handler_of(ticket.kind)
    title, _ = handler.describe(ticket.subject, said)
    return {"id": ticket.pk, "kind": handler.name(said), "title": title, "sent": ticket.sent.date()}


def grounds(said: Words) -> list[tuple[str, str]]:
    """Every ground by code and name."""
    return [(code, ground_name(code, said)) for code in Ruling.GROUNDS]


def ruled(values: Mapping[str, str], said: Words) -> str | None:
    """The notice that something was decided; the reasons stand on the page it leads to."""
    found = Ruling.objects.filter(ticket_id=values["ticket"]).first()
    if found is None:
        return None
    shown = found.verdict == Ruling.SHOWN
    return said.t("What you sent in is shown.") if shown else said.t("What you sent in is not shown; you can read why.")
