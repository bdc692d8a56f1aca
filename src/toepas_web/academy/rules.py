"""Who may see and do what in the academy. Results are the learner's alone; nobody else has a way to them."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.http import Http404

from toepas_web.academy.models import Attempt, Credential, Learning
from toepas_web.accounts.models import User
from toepas_web.organisations.models import Organisation
from toepas_web.organisations.rules import may, site_may

REVOKE = "revoke-credentials"
SEE, PLAN = "see-learning", "plan-learning"


def learning_for(user: User, learning_id: uuid.UUID) -> Learning:
    """One's own path. Raises Http404 for everybody else's."""
    found = Learning.objects.filter(pk=learning_id, user=user).select_related("organisation").first()
    if found is None:
        raise Http404
    return found


def attempt_for(user: User, attempt_id: uuid.UUID) -> Attempt:
    """A quiz that one takes or took oneself. Raises Http404 for everybody else's."""
    found = Attempt.objects.filter(pk=attempt_id, user=user).first()
    if found is None:
        raise Http404
    return found


def credential_for(user: User, credential_id: uuid.UUID) -> Credential:
    """One's own credential. Raises Http404 for everybody else's."""
    found = Credential.objects.filter(pk=credential_id, user=user).first()
    if found is None:
        raise Http404
    return found


def issuer(user: User) -> None:
    """Whether somebody may look at what this site issued, and revoke it. Raises Http404 for others."""
    if not site_may(user, REVOKE):
        raise Http404


def organisations_of(user: User) -> QuerySet[Organisation]:
    """The organisations of which one is a member: those one can let count oneself."""
    return Organisation.objects.of(user)


def may_plan(user: User, organisation: Organisation) -> bool:
    """Whether somebody may say how many people do which work."""
    return may(user, PLAN, organisation)
