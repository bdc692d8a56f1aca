"""What the site searches: built once in each process, and again when something was harvested or shared."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable

from toepas.catalogue import Collection, open_collection, read_asset, revision
from toepas.kernel import Problem, Words
from toepas_web.catalogue.models import Entry

LOOK_AGAIN = 5.0
"""Seconds between two looks at whether there is something new."""
_lock = threading.Lock()
_state: dict[str, object] = {}
_making = threading.Lock()
_made: dict[str, tuple[Collection, bytes]] = {}


class BusyError(Exception):
    """The catalogue is being opened at this moment."""


def collection(patience: float = -1) -> Collection:
    """Everything that is known here; the first request of a process builds it, others wait for that.

    Raises BusyError where that takes longer than ``patience`` seconds; nobody's patience ends where it is negative.
    """
    if not _lock.acquire(timeout=patience):
        raise BusyError
    try:
        now = time.monotonic()
        found = _state.get("collection")
        if isinstance(found, Collection) and now - float(str(_state["looked"])) < LOOK_AGAIN:
            return found
        _state["looked"] = now
        stamp = _stamp()
        if not isinstance(found, Collection) or _state.get("stamp") != stamp:
            found = open_collection(Words("en"), _shared())
            _state.update(collection=found, stamp=stamp)
        return found
    finally:
        _lock.release()


def once(name: str, make: Callable[[Collection], bytes]) -> bytes:
    """What is made of the whole catalogue and takes seconds, made once for as long as the catalogue stays as it is."""
    there = collection()
    with _making:
        if name not in _made or _made[name][0] is not there:
            _made[name] = there, make(there)
        return _made[name][1]


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


def shown_entries(user: object) -> list[tuple[str, str]]:
    """Id and name of the entries of an account that everybody sees."""
    found = Entry.objects.published().filter(owner=user)
    return [(entry.asset_id, next(iter(entry.shown.get("name", {}).values()), entry.asset_id)) for entry in found]


def owner_of(asset_id: str) -> object:
    """The account that shares an entry; None for what nobody here shares."""
    begin = asset_id.removeprefix("shared:")
    if begin == asset_id or len(begin) != 16:
        return None
    try:
        ends = uuid.UUID(begin + "0" * 16), uuid.UUID(begin + "f" * 16)
    except ValueError:
        return None
    return Entry.objects.published().filter(id__range=ends).values_list("owner", flat=True).first()
