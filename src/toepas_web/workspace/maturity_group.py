"""The maturity of a hub's customers as a group: from kept scores, within the consent of today."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toepas import maturity
from toepas.kernel import Words
from toepas.maturity import Cell, Group, Move
from toepas_web.maturity.models import Score
from toepas_web.maturity.presenters import published_shares
from toepas_web.maturity.scoring import spans
from toepas_web.organisations.models import Organisation
from toepas_web.organisations.rules import consenting
from toepas_web.workspace.rules import SEE_MATURITY

PAIRS = (("T0", "T1"), ("T0", "T2"), ("T1", "T2"))
SURVEYED = ("sme", "ai-readiness")
"""The questionnaires beside which the share of enterprises that use AI can stand."""
FIELDS = ("organisation_id", "version", "stage", "low", "high", "dimensions", "country", "size", "uses_ai")
"""What is read of each kept score."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The customers of one country and size: how many of ``n`` say that they use AI, and the published share of such enterprises."""

    country: str
    size: str
    n: int
    uses: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Found:
    """A group: what changed between two moments, and the published figures beside the later one. ``asked``: customers whose consent covers
    their maturity."""

    asked: int
    group: Group
    version: str
    beside: tuple[Beside, ...]


def found(hub: Organisation, questionnaire: str, first: str, then: str, said: Words) -> Found:
    """The customers with both moments, of the newest version that any of them was asked in."""
    # As a list: a database that is not told how few they are reads the scores of everybody.
    allowed = list(consenting(SEE_MATURITY).filter(hub=hub).order_by().values_list("customer", flat=True))
    rows = Score.objects.filter(organisation__in=allowed, questionnaire=questionnaire, stage__in=(first, then))
    kept: dict[str, dict[uuid.UUID, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for one in rows.order_by().values_list(*FIELDS, named=True):
        kept[one.version][one.organisation_id][one.stage] = one
    version = max(kept, default="", key=_order)
    moments = list(kept[version].values()) if version else []
    pairs = [one for one in moments if first in one and then in one]
    left = sum(first in one and then not in one for one in moments)
    names = [one.id for one in maturity.questionnaire(questionnaire, version, said).dimensions] if version else []
    moves = [Move(spans(one[first], names), spans(one[then], names)) for one in pairs]
    group = maturity.group_moves(questionnaire, moves, left)
    beside = _beside([one[then] for one in pairs], said) if questionnaire in SURVEYED else ()
    return Found(len(allowed), group, version, beside)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _beside(later: Sequence[Any], said: Words) -> tuple[Beside, ...]:
    """Only countries and sizes of which there are enough customers that say whether they use AI, and a published figure."""
    known = [one for one in later if one.uses_ai is not None]
    cells: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in known:
        cells[one.country, one.size].append(one)
    enough = sorted(pair for pair, listed in cells.items() if len(listed) >= maturity.smallest())
    published = published_shares(enough, said)
    return tuple(
        Beside(*pair, len(cells[pair]), sum(bool(one.uses_ai) for one in cells[pair]), published[pair])
        for pair in enough
        if pair in published
    )
