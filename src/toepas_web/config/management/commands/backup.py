"""``toepas backup FILE``"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from toepas_web.config import archive
from toepas_web.ui.words import words


class Command(BaseCommand):
    """Keeps everything the site stores in one file."""

    help = "Keeps everything the site stores in one file, also while it serves."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path)

    def handle(self, *_: Any, file: Path, **__: Any) -> None:
        """Do it and say what it holds."""
        counts = archive.backup(file, timezone.now())
        said = words()
        self.stdout.write(
            said.t(
                "{file} holds {rows} records and {files} files.", file=file, rows=counts["rows"], files=counts["files"]
            )
        )
        if counts["gone"]:
            self.stdout.write(
                said.n(
                    "One file was removed while the backup ran; it is not in it.",
                    "{n} files were removed while the backup ran; they are not in it.",
                    counts["gone"],
                )
            )
