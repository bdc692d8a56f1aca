"""``toepas restore FILE``"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from toepas_web.config import archive
from toepas_web.ui.words import words


class Command(BaseCommand):
    """Brings back what a backup holds."""

    help = "Brings back what a backup holds. Stop the site first."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """From where, and whether what is here may go."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="let go of everything that is here")

    def handle(self, *_: Any, file: Path, replace: bool, **__: Any) -> None:
        """Do it: all of it or nothing."""
        said = words()
        call_command("migrate", verbosity=0, interactive=False)
        if not replace and not archive.is_empty():
            raise CommandError(said.t("Something is kept here already. With --replace, the backup takes its place."))
        try:
            counts = archive.restore(file)
        except archive.BrokenArchiveError as error:
            raise CommandError(
                said.t("{file} cannot be used, and nothing was changed: {reason}", file=file, reason=error)
            ) from None
        self.stdout.write(
            said.t("Brought back: {rows} records and {files} files.", rows=counts["rows"], files=counts["files"])
        )
        if counts["keys"]:
            self.stdout.write(
                said.n(
                    "The key that signs credentials is back.",
                    "{n} keys that sign credentials are back.",
                    counts["keys"],
                )
            )
        elif counts["office"]:
            folder = settings.ISSUER_FOLDER / "keys"
            self.stdout.write(
                said.t("The backup holds no keys that sign credentials. Put yours back in {folder}.", folder=folder)
            )
