"""The only writers of assessments and of what is measured; each is one transaction with its line in the record."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.maturity.models import Agreed, Assessment, CountedMeasure, Impact, Planned, Publication, Score
from toepas_web.maturity.publishing import place, prepared
from toepas_web.maturity.scoring import TRAITS, worked_out
from toepas_web.organisations.models import Organisation

MOST_IMPACTS = 100
AT_ONCE = 500


class RefusedError(Exception):
    """Not possible; the argument says why, by id: already, order, stale, finished, closed, unmeasured, too-many, limits, published, nothing, other,
    ahead."""


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
def plan_moments(
    *,
    by: User,
    organisation: Organisation,
    questionnaire: str,
    days: Mapping[str, datetime.date | None],
    seen: Mapping[str, datetime.date | None],
) -> None:
    """Plan on which day each of these later moments is filled in; None plans it no longer. ``seen``: the days that stood in the form.

    Raises RefusedError: stale (somebody planned in the meantime), already (that moment was begun), ahead (a new day that is past), order.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    kept = {one.stage: one for one in Planned.objects.filter(organisation=organisation, questionnaire=questionnaire)}
    begun = dict(organisation.assessments.filter(questionnaire=questionnaire).values_list("stage", "on"))
    was = {stage: kept[stage].on if stage in kept else None for stage in days}
    moved = {stage: day for stage, day in days.items() if day != was[stage]}
    if any(was[stage] != seen.get(stage) for stage in days):
        raise RefusedError("stale")
    if moved.keys() & begun.keys():
        raise RefusedError("already")
    if any(day is not None and day < timezone.localdate() for day in moved.values()):
        raise RefusedError("ahead")
    known = {stage: one.on for stage, one in kept.items()} | moved | begun
    ordered = [known[stage] for stage in sorted(known) if known[stage] is not None]
    if moved and any(first >= then for first, then in itertools.pairwise(ordered)):
        raise RefusedError("order")
    for stage, day in moved.items():
        if day is None:
            record(by=by.pk, action="moment no longer planned", subject=kept[stage])
            kept[stage].delete()
            continue
        made, _ = Planned.objects.update_or_create(
            organisation=organisation, questionnaire=questionnaire, stage=stage, defaults={"on": day}
        )
        record(by=by.pk, action="moment planned", subject=made)


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
    locked.save()
    Score.objects.create(
        assessment=locked,
        organisation=locked.organisation,
        finished=timezone.localdate(),
        **{name: getattr(locked, name) for name in ("questionnaire", "version", "stage", "on")},
        **{name: getattr(locked.organisation, name) for name in TRAITS},
        **worked_out(locked),
    )
    record(by=by.pk, action="assessment finished", subject=locked)


def score_anew() -> int:
    """Make every kept score anew that another version of the scoring made; how many there were. Called when the data are brought up to date."""
    done = 0
    while rows := list(Score.objects.stale().select_related("assessment").order_by("pk")[:AT_ONCE]):
        for row in rows:
            for name, value in worked_out(row.assessment).items():
                setattr(row, name, value)
        Score.objects.bulk_update(rows, ["low", "high", "dimensions", "uses_ai", "scoring"])
        done += len(rows)
    return done


@transaction.atomic
def agree(*, by: User, organisation: Organisation) -> None:
    """Let what this organisation says be counted in published figures."""
    _, made = Agreed.objects.get_or_create(organisation=organisation)
    if made:
        record(by=by.pk, action="agreed to be counted", subject=organisation)


@transaction.atomic
def withdraw(*, by: User, organisation: Organisation) -> None:
    """Be counted no longer. What was published stays as it is."""
    gone, _ = Agreed.objects.filter(organisation=organisation).delete()
    if gone:
        record(by=by.pk, action="no longer counted", subject=organisation)


@transaction.atomic
def remove(*, by: User, assessment: Assessment) -> None:
    """Delete an assessment for good."""
    record(by=by.pk, action="assessment deleted", subject=assessment)
    assessment.delete()


def publish(*, by: User, seal: str) -> Publication:
    """Freeze the figures of the last quarter that is over, and put them into the observatory. ``seal``: of what was looked at. Raises RefusedError
    where the quarter was published before, nothing can be, or it is no longer what was looked at."""
    try:
        with transaction.atomic():
            found = prepared(timezone.localdate())
            if Publication.objects.filter(period__gte=found.period).exists():
                raise RefusedError("published")
            if not any(found.rows.values()):
                raise RefusedError("nothing")
            if found.seal != seal:
                raise RefusedError("other")
            made = Publication.objects.create(
                period=found.period, figures=dict(found.rows), versions=dict(found.versions)
            )
            for at in range(0, len(found.scores), AT_ONCE):
                Score.objects.filter(pk__in=found.scores[at : at + AT_ONCE]).update(counted=made)
            counted = (CountedMeasure(impact_id=one, measure=name, publication=made) for one, name in found.measures)
            CountedMeasure.objects.bulk_create(counted, batch_size=AT_ONCE)
            record(by=by.pk, action="figures published", subject=made)
            transaction.on_commit(place)
    except IntegrityError:
        raise RefusedError("published") from None
    return made


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
    if locked.closed:
        raise RefusedError("closed")
    if locked.number != number:
        raise RefusedError("stale")
    if _settled(locked.plan) and _terms(locked.plan) != _terms(plan):
        raise RefusedError("limits")
    locked.plan, locked.number = dict(plan), number + 1
    locked.save()
    record(by=by.pk, action="impact changed", subject=locked)


@transaction.atomic
def close_impact(*, by: User, impact: Impact) -> None:
    """Nothing more is measured: from now on it stays as it is, and can be counted. Raises RefusedError where it is closed, or not measured."""
    locked = Impact.objects.select_for_update().select_related("organisation").get(pk=impact.pk)
    if locked.closed:
        raise RefusedError("closed")
    if not all(one.get("before") and one.get("after") for one in locked.plan["measures"]):
        raise RefusedError("unmeasured")
    locked.closed = timezone.localdate()
    for name in TRAITS:
        setattr(locked, name, getattr(locked.organisation, name))
    locked.save()
    record(by=by.pk, action="impact closed", subject=locked)


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
