"""What an organisation, and a person, takes along of calls; and what happens when a person goes. An organisation's export names no reviewer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from toepas.kernel import Words
from toepas_web.accounts.models import User
from toepas_web.alliance import call_presenters as presenters
from toepas_web.alliance.call_data import plain_answers
from toepas_web.alliance.call_models import Application, Panelist, Review
from toepas_web.organisations.models import Organisation


def export_organisation(organisation: Organisation) -> Iterator[tuple[str, bytes]]:
    """Each application with its answers, decision, reasons and appeal."""
    said = Words()
    rows = [
        {
            "call": one.call.title,
            "sent": one.sent.isoformat() if one.sent else None,
            "answers": dict(plain_answers(one, one.call)),
            "partners": one.partners,
            "decision": presenters.decided(one, said),
            "appeal": presenters.appealed(one, said),
        }
        for one in Application.objects.filter(organisation=organisation).select_related("call")
    ]
    if rows:
        yield "applications.json", json.dumps(rows, ensure_ascii=False, indent=2).encode()


def export_person(user: User) -> Iterator[tuple[str, bytes]]:
    """What a person stated as a reviewer, and what they wrote."""
    rows = [
        {
            "call": seat.call.title,
            "affiliations": seat.affiliations,
            "topics": seat.topics,
            "stated": seat.traits,
            "reviews": [
                {"scores": one.scores, "comment": one.comment, "conflict": one.conflict, "sent": one.sent.isoformat() if one.sent else None}
                for one in seat.reviews.all()
            ],
        }
        for seat in Panelist.objects.filter(user=user).select_related("call")
    ]  # fmt: skip
    if rows:
        yield "reviews.json", json.dumps(rows, ensure_ascii=False, indent=2).encode()


def erase_person(user: User) -> Callable[[], None]:
    """Forget invitations and what is not sent. Reviews that were sent go on counting, without the person: decisions rest on them."""
    Panelist.objects.filter(email__iexact=user.email).update(email="", state=Panelist.DECLINED)
    Review.objects.filter(panelist__user=user, sent=None).delete()
    Panelist.objects.filter(user=user).update(user=None, affiliations="", topics="", traits={})
    return lambda: None
