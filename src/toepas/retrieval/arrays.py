"""Arrays in one file, read through memory-mapping: opening takes no longer for a large file than for a small one."""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"toepas01"
ALIGNED = 64
"""Every array begins at a multiple of this many bytes."""


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays by name. Raises OSError where that cannot be."""
    places, at = {}, 0
    for name, array in arrays.items():
        places[name] = (at, array.dtype.str, array.shape)
        at += -(-array.nbytes // ALIGNED) * ALIGNED
    head = json.dumps(places).encode()
    head += b" " * (-(len(MAGIC) + 8 + len(head)) % ALIGNED)
    with path.open("wb") as stream:
        stream.write(MAGIC + len(head).to_bytes(8, "little") + head)
        for array in arrays.values():
            stream.write(np.ascontiguousarray(array).data)
            stream.write(b"\0" * (-array.nbytes % ALIGNED))


def open_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file, not to be changed. Raises OSError where it cannot be read, ValueError where it is no such file."""
    block = mapped(path)
    if block[: len(MAGIC)] != MAGIC:
        raise ValueError(f"{path} holds no arrays")
    start = len(MAGIC) + 8
    length = int.from_bytes(block[len(MAGIC) : start], "little")
    places = json.loads(block[start : start + length])
    found = {}
    for name, (at, dtype, shape) in places.items():
        count = int(np.prod(shape, dtype=np.int64))
        found[name] = (
            np.frombuffer(block, dtype, count, start + length + at).reshape(shape) if count else np.empty(shape, dtype)
        )
    return found


def mapped(path: Path) -> mmap.mmap | bytes:
    """The bytes of a file, read when they are looked at."""
    with path.open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""


def stamp(path: Path) -> tuple[int, int]:
    """Size and time of a file; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns
