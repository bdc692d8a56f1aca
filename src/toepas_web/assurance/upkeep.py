"""What is done once a day: rows go on their day, and scores that wait in monitors go when their time is over."""

from __future__ import annotations

import datetime
import logging
import time
from pathlib import Path

from django.conf import settings

from toepas.assurance import open_monitor
from toepas.kernel import Problem, Words
from toepas_web.assurance import actions
from toepas_web.assurance.models import Monitor
from toepas_web.ui import files

HOURS = 6
logger = logging.getLogger(__name__)


def forget_due(day: datetime.date) -> int:
    """Delete what is due; gives back of how many validations rows were deleted."""
    for row in Monitor.objects.filter(state=Monitor.READY):
        try:
            open_monitor(files.path_of(row.folder), Words()).forget(day, batch="-")
        except (Problem, OSError) as problem:
            logger.error("a monitor could not be tidied: %s", type(problem).__name__)
    _leftovers()
    return actions.forget_due(day)


def _leftovers() -> None:
    """What a broken-off process left: names of opened files, and half-written ones."""
    root = Path(settings.MEDIA_ROOT)
    for path in (*root.glob(".open-*"), *root.glob("*.new")):
        if time.time() - path.stat().st_mtime > HOURS * 3600:
            files.remove([path.name])
