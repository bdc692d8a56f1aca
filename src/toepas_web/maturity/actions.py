"""The only writers of assessments and of what is measured; each is one transaction with its line in the record."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.maturity.models import Assessment, Impact
from toepas_web.organisations.models import Organisation

MOST_IMPACTS = 100
TRAITS = ("size", "sector", "country")


class RefusedError(Exception):
    """Not possible; the argument says why, by id: already, order, stale, finished, too-many, limits."""


def start(*, by: User, organisation: Organisation, questionnaire: str, version: str, stage: str, on: datetime.date) -> Assessment:  # fmt: skip
    """Begin an assessment. A later moment takes the version of the first one, so that they can be compared.
    Raises RefusedError where that moment is there already, or the days are not in the order of the moments."""
    others = list(Assessment.objects.filter(organisation=organisation, questionnaire=questionnaire))
    if any((one.stage < stage) != (one.on < on) for one in others if one.stage != stage):
        raise RefusedError("order")
    first = others[0] if others else None
    try:
        with transaction.atomic():
            made = Assessment.objects.create(
                organisation=organisation, questionnaire=questionnaire, stage=stage, on=on, version=first.version if first else version
            )  # fmt: skip
            record(by=by.pk, action="assessment started", subject=made)
    except IntegrityError:
        raise RefusedError("already") from None
    return made


@transaction.atomic
def answer(
    *, by: User, assessment: Assessment, dimension: str, answers: Mapping[str, Mapping[str, str]], evidence: Mapping[str, str], number: int
) -> None:  # fmt: skip
    """Keep the answers of one dimension. Raises RefusedError where it is finished, or somebody changed the same dimension in the meantime."""
    locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if locked.finished:
        raise RefusedError("finished")
    if locked.numbers.get(dimension, 0) != number:
        raise RefusedError("stale")
    locked.numbers[dimension] = number + 1
    locked.answers |= answers
    locked.evidence |= evidence
    locked.evidence = {name: text for name, text in locked.evidence.items() if text}
    locked.save()
    record(by=by.pk, action="assessment answered", subject=locked)


@transaction.atomic
def finish(*, by: User, assessment: Assessment) -> None:
    """Close it: from now on it stays as it is."""
    locked = Assessment.objects.select_for_update().select_related("organisation").get(pk=assessment.pk)
    if locked.finished:
        raise RefusedError("finished")
    locked.finished = True
    for name in TRAITS:
        setattr(locked, name, getattr(locked.organisation, name))
    locked.save()
    record(by=by.pk, action="assessment finished", subject=locked)


@transaction.atomic
def remove(*, by: User, assessment: Assessment) -> None:
    """Delete an assessment for good."""
    record(by=by.pk, action="assessment deleted", subject=assessment)
    assessment.delete()


@transaction.atomic
def plan_impact(*, by: User, organisation: Organisation, plan: Mapping[str, Any]) -> Impact:
    """Begin to measure an effect."""
    if organisation.impacts.count() >= MOST_IMPACTS:
        raise RefusedError("too-many")
    made = Impact.objects.create(organisation=organisation, plan=dict(plan))
    record(by=by.pk, action="impact planned", subject=made)
    return made


@transaction.atomic
def change_impact(*, by: User, impact: Impact, plan: Mapping[str, Any], number: int) -> None:
    """Change what is measured, or add values. Raises RefusedError where somebody did so in the meantime, or limits would move afterwards."""
    locked = Impact.objects.select_for_update().get(pk=impact.pk)
    if locked.number != number:
        raise RefusedError("stale")
    if _settled(locked.plan) and _terms(locked.plan) != _terms(plan):
        raise RefusedError("limits")
    locked.plan, locked.number = dict(plan), number + 1
    locked.save()
    record(by=by.pk, action="impact changed", subject=locked)


def _settled(plan: Mapping[str, Any]) -> bool:
    """Whether there are values of after the start."""
    return any(one.get("after") for one in plan["measures"])


def _terms(plan: Mapping[str, Any]) -> list[Any]:
    """What may not move any more then."""
    return [plan["starts"], plan["set_on"], *((one.get("limits"), one["better"]) for one in plan["measures"])]


@transaction.atomic
def remove_impact(*, by: User, impact: Impact) -> None:
    """Delete it with its values."""
    record(by=by.pk, action="impact deleted", subject=impact)
    impact.delete()
