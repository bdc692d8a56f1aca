"""Looks everywhere at once. A part that fails or is slow is named as not searched; the others are shown all the same."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from toepas_web.search.registry import Asked, Found, Kind, NotReadyError

LONGEST_PART = 2.0
"""Seconds that the database may look for one kind."""
LONGEST = 8.0
"""Seconds after which no further kind is begun."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """What was found of one kind; None where it could not be searched."""

    kind: Kind
    found: Found | None


def look(asked: Sequence[tuple[Kind, Asked]]) -> list[Part]:
    """What there is of each kind, in the order given."""
    end = time.monotonic() + LONGEST
    with _patience(int(LONGEST_PART * 1000)):
        return [Part(kind, _find(kind, one) if time.monotonic() < end else None) for kind, one in asked]


def _find(kind: Kind, asked: Asked) -> Found | None:
    try:
        with _bounded():
            return kind.find(asked)
    except NotReadyError:
        return None
    except Exception as error:
        # Neither what was looked for nor by whom, and no message: it could hold either.
        _log.error("The search for %s failed: %s", kind.id, type(error).__name__)
        return None


@contextlib.contextmanager
def _patience(milliseconds: int) -> Iterator[None]:
    """PostgreSQL gives up on a question after so long. Said once for all kinds: to say it for each takes as long as many of them do."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('statement_timeout'), set_config('statement_timeout', %s, false)",
            [str(milliseconds)],
        )
        before = cursor.fetchone()[0]
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [before])


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    """A question that failed leaves nothing behind that stops the next one; SQLite gives up on one after a while."""
    if connection.vendor == "postgresql":
        with transaction.atomic() if connection.in_atomic_block else contextlib.nullcontext():
            yield
        return
    connection.ensure_connection()
    end = time.monotonic() + LONGEST_PART
    connection.connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)
