"""The only writer of the record."""

from __future__ import annotations

import uuid

from toepas_web.audit.models import Event


def record(*, by: uuid.UUID | None, action: str, subject: object) -> None:
    """Note a write, in the transaction of that write."""
    kind = type(subject).__name__.lower()
    Event.objects.create(actor=by, action=action, subject=f"{kind}:{getattr(subject, 'pk', '')}")


def forget(*, actor: uuid.UUID) -> None:
    """Keep that something happened, not who did it."""
    Event.objects.filter(actor=actor).update(actor=None)
