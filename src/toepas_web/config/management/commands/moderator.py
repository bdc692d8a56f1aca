"""``toepas manage moderator EMAIL``: lets an account look at what others share; ``--remove`` takes that away."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from toepas_web.accounts.models import User
from toepas_web.ui.words import words


class Command(BaseCommand):
    """Makes an account a moderator."""

    help = "Lets an account look at what others share, before everybody sees it."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whom."""
        parser.add_argument("email")
        parser.add_argument("--remove", action="store_true")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it. Raises CommandError where there is no such account."""
        found = User.objects.filter(email__iexact=options["email"]).update(is_moderator=not options["remove"])
        if not found:
            raise CommandError(words().t("There is no account with this address."))
        self.stdout.write(words().t("Done."))
