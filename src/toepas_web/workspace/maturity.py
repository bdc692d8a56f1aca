"""The only place of the workspace that knows of the assessments of maturity."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet

from toepas import maturity as library
from toepas.kernel import Words
from toepas_web.maturity.models import Score
from toepas_web.maturity.wording import moment_text, stage_name
from toepas_web.organisations.models import Organisation

FIRST, *AFTER = library.STAGES
"""The moment before the help, and those after it: the last one counts."""
DECIMALS = 6
"""Of points: what is further is the way in which scores are kept."""


@dataclass(frozen=True, slots=True)
class Gain:
    """The change of one organisation from the first to the last moment, in points: no less than ``low``, no more than ``high``."""

    low: float
    high: float


def stages(organisation: Organisation, said: Words) -> list[dict[str, Any]]:
    """Every finished assessment: which, at what moment, on what day, with its score in words."""
    shown = []
    for kept in organisation.scores.all():
        overall = library.Span(Fraction(kept.low), Fraction(kept.high))
        shown.append(
            {
                "id": kept.assessment_id,
                "title": _title(kept.questionnaire, kept.version, said),
                "stage": stage_name(kept.stage, said),
                "on": kept.on,
                "score": library.span_text(overall, said),
                "level": library.level_text(overall, said),
            }
        )
    return shown


def planned(organisation: Organisation, today: datetime.date, said: Words) -> list[dict[str, Any]]:
    """Every planned moment that is not done: which, for when, and whether that day has passed."""
    return [
        {"name": moment_text(one.questionnaire, one.stage, said), "on": one.on, "late": one.on < today}
        for one in organisation.planned_moments.waiting()
    ]


def gains(
    organisations: QuerySet[Any, Any], first: datetime.date, last: datetime.date, said: Words
) -> dict[str, list[Gain]]:
    """What each organisation gained whose last moment lies in a period (both days included), by questionnaire. From the kept scores:
    there can be thousands."""
    kept = Score.objects.filter(Q(stage=FIRST) | Q(on__gte=first, on__lte=last), organisation__in=organisations)
    moments: dict[tuple[uuid.UUID, str], dict[str, tuple[str, float, float]]] = {}
    for organisation, name, stage, *rest in kept.order_by("stage").values_list("organisation", "questionnaire", "stage", "version", "low", "high"):  # fmt: skip
        moments.setdefault((organisation, name), {})[stage] = tuple(rest)
    found: dict[tuple[str, str], list[Gain]] = {}
    for (_, name), by_stage in moments.items():
        then = next((by_stage[stage] for stage in reversed(AFTER) if stage in by_stage), None)
        if FIRST in by_stage and then:
            (_, low, high), (version, least, most) = by_stage[FIRST], then
            gain = Gain(round(least - high, DECIMALS), round(most - low, DECIMALS))
            found.setdefault((name, version), []).append(gain)
    by_title: dict[str, list[Gain]] = {}
    for (name, version), gained in found.items():
        by_title.setdefault(_title(name, version, said), []).extend(gained)
    return by_title


def _title(name: str, version: str, said: Words) -> str:
    return library.title(library.questionnaire(name, version, said), said)


def smallest() -> int:
    """Fewer organisations than this are not shown as a figure."""
    return library.smallest()
