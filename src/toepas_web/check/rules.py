"""Who may see and change a saved case: its owner, nobody else. What is not said here is not allowed."""

from __future__ import annotations

import uuid

from django.http import Http404

from toepas_web.accounts.models import User
from toepas_web.check.models import Case, Evidence


def case_of(user: User, case_id: uuid.UUID) -> Case:
    """A case that belongs to this account. Raises Http404 otherwise: who may not see it learns not that it exists."""
    case = Case.objects.of(user).filter(pk=case_id).first()
    if case is None:
        raise Http404
    return case


def evidence_of(user: User, evidence_id: uuid.UUID) -> Evidence:
    """A file in a case that belongs to this account. Raises Http404 otherwise."""
    found = Evidence.objects.filter(pk=evidence_id, task__case__owner=user).select_related("task__case").first()
    if found is None:
        raise Http404
    return found
