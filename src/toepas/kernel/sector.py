"""The sectors: the eleven of the strategy, and what remains of the economy."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import yaml

DATA = Path(__file__).resolve().parent / "data" / "sectors.yaml"


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector by its code. ``section`` is the place in COM(2025) 723 that is about it; empty for the others.

    ``title`` is English; the catalogue has the names in the other languages (``catalogue/data/labels``).
    """

    code: str
    title: str
    section: str = ""


@functools.cache
def sectors() -> dict[str, Sector]:
    """Every sector by its code, those of the strategy first and in its order."""
    listed = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {code: Sector(code, entry["title"], entry.get("section", "")) for code, entry in listed.items()}
