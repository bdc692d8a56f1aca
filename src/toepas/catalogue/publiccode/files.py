"""Files that a publiccode.yml names: looked at where they stand beside it, never fetched."""

from __future__ import annotations

import enum
from pathlib import Path, PurePosixPath

from toepas.catalogue.document import split_address
from toepas.catalogue.publiccode.forms import FILES

PNG = b"\x89PNG\r\n\x1a\n"
_HEADER = 24
"""Bytes of a PNG up to its width and height."""


class Found(enum.Enum):
    """What came of looking for a file."""

    GOOD = enum.auto()
    ELSEWHERE = enum.auto()
    ABSOLUTE = enum.auto()
    OUTSIDE = enum.auto()
    ENDING = enum.auto()
    MISSING = enum.auto()
    NO_IMAGE = enum.auto()


def look(form: str, name: str, folder: Path | None) -> Found:
    """What is to be said about a file. ``ELSEWHERE``: it is on the network, or no folder is given to look in."""
    if name.startswith("/") or name[:5].lower() == "file:":
        return Found.ABSOLUTE
    parts = split_address(name)
    remote = bool(parts and parts.scheme)
    path = parts.path if parts and remote else name
    endings = FILES[form]
    if endings and PurePosixPath(path).suffix.lower() not in endings:
        return Found.ENDING
    if remote or folder is None:
        return Found.ELSEWHERE
    return _beside(folder, name)


def _beside(folder: Path, name: str) -> Found:
    try:
        target = (folder / name).resolve()
        if not target.is_relative_to(folder.resolve()):
            return Found.OUTSIDE
        if not target.is_file():
            return Found.MISSING
        if target.suffix.lower() != ".png":
            return Found.GOOD
        with target.open("rb") as file:
            start = file.read(_HEADER)
    except (OSError, ValueError):
        return Found.MISSING
    return Found.GOOD if start.startswith(PNG) and start[12:16] == b"IHDR" and len(start) == _HEADER else Found.NO_IMAGE
