"""``toepas manage role EMAIL ROLE``: gives an account a role for the whole site; ``--remove`` takes it away."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from toepas_web.accounts.models import User
from toepas_web.organisations.actions import give_site_role, take_site_role
from toepas_web.organisations.roles import roles
from toepas_web.ui.words import words


class Command(BaseCommand):
    """Gives a role for the whole site, or takes it away."""

    help = "Gives an account a role for the whole site: who looks at what others share, runs calls, sees aggregates."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whom, and which role."""
        parser.add_argument("email")
        parser.add_argument("role", choices=list(roles("site")))
        parser.add_argument("--remove", action="store_true")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it. Raises CommandError where there is no such account."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(words().t("There is no account with this address."))
        (take_site_role if options["remove"] else give_site_role)(by=None, user=user, role=options["role"])
        self.stdout.write(words().t("Done."))
