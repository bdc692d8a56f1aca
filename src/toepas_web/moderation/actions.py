"""The only writers of tickets and rulings."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import override

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.moderation.grounds import ground_name
from toepas_web.moderation.models import Ruling, Ticket
from toepas_web.moderation.registry import handler_of
from toepas_web.notices.actions import notify
from toepas_web.ui.letters import taken
from toepas_web.ui.words import words

RULED = "moderation-ruled"
"""The kind of a notice that one was decided about."""


class TakenError(Exception):
    """Somebody else ruled on it in the meantime."""


@transaction.atomic
def ask(*, by: User, kind: str, subject: uuid.UUID) -> Ticket:
    """Put something into the queue; what is there already stays where it is."""
    ticket, made = Ticket.objects.get_or_create(kind=kind, subject=subject, open=True, defaults={"by": by})
    if made:
        record(by=by.pk, action="sent for moderation", subject=ticket)
    return ticket


@transaction.atomic
def drop(*, by: User, kind: str, subject: uuid.UUID) -> None:
    """Take something out of the queue, because its sender withdrew it."""
    for ticket in Ticket.objects.filter(kind=kind, subject=subject, open=True):
        record(by=by.pk, action="withdrawn from moderation", subject=ticket)
        ticket.delete()


def forget(subjects: Collection[uuid.UUID]) -> None:
    """Take what is about to be deleted out of the queue. Nobody's doing: no line in the record."""
    Ticket.objects.filter(subject__in=subjects, open=True).delete()


def rule(*, by: User, ticket: Ticket, verdict: str, ground: str, reasons: str) -> Ruling:
    """Decide, carry it out, and tell the sender why. Raises TakenError where it was decided already."""
    with transaction.atomic():
        locked = Ticket.objects.select_for_update().filter(pk=ticket.pk, open=True).select_related("by").first()
        if locked is None:
            raise TakenError
        handler = handler_of(locked.kind)
        (handler.accept if verdict == Ruling.SHOWN else handler.refuse)(locked.subject)
        locked.open = False
        locked.save(update_fields=["open"])
        ruling = Ruling.objects.create(ticket=locked, verdict=verdict, ground=ground, reasons=reasons, by=by.pk)
        record(by=by.pk, action=f"ruled: {verdict}", subject=locked)
        notify(locked.by, RULED, (handler.page,), ticket=locked.pk)
    taken(lambda: _tell(locked.by, ruling))
    return ruling


@transaction.atomic
def take_down(*, by: User, kind: str, subject: uuid.UUID, sender: User, ground: str, reasons: str) -> Ruling:
    """Record that a moderator removed what nobody had sent to be looked at, and give who brought it in the reasons."""
    ticket = Ticket.objects.create(kind=kind, subject=subject, by=sender, open=False)
    ruling = Ruling.objects.create(ticket=ticket, verdict=Ruling.REFUSED, ground=ground, reasons=reasons, by=by.pk)
    record(by=by.pk, action="taken down", subject=ticket)
    notify(sender, RULED, (handler_of(kind).page,), ticket=ticket.pk)
    transaction.on_commit(lambda: taken(lambda: _tell(sender, ruling)))
    return ruling


def _tell(user: User, ruling: Ruling) -> None:
    """The statement of reasons, by mail."""
    with override(user.language):
        said = words()
        shown = ruling.verdict == Ruling.SHOWN
        subject = said.t("Toepas: your entry is shown") if shown else said.t("Toepas: your entry is not shown")
        lines = [
            said.t("Ground: {ground}", ground=ground_name(ruling.ground, said)),
            ruling.reasons,
            said.t("A person decided this; no automatic means took part."),
            said.t("You can change the entry and send it again, or answer this message to object."),
            settings.URL,
        ]
        send_mail(subject, "\n\n".join(line for line in lines if line), settings.DEFAULT_FROM_EMAIL, [user.email])
