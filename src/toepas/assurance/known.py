"""What cells may say and which values cannot be, from ``data/reading.yaml``."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toepas.kernel import yamlfile
from toepas.kernel.words import Words

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a column of one of these names can hold; ``unit`` is the id of its unit."""

    names: frozenset[str]
    least: float
    most: float
    unit: str


@functools.cache
def _reading() -> dict[str, Any]:
    return dict(yamlfile.read(DATA / "reading.yaml", Words()).data)


@functools.cache
def missing(numbers: bool) -> frozenset[str]:
    """What a cell that says nothing may hold, in small letters; more of it where numbers or outcomes are expected."""
    data = _reading()
    return frozenset([*data["missing"], *(data["missing_numbers"] if numbers else ())])


@functools.cache
def outcomes() -> dict[str, int]:
    """The outcomes that need no explanation, in small letters: 1 where it happened, 0 where it did not."""
    data = _reading()
    return {**dict.fromkeys(data["negative"], 0), **dict.fromkeys(data["positive"], 1)}


@functools.cache
def _bounds() -> tuple[Bounds, ...]:
    return tuple(
        Bounds(frozenset(found["names"]), found["least"], found["most"], found["unit"])
        for found in _reading()["bounds"]
    )


def bounds(column: str) -> Bounds | None:
    """The bounds of a column by its name; None for a name that is not known."""
    plain = "".join(sign for sign in column.lower() if sign.isalnum())
    return next((found for found in _bounds() if plain in found.names), None)
