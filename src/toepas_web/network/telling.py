"""Who hears of what is new in a workstream."""

from __future__ import annotations

from toepas_web.accounts.models import User
from toepas_web.network.rules import reads
from toepas_web.notices.actions import notify


def tell_followers(by: User, stream: str, kind: str, address: tuple[str, ...], **values: object) -> None:
    """A notice for everybody who follows the workstream and still reads it, but not for who did it."""
    for user in User.objects.filter(follows__stream=stream, is_active=True).exclude(pk=by.pk):
        if reads(user, stream):
            notify(user, kind, address, **values)
