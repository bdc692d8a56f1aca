"""Limits of the alliance, and what a pledge can belong to, as ``data/`` says."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@functools.cache
def _limits() -> dict[str, Any]:
    return dict(yaml.safe_load((DATA / "limits.yaml").read_text(encoding="utf-8")))


def per_day(action: str) -> int:
    """How often one account may do this in 24 hours. Raises KeyError for what has no limit."""
    return int(_limits()["per-day"][action])


def characters(field: str) -> int:
    """How long a text may be."""
    return int(_limits()["characters"][field])


def shown(what: str) -> int:
    """How many of something stand on one page."""
    return int(_limits()[f"{what}-shown"])


def most(what: str) -> int:
    """How much of something may be kept."""
    return int(_limits()[f"most-{what}"])


def answer_days() -> datetime.timedelta:
    """So long can an introduction be answered."""
    return datetime.timedelta(days=int(_limits()["answer-days"]))


def named_days() -> datetime.timedelta:
    """So long does one that is over name the other."""
    return datetime.timedelta(days=int(_limits()["named-days"]))


def smallest_count() -> int:
    """The least number of members that a table shows."""
    return int(_limits()["smallest-count"])


def minutes() -> tuple[int, int]:
    """How short and how long a meeting may be."""
    return int(_limits()["shortest-meeting"]), int(_limits()["longest-meeting"])


def zones() -> tuple[str, ...]:
    """The time zones that a meeting can be called in."""
    return tuple(_limits()["zones"])


@dataclass(frozen=True, slots=True)
class Pact:
    """What a pledge can belong to; ``link`` and ``known`` (when it was last known to run) are None for one's own."""

    id: str
    link: str | None
    known: datetime.date | None


@functools.cache
def pacts() -> dict[str, Pact]:
    """Every pact by id, in the order of the file."""
    given = yaml.safe_load((DATA / "pledges.yaml").read_text(encoding="utf-8"))
    return {entry["id"]: Pact(entry["id"], entry.get("link"), entry.get("known")) for entry in given}
