"""How members, pledges and notes on their progress are looked at before everybody sees them."""

from __future__ import annotations

import uuid

from django.urls import reverse

from toepas.catalogue import sector_name
from toepas.kernel import Words
from toepas_web.moderation.registry import Handler
from toepas_web.network.kinds import DOCUMENT, MEMBER, NOTE, PLEDGE
from toepas_web.network.models import Member, Note, Pledge, Version
from toepas_web.network.wording import pact_name
from toepas_web.organisations.wording import kind_name

ROWS = list[tuple[str, str, str]]


def _member(subject: uuid.UUID, said: Words) -> tuple[str, ROWS]:
    member = Member.objects.get(pk=subject)
    after, before = member.draft, member.shown
    rows = [
        (said.t("Name"), before.get("name", ""), after["name"]),
        (said.t("Public interest statement"), before.get("statement", ""), after["statement"]),
        (said.t("Kind"), kind_name(before["type"], said) if before else "", kind_name(after["type"], said)),
        (said.t("Sector"), _sector(before, said), _sector(after, said)),
    ]
    return after["name"], rows


def _sector(record: dict[str, str], said: Words) -> str:
    return sector_name(record["sector"], said) if record.get("sector") else ""


def _show_member(subject: uuid.UUID) -> None:
    member = Member.objects.select_for_update().get(pk=subject)
    member.shown, member.state = member.draft, Member.SETTLED
    member.save(update_fields=["shown", "state"])


def _refuse_member(subject: uuid.UUID) -> None:
    Member.objects.filter(pk=subject).update(state=Member.REFUSED)


def _pledge(subject: uuid.UUID, said: Words) -> tuple[str, ROWS]:
    pledge = Pledge.objects.select_related("member").get(pk=subject)
    rows = [
        (said.t("Belongs to"), "", pact_name(pledge.pact, said)),
        (said.t("Pledge"), "", pledge.text),
        (said.t("By when"), "", said.date(pledge.until) if pledge.until else said.t("no date")),
    ]
    return pledge.member.shown.get("name", ""), rows


def _note(subject: uuid.UUID, said: Words) -> tuple[str, ROWS]:
    note = Note.objects.select_related("pledge__member").get(pk=subject)
    rows = [
        (said.t("Pledge"), note.pledge.text, note.pledge.text),
        (said.t("Day"), "", said.date(note.on)),
        (said.t("Progress"), "", note.text),
        (said.t("Done"), "", said.t("yes") if note.done else said.t("no")),
    ]
    return note.pledge.member.shown.get("name", ""), rows


def _document(subject: uuid.UUID, said: Words) -> tuple[str, ROWS]:
    version = Version.objects.select_related("document__member").get(pk=subject)
    shown = version.document.versions.filter(state=Version.SETTLED).first()
    rows = [
        (said.t("Title"), version.document.title if shown else "", version.document.title),
        (said.t("Workstream"), "", sector_name(version.document.stream, said)),
        (said.t("File"), shown.name if shown else "", version.name),
        (said.t("Fingerprint"), shown.sha256 if shown else "", version.sha256),
    ]
    return version.document.member.shown.get("name", ""), rows


def _settle(model: type[Pledge] | type[Note] | type[Version], state: str, subject: uuid.UUID) -> None:
    model.objects.filter(pk=subject).update(state=state)


HANDLERS = (
    Handler(
        MEMBER, lambda said: said.t("Member of the alliance"), _member, _show_member, _refuse_member, "network-mine"
    ),
    Handler(
        PLEDGE,
        lambda said: said.t("Pledge"),
        _pledge,
        lambda subject: _settle(Pledge, Member.SETTLED, subject),
        lambda subject: _settle(Pledge, Member.REFUSED, subject),
        "network-mine",
    ),
    Handler(
        NOTE,
        lambda said: said.t("Progress of a pledge"),
        _note,
        lambda subject: _settle(Note, Member.SETTLED, subject),
        lambda subject: _settle(Note, Member.REFUSED, subject),
        "network-mine",
    ),
    Handler(
        DOCUMENT,
        lambda said: said.t("Document that everybody is to have"),
        _document,
        lambda subject: _settle(Version, Version.SETTLED, subject),
        lambda subject: _settle(Version, Version.REFUSED, subject),
        "network-documents",
        lambda subject: reverse("network-version", args=[subject]),
    ),
)
