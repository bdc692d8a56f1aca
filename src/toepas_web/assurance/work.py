"""Long work in a process of its own: a report takes longer than a request may, and a table that breaks it must not break the site."""

from __future__ import annotations

import datetime
import subprocess
import sys

from django.conf import settings
from django.utils import timezone

from toepas_web.assurance.models import Monitor, Validation

PATIENCE = datetime.timedelta(minutes=15)
"""What began longer ago has broken off; its process is stopped by then."""
PROCESSOR_SECONDS = 600


def begin(kind: str, pk: object) -> None:
    """Have it made. The process says what came of it in the database; nothing it reads goes into a log."""
    if not settings.WORK_APART:
        from toepas_web.assurance import making

        making.make(kind, pk)
        return
    command = [sys.executable, "-m", "toepas_web", "manage", "assurance_work", kind, str(pk)]
    subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)


def limit() -> None:
    """Called by the process itself: it may not use a processor for longer than this."""
    try:
        import resource
    except ImportError:  # not on every system; there the patience alone decides
        return
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))


def still(thing: Validation | Monitor) -> bool:
    """Whether something that began can still be under way."""
    return thing.started is not None and timezone.now() - thing.started < PATIENCE


def running() -> int:
    """How many are under way on this site."""
    since = timezone.now() - PATIENCE
    return (
        Validation.objects.filter(state=Validation.RUNNING, started__gt=since).count()
        + Monitor.objects.filter(state=Monitor.MAKING, started__gt=since).count()
    )
