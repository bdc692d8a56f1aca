"""The only writers of notices and of addresses for calendar programs."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from django.db import models, transaction

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.notices.limits import limits
from toepas_web.notices.models import Feed, Muted, Notice
from toepas_web.notices.registry import kind_of, kinds

AFeed = TypeVar("AFeed", bound=models.Model)


def notify(user: User, kind: str, address: tuple[str, ...], *, once: bool = False, **values: object) -> Notice | None:
    """Let somebody know. ``address`` is the name of a page and what it needs; ``values`` are ids, never texts.

    None where they do not want this kind, or have an unread notice of the same already; with ``once``, where they ever had one of the
    same ``values`` that is still kept. Raises KeyError for a kind that nobody offers.
    """
    found = kind_of(kind)
    if found is None:
        raise KeyError(kind)
    about = {name: str(value) for name, value in values.items()}
    there = {"user": user, "kind": kind, "address": [str(part) for part in address]}
    same = Notice.objects.filter(**there, values=about) if once else Notice.objects.filter(**there, read=False)
    if same.exists() or Muted.objects.filter(user=user, kind=kind).exists():
        return None
    return Notice.objects.create(**there, values=about, mailed=found.mailed)


def notify_all(
    users: Iterable[User], kind: str, address: tuple[str, ...], *, once: bool = False, **values: object
) -> None:
    """Let several people know the same."""
    for user in users:
        notify(user, kind, address, once=once, **values)


def withdraw_notices(*, user: User, address: tuple[str, ...]) -> None:
    """Somebody may no longer open this page: what led there is gone, for its sentence would name what they no longer see."""
    Notice.objects.filter(user=user, address=list(address)).delete()


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


def make_feed(*, by: User, hub: uuid.UUID | None = None) -> Feed:
    """A new address of one's own dates, or of those of a hub."""
    return make_address(Feed, by=by, hub=hub)


def withdraw_feed(*, by: User, hub: uuid.UUID | None = None) -> None:
    """From now on the address opens nothing."""
    withdraw_address(Feed, by=by, hub=hub)


@transaction.atomic
def make_address(kind: type[AFeed], *, by: User, **of: Any) -> AFeed:
    """A new address for calendar programs, as a row of ``kind`` with a ``user``; an earlier one of the same opens nothing from now on."""
    kind.objects.filter(user=by, **of).delete()
    made = kind.objects.create(user=by, **of)
    record(by=by.pk, action="calendar address made", subject=made)
    return made


@transaction.atomic
def withdraw_address(kind: type[AFeed], *, by: User, **of: Any) -> None:
    """From now on the address opens nothing."""
    for feed in kind.objects.filter(user=by, **of):
        record(by=by.pk, action="calendar address withdrawn", subject=feed)
        feed.delete()
