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
        """Do it and say to how many, and of how many letters the mail server took none."""
        remind_all(timezone.now())
        sent = send_all(timezone.localdate()) + send_digests(timezone.localdate()) + send_notices(timezone.now())
        said = words()
        self.stdout.write(said.n("One message was sent.", "{n} messages were sent.", sent.letters))
        if sent.refused:
            self.stderr.write(
                said.n(
                    "The mail server refused one message. It is tried again with the next run.",
                    "The mail server refused {n} messages. They are tried again with the next run.",
                    sent.refused,
                )
            )
