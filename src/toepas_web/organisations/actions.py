"""The only writers of organisations, memberships, invitations and consent; each is one transaction with its line in the record."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.audit.models import Event
from toepas_web.notices.actions import notify, withdraw_notices
from toepas_web.organisations import telling
from toepas_web.organisations.holdings import holdings
from toepas_web.organisations.models import Engagement, Invitation, Membership, Organisation, SiteRole
from toepas_web.organisations.roles import CURATOR, roles

OWNER = "owner"
INVITED = "organisation-invited"
"""The kind of a notice that one is invited."""
MOST_ORGANISATIONS, MOST_INVITATIONS = 20, 100
"""So many organisations may one account make, so many invitations of one organisation may be open."""
MOST_A_DAY, MOST_TO_ONE = 200, 3
"""So many invitations may one account send in 24 hours, and so many one organisation to an address that accepts none of them."""
SENT = "invitation sent"
DAY = datetime.timedelta(days=1)
RUNS = datetime.timedelta(days=14)
"""So long can an invitation be accepted."""


class RefusedError(Exception):
    """Not possible; the argument says why, by id: too-many, too-often, last-owner, alone, member, agreed, stale, unknown-role,
    itself, ended."""


def held(organisation: Organisation) -> Organisation:
    """The organisation as it is now, held until the transaction ends: who comes, goes, is asked or agrees, does so one after the other.

    Raises RefusedError("ended") where it has gone."""
    found = Organisation.objects.select_for_update(no_key=True).filter(pk=organisation.pk).first()
    if found is None:
        raise RefusedError("ended")
    return found


@transaction.atomic
def create(*, by: User, texts: Mapping[str, str]) -> Organisation:
    """Make an organisation; who makes it owns it."""
    # Who makes several at once makes them one after the other.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if Membership.objects.filter(user=by, role=OWNER).count() >= MOST_ORGANISATIONS:
        raise RefusedError("too-many")
    made = Organisation.objects.create(**texts)
    Membership.objects.create(organisation=made, user=by, role=OWNER)
    record(by=by.pk, action="organisation created", subject=made)
    return made


@transaction.atomic
def change(*, by: User, organisation: Organisation, texts: Mapping[str, str], number: int) -> None:
    """Describe it otherwise. Raises RefusedError("stale") where somebody changed it in the meantime."""
    locked = held(organisation)
    if locked.number != number:
        raise RefusedError("stale")
    for name, text in texts.items():
        setattr(locked, name, text)
    locked.number += 1
    locked.save()
    record(by=by.pk, action="organisation changed", subject=locked)


@transaction.atomic
def remove(*, by: User, organisation: Organisation) -> None:
    """Delete it with everything that hangs on it."""
    record(by=by.pk, action="organisation deleted", subject=organisation)
    let_go(organisation)


def let_go(organisation: Organisation) -> None:
    """The organisation goes with everything that parts of the site keep of it; files once the database has let go of them."""
    after = [holding.erase(organisation) for holding in holdings()]
    organisation.delete()
    for do in after:
        transaction.on_commit(do)


@transaction.atomic
def invite(*, by: User, organisation: Organisation, email: str, role: str) -> Invitation:
    """Ask somebody to join. An open invitation to the same address is replaced."""
    if role not in roles("organisation"):
        raise RefusedError("unknown-role")
    held(organisation)
    if Membership.objects.filter(organisation=organisation, user__email__iexact=email).exists():
        raise RefusedError("member")
    return _invite(by, organisation, Invitation.MEMBER, email, role=role)


@transaction.atomic
def invite_customer(*, by: User, hub: Organisation, email: str, wished: Sequence[str]) -> Invitation:
    """Ask somebody whether the hub may work for their organisation, and what it would like to see."""
    return _invite(by, hub, Invitation.CUSTOMER, email, wished=[scope for scope in roles("consent") if scope in wished])


def _invite(by: User, organisation: Organisation, kind: str, email: str, **more: Any) -> Invitation:
    held(organisation)
    _not_too_often(by, organisation, email)
    forget_expired(timezone.now())
    open_ones = Invitation.objects.filter(organisation=organisation, state=Invitation.OPEN)
    open_ones.filter(kind=kind, email__iexact=email).update(state=Invitation.WITHDRAWN, email="")
    if open_ones.count() >= MOST_INVITATIONS:
        raise RefusedError("too-many")
    made = Invitation.objects.create(
        organisation=organisation, kind=kind, email=email.lower(), expires=timezone.now() + RUNS, **more
    )
    record(by=by.pk, action=SENT, subject=made)
    asked = User.objects.filter(email__iexact=email, is_active=True).first()
    if asked is not None:
        notify(asked, INVITED, ("invitation", str(made.pk)), invitation=made.pk)
    return made


def _not_too_often(by: User, organisation: Organisation, email: str) -> None:
    """Raise RefusedError("too-often") where an account wrote to as many people, or an organisation as often to one, as it may in a day."""
    since = timezone.now() - DAY
    if Event.objects.filter(actor=by.pk, action=SENT, at__gt=since).count() >= MOST_A_DAY:
        raise RefusedError("too-often")
    letters = cache.get(key := _letters(organisation, email), 0)
    if letters >= MOST_TO_ONE:
        raise RefusedError("too-often")
    cache.set(key, letters + 1, DAY.total_seconds())


def _letters(organisation: Organisation, email: str) -> str:
    """Where letters to an address are counted, for a day. Addresses are forgotten when an invitation ends: here stands only a digest."""
    return salted_hmac("invitations", f"{organisation.pk} {email.lower()}").hexdigest()


def _settle(invitation: Invitation, state: str) -> Invitation:
    held(invitation.organisation)
    locked = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if locked is None or not locked.running:
        raise RefusedError("ended")
    if state == Invitation.ACCEPTED:
        cache.delete(_letters(locked.organisation, locked.email))
    locked.state, locked.email = state, ""
    locked.save()
    return locked


@transaction.atomic
def decline(*, by: User, invitation: Invitation) -> None:
    """Say no; the address is forgotten here."""
    record(by=by.pk, action="invitation declined", subject=_settle(invitation, Invitation.DECLINED))


@transaction.atomic
def join(*, by: User, invitation: Invitation) -> None:
    """Become a member. Raises RefusedError("ended") where the invitation was answered in the meantime."""
    locked = _settle(invitation, Invitation.ACCEPTED)
    Membership.objects.get_or_create(organisation=locked.organisation, user=by, defaults={"role": locked.role})
    record(by=by.pk, action="invitation accepted", subject=locked)


@transaction.atomic
def become_customer(*, by: User, invitation: Invitation, customer: Organisation, scopes: Sequence[str]) -> Engagement:
    """Let the hub work for this organisation, within these scopes and no others."""
    if invitation.organisation_id == customer.pk:
        raise RefusedError("itself")
    locked = _settle(invitation, Invitation.ACCEPTED)
    if Engagement.objects.filter(hub=invitation.organisation, customer=customer, state=Engagement.AGREED).exists():
        raise RefusedError("agreed")
    made = Engagement.objects.create(
        hub=locked.organisation, customer=customer, invitation=locked, wished=locked.wished, scopes=_known(scopes)
    )
    record(by=by.pk, action="consent given", subject=made)
    telling.of_consent(made, telling.GIVEN, by)
    return made


def _known(scopes: Sequence[str]) -> list[str]:
    return [scope for scope in roles("consent") if scope in scopes]


@transaction.atomic
def withdraw_invitation(*, by: User, invitation: Invitation) -> None:
    """Take an invitation back."""
    Invitation.objects.filter(pk=invitation.pk, state=Invitation.OPEN).update(state=Invitation.WITHDRAWN, email="")
    record(by=by.pk, action="invitation withdrawn", subject=invitation)


def forget_expired(now: datetime.datetime) -> int:
    """End the invitations that nobody answered in time, and forget their addresses. Returns how many."""
    late = Invitation.objects.filter(state=Invitation.OPEN, expires__lte=now)
    return late.update(state=Invitation.EXPIRED, email="")


@transaction.atomic
def set_role(*, by: User, membership: Membership, role: str) -> None:
    """Give a member another role. The last owner stays owner."""
    if role not in roles("organisation"):
        raise RefusedError("unknown-role")
    there = _still_there(membership)
    _keep_an_owner(there, leaves=role != OWNER)
    there.role = role
    there.save(update_fields=["role"])
    record(by=by.pk, action="role changed", subject=there)


@transaction.atomic
def leave(*, by: User, membership: Membership) -> None:
    """A member goes, or is removed, and keeps no notice that led to the organisation. The last owner cannot go; who is alone deletes
    the organisation, which says what goes with it and asks for its name."""
    there = _still_there(membership)
    organisation = there.organisation
    if organisation.memberships.count() == 1:
        raise RefusedError("alone")
    _keep_an_owner(there, leaves=True)
    record(by=by.pk, action="member left" if there.user_id == by.pk else "member removed", subject=there)
    withdraw_notices(user=there.user, address=("organisation", str(organisation.pk)))
    there.delete()


def _still_there(membership: Membership) -> Membership:
    """The membership as it is now, with its organisation held. Raises RefusedError("ended") where it has gone."""
    held(membership.organisation)
    found = Membership.objects.filter(pk=membership.pk).select_related("organisation", "user").first()
    if found is None:
        raise RefusedError("ended")
    return found


def _keep_an_owner(membership: Membership, *, leaves: bool) -> None:
    owners = Membership.objects.filter(organisation=membership.organisation, role=OWNER)
    if leaves and membership.role == OWNER and owners.count() == 1:
        raise RefusedError("last-owner")


@transaction.atomic
def change_consent(*, by: User, engagement: Engagement, scopes: Sequence[str]) -> None:
    """The customer widens or narrows what the hub sees; it holds at once."""
    locked = Engagement.objects.select_for_update().get(pk=engagement.pk)
    if locked.state == Engagement.ENDED:
        raise RefusedError("ended")
    locked.scopes = _known(scopes)
    locked.save()
    record(by=by.pk, action="consent changed", subject=locked)
    telling.of_consent(locked, telling.CHANGED, by)


@transaction.atomic
def end_engagement(*, by: User, engagement: Engagement) -> None:
    """Either side ends it; from then on the hub sees nothing of the customer."""
    locked = Engagement.objects.select_for_update().get(pk=engagement.pk)
    if locked.state != Engagement.ENDED:
        locked.state, locked.scopes, locked.ended = Engagement.ENDED, [], timezone.now()
        locked.save()
        record(by=by.pk, action="consent ended", subject=locked)
        telling.of_consent(locked, telling.ENDED, by)


@transaction.atomic
def give_site_role(*, by: User | None, user: User, role: str) -> None:
    """A role for the whole site; ``by`` is None where whoever runs the site does it at the terminal."""
    if role not in roles("site"):
        raise RefusedError("unknown-role")
    given, _ = SiteRole.objects.get_or_create(user=user, role=role)
    record(by=by.pk if by else None, action="site role given", subject=given)


@transaction.atomic
def take_site_role(*, by: User | None, user: User, role: str) -> None:
    """Take a role for the whole site back; also where it is one of before there were roles (``rules.site_may``)."""
    for given in SiteRole.objects.filter(user=user, role=role):
        record(by=by.pk if by else None, action="site role taken", subject=given)
        given.delete()
    if role == CURATOR and user.is_moderator:
        user.is_moderator = False
        user.save(update_fields=["is_moderator"])
        record(by=by.pk if by else None, action="site role taken", subject=user)
