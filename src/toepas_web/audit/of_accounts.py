"""What happens to accounts, noted: signing up, changing an address or a password, adding a passkey, deleting."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa

from toepas_web.accounts.models import User
from toepas_web.audit.actions import forget, record
from toepas_web.audit.models import Event

_WATCHED = {
    "signed up": account.user_signed_up,
    "address confirmed": account.email_confirmed,
    "address changed": account.email_changed,
    "password set": account.password_set,
    "password changed": account.password_changed,
    "password reset": account.password_reset,
    "second step added": mfa.authenticator_added,
    "second step removed": mfa.authenticator_removed,
}
_listeners: list[Callable[..., None]] = []


def listen() -> None:
    """Note each of these from now on."""
    for action, signal in _WATCHED.items():
        listener = _noting(action)
        _listeners.append(listener)
        signal.connect(listener, dispatch_uid=f"audit {action}")


def _noting(action: str) -> Callable[..., None]:
    def note(user: User | None = None, email_address: Any = None, **_: Any) -> None:
        who = user or getattr(email_address, "user", None)
        if who is not None:
            record(by=who.pk, action=action, subject=who)

    return note


def export(user: User) -> Iterator[tuple[str, bytes]]:
    """What was noted of this account."""
    rows = [
        {"at": e.at.isoformat(), "action": e.action, "subject": e.subject} for e in Event.objects.filter(actor=user.pk)
    ]
    yield "events.json", json.dumps(rows, indent=2).encode()


def erase(user: User) -> Callable[[], None]:
    """Keep that something happened, not who did it, and note the deletion itself."""
    record(by=None, action="account deleted", subject=None)
    forget(actor=user.pk)
    Event.objects.filter(subject=f"user:{user.pk}").update(subject="user:")
    return lambda: None
