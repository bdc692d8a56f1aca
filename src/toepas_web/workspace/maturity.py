"""The only place of the workspace that knows of the assessments of maturity, which a site may be without."""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from toepas.kernel import Words
from toepas_web.organisations.models import Organisation

APP, LIBRARY = "toepas_web.maturity", "toepas.maturity"
FIRST, LATER = "T0", ("T2", "T1")
"""The moment before the help, and those after it: the last one counts."""


@dataclass(frozen=True, slots=True)
class Gain:
    """The change of one organisation from the first to the last moment, in points: no less than ``low``, no more than ``high``."""

    low: float
    high: float


def is_here() -> bool:
    """Whether this site has assessments."""
    return apps.is_installed(APP)


def _scored(organisations: Sequence[Organisation], said: Words) -> list[tuple[Any, Any]]:
    """The finished assessments of organisations, each with its score."""
    library = importlib.import_module(LIBRARY)
    rows = apps.get_model("maturity", "Assessment").objects.filter(organisation__in=organisations, finished=True)
    return [
        (
            one,
            library.score(
                library.Assessment(library.questionnaire(one.questionnaire, one.version, said), one.stage, one.on, one.answers)
            ),
        )
        for one in rows.order_by("questionnaire", "stage", "id")
    ]  # fmt: skip


def stages(organisation: Organisation, said: Words) -> list[dict[str, Any]]:
    """Every finished assessment: which, at what moment, on what day, with its score as a range in whole points."""
    if not is_here():
        return []
    library = importlib.import_module(LIBRARY)
    return [
        {
            "title": str(library.title(score.assessment.questionnaire, said)),
            "stage": one.stage,
            "on": one.on,
            "low": round(float(score.overall.low)),
            "high": round(float(score.overall.high)),
        }
        for one, score in _scored([organisation], said)
    ]


def gains(
    organisations: Sequence[Organisation], first: datetime.date, last: datetime.date, said: Words
) -> dict[str, list[Gain]]:
    """What each organisation gained whose last moment lies in a period (both days included), by questionnaire."""
    if not is_here():
        return {}
    library = importlib.import_module(LIBRARY)
    moments: dict[tuple[Any, str], dict[str, tuple[Any, Any]]] = {}
    for one, score in _scored(organisations, said):
        moments.setdefault((one.organisation_id, one.questionnaire), {})[one.stage] = (one, score)
    found: dict[str, list[Gain]] = {}
    for by_stage in moments.values():
        later = [by_stage[stage] for stage in LATER if stage in by_stage and first <= by_stage[stage][0].on <= last]
        if FIRST in by_stage and later:
            change = library.compare(by_stage[FIRST][1], later[0][1], said).change(library.OVERALL)
            title = str(library.title(later[0][1].assessment.questionnaire, said))
            found.setdefault(title, []).append(Gain(float(change.low), float(change.high)))
    return found


def smallest() -> int:
    """Fewer organisations than this are not shown as a figure."""
    return int(importlib.import_module(LIBRARY).smallest()) if is_here() else 0
