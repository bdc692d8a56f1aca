"""Scores, comparisons, groups, tables and impact as plain data for programs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from toepas.maturity.advice import Advice
from toepas.maturity.aggregate import Table
from toepas.maturity.benchmark import Benchmark
from toepas.maturity.compare import Change, Comparison
from toepas.maturity.group import Group, GroupChange, Regression
from toepas.maturity.impact import Outcome, Plan
from toepas.maturity.model import Assessment, Questionnaire, Score, Span
from toepas.maturity.scores import level_of
from toepas.maturity.statistics import Estimate

DIGITS = 4


def listed_data(found: Sequence[Questionnaire]) -> list[dict[str, Any]]:
    """Questionnaires with what stands behind them."""
    return [
        {
            "id": one.id,
            "version": one.version,
            "title": one.title,
            "questions": len(one.questions),
            "for": list(one.audience),
            "basis": [{"id": b.id, "grade": b.grade, "source": b.source, "url": b.url} for b in one.basis],
        }
        for one in found
    ]


def questions_data(one: Questionnaire) -> dict[str, Any]:
    """A questionnaire with all that is asked."""
    return {
        "questionnaire": one.id,
        "version": one.version,
        "dimensions": [
            {
                "id": dimension.id,
                "code": dimension.code,
                "title": dimension.title,
                "questions": [
                    {
                        "id": question.id,
                        "kind": question.kind.id,
                        "text": question.text,
                        "codes": list(question.kind.codes),
                        "none": bool(question.none),
                        "weight": _number(question.weight),
                        "when": question.when,
                        "rows": [{"id": row.id, "text": row.text} for row in question.rows],
                    }
                    for question in dimension.questions
                ],
            }
            for dimension in one.dimensions
        ],
    }


def _number(value: Fraction | float) -> float:
    return round(float(value), DIGITS)


def _span(span: Span) -> dict[str, Any]:
    levels = [level_of(span.low).id, level_of(span.high).id]
    return {"low": _number(span.low), "high": _number(span.high), "levels": list(dict.fromkeys(levels))}


def _about(one: Assessment) -> dict[str, Any]:
    about = one.questionnaire
    return {"questionnaire": about.id, "version": about.version, "stage": one.stage, "on": one.on.isoformat(), "organisation": one.organisation.name}  # fmt: skip


def score_data(score: Score, advised: Sequence[Advice], beside: Benchmark) -> dict[str, Any]:
    """Scores with what follows from them."""
    cell = beside.cell
    return {
        **_about(score.assessment),
        "overall": _span(score.overall),
        "weakest": list(score.weakest),
        "dimensions": [
            {
                "id": one.dimension.id,
                **_span(one.span),
                "unknown": one.unknown,
                "questions": [
                    {"id": part.question.id, "low": _number(part.span.low), "high": _number(part.span.high), "asked": part.asked, "unknown": part.unknown, "evidence": part.evidence}
                    for part in one.questions
                ],
            }
            for one in score.dimensions
        ],
        "uses_ai": beside.uses,
        "benchmark": {"share": cell.share, "geo": cell.geo, "size": cell.size, "year": cell.year, "source": cell.source, "flags": cell.flags} if cell else None,
        "benchmark_missing": beside.missing,
        "advice": [
            {"id": one.id, "sure": one.sure, "says": one.says, "why": one.why, "kinds": list(one.kinds), "purposes": list(one.purposes), "duties": list(one.duties), "check": one.check}
            for one in advised
        ],
    }  # fmt: skip


def _change(one: Change) -> dict[str, Any]:
    return {"id": one.id, "low": _number(one.low), "high": _number(one.high), "direction": one.direction, "one_answer": _number(one.one_answer), "slight": one.slight}  # fmt: skip


def comparison_data(found: Comparison) -> dict[str, Any]:
    """What changed between two moments."""
    return {
        "earlier": _about(found.earlier.assessment),
        "later": _about(found.later.assessment),
        "days": found.days,
        "changes": [_change(one) for one in found.changes],
        "answers": {"up": found.up, "down": found.down, "same": found.kept, "not_known": found.open},
        "asked_otherwise": list(found.otherwise),
        "causal": False,
    }


def _estimate(one: Estimate | None) -> dict[str, Any] | None:
    if one is None:
        return None
    interval = [_number(end) for end in one.interval] if one.interval else None
    return {"n": one.n, "least": _number(one.least), "most": _number(one.most), "interval": interval}


def _regression(one: Regression | None) -> dict[str, Any] | None:
    if one is None:
        return None
    names = ("correlation", "start", "mean", "rise", "expected")
    return {"of": one.of, "lowest": one.lowest, **{name: _number(getattr(one, name)) for name in names}}


def _group_change(one: GroupChange) -> dict[str, Any]:
    return {
        "id": one.id,
        "start": _estimate(one.start),
        "end": _estimate(one.end),
        "change": _estimate(one.change),
        "regression_to_the_mean": _regression(one.regression),
        "beyond_comparison": _estimate(one.versus),
        "apart_at_start": _estimate(one.apart),
    }


def group_data(found: Group, tables: Sequence[Table] = ()) -> dict[str, Any]:
    """The changes of a group, and tables over its organisations."""
    return {
        "questionnaire": found.questionnaire,
        "n": found.n,
        "left": found.left,
        "smallest": found.smallest,
        "confidence": found.confidence,
        "comparison": found.others,
        "compared": found.compared,
        "changes": [_group_change(one) for one in found.changes],
        "tables": [table_data(one) for one in tables],
    }


def table_data(found: Table) -> dict[str, Any]:
    """Cells by traits; a hidden one has no figures, and null in a key stands for all together."""
    return {
        "by": list(found.by),
        "smallest": found.smallest,
        "cells": [
            {"key": list(one.key), "hidden": one.hidden, "n": one.n, "least": one.least, "most": one.most}
            for one in found.cells
        ],
    }


def impact_data(plan: Plan, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What AI changed in the work."""
    return {
        "title": plan.title,
        "set_on": plan.set_on.isoformat(),
        "starts": plan.starts.isoformat(),
        "limits_set_beforehand": plan.beforehand,
        "measures": [
            {
                "id": one.measure.id,
                "kind": one.measure.kind,
                "unit": one.measure.unit,
                "before": _estimate(one.before),
                "after": _estimate(one.after),
                "change": _estimate(one.change),
                "beyond_comparison": _estimate(one.beyond),
                "better_percent": [_number(end) for end in one.better] if one.better else None,
                "hours_a_year": [_number(end) for end in one.hours] if one.hours else None,
                "comparison_group": one.causal,
                "verdict": one.verdict,
            }
            for one in outcomes
        ],
        "jobs": dict(plan.jobs),
    }
