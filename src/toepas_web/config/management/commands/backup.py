"""``toepas backup FILE``"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from toepas_web.config import archive
from toepas_web.ui.words import words


def _keys() -> Path:
    folder: Path = settings.ISSUER_FOLDER
    return folder / "keys"


class Command(BaseCommand):
    """Keeps everything the site stores in one file."""

    help = "Keeps everything the site stores in one file, also while it serves."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to, and whether keys go along."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--without-keys", action="store_true", help="leave out the keys that sign credentials")

    def handle(self, *_: Any, file: Path, without_keys: bool, **__: Any) -> None:
        """Do it and say what it holds."""
        counts = archive.backup(file, timezone.now(), with_keys=not without_keys)
        said = words()
        self.stdout.write(
            said.t(
                "{file} holds {rows} records and {files} files.", file=file, rows=counts["rows"], files=counts["files"]
            )
        )
        if counts["keys"]:
            self.stdout.write(
                said.n(
                    "It is a secret: it holds the key that signs credentials. Whoever has it can issue in your name.",
                    "It is a secret: it holds {n} keys that sign credentials. Whoever has it can issue in your name.",
                    counts["keys"],
                )
            )
        elif counts["office"]:
            self.stdout.write(
                said.t("The keys that sign credentials are not in it. Keep {folder} elsewhere.", folder=_keys())
            )
        if counts["gone"]:
            self.stdout.write(
                said.n(
                    "One file was removed while the backup ran; it is not in it.",
                    "{n} files were removed while the backup ran; they are not in it.",
                    counts["gone"],
                )
            )
