"""Who seeks the same: needs that their owners agreed to share, compared with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toepas.catalogue.search.meaning import Meaning
from toepas.match.marks import Alike, Mark, alike, packed, stems_of
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
    by_meaning: bool
    """Whether their meaning was compared; else it is by words, purposes, sectors and places."""


@dataclass(frozen=True, slots=True)
class Partners:
    """Those who seek the same, the most alike first. Without ``by_meaning`` no meaning was compared, since there is no model here:
    needs in other words or another language are then not found unless they tell of the same purpose."""

    found: tuple[Partner, ...]
    by_meaning: bool


def partners(need: Need, others: Sequence[Shared], meaning: Meaning, limit: int = 5) -> Partners:
    """Those whose need is like this one and who want at least one thing together that its owner wants too.

    Who did not agree is not among ``others``: consent is the caller's to keep. Where there is no model, it goes by words, purposes,
    sectors and places; a sector or a place alone is then too little.
    """
    willing = [other for other in others if set(need.joint) & set(other.need.joint)]
    mine = _mark(need, meaning)
    compared = alike(mine, [_mark(other.need, meaning) for other in willing])
    found = [
        partner
        for other, like in zip(willing, compared, strict=True)
        if (partner := _partner(need, other, like)) is not None
    ]
    ordered = sorted(found, key=lambda partner: -partner.likeness)[:limit]
    return Partners(tuple(ordered), bool(mine.vector))


def _mark(need: Need, meaning: Meaning) -> Mark:
    vector = packed(meaning.query(need.text, need.lang))
    return Mark(words=() if vector else stems_of(need.text, need.lang), vector=vector)


def _partner(need: Need, other: Shared, like: Alike) -> Partner | None:
    """What both have in common; None where that is too little."""
    together = tuple(way for way in need.joint if way in other.need.joint)
    purposes = tuple(name for name in need.purposes if name in other.need.purposes)
    shared = tuple(code for code in need.sectors if code in other.need.sectors)
    likeness = like.likeness + PURPOSE * bool(purposes) + SECTOR * bool(shared)
    likeness += PLACE * nearness(need.place, other.need.place)
    enough = likeness >= LEAST if like.by_meaning else bool(like.likeness or purposes)
    if not enough:
        return None
    return Partner(other, round(min(likeness, 1.0), 3), purposes, shared, together, like.by_meaning)


def find_partners(need: Need, others: Sequence[Shared], limit: int = 5) -> Partners:
    """``partners`` by the model that is installed here."""
    from toepas.catalogue.search.meaning import Model

    return partners(need, others, Model(), limit)
