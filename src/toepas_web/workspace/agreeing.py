"""When a customer agrees, the hub has a file of it: the one whose invitation it answered, or a new one."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from toepas_web.organisations.models import Engagement
from toepas_web.workspace import actions


def listen() -> None:
    """Called once, when the site starts."""
    post_save.connect(_agreed, sender=Engagement, dispatch_uid="workspace-customer-agreed")


def _agreed(instance: Engagement, created: bool, raw: bool = False, **_: Any) -> None:
    if created and not raw:
        actions.open_file(engagement=instance)
