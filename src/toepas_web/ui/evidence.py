"""What shows how well something in the catalogue works: the parts that keep such evidence and the catalogue meet here, and need not know each other.

Evidence is only shown with an entry whose owner published it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """Published evidence: what it is, what it says in a few words, and where it is read."""

    title: str
    says: str
    address: str
    day: str


_entries: list[Callable[[object], list[tuple[str, str]]]] = []
_evidence: list[Callable[[str, object], list[Shown]]] = []


def offer_entries(found: Callable[[object], list[tuple[str, str]]]) -> None:
    """Called once by the catalogue: id and name of the entries that an account shares and that everybody sees."""
    _entries.append(found)


def offer_evidence(found: Callable[[str, object], list[Shown]]) -> None:
    """Called once by each part that keeps evidence: what the owner of an entry published for it."""
    _evidence.append(found)


def entries_of(user: object) -> list[tuple[str, str]]:
    """The entries that an account can publish evidence for."""
    return [entry for found in _entries for entry in found(user)]


def evidence_of(asset_id: str, owner: object) -> list[Shown]:
    """Everything that the owner of an entry published for it."""
    return [one for found in _evidence for one in found(asset_id, owner)]
