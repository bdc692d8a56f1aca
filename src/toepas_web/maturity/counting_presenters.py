"""What the page for publishing shows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from toepas import maturity, observatory
from toepas.kernel import Words
from toepas.observatory import datasets, newest
from toepas_web.maturity.models import Publication
from toepas_web.maturity.publishing import IMPACT, MATURITY, Part, Prepared, placed
from toepas_web.maturity.wording import stage_name


def preview(found: Prepared, said: Words) -> dict[str, Any]:
    """What is ready, what waits, and what was published before."""
    before = list(Publication.objects.order_by("-period"))
    return {
        "period": found.period,
        "last": said.date(found.last),
        "seal": found.seal,
        "ready": any(found.rows.values()) and not (before and before[0].period >= found.period),
        "done": bool(before) and before[0].period >= found.period,
        "smallest": maturity.smallest(),
        "parts": [_part(one, said) for one in found.parts if one.n],
        "before": [(one.period, said.date(one.made.date())) for one in before],
        "placed": placed(),
        "pages": _pages(said),
    }


def _part(one: Part, said: Words) -> dict[str, Any]:
    asked = maturity.questionnaires().get(one.name)
    name = f"{maturity.title(asked, said)}, {stage_name(one.stage, said)}" if asked else measure_name(one.name, said)
    return {
        "name": name,
        "n": one.n,
        "shown": one.sheet.shown if one.sheet else 0,
        "hidden": one.sheet.hidden if one.sheet else 0,
        "left": [_trait(trait, said) for trait in one.sheet.left_out] if one.sheet else [],
        "waits": one.sheet is None,
    }


def measure_name(code: str, said: Words) -> str:
    """What a measure of work is called, as the observatory calls it."""
    return observatory.code_name(observatory.indicators()[IMPACT], "measure", code, said)


def _trait(name: str, said: Words) -> str:
    return {"size": said.t("Size"), "sector": said.t("Sector"), "geo": said.t("Country")}[name]


def _pages(said: Words) -> list[tuple[str, str]]:
    """The datasets that have figures: their page and what they are called."""
    return [
        (reverse("observatory-data", args=[name]), observatory.dataset_title(name, said))
        for name in (MATURITY, IMPACT)
        if name in datasets() and newest(name) is not None
    ]
