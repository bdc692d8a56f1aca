"""Who may do what. What is not said here or in ``roles.yaml`` is not allowed."""

from __future__ import annotations

import functools
import operator
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404

from toepas_web.accounts.models import User, same_address
from toepas_web.organisations.models import Engagement, Invitation, Membership, Organisation, SiteRole
from toepas_web.organisations.roles import CURATOR, roles

ADVISE, CONSENT = "advise", "consent"


def role_in(user: User, organisation: Organisation) -> str:
    """The role of an account in an organisation; empty where it has none."""
    if not user.is_authenticated or not user.is_active:
        return ""
    found = Membership.objects.filter(organisation=organisation, user=user).values_list("role", flat=True).first()
    return found or ""


def permissions(user: User, organisation: Organisation) -> frozenset[str]:
    """Everything that an account may do with an organisation: by its own role, and as adviser by consent."""
    own = roles("organisation").get(role_in(user, organisation))
    return (own.may if own else frozenset()) | consented(user, organisation)


def consented(user: User, customer: Organisation) -> frozenset[str]:
    """What an adviser of a hub may do with this customer: what its consent says, and only while the consent runs."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    running = Engagement.objects.filter(customer=customer, state=Engagement.AGREED, hub__memberships__user=user)
    found: frozenset[str] = frozenset()
    for engagement in running.distinct():
        if ADVISE in roles("organisation")[role_in(user, engagement.hub)].may:
            found |= frozenset[str]().union(
                *(roles("consent")[s].may for s in engagement.scopes if s in roles("consent"))
            )
    return found


def may(user: User, permission: str, organisation: Organisation) -> bool:
    """Whether an account has a permission for an organisation."""
    return permission in permissions(user, organisation)


def organisation_for(user: User, organisation_id: uuid.UUID, permission: str) -> Organisation:
    """An organisation, for doing this with it. Raises Http404 for who may not even see it (and so learns not that it
    exists), PermissionDenied for who may see it but not do this."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    held = permissions(user, found) if found else frozenset()
    if found is None or "view" not in held:
        raise Http404
    if permission not in held:
        raise PermissionDenied
    return found


def with_permission(user: User, permission: str) -> QuerySet[Organisation]:
    """The organisations of which an account is a member in a role that has this permission."""
    able = [role.id for role in roles("organisation").values() if permission in role.may]
    return Organisation.objects.filter(memberships__user=user, memberships__role__in=able).order_by("name", "id")


def people_with(permission: str, organisation: Organisation) -> QuerySet[User]:
    """The members of an organisation in a role that has this permission."""
    there = User.objects.filter(memberships__in=seats_with(permission, organisation).order_by())
    return there.order_by("joined", "pk")


def seats_with(permission: str, organisation: Organisation) -> QuerySet[Membership]:
    """The same as memberships, with their accounts: each ends when its person leaves, which an account does not."""
    able = [role.id for role in roles("organisation").values() if permission in role.may]
    found = Membership.objects.filter(organisation=organisation, role__in=able, user__is_active=True)
    return found.select_related("user").order_by("since", "id")


def consenting(permission: str) -> QuerySet[Engagement]:
    """The running agreements in which a customer lets a hub do this."""
    scopes = [scope.id for scope in roles("consent").values() if permission in scope.may]
    if not scopes:
        return Engagement.objects.none()
    # The scopes are a list in JSON; SQLite cannot look into one, but every name stands between quotes in its text.
    told = functools.reduce(operator.or_, (Q(told__contains=f'"{scope}"') for scope in scopes))
    running = Engagement.objects.filter(state=Engagement.AGREED)
    return running.annotate(told=Cast("scopes", TextField())).filter(told)


def open_to(user: User, permission: str) -> QuerySet[Any, uuid.UUID]:
    """The ids of all organisations for which ``may`` says yes, as a member or as an adviser by consent: to filter by, without reading them."""
    if not user.is_authenticated or not user.is_active:
        return Membership.objects.none().values_list("organisation_id", flat=True)
    own = _held(user, permission).values_list("organisation_id", flat=True)
    agreed = consenting(permission).filter(hub__in=_held(user, ADVISE).values("organisation_id")).order_by()
    return own.union(agreed.values_list("customer_id", flat=True))


def _held(user: User, permission: str) -> QuerySet[Membership]:
    """The memberships of an account in a role that has this permission."""
    able = [role.id for role in roles("organisation").values() if permission in role.may]
    return Membership.objects.filter(user=user, role__in=able).order_by()


def invitation_for(user: User, invitation_id: uuid.UUID) -> Invitation:
    """A running invitation that was sent to this account's address. Raises Http404 otherwise."""
    found = Invitation.objects.filter(pk=invitation_id).select_related("organisation").first()
    if found is None or not found.running or not same_address(found.email, user.email):
        raise Http404
    return found


def invitations_of(user: User) -> list[Invitation]:
    """The running invitations to this account's address."""
    found = Invitation.objects.filter(email__iexact=user.email, state=Invitation.OPEN).select_related("organisation")
    return [one for one in found if one.running and same_address(one.email, user.email)]


def engagement_for(user: User, engagement_id: uuid.UUID, side: str, permission: str) -> Engagement:
    """An engagement, seen from the ``hub`` or the ``customer`` side. Raises Http404 for others."""
    found = Engagement.objects.filter(pk=engagement_id).select_related("hub", "customer").first()
    if found is None:
        raise Http404
    own = roles("organisation").get(role_in(user, getattr(found, side)))
    if own is None or permission not in own.may:
        raise Http404
    return found


def site_may(user: User, permission: str) -> bool:
    """Whether an account has a permission for the whole site. Who was made a moderator before there were roles is a curator."""
    if not user.is_authenticated or not user.is_active:
        return False
    held = [
        *SiteRole.objects.filter(user=user).values_list("role", flat=True),
        *([CURATOR] if user.is_moderator else []),
    ]
    return any(permission in roles("site")[name].may for name in held if name in roles("site"))


def site_people_with(permission: str) -> list[User]:
    """The accounts that have a permission for the whole site."""
    held = Q(site_roles__isnull=False) | Q(is_moderator=True)
    found = User.objects.filter(held, is_active=True).distinct().order_by("joined", "pk")
    return [user for user in found if site_may(user, permission)]
