"""The only writers of members, pledges and notes on their progress. Each is one transaction with its line in the record."""

from __future__ import annotations

import datetime

from django.db import transaction

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.moderation import actions as moderation
from toepas_web.network.counting import RefusedError, allow
from toepas_web.network.document_actions import let_go
from toepas_web.network.kinds import MEMBER, NOTE, PLEDGE
from toepas_web.network.models import Member, Note, Pledge
from toepas_web.organisations.models import Organisation


@transaction.atomic
def send_member(*, by: User, organisation: Organisation, statement: str, sector: str, kind: str, lang: str) -> Member:
    """Become a member, or say it otherwise; what is shown stays until somebody looked at the new text."""
    allow(by, "membership sent")
    draft = {"name": organisation.name, "statement": statement, "sector": sector, "type": kind, "lang": lang}
    member, _ = Member.objects.update_or_create(
        organisation=organisation, defaults={"draft": draft, "state": Member.SENT}
    )
    moderation.ask(by=by, kind=MEMBER, subject=member.pk)
    record(by=by.pk, action="membership sent", subject=member)
    return member


@transaction.atomic
def leave(*, by: User, member: Member) -> None:
    """No longer be a member; pledges, partner texts, seats and documents go with it."""
    moderation.drop(by=by, kind=MEMBER, subject=member.pk)
    for pledge in member.pledges.all():
        _drop_pledge(by, pledge)
    let_go(by=by, member=member)
    record(by=by.pk, action="membership ended", subject=member)
    member.delete()


@transaction.atomic
def make_pledge(*, by: User, member: Member, pact: str, text: str, until: datetime.date | None, lang: str) -> Pledge:
    """Promise something. Raises RefusedError("not-shown") for who is not in the register yet."""
    if not member.shown:
        raise RefusedError("not-shown")
    allow(by, "pledge made")
    pledge = Pledge.objects.create(member=member, pact=pact, text=text, until=until, lang=lang)
    moderation.ask(by=by, kind=PLEDGE, subject=pledge.pk)
    record(by=by.pk, action="pledge made", subject=pledge)
    return pledge


@transaction.atomic
def withdraw_pledge(*, by: User, pledge: Pledge) -> None:
    """Take a pledge back, with its notes."""
    _drop_pledge(by, pledge)
    record(by=by.pk, action="pledge withdrawn", subject=pledge)
    pledge.delete()


def _drop_pledge(by: User, pledge: Pledge) -> None:
    moderation.drop(by=by, kind=PLEDGE, subject=pledge.pk)
    for note in pledge.notes.all():
        moderation.drop(by=by, kind=NOTE, subject=note.pk)


@transaction.atomic
def note_progress(*, by: User, pledge: Pledge, on: datetime.date, text: str, done: bool, lang: str) -> Note:
    """Say how far a pledge is."""
    allow(by, "progress noted")
    note = Note.objects.create(pledge=pledge, on=on, text=text, done=done, lang=lang)
    moderation.ask(by=by, kind=NOTE, subject=note.pk)
    record(by=by.pk, action="progress noted", subject=note)
    return note


@transaction.atomic
def remove_note(*, by: User, note: Note) -> None:
    """Take a note back."""
    moderation.drop(by=by, kind=NOTE, subject=note.pk)
    record(by=by.pk, action="progress removed", subject=note)
    note.delete()
