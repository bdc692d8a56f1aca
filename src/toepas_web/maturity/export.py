"""What an organisation takes along of its maturity."""

from __future__ import annotations

import json
from collections.abc import Iterator

from toepas_web.maturity.models import Agreed, CountedMeasure
from toepas_web.maturity.scoring import TRAITS
from toepas_web.organisations.models import Organisation


def export(organisation: Organisation) -> Iterator[tuple[str, bytes]]:
    """Every assessment with its answers, in the form that the command line reads (JSON is YAML too), and every plan with its values."""
    for one in organisation.assessments.select_related("score"):
        about = one.score if one.finished else organisation
        data = {
            "questionnaire": one.questionnaire,
            "version": one.version,
            "stage": one.stage,
            "on": one.on.isoformat(),
            "organisation": {
                "name": organisation.name,
                **{name: getattr(about, name) for name in TRAITS},
            },
            "answers": one.answers,
            "evidence": one.evidence,
        }
        yield f"{one.questionnaire}-{one.stage}.yaml", _text(data)
    planned = organisation.planned_moments.order_by("questionnaire", "stage")
    if rows := [{"questionnaire": one.questionnaire, "stage": one.stage, "on": one.on.isoformat()} for one in planned]:
        yield "planned.yaml", _text(rows)
    agreed = Agreed.objects.filter(organisation=organisation).first()
    published = organisation.scores.exclude(counted=None).order_by("counted", "questionnaire", "stage")
    told = {
        "agreed_to_be_counted_since": agreed.since.isoformat() if agreed else None,
        "counted_in": [{"period": one.counted_id, "what": f"{one.questionnaire} {one.stage}"} for one in published]
        + [
            {"period": one.publication_id, "what": f"impact {one.impact_id} {one.measure}"}
            for one in CountedMeasure.objects.filter(impact__organisation=organisation)
        ],
    }
    yield "counted.yaml", _text(told)
    for one in organisation.impacts.all():
        yield f"impact-{one.pk}.yaml", _text(one.plan)


def _text(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2).encode()
