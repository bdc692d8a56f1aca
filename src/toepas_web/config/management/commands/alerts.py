"""``toepas manage alerts``: mail about saved cases, kept searches and notices; to be run once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from toepas_web.catalogue.digest import send_all as send_digests
from toepas_web.check.alerts import send_all
from toepas_web.notices.daily import remind_all
from toepas_web.notices.digest import send_all as send_notices
from toepas_web.ui.words import words


class Command(BaseCommand):
    """Writes to owners of cases that came out differently, of kept searches, and to who has unread notices."""

    help = "Writes to owners of cases that came out differently, of kept searches, and to who has unread notices."

    def handle(self, *_: Any, **__: Any) -> None:
        """Do it and say to how many."""
        remind_all(timezone.now())
        sent = send_all(timezone.localdate()) + send_digests(timezone.localdate()) + send_notices(timezone.now())
        self.stdout.write(words().n("One message was sent.", "{n} messages were sent.", sent))
