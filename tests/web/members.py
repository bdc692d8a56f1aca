"""Members of the alliance for tests: made, looked at, seated in a workstream."""

from __future__ import annotations

from django.test import Client

from toepas_web.accounts.models import User
from toepas_web.moderation.actions import rule
from toepas_web.moderation.models import Ruling, Ticket
from toepas_web.network import actions, document_actions, partner_actions, stream_actions
from toepas_web.organisations import actions as organisations
from toepas_web.ui.uploads import Upload


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def moderator():
    return User.objects.get_or_create(email="moderator@example.org", defaults={"is_moderator": True})[0]


def show(verdict=Ruling.SHOWN):
    """Everything that waits is looked at."""
    for ticket in Ticket.objects.filter(open=True):
        rule(by=moderator(), ticket=ticket, verdict=verdict, ground="unclear", reasons="Say what for.")


def member_of(user, name, sector="energy", *, shown=True):
    firm = organisations.create(by=user, texts={"name": name, "kind": "firm", "country": "NL"})
    made = actions.send_member(
        by=user, organisation=firm, statement=f"{name} shares what it learns.", sector=sector, kind="firm", lang="en"
    )
    if shown:
        show()
    made.refresh_from_db()
    return made


def seat(member, user, stream="energy"):
    stream_actions.take_seat(by=user, member=member, stream=stream)


def found(member, user, seeks="", offers=""):
    return partner_actions.be_found(by=user, member=member, seeks=seeks, offers=offers, lang="en")


def document(member, user, *, title="Report", content=b"%PDF-1.7 x", name="report.pdf", stream="energy"):
    return document_actions.add_document(
        by=user, member=member, stream=stream, title=title, lang="en", upload=Upload(name, name[-3:], content)
    )


def stand(partner, user, side, **said):
    """Stand as a mentor, founder, provider or user; lists as they are typed, with spaces between."""
    lists = {name: f" {text} " if text and isinstance(text, str) else text for name, text in said.items()}
    return partner_actions.stand_as(by=user, partner=partner, side=side, **lists)


def write(member, user, **more):
    return stream_actions.write(
        by=user, member=member, stream="energy", lang="en", **{"text": "Hello", "title": "T", **more}
    )
