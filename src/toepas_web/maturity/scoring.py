"""From the answers of an assessment to the score that is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toepas import maturity
from toepas.kernel import Words
from toepas.maturity import OVERALL, USES_AI
from toepas_web.maturity.models import Assessment

TRAITS = ("size", "country", "sector")


def read(one: Assessment, said: Words) -> maturity.Assessment:
    """An assessment as the library has it. A finished one is of the size and country that the organisation had then."""
    about = one.score if one.finished else one.organisation
    organisation = maturity.Organisation(one.organisation.name, about.country, about.size, about.sector)
    asked = maturity.questionnaire(one.questionnaire, one.version, said)
    return maturity.Assessment(asked, one.stage, one.on, one.answers, organisation, one.evidence)


def worked_out(one: Assessment) -> dict[str, Any]:
    """What is kept of the scores, by the version of today."""
    asked = maturity.questionnaire(one.questionnaire, one.version, Words())
    found = maturity.score(maturity.Assessment(asked, one.stage, one.on, one.answers))
    return {
        "low": float(found.overall.low),
        "high": float(found.overall.high),
        "dimensions": {part.dimension.id: [float(part.span.low), float(part.span.high)] for part in found.dimensions},
        "uses_ai": maturity.shows(found, USES_AI),
        "scoring": maturity.scoring(),
    }


def spans(kept: Any, names: Sequence[str]) -> dict[str, tuple[float, float]]:
    """The kept scores of an organisation, at least and at most: overall first, then the dimensions as ``names`` has them. What a
    database keeps of them has no order of its own."""
    found = {name: kept.dimensions[name] for name in names if name in kept.dimensions}
    return {OVERALL: (kept.low, kept.high), **{name: (low, high) for name, (low, high) in found.items()}}
