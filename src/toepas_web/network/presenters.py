"""Members and pledges as the pages show them. No person's name or address."""

from __future__ import annotations

import datetime
from typing import Any

from toepas.catalogue import sector_name
from toepas.kernel import Words
from toepas_web.moderation.grounds import ground_name
from toepas_web.moderation.models import Ruling
from toepas_web.network.limits import pacts
from toepas_web.network.models import Member, Note, Pledge
from toepas_web.network.wording import pact_name, state_name
from toepas_web.organisations.models import Organisation
from toepas_web.organisations.wording import kind_name


def card(member: Member, said: Words) -> dict[str, Any]:
    """A line of the register."""
    record = member.shown
    return {
        "id": member.pk,
        "name": record["name"],
        "kind": kind_name(record["type"], said),
        "sector": sector_name(record["sector"], said) if record["sector"] else "",
        "statement": record["statement"],
        "lang": record["lang"],
        "since": said.date(member.since.date()),
    }


def pledge(one: Pledge, said: Words, today: datetime.date, *, mine: bool = False) -> dict[str, Any]:
    """A pledge with how far it is. ``mine`` shows what waits or was refused as well."""
    pact = pacts()[one.pact]
    return {
        "id": one.pk,
        "pact": pact_name(one.pact, said),
        "link": pact.link or "",
        "known": said.date(pact.known) if pact.known else "",
        "text": one.text,
        "lang": one.lang,
        "until": said.date(one.until) if one.until else "",
        "standing": _standing(one, said, today),
        "state": state_name(one.state, said),
        "ruling": ruling(one, one.state, said) if mine else None,
        "notes": [_note(note, said, mine=mine) for note in one.notes.all() if mine or note.state == Member.SETTLED],
    }


def pacts_known(said: Words) -> list[dict[str, str]]:
    """What a pledge can belong to beside one's own, where it is told of, and when it was last known to run."""
    listed = [pact for pact in pacts().values() if pact.link and pact.known]
    return [{"name": pact_name(one.id, said), "link": one.link, "day": said.date(one.known)} for one in listed]


def _standing(one: Pledge, said: Words, today: datetime.date) -> str:
    if one.kept:
        return said.t("done")
    return said.t("late") if one.late(today) else said.t("under way")


def _note(note: Note, said: Words, *, mine: bool) -> dict[str, Any]:
    return {
        "id": note.pk,
        "on": said.date(note.on),
        "text": note.text,
        "lang": note.lang,
        "done": note.done,
        "state": state_name(note.state, said),
        "ruling": ruling(note, note.state, said) if mine else None,
    }


def ruling(subject: Any, state: str, said: Words) -> dict[str, str] | None:
    """Why something is not shown; None where nothing was refused."""
    if state != Member.REFUSED:
        return None
    last = Ruling.objects.filter(ticket__subject=subject.pk).first()
    return {"ground": ground_name(last.ground, said), "reasons": last.reasons} if last else None


def own(organisation: Organisation, said: Words, today: datetime.date) -> dict[str, Any]:
    """An organisation that one may bind, with its membership where it has one."""
    member = Member.objects.filter(organisation=organisation).first()
    if member is None:
        return {"id": organisation.pk, "name": organisation.name, "member": None}
    pledges = member.pledges.prefetch_related("notes")
    return {
        "id": organisation.pk,
        "name": organisation.name,
        "member": member.pk,
        "shown": bool(member.shown),
        "state": state_name(member.state, said),
        "ruling": ruling(member, member.state, said),
        "pledges": [pledge(one, said, today, mine=True) for one in pledges],
    }


def speaker(members: Any) -> list[tuple[str, str]]:
    """The members that one can speak for, by id and name."""
    return [(str(one.pk), one.shown["name"]) for one in members]
