"""Members, pledges and partners as the pages show them. No person's name or address before both agreed."""

from __future__ import annotations

import datetime
from typing import Any

from toepas.catalogue import purpose_name, sector_name
from toepas.kernel import Words
from toepas_web.moderation.grounds import ground_name
from toepas_web.moderation.models import Ruling
from toepas_web.network.limits import pacts, shown
from toepas_web.network.matching import Fit, fitting
from toepas_web.network.models import Introduction, Member, Note, Partner, Pledge
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


def partners(mine: Partner, said: Words) -> dict[str, Any]:
    """One's own partner text, who fits it and why, and who asked."""
    others = Partner.objects.standing().exclude(member=mine.member).select_related("member")
    known = Introduction.objects.filter(mine=mine) | Introduction.objects.filter(theirs=mine)
    links = known.select_related("mine__contact", "theirs__contact", "mine__member", "theirs__member")
    met = {(link.theirs_id if link.mine_id == mine.pk else link.mine_id) for link in links}
    fits = [one for one in fitting(mine, list(others), shown("partners")) if one.partner.pk not in met]
    return {
        "id": mine.pk,
        "member": mine.member_id,
        "name": mine.member.shown["name"],
        "lang": mine.lang,
        "seeks": mine.seeks,
        "offers": mine.offers,
        "fits": [_fit(one, said) for one in fits],
        "links": [_link(link, mine, said) for link in links],
    }


def _fit(one: Fit, said: Words) -> dict[str, Any]:
    reasons = [said.t("offers what you seek: {what}", what=purpose_name(name, said)) for name in one.gives]
    reasons += [said.t("seeks what you offer: {what}", what=purpose_name(name, said)) for name in one.takes]
    if one.near:
        reasons.append(said.t("the texts are alike in meaning"))
    if one.sector:
        reasons.append(said.t("the same sector: {sector}", sector=sector_name(one.sector, said)))
    return {**_text(one.partner), "reasons": reasons}


def _text(one: Partner) -> dict[str, Any]:
    return {
        "id": one.pk,
        "member": one.member_id,
        "name": one.member.shown["name"],
        "lang": one.lang,
        "seeks": one.seeks,
        "offers": one.offers,
    }


def _link(link: Introduction, mine: Partner, said: Words) -> dict[str, Any]:
    asked_us = link.theirs_id == mine.pk
    other = link.mine if asked_us else link.theirs
    agreed = link.state == Introduction.ACCEPTED
    there = agreed and Partner.objects.standing().filter(pk=other.pk).exists()
    email = other.contact.email if there else said.t("who agreed is no longer there")
    states = {
        Introduction.ASKED: said.t("asks to get in touch") if asked_us else said.t("asked; no answer yet"),
        Introduction.ACCEPTED: said.t("you both agreed: {email}", email=email),
        Introduction.DECLINED: said.t("no contact"),
    }
    waits = asked_us and link.state == Introduction.ASKED
    return {**_text(other), "link": link.pk, "state": states[link.state], "answer": waits}


def speaker(members: Any) -> list[tuple[str, str]]:
    """The members that one can speak for, by id and name."""
    return [(str(one.pk), one.shown["name"]) for one in members]
