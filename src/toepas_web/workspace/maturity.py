"""The only place of the workspace that knows of the assessments of maturity."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toepas import maturity as library
from toepas.kernel import Words
from toepas_web.maturity.models import Assessment
from toepas_web.maturity.presenters import scored, stage_name
from toepas_web.organisations.models import Organisation

FIRST, *AFTER = library.STAGES
"""The moment before the help, and those after it: the last one counts."""


@dataclass(frozen=True, slots=True)
class Gain:
    """The change of one organisation from the first to the last moment, in points: no less than ``low``, no more than ``high``."""

    low: float
    high: float


def _finished(organisations: Sequence[Organisation]) -> list[Assessment]:
    rows = Assessment.objects.filter(organisation__in=organisations, finished=True).select_related("organisation")
    return list(rows.order_by("questionnaire", "stage", "id"))


def stages(organisation: Organisation, said: Words) -> list[dict[str, Any]]:
    """Every finished assessment: which, at what moment, on what day, with its score in words."""
    shown = []
    for one in _finished([organisation]):
        found = scored(one, said)
        shown.append(
            {
                "id": one.pk,
                "title": library.title(found.assessment.questionnaire, said),
                "stage": stage_name(one.stage, said),
                "on": one.on,
                "score": library.span_text(found.overall, said),
                "level": library.level_text(found.overall, said),
            }
        )
    return shown


def gains(
    organisations: Sequence[Organisation], first: datetime.date, last: datetime.date, said: Words
) -> dict[str, list[Gain]]:
    """What each organisation gained whose last moment lies in a period (both days included), by questionnaire."""
    moments: dict[tuple[uuid.UUID, str], dict[str, Assessment]] = {}
    for one in _finished(organisations):
        moments.setdefault((one.organisation_id, one.questionnaire), {})[one.stage] = one
    found: dict[str, list[Gain]] = {}
    for by_stage in moments.values():
        later = [by_stage[name] for name in reversed(AFTER) if name in by_stage and first <= by_stage[name].on <= last]
        if FIRST in by_stage and later:
            before, then = scored(by_stage[FIRST], said), scored(later[0], said)
            change = library.compare(before, then, said).change(library.OVERALL)
            title = library.title(then.assessment.questionnaire, said)
            found.setdefault(title, []).append(Gain(float(change.low), float(change.high)))
    return found


def smallest() -> int:
    """Fewer organisations than this are not shown as a figure."""
    return library.smallest()
