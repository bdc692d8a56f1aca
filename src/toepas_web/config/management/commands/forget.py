"""``toepas manage forget``: deletes uploaded data whose day has come; to be run once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from toepas_web.assurance.upkeep import forget_due
from toepas_web.ui.words import words


class Command(BaseCommand):
    """Deletes uploaded data whose day has come."""

    help = "Deletes uploaded data whose day has come, and scores under pseudonym that monitors may keep no longer."

    def handle(self, *_: Any, **__: Any) -> None:
        """Do it and say of how many."""
        gone = forget_due(timezone.localdate())
        self.stdout.write(
            words().n("The data of one validation were deleted.", "The data of {n} validations were deleted.", gone)
        )
