"""What the pages of assessments show."""

from __future__ import annotations

import contextlib
import datetime
import itertools
from collections.abc import Sequence
from typing import Any

from toepas import maturity, observatory
from toepas.catalogue import kind_name, purpose_name, sector_name
from toepas.kernel import Problem, Words
from toepas.law import load_act
from toepas.maturity import BENCHMARK_SIZES, OVERALL, STAGES, USES_AI, Cell, Comparison, Score, Span
from toepas_web.maturity import moments
from toepas_web.maturity.fields import CHECKLIST, Filled, name_of
from toepas_web.maturity.models import Assessment, ScoreQuerySet
from toepas_web.maturity.models import Score as KeptScore
from toepas_web.maturity.scoring import read
from toepas_web.maturity.wording import stage_name
from toepas_web.organisations.models import Organisation


def scored(one: Assessment, said: Words) -> Score:
    """Its scores."""
    return maturity.score(read(one, said))


def whole(organisation: Organisation, today: datetime.date, said: Words) -> dict[str, Any]:
    """Everything of an organisation: assessments by questionnaire, the moments that are planned, and what can be begun."""
    kept = list(organisation.assessments.select_related("organisation", "score"))
    planned = list(organisation.planned_moments.with_state())
    groups = []
    # What is made for few kinds of organisations comes first: the closer look at AI is for all, after that.
    offered = sorted(maturity.questionnaires().items(), key=lambda pair: len(pair[1].audience))
    for name, asked in offered:
        own = [one for one in kept if one.questionnaire == name]
        plans = [one for one in planned if one.questionnaire == name]
        rows = [_line(one, said) for one in own]
        fits = organisation.kind in asked.audience
        if rows or fits:
            finished = sum(row["finished"] for row in rows)
            groups.append({"id": name, "title": maturity.title(asked, said), "about": maturity.about(asked, said), "rows": rows, "compare": finished > 1, **moments.part(name, own, plans, today, said)})  # fmt: skip
    return {
        "groups": groups,
        "stages": [(stage, stage_name(stage, said)) for stage in STAGES],
        "next": _next(groups[0]["id"] if groups else "", kept),
        "organisation": organisation,
        "size": organisation.size or said.t("not known"),
    }


def _next(questionnaire: str, kept: Sequence[Assessment]) -> dict[str, str]:
    """What is begun next where nobody says otherwise: the first moment that is not there yet."""
    there = {one.stage for one in kept if one.questionnaire == questionnaire}
    return {"questionnaire": questionnaire, "stage": next((one for one in STAGES if one not in there), ""), "on": ""}


def _line(one: Assessment, said: Words) -> dict[str, Any]:
    found = scored(one, said)
    return {
        "id": one.pk,
        "stage": stage_name(one.stage, said),
        "on": said.date(one.on),
        "finished": one.finished,
        "score": maturity.span_text(found.overall, said),
        "level": maturity.level_text(found.overall, said),
        "unknown": sum(part.unknown for part in found.dimensions),
    }


def dimension_page(one: Assessment, form: Filled, said: Words) -> dict[str, Any]:
    """The questions of one dimension with their answers."""
    asked = maturity.questionnaire(one.questionnaire, one.version, said)
    names = [dimension.id for dimension in asked.dimensions]
    at = names.index(form.dimension.id)
    return {
        "assessment": one,
        "questionnaire": maturity.title(asked, said),
        "heading": f"{form.dimension.code} {maturity.dimension_title(asked, form.dimension.id, said)}",
        "at": at + 1,
        "all": len(names),
        "back": names[at - 1] if at else "",
        "next": names[at + 1] if at + 1 < len(names) else "",
        "number": one.numbers.get(form.dimension.id, 0),
        "questions": [_question(asked, question, one, form, said) for question in form.dimension.questions],
        "problems": form.problems,
    }


def _question(
    asked: maturity.Questionnaire, question: maturity.Question, one: Assessment, form: Filled, said: Words
) -> dict[str, Any]:
    answers = form.answers[question.id]
    codes = [(code, maturity.code_text(question.kind, code, said)) for code in question.kind.codes]
    no = codes[0][0]
    nothing = bool(question.none) and len(answers) == len(question.rows) and set(answers.values()) == {no}
    applies = maturity.asked(question.when, asked, one.answers)
    return {
        "id": question.id,
        "text": maturity.question_text(asked, question, said),
        "checklist": question.kind.id == CHECKLIST,
        "codes": codes,
        "rows": [
            {"id": name_of(question, row.id), "text": maturity.row_text(asked, question, row, said), "code": answers.get(row.id, ""), "ticked": answers.get(row.id, no) != no}
            for row in question.rows
        ],
        "none": maturity.none_text(asked, question, said),
        "nothing": nothing or question.id in form.both,
        "rest_unknown": bool(answers) and len(answers) < len(question.rows),
        "evidence": form.evidence[question.id],
        "skipped": applies is False,
        "when": maturity.condition_text(asked, question.when, said) if question.when else "",
    }  # fmt: skip


def result(one: Assessment, said: Words) -> dict[str, Any]:
    """Scores, what follows from them, and the published figure beside them."""
    found = scored(one, said)
    asked = found.assessment.questionnaire
    rows = [
        {"id": part.dimension.id, "name": f"{part.dimension.code} {maturity.dimension_title(asked, part.dimension.id, said)}", "unknown": part.unknown, **_span(part.span, said)}
        for part in found.dimensions
    ]  # fmt: skip
    weakest = [maturity.dimension_title(asked, name, said) for name in found.weakest]
    return {
        "assessment": one,
        "organisation": one.organisation,
        "title": maturity.title(asked, said),
        "stage": stage_name(one.stage, said),
        "rows": rows,
        "overall": {"name": said.t("Overall"), **_span(found.overall, said)},
        "unknown": sum(part.unknown for part in found.dimensions),
        "evidence": _evidence(found),
        "answered": any(one.answers.values()),
        "weakest": weakest,
        "beside": maturity.benchmark_text(maturity.benchmark(found, figure(found, said)), said),
        "advice": [_advice(item, said) for item in maturity.advice(found)] if any(one.answers.values()) else [],
        "basis": [maturity.basis_text(item, said) for item in asked.basis],
    }


