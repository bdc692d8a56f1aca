"""Who fits whom: what one seeks beside what others offer, and the other way round, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toepas.match import JOINT, Need, Shared, find_partners, purposes_told, read_need
from toepas_web.network.models import Partner

SAME, SECTOR = 0.2, 0.1
"""What a shared purpose and a shared sector count, beside a likeness in meaning of 0 to 1."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A member that fits: ``gives`` and ``takes`` are purposes that it offers and one seeks, and the other way round; ``near``
    says that the texts are alike in meaning, ``sector`` that both are in one."""

    partner: Partner
    weight: float
    gives: tuple[str, ...]
    takes: tuple[str, ...]
    near: bool
    sector: str


def _need(text: str, lang: str) -> Need | None:
    if not text:
        return None
    # The comparison wants something that both would do together; to get in touch is that for all of them.
    return read_need(text, lang, given=Need(text=text, joint=JOINT, purposes=purposes_told([text], lang, ())))


def fitting(mine: Partner, others: Sequence[Partner], limit: int) -> list[Fit]:
    """Those for whom something speaks, the best first; the same for the same texts on every machine with the same model."""
    seeks, offers = _need(mine.seeks, mine.lang), _need(mine.offers, mine.lang)
    theirs = {str(one.pk): (_need(one.seeks, one.lang), _need(one.offers, one.lang)) for one in others}
    near = _alike(seeks, {name: offered for name, (_, offered) in theirs.items()})
    for name, likeness in _alike(offers, {name: sought for name, (sought, _) in theirs.items()}).items():
        near[name] = near.get(name, 0.0) + likeness
    found = []
    for one in others:
        sought, offered = theirs[str(one.pk)]
        gives, takes = _both(seeks, offered), _both(offers, sought)
        likeness = near.get(str(one.pk), 0.0)
        if not (gives or takes or likeness):
            continue
        sector = one.member.shown["sector"]
        sector = sector if sector and sector == mine.member.shown["sector"] else ""
        weight = likeness + SAME * len({*gives, *takes}) + SECTOR * bool(sector)
        found.append(Fit(one, round(weight, 3), gives, takes, bool(likeness), sector))
    return sorted(found, key=lambda fit: (-fit.weight, str(fit.partner.pk)))[:limit]


def _alike(need: Need | None, others: dict[str, Need | None]) -> dict[str, float]:
    if need is None:
        return {}
    shared = [Shared(name, other) for name, other in others.items() if other is not None]
    return {one.shared.id: one.likeness for one in find_partners(need, shared, limit=len(shared))}


def _both(one: Need | None, other: Need | None) -> tuple[str, ...]:
    return tuple(name for name in one.purposes if name in other.purposes) if one and other else ()
