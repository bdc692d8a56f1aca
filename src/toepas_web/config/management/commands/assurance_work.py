"""``toepas manage assurance_work``: what the site starts to have a validation or a monitor worked out; not for people."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from toepas_web.assurance import making, work


class Command(BaseCommand):
    """Works out one validation or monitor."""

    help = "Works out one validation or monitor; the site starts it by itself."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Which."""
        parser.add_argument("kind", choices=("validation", "monitor"))
        parser.add_argument("id")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it; what came of it stands in the database."""
        work.limit()
        making.make(options["kind"], options["id"])
