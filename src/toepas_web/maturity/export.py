"""What an organisation takes along of its maturity."""

from __future__ import annotations

import json
from collections.abc import Iterator

from toepas_web.organisations.models import Organisation


def export(organisation: Organisation) -> Iterator[tuple[str, bytes]]:
    """Every assessment with its answers, in the form that the command line reads (JSON is YAML too), and every plan with its values."""
    for one in organisation.assessments.all():
        data = {
            "questionnaire": one.questionnaire,
            "version": one.version,
            "stage": one.stage,
            "on": one.on.isoformat(),
            "organisation": {
                "name": organisation.name,
                **{name: getattr(one, name) or getattr(organisation, name) for name in ("country", "size", "sector")},
            },
            "answers": one.answers,
            "evidence": one.evidence,
        }
        yield f"{one.questionnaire}-{one.stage}.yaml", _text(data)
    for one in organisation.impacts.all():
        yield f"impact-{one.pk}.yaml", _text(one.plan)


def _text(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2).encode()
