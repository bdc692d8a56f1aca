"""What a person takes along of their notices, and that they go with the account."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from toepas_web.accounts.models import User
from toepas_web.notices.models import Feed, Muted, Notice


def export(user: User) -> Iterator[tuple[str, bytes]]:
    """Every notice with its day, what is not wanted, and when addresses for calendar programs were made."""
    rows = [
        {"kind": one.kind, "about": one.values, "at": one.at.isoformat(), "read": one.read}
        for one in Notice.objects.of(user)
    ]
    muted = list(Muted.objects.filter(user=user).values_list("kind", flat=True))
    feeds = [
        {"made": one.made.isoformat(), "hub": str(one.hub) if one.hub else None}
        for one in Feed.objects.filter(user=user)
    ]
    if rows or muted or feeds:
        data = {"notices": rows, "not_wanted": muted, "calendar_addresses": feeds}
        yield "notices.json", json.dumps(data, ensure_ascii=False, indent=2).encode()


def erase(user: User) -> Callable[[], None]:
    """Everything goes."""
    Notice.objects.filter(user=user).delete()
    Muted.objects.filter(user=user).delete()
    Feed.objects.filter(user=user).delete()
    return lambda: None
