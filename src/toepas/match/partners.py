"""Who seeks the same: needs that their owners agreed to share, compared with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toepas.catalogue.search.meaning import Meaning
from toepas.match.near import nearness
from toepas.match.need import Need

LEAST = 0.45
"""Below this likeness, two needs are not the same."""
PURPOSE, SECTOR, PLACE = 0.15, 0.08, 0.08


@dataclass(frozen=True, slots=True)
class Shared:
    """A need that its owner agreed to be found by, under a name that says nothing of who it is."""

    id: str
    need: Need


@dataclass(frozen=True, slots=True)
class Partner:
    """A shared need that is like one's own: how like (0 to 1), and what is the same in both."""

    shared: Shared
    likeness: float
    purposes: tuple[str, ...]
    sectors: tuple[str, ...]
    together: tuple[str, ...]
    """What both would do together (buying, consortium, launching-customer)."""


def partners(need: Need, others: Sequence[Shared], meaning: Meaning, limit: int = 5) -> tuple[Partner, ...]:
    """Those whose need is like this one and who want at least one thing together that its owner wants too.

    Who did not agree is not among ``others``: consent is the caller's to keep. The order is by likeness.
    """
    mine = meaning.query(need.text, need.lang)
    found = []
    for other in others:
        together = tuple(way for way in need.joint if way in other.need.joint)
        if not together:
            continue
        theirs = meaning.query(other.need.text, other.need.lang)
        likeness = float(mine @ theirs) if mine is not None and theirs is not None else 0.0
        purposes = tuple(name for name in need.purposes if name in other.need.purposes)
        shared = tuple(code for code in need.sectors if code in other.need.sectors)
        likeness += PURPOSE * bool(purposes) + SECTOR * bool(shared) + PLACE * nearness(need.place, other.need.place)
        if likeness >= LEAST:
            found.append(Partner(other, round(min(likeness, 1.0), 3), purposes, shared, together))
    return tuple(sorted(found, key=lambda partner: -partner.likeness)[:limit])


def find_partners(need: Need, others: Sequence[Shared], limit: int = 5) -> tuple[Partner, ...]:
    """``partners`` by the model that is installed here; by purposes, sectors and places alone where none is."""
    from toepas.catalogue.search.meaning import Model

    return partners(need, others, Model(), limit)
