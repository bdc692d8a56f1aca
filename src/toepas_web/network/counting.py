"""How often an account did something today, read from the record of writes."""

from __future__ import annotations

import datetime

from django.utils import timezone

from toepas_web.accounts.models import User
from toepas_web.audit.models import Event
from toepas_web.network.limits import per_day

DAY = datetime.timedelta(days=1)


class RefusedError(Exception):
    """Not possible; the argument says why, by id: too-often, already, itself, not-shown, ended, full, minutes-there, busy,
    no-room."""


def allow(by: User, action: str) -> None:
    """Raise RefusedError("too-often") where the account did this as often in 24 hours as it may."""
    done = Event.objects.filter(actor=by.pk, action=action, at__gt=timezone.now() - DAY).count()
    if done >= per_day(action):
        raise RefusedError("too-often")
