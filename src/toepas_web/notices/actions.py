"""The only writers of notices."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.notices.limits import limits
from toepas_web.notices.models import Muted, Notice
from toepas_web.notices.registry import kind_of, kinds


def notify(user: User, kind: str, address: tuple[str, ...], **values: object) -> Notice | None:
    """Let somebody know. ``address`` is the name of a page and what it needs; ``values`` are ids, never texts.

    None where they do not want this kind, or have an unread notice of the same already. Raises KeyError for a kind that nobody offers.
    """
    found = kind_of(kind)
    if found is None:
        raise KeyError(kind)
    there = {"user": user, "kind": kind, "address": [str(part) for part in address]}
    if Muted.objects.filter(user=user, kind=kind).exists() or Notice.objects.filter(**there, read=False).exists():
        return None
    return Notice.objects.create(
        **there, values={name: str(value) for name, value in values.items()}, mailed=found.mailed
    )


@transaction.atomic
def mark_read(*, by: User, notices: Collection[Notice]) -> None:
    """They were seen."""
    Notice.objects.filter(user=by, pk__in=[one.pk for one in notices]).update(read=True)


@transaction.atomic
def choose(*, by: User, wanted: Collection[str]) -> None:
    """Which kinds somebody wants to hear of, and whether by mail as well."""
    known = [Muted.MAIL, *(kind.id for kind in kinds())]
    Muted.objects.filter(user=by).delete()
    Muted.objects.bulk_create(Muted(user=by, kind=kind) for kind in known if kind not in wanted)
    record(by=by.pk, action="notices chosen", subject=by)


def note_mailed(*, notices: Collection[Notice]) -> None:
    """They went out."""
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mailed=True)


def forget_old(*, now: datetime.datetime) -> int:
    """Delete what is older than the limit; returns how many."""
    return Notice.objects.filter(at__lt=now - datetime.timedelta(days=limits()["kept-days"])).delete()[0]
