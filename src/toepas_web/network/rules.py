"""Who may do what in the alliance. Members speak through people whose role in the organisation lets them; nobody else does."""

from __future__ import annotations

import datetime
import uuid

from django.db.models import QuerySet
from django.http import Http404

from toepas.kernel import sectors
from toepas_web.accounts.models import User
from toepas_web.network.models import Introduction, Meeting, Member, Note, Partner, Pledge, Post, Side, StreamFeed
from toepas_web.notices.feeds import id_in
from toepas_web.organisations.models import Organisation
from toepas_web.organisations.rules import organisation_for, site_may, with_permission

PLEDGE, DISCUSS = "pledge", "discuss"


def pledging(user: User, organisation_id: uuid.UUID) -> Organisation:
    """An organisation that this account may bind. Raises Http404 or PermissionDenied."""
    return organisation_for(user, organisation_id, PLEDGE)


def member_for(user: User, member_id: uuid.UUID) -> Member:
    """A member that this account may bind. Raises Http404 or PermissionDenied."""
    found = Member.objects.filter(pk=member_id).select_related("organisation").first()
    if found is None:
        raise Http404
    pledging(user, found.organisation_id)
    return found


def public_member(member_id: uuid.UUID) -> Member:
    """A member that everybody sees. Raises Http404 otherwise."""
    found = Member.objects.public().filter(pk=member_id).first()
    if found is None:
        raise Http404
    return found


def pledge_for(user: User, pledge_id: uuid.UUID) -> Pledge:
    """A pledge of a member that this account may bind. Raises Http404 or PermissionDenied."""
    found = Pledge.objects.filter(pk=pledge_id).select_related("member").first()
    if found is None:
        raise Http404
    pledging(user, found.member.organisation_id)
    return found


def note_for(user: User, note_id: uuid.UUID) -> Note:
    """A note on such a pledge. Raises Http404 or PermissionDenied."""
    found = Note.objects.filter(pk=note_id).select_related("pledge__member").first()
    if found is None:
        raise Http404
    pledging(user, found.pledge.member.organisation_id)
    return found


def speaking(user: User, permission: str = DISCUSS) -> QuerySet[Member]:
    """The members that everybody sees and for which this account may do something."""
    if not user.is_authenticated or not user.is_active:
        return Member.objects.none()
    return Member.objects.public().filter(organisation__in=with_permission(user, permission))


def partner_for(user: User, partner_id: uuid.UUID) -> Partner:
    """A partner text of a member that this account may bind. Raises Http404 otherwise."""
    found = Partner.objects.filter(pk=partner_id, member__in=speaking(user, PLEDGE)).select_related("member").first()
    if found is None:
        raise Http404
    return found


def side_for(user: User, partner_id: uuid.UUID, side: str) -> Side:
    """As what such a member is found. Raises Http404 otherwise."""
    mine = partner_for(user, partner_id)
    found = mine.sides.filter(side=side).select_related("partner__member__organisation").first()
    if found is None:
        raise Http404
    return found


def introduction_of(user: User, introduction_id: uuid.UUID) -> tuple[Introduction, Partner]:
    """A running introduction of such a member, with the other one of it. Raises Http404 otherwise."""
    members = speaking(user, PLEDGE)
    running = Introduction.objects.filter(pk=introduction_id, state=Introduction.ACCEPTED)
    found = running.select_related("mine__contact", "theirs__contact").first()
    for own, other in ((found.mine, found.theirs), (found.theirs, found.mine)) if found else ():
        if members.filter(pk=own.member_id).exists():
            return found, other
    raise Http404


def introduction_to(user: User, introduction_id: uuid.UUID) -> Introduction:
    """An introduction to such a member that waits for an answer. Raises Http404 otherwise."""
    waiting = Introduction.objects.waiting()
    found = waiting.filter(pk=introduction_id, theirs__member__in=speaking(user, PLEDGE)).first()
    if found is None:
        raise Http404
    return found


def stream(code: str) -> str:
    """A workstream. Raises Http404 where there is none."""
    if code not in sectors():
        raise Http404
    return code


def seated(user: User, code: str) -> QuerySet[Member]:
    """The members in a workstream for which this account may speak."""
    return speaking(user).filter(seats__stream=code)


def moderates(user: User) -> bool:
    """Whether this account looks at what others write."""
    return site_may(user, "moderate")


def reads(user: User, code: str) -> bool:
    """Whether this account sees what is written in a workstream."""
    return moderates(user) or seated(user, code).exists()


def reading(user: User, code: str) -> str:
    """A workstream that this account reads. Raises Http404 otherwise."""
    if not reads(user, stream(code)):
        raise Http404
    return code


def post_for(user: User, post_id: uuid.UUID) -> Post:
    """A post in a workstream that this account reads. Raises Http404 otherwise."""
    found = Post.objects.filter(pk=post_id).select_related("parent", "member").first()
    if found is None or not reads(user, found.stream):
        raise Http404
    return found


def own_post(user: User, post_id: uuid.UUID) -> Post:
    """A post of this account that still stands. Raises Http404 otherwise."""
    found = post_for(user, post_id)
    if found.author_id != user.pk or found.removed:
        raise Http404
    return found


def removable(user: User, post_id: uuid.UUID) -> Post:
    """A post that this account may remove: its own, or any for a moderator. Raises Http404 otherwise."""
    found = post_for(user, post_id)
    if found.removed or not (found.author_id == user.pk or moderates(user)):
        raise Http404
    return found


def meeting_for(user: User, meeting_id: uuid.UUID) -> Meeting:
    """A meeting that this account may cancel: its own, or any for a moderator. Raises Http404 otherwise."""
    found = Meeting.objects.filter(pk=meeting_id, cancelled=False).first()
    if found is None or not reads(user, found.stream) or not (found.author_id == user.pk or moderates(user)):
        raise Http404
    return found


def meeting_read(user: User, meeting_id: uuid.UUID) -> Meeting:
    """A meeting of a workstream that this account reads. Raises Http404 otherwise."""
    found = Meeting.objects.filter(pk=meeting_id).select_related("member").first()
    if found is None or not reads(user, found.stream):
        raise Http404
    return found


def meeting_held(code: str, named: str, now: datetime.datetime) -> Meeting:
    """A meeting of a workstream of which minutes can be written, by the id in an address. Raises Http404 otherwise."""
    found = next((one for one in Meeting.objects.held(code, now) if str(one.pk) == named), None)
    if found is None:
        raise Http404
    return found


def feed_of(key: str) -> StreamFeed:
    """The address of a calendar program that has this key. Raises Http404 for a forged or withdrawn one, and once its account no longer reads
    the workstream."""
    found = StreamFeed.objects.filter(pk=id_in(key), user__is_active=True).select_related("user").first()
    if found is None or not reads(found.user, found.stream):
        raise Http404
    return found