def _evidence(found: Score) -> tuple[int, int]:
    """Of how many questions it is said what shows the answer, and how many were asked."""
    counted = [one for part in found.dimensions for one in part.questions if one.asked is not False]
    return sum(one.evidence for one in counted), len(counted)


def _span(span: Span, said: Words) -> dict[str, Any]:
    return {"low": round(float(span.low), 1), "width": round(float(span.high - span.low), 1), "score": maturity.span_text(span, said), "level": maturity.level_text(span, said)}  # fmt: skip


def figure(found: Score, said: Words) -> Cell | None:
    """The newest published share for the country and size of the organisation."""
    asked = maturity.benchmark_wanted(found)
    return None if isinstance(asked, str) else published_share(asked[0], found.assessment.organisation.size, said)


def published_share(country: str, size: str, said: Words) -> Cell | None:
    """The newest published share of enterprises of a country (as the standard writes it) and size that use AI."""
    return published_shares([(country, size)], said).get((country, size))


def published_shares(wanted: Sequence[tuple[str, str]], said: Words) -> dict[tuple[str, str], Cell]:
    """The same of several countries and sizes, read at once; what is not published is left out."""
    codes = {}
    for country, size in wanted:
        with contextlib.suppress(Problem):  # the office publishes nothing of that country
            if size in BENCHMARK_SIZES:
                codes[country, size] = observatory.place_code(country, said), BENCHMARK_SIZES[size]
    if not codes:
        return {}
    places, sizes = (tuple(dict.fromkeys(pair[at] for pair in codes.values())) for at in (0, 1))
    view = observatory.View(USES_AI, geo=places, codes={"size_emp": sizes})
    found = observatory.latest_of_each(view, (observatory.GEO, "size_emp"), said)
    return {
        (country, size): Cell(
            shown.value,
            country,
            size,
            shown.time,
            shown.source,
            shown.flags,
            observatory.flags_words(shown.flags, said),
        )
        for (country, size), pair in codes.items()
        if (shown := found.get(pair))
    }


def _advice(item: maturity.Advice, said: Words) -> dict[str, Any]:
    duties = load_act().duties
    return {
        "says": maturity.advice_says(item, said),
        "why": maturity.advice_why(item, said),
        "search": [{"kind": kind, "name": kind_name(kind, said), "purposes": item.purposes, "for": ", ".join(purpose_name(name, said) for name in item.purposes)} for kind in item.kinds],
        "duties": [{"title": said.entry(f"{name}.title", duties[name].title), "provision": duties[name].provision} for name in item.duties],
        "check": item.check,
    }  # fmt: skip


def compared(kept: Sequence[Assessment], said: Words) -> dict[str, Any]:
    """Every moment beside the one before, and the last beside the first where there are three."""
    scores = [scored(one, said) for one in kept]
    pairs = list(itertools.pairwise(scores))
    if len(scores) > 2:
        pairs.append((scores[0], scores[-1]))
    asked = scores[0].assessment.questionnaire
    names = [OVERALL, *(dimension.id for dimension in asked.dimensions)]
    return {
        "title": maturity.title(asked, said),
        "moments": [{"name": one.assessment.stage, "on": said.date(one.assessment.on), "scores": [{"name": maturity.dimension_title(asked, name, said), **_span(one.span(name), said)} for name in names]} for one in scores],
        "names": [maturity.dimension_title(asked, name, said) for name in names],
        "caveats": maturity.comparison_caveats(said),
        "pairs": [_pair(maturity.compare(first, then, said), names, said) for first, then in pairs],
    }  # fmt: skip


def _pair(found: Comparison, names: Sequence[str], said: Words) -> dict[str, Any]:
    asked = found.earlier.assessment.questionnaire
    return {
        "name": said.t("From {first} to {then}", first=found.earlier.assessment.stage, then=found.later.assessment.stage),
        "rows": [
            (maturity.dimension_title(asked, name, said), maturity.span_text(found.earlier.span(name), said), maturity.span_text(found.later.span(name), said), maturity.change_text(found.change(name), said))
            for name in names
        ],
        "notes": maturity.comparison_counts(found, said),
    }  # fmt: skip


def aggregates(kept: ScoreQuerySet, by: Sequence[str], said: Words) -> dict[str, Any]:
    """Counts and means over organisations, added up by the database; small cells hidden."""
    sums = {tuple(traits): maturity.Sums(n, n * least, n * most) for (*traits, n, least, most) in kept.summed(*by)}
    table = maturity.aggregate_sums(sums, by)
    return {
        "by": [trait_name(name, said) for name in by],
        "smallest": table.smallest,
        "stale": KeptScore.objects.stale().count(),
        "rows": [
            {"keys": [_value(name, value, said) for name, value in zip(by, cell.key, strict=True)], "text": maturity.cell_text(cell, said)}
            for cell in table.cells
        ],
    }  # fmt: skip


def trait_name(name: str, said: Words) -> str:
    """What organisations are counted by."""
    return {"size": said.t("Size"), "country": said.t("Country"), "sector": said.t("Sector")}[name]


def _value(name: str, value: str | None, said: Words) -> str:
    named = sector_name(value, said) if name == "sector" and value else value
    return maturity.trait_text(named, said)
