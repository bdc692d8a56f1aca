"""What the workspace reads of the assessments of maturity: scores that were kept when they were finished."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from toepas import maturity as library
from toepas.kernel import Words
from toepas_web.maturity.models import Score
from toepas_web.maturity.presenters import stage_name
from toepas_web.organisations.models import Organisation

FIRST, *AFTER = library.STAGES
"""The moment before the help, and those after it: the last one counts."""


@dataclass(frozen=True, slots=True)
class Gain:
    """The change of one organisation from the first to the last moment, in points: no less than ``low``, no more than ``high``."""

    low: float
    high: float


def stages(organisation: Organisation, said: Words) -> list[dict[str, Any]]:
    """Every finished assessment: which, at what moment, on what day, with its score in words."""
    shown = []
    for one in Score.objects.filter(organisation=organisation):
        span = library.Span(Fraction(one.low), Fraction(one.high))
        shown.append(
            {
                "id": one.pk,
                "title": library.title(library.questionnaire(one.questionnaire, one.version, said), said),
                "stage": stage_name(one.stage, said),
                "on": one.on,
                "score": library.span_text(span, said),
                "level": library.level_text(span, said),
            }
        )
    return shown


def gains(
    organisations: Sequence[Organisation], first: datetime.date, last: datetime.date, said: Words
) -> dict[str, list[Gain]]:
    """What each organisation gained whose last moment lies in a period (both days included), by questionnaire."""
    rows = Score.objects.filter(organisation__in=organisations).order_by("organisation", "questionnaire", "stage")
    moments: dict[tuple[uuid.UUID, str, str], dict[str, tuple[datetime.date, float, float]]] = {}
    for organisation, name, version, stage, *found in rows.values_list(
        "organisation", "questionnaire", "version", "stage", "on", "low", "high"
    ):
        moments.setdefault((organisation, name, version), {})[stage] = (found[0], found[1], found[2])
    gained: dict[str, list[Gain]] = {}
    for (_, name, version), by_stage in moments.items():
        later = [by_stage[one] for one in reversed(AFTER) if one in by_stage and first <= by_stage[one][0] <= last]
        if FIRST in by_stage and later:
            before, then = by_stage[FIRST], later[0]
            title = library.title(library.questionnaire(name, version, said), said)
            gained.setdefault(title, []).append(Gain(then[1] - before[2], then[2] - before[1]))
    return gained


def smallest() -> int:
    """Fewer organisations than this are not shown as a figure."""
    return library.smallest()
