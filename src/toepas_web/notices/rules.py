"""Whose a notice is: of its account, of nobody else."""

from __future__ import annotations

import uuid

from django.http import Http404

from toepas_web.accounts.models import User
from toepas_web.notices.models import Notice


def notice_of(user: User, notice_id: uuid.UUID) -> Notice:
    """A notice of this account. Raises Http404 otherwise."""
    found = Notice.objects.of(user).filter(pk=notice_id).first()
    if found is None:
        raise Http404
    return found
