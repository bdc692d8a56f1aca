"""Files below MEDIA_ROOT: names that tell nothing, readable by nobody else, wholly there before the database speaks of them."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings


def path_of(place: str) -> Path:
    """Where a file lies."""
    return Path(settings.MEDIA_ROOT) / place


def new_place(ending: str) -> str:
    """A new name."""
    return f"{secrets.token_hex(16)}.{ending}"


def write(pieces: Iterable[bytes], ending: str = "bin") -> tuple[str, str]:
    """Keep content piece by piece; gives back the name and the SHA-256. A broken write leaves nothing."""
    place, digest = new_place(ending), hashlib.sha256()
    target = path_of(place)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = target.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            for piece in pieces:
                digest.update(piece)
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.rename(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return place, digest.hexdigest()


def remove(places: Iterable[str]) -> None:
    """Remove files and folders; what is gone already is no problem."""
    for place in filter(None, places):
        path = path_of(place)
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def inside(place: str) -> Iterator[str]:
    """The names of a file, or of every file in a folder, as they stand below MEDIA_ROOT."""
    root, path = Path(settings.MEDIA_ROOT), path_of(place)
    found = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    yield from (one.relative_to(root).as_posix() for one in found)
