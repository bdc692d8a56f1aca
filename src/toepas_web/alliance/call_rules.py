"""Who may do what with a call. Whoever has a stake in it, as applicant or as reviewer, does not run it."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404

from toepas_web.accounts.models import User, same_address
from toepas_web.alliance.call_models import Application, Call, Panelist, Review
from toepas_web.organisations import rules as organisations

OPEN_CALLS, DECIDE_CALLS = "open-calls", "decide-calls"
APPLY, SEE_APPLICATIONS = "apply", "see-applications"


def may_open(user: User) -> bool:
    """Whether an account may make calls at all."""
    return organisations.site_may(user, OPEN_CALLS)


def has_stake(user: User, call: Call) -> bool:
    """Whether this person works for an organisation that applied, or judges here."""
    applied = Application.objects.filter(call=call, organisation__memberships__user=user)
    return applied.exists() or Panelist.objects.filter(call=call, user=user).exists()


def may_run(user: User, call: Call, permission: str = OPEN_CALLS) -> bool:
    """Whether this account may run this call, or decide on it."""
    return organisations.site_may(user, permission) and not has_stake(user, call)


def call_for(user: User, call_id: uuid.UUID) -> Call:
    """A call to read. Raises Http404 for a draft of which this account may not know."""
    found = Call.objects.filter(pk=call_id).first()
    if found is None or (found.state == Call.DRAFT and not may_open(user)):
        raise Http404
    return found


def call_to_run(user: User, call_id: uuid.UUID, permission: str = OPEN_CALLS) -> Call:
    """A call to run. Raises Http404 for who has no such role for the site, PermissionDenied for who has a stake in the call."""
    found = Call.objects.filter(pk=call_id).first()
    if found is None or not organisations.site_may(user, permission):
        raise Http404
    if has_stake(user, found):
        raise PermissionDenied
    return found


def application_for(user: User, application_id: uuid.UUID, permission: str = SEE_APPLICATIONS) -> Application:
    """An application as its own organisation sees it. Raises Http404 for everybody else."""
    found = Application.objects.select_related("call", "organisation").filter(pk=application_id).first()
    if found is None or not organisations.may(user, permission, found.organisation):
        raise Http404
    return found


def application_to_run(user: User, application_id: uuid.UUID, permission: str) -> Application:
    """An application as whoever runs or decides its call sees it; only one that was handed in. Raises as ``call_to_run``."""
    found = (
        Application.objects.select_related("call", "organisation").filter(pk=application_id, sent__isnull=False).first()
    )
    if found is None:
        raise Http404
    call_to_run(user, found.call_id, permission)
    return found


def seat_of(call: Call, given: str) -> Panelist:
    """Somebody who was asked to judge in a call, by id. Raises Http404 where there is nobody."""
    found = next((one for one in Panelist.objects.filter(call=call) if str(one.pk) == given), None)
    if found is None:
        raise Http404
    return found


def own_seat(user: User, panelist_id: uuid.UUID) -> Panelist:
    """Where this person agreed to judge. Raises Http404 for everybody else."""
    found = Panelist.objects.filter(pk=panelist_id, user=user, state=Panelist.ACCEPTED).select_related("call").first()
    if found is None:
        raise Http404
    return found


def invitation_for(user: User, panelist_id: uuid.UUID) -> Panelist:
    """An open invitation to judge that was sent to this account's address. Raises Http404 otherwise."""
    found = Panelist.objects.filter(pk=panelist_id, state=Panelist.INVITED).select_related("call").first()
    if found is None or not same_address(found.email, user.email) or not found.call.seeks_reviewers:
        raise Http404
    return found


def invitations_of(user: User) -> list[Panelist]:
    """Open invitations to this account's address."""
    found = Panelist.objects.filter(state=Panelist.INVITED, email__iexact=user.email).select_related("call")
    return [one for one in found if one.call.seeks_reviewers and same_address(one.email, user.email)]


def seats_of(user: User) -> list[Panelist]:
    """Where this person agreed to judge, or was released, and the call goes on."""
    seats = Panelist.objects.filter(user=user, state__in=(Panelist.ACCEPTED, Panelist.RELEASED)).select_related("call")
    return [one for one in seats if one.call.seeks_reviewers]


def review_for(user: User, review_id: uuid.UUID) -> Review:
    """A review that is this person's to write. Raises Http404 for everybody else, and for who declared a conflict of interest."""
    own = Review.objects.filter(pk=review_id, panelist__user=user, panelist__state=Panelist.ACCEPTED)
    review = (
        own.filter(conflict=False).select_related("panelist", "application__call", "application__organisation").first()
    )
    if review is None:
        raise Http404
    return review


def may_answer(user: User, application: Application) -> bool:
    """Whether this account may answer the appeal, and decide anew after it: it decides calls, has no stake, and made no decision on this
    application that an appeal is about."""
    decided = application.decisions.filter(replaced=None)
    return may_run(user, application.call, DECIDE_CALLS) and decided.exists() and not decided.filter(by=user).exists()
