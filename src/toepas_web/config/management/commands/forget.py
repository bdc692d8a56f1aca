"""``toepas manage forget``: deletes uploaded data whose day has come, and addresses of unanswered invitations; to be run once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from toepas_web.assurance.upkeep import forget_due
from toepas_web.organisations.actions import forget_expired
from toepas_web.ui.words import words


class Command(BaseCommand):
    """Deletes what may be kept no longer."""

    help = (
        "Deletes uploaded data whose day has come, scores under pseudonym that monitors may keep no longer, and the "
        "addresses of invitations that nobody answered in time."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        """Do it and say of how many."""
        said, gone, ended = words(), forget_due(timezone.localdate()), forget_expired(timezone.now())
        self.stdout.write(
            said.n("The data of one validation were deleted.", "The data of {n} validations were deleted.", gone)
        )
        self.stdout.write(
            said.n("One invitation ended without an answer.", "{n} invitations ended without an answer.", ended)
        )
