"""What the codes of other catalogues mean here, from ``data/source-codes.yaml``."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

import yaml

DATA = Path(__file__).resolve().parent.parent / "data" / "source-codes.yaml"


@functools.cache
def _codes() -> dict[str, dict[str, list[str]]]:
    read: dict[str, dict[str, list[str]]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return read


def meaning(group: str, values: Iterable[str]) -> tuple[str, ...]:
    """Our codes for theirs, each once; what is not listed means nothing here."""
    known = _codes()[group]
    return tuple(dict.fromkeys(code for value in values for code in known.get(value.lower().strip(" ."), ())))
