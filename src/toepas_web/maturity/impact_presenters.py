"""What the pages of effects show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toepas import maturity
from toepas.kernel import Words
from toepas_web.maturity.counting_presenters import measure_name
from toepas_web.maturity.models import Impact

KINDS = ("time", "quality", "productivity")


def line(one: Impact, said: Words) -> dict[str, Any]:
    """A line in the list of an organisation."""
    plan = maturity.plan_of(one.plan, said)
    outcome = maturity.impact(plan)[0]
    return {"id": one.pk, "title": plan.title, "verdict": maturity.verdict_text(outcome, said)}


def shown(one: Impact, said: Words) -> dict[str, Any]:
    """What came of it."""
    plan = maturity.plan_of(one.plan, said)
    outcome = maturity.impact(plan)[0]
    limits = outcome.measure.limits
    return {
        "impact": one,
        "organisation": one.organisation,
        "title": plan.title,
        "kind": maturity.kind_title(outcome.measure.kind, said),
        "unit": outcome.measure.unit,
        "starts": said.date(plan.starts),
        "set_on": said.date(plan.set_on),
        "limits": (said.number(limits.go_on), said.number(limits.stop)) if limits else None,
        "measured": bool(outcome.measure.values.get("before") and outcome.measure.values.get("after")),
        "verdict": outcome.verdict,
        "told": maturity.verdict_text(outcome, said),
        "lines": maturity.outcome_lines(outcome, said)[:-1],  # the last is the verdict, which is told first
        "interval": maturity.interval_note(said),
        "jobs": maturity.job_lines(plan, said),
        "counted": [(measure_name(kept.measure, said), kept.publication_id) for kept in one.counted_measures.all()],
    }


def form_page(typed: Mapping[str, str], problems: Sequence[tuple[str, str]], said: Words) -> dict[str, Any]:
    """The form, with what was typed and what is wrong with it."""
    return {
        "typed": typed,
        "problems": problems,
        "kinds": [(kind, maturity.kind_title(kind, said), maturity.kind_hint(kind, said)) for kind in KINDS],
        "jobs": [(f"jobs-{name}", maturity.job_title(name, said)) for name in maturity.job_names()],
    }
