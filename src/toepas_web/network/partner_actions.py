"""The only writers of partner texts, of what a member is found as, and of introductions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from toepas.match import GIVERS, PAIRS, Mark, mark_of, stale
from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.network.counting import RefusedError, allow
from toepas_web.network.kinds import AGREED, ASKED
from toepas_web.network.limits import most
from toepas_web.network.models import Introduction, Member, Partner, Side, Told
from toepas_web.notices.actions import notify


def be_found(*, by: User, member: Member, seeks: str, offers: str, lang: str, region: str = "") -> Partner:
    """Agree to be found by other members; ``by`` is who they get in touch with. Raises RefusedError."""
    if not member.shown:
        raise RefusedError("not-shown")
    marks = {which: mark_of(text, lang) for which, text in ((Told.SEEKS, seeks), (Told.OFFERS, offers)) if text}
    with transaction.atomic():
        allow(by, "partner text kept")
        kept, _ = Partner.objects.update_or_create(
            member=member, defaults={"contact": by, "seeks": seeks, "offers": offers, "lang": lang, "region": region}
        )
        _keep(kept, marks)
        record(by=by.pk, action="partner text kept", subject=kept)
    return kept


def _keep(partner: Partner, marks: dict[str, Mark]) -> None:
    partner.told.all().delete()
    for which, mark in marks.items():
        Told.objects.create(
            partner=partner,
            which=which,
            purposes=" ".join(mark.purposes),
            words=" ".join(mark.words),
            vector=mark.vector,
            made_by=mark.made_by,
        )


def mark_again(partners: Iterable[Partner]) -> int:
    """Make the marks of texts that have none, or were marked otherwise than today; returns of how many. Nobody's doing."""
    done = 0
    for partner in partners:
        known = {one.which: one.mark for one in partner.told.all()}
        texts = {which: text for which, text in ((Told.SEEKS, partner.seeks), (Told.OFFERS, partner.offers)) if text}
        if all(which in known and not stale(known[which]) for which in texts):
            continue
        marks = {which: mark_of(text, partner.lang) for which, text in texts.items()}
        with transaction.atomic():
            if Partner.objects.filter(pk=partner.pk, seeks=partner.seeks, offers=partner.offers).exists():
                _keep(partner, marks)
                done += 1
    return done


@transaction.atomic
def no_longer_be_found(*, by: User, partner: Partner) -> None:
    """Withdraw that consent; introductions go with it, and with them each other's address."""
    record(by=by.pk, action="partner consent withdrawn", subject=partner)
    partner.delete()


@transaction.atomic
def stand_as(*, by: User, partner: Partner, side: str, **terms: object) -> Side:
    """Say that one is a mentor, a founder, a provider or a user, and within which limits."""
    allow(by, "side kept")
    kept, _ = Side.objects.update_or_create(partner=partner, side=side, defaults=terms)
    record(by=by.pk, action="side kept", subject=kept)
    return kept


@transaction.atomic
def no_longer_stand(*, by: User, side: Side) -> None:
    """No longer be found as this; who is in touch already stays so."""
    record(by=by.pk, action="side withdrawn", subject=side)
    side.delete()


@transaction.atomic
def introduce(*, by: User, mine: Partner, theirs: Partner, side: str = "") -> Introduction:
    """Ask to get in touch; ``side`` is as what one asks, where it is about mentoring or providing.

    Asked once; asked the other way round already counts as well. One that nobody answered counts until it is forgotten. Raises RefusedError.
    """
    if mine.member_id == theirs.member_id:
        raise RefusedError("itself")
    both = Partner.objects.select_for_update(no_key=True).filter(pk__in=(mine.pk, theirs.pk)).order_by("pk")
    if len(both) < len(
        (mine, theirs)
    ):  # held, so that two who ask each other at the same moment ask one after the other
        raise RefusedError("ended")
    pairs = Introduction.objects.filter(mine__in=(mine, theirs), theirs__in=(mine, theirs))
    pairs.forgotten().delete()
    if pairs.exists():
        raise RefusedError("already")
    if theirs.received.waiting().count() >= most("waiting"):
        raise RefusedError("busy")
    giver = (mine if side in GIVERS else theirs) if side else None
    about = (side if side in GIVERS else PAIRS[side]) if side else ""
    if giver is not None:
        _has_room(giver, about)
    allow(by, "introduction asked")
    asked = Introduction.objects.create(mine=mine, theirs=theirs, giver=giver, about=about)
    record(by=by.pk, action="introduction asked", subject=asked)
    notify(theirs.contact, ASKED, ("network-partners",), introduction=asked.pk)
    return asked


def _has_room(giver: Partner, about: str) -> None:
    """Raise RefusedError where a giver helps as many as it can, or no longer helps. The giver's row is locked, so that two cannot take the last place."""
    side = Side.objects.select_for_update().filter(partner=giver, side=about).first()
    if side is None or (side.most is not None and side.taken >= side.most):
        raise RefusedError("no-room")


@transaction.atomic
def answer(*, by: User, introduction: Introduction, accept: bool) -> None:
    """Answer; when it is accepted, both see each other's address. Raises RefusedError: "ended" where it was answered already, "no-room"."""
    locked = Introduction.objects.select_for_update().get(pk=introduction.pk)
    if locked.state != Introduction.ASKED or locked.over:
        raise RefusedError("ended")
    if accept and locked.giver is not None:
        _has_room(locked.giver, locked.about)
    locked.state = Introduction.ACCEPTED if accept else Introduction.DECLINED
    locked.settled = timezone.now()
    locked.save(update_fields=["state", "settled"])
    record(by=by.pk, action=f"introduction {locked.state}", subject=locked)
    notify(locked.mine.contact, AGREED, ("network-partners",), introduction=locked.pk)


@transaction.atomic
def end(*, by: User, introduction: Introduction, other: Partner) -> None:
    """No longer be in touch: nobody sees an address any more, and a giver has a place free again."""
    introduction.state, introduction.settled = Introduction.ENDED, timezone.now()
    introduction.save(update_fields=["state", "settled"])
    record(by=by.pk, action="introduction ended", subject=introduction)
    notify(other.contact, AGREED, ("network-partners",), introduction=introduction.pk)


def forget_lapsed(_: datetime.datetime) -> None:
    """What nobody answered in time, and names nobody any more, goes. Nobody's doing: it is looked at each night."""
    Introduction.objects.forgotten().delete()
