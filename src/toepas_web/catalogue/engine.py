"""What the site searches: built once in each process, and again when something was harvested or shared."""

from __future__ import annotations

import threading
import time

from toepas.catalogue import Collection, open_collection, read_asset, revision
from toepas.kernel import Problem, Words
from toepas_web.catalogue.models import Entry

LOOK_AGAIN = 5.0
"""Seconds between two looks at whether there is something new."""
_lock = threading.Lock()
_state: dict[str, object] = {}


def collection() -> Collection:
    """Everything that is known here; the first request of a process builds it, others wait for that."""
    now = time.monotonic()
    with _lock:
        found = _state.get("collection")
        if isinstance(found, Collection) and now - float(str(_state["looked"])) < LOOK_AGAIN:
            return found
        _state["looked"] = now
        stamp = _stamp()
        if not isinstance(found, Collection) or _state.get("stamp") != stamp:
            found = open_collection(Words("en"), _shared())
            _state.update(collection=found, stamp=stamp)
        return found


def forget() -> None:
    """Look again at once, after something was shared or withdrawn in this process."""
    with _lock:
        _state["looked"] = -LOOK_AGAIN


def _stamp() -> tuple[object, ...]:
    newest = Entry.objects.published().order_by("-changed").values_list("changed", flat=True).first()
    return revision(Words("en")), Entry.objects.published().count(), newest


def _shared() -> list[object]:
    """What providers shared and somebody looked at."""
    found = []
    for entry in Entry.objects.published():
        try:
            found.append(read_asset(entry.shown, str(entry.pk), Words("en")))
        except Problem:
            continue  # of an older version of the record: it is asked for again when its owner opens it
    return found
