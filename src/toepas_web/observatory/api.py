"""The figures for programs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema

from toepas import observatory
from toepas.kernel import Problem as Refusal
from toepas.kernel import Words
from toepas.observatory import (
    LabourQuestion,
    View,
    datasets,
    figures_data,
    indicators,
    labour_data,
    labour_report,
    listed,
    looks,
    occupation_data,
    occupation_groups,
    occupations,
    place_code,
    vintage_data,
)
from toepas_web.observatory import asked
from toepas_web.ui.problems import RefusedError, Wrong, answers
from toepas_web.ui.words import in_language

router = Router(tags=["observatory"])
LANGUAGE = "^[a-z]{2}$"
ID = "^[a-z0-9][a-z0-9_-]{0,60}$"


class IndicatorRow(Schema):
    """An indicator in a list, with what there is of it and how old it is."""

    id: str
    title: str
    unit: str
    dataset: str
    evidence: str
    choices: dict[str, list[str]]
    places: int
    first: str
    last: str
    vintage: dict[str, Any]


class Figures(Schema):
    """The figures of a view, with everything that is to be known of them."""

    indicator: str
    title: str
    unit: str
    definition: str
    vintage: dict[str, Any]
    source: dict[str, str]
    digits: int
    figures: list[dict[str, Any]]
    absent: list[dict[str, str]]
    breaks: list[dict[str, Any]]
    caveats: list[str]
    targets: list[dict[str, Any]]


class Vintage(Schema):
    """The figures of a dataset as they were published at one time."""

    id: str
    dataset: str
    updated: str
    retrieved: str
    age: int
    sha256: str
    rows: int
    shipped: bool
    in_use: bool
    held: list[str]
    released: dict[str, str] | None


class Labour(Schema):
    """Exposure of the people in work, with bands, gaps and changes."""

    by: str
    basis: str
    basis_name: str
    fewest_thousand: float
    figures: list[dict[str, Any]]
    people: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    breaks: list[dict[str, str]]
    caveats: list[str]
    sources: list[Any]
    exposure_source: dict[str, Any]


class Answer(Schema):
    """The view that a question leads to, if there is one, and how the question was taken."""

    question: str
    exact: bool
    indicator: str
    page: str
    chart: str
    understood: list[dict[str, str]]
    ignored: list[str]
    notes: list[str]


@router.get("/indicators", response=answers(list[IndicatorRow]), summary="Every indicator, and how old its figures are")
def indicators_of_observatory(request: HttpRequest, lang: str = Query("en", pattern=LANGUAGE)) -> list[dict[str, Any]]:
    """With the codes that can be chosen."""
    rows = listed(timezone.localdate(), indicators(), in_language(lang))
    return [{**row, "first": row["from"], "last": row["to"]} for row in rows]


@router.get("/indicators/{name}", response=answers(Figures, 404), summary="The figures of a view of an indicator")
def figures_of_indicator(
    request: HttpRequest,
    name: str = Path(..., pattern=ID),
    geo: list[str] = Query([], max_length=8, description="two letters of a country, or EU; several allowed"),  # noqa: B008 - the framework asks for it like this
    time: list[str] = Query([], max_length=10, description="period, such as 2025; several allowed"),  # noqa: B008 - the framework asks for it like this
    code: list[str] = Query([], max_length=80, description="dimension=code, several allowed"),  # noqa: B008 - the framework asks for it like this
    vintage: str = Query("", max_length=80, description="an older vintage; the one in use where none is named"),
    lang: str = Query("en", pattern=LANGUAGE),
) -> dict[str, Any]:
    """With flags and their meaning, breaks, caveats, source and age. What was asked for and not published is in ``absent``."""
    if name not in indicators():
        raise Http404
    said = in_language(lang)
    try:
        view = View(name, tuple(place_code(one, said) for one in geo), tuple(time), _codes(code), vintage)
        return figures_data(looks(view, said), timezone.localdate(), said)
    except Refusal as refused:
        raise RefusedError(
            [Wrong(where=refused.where or "view", what=refused.what, expected=refused.expected)]
        ) from refused


def _codes(given: list[str]) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for item in given:
        dimension, _, value = item.partition("=")
        if not dimension or not value:
            raise RefusedError([Wrong(where="code", what=item[:80], expected="dimension=code, such as size_emp=GE250")])
        codes[dimension] = (*codes.get(dimension, ()), value)
    return codes


@router.get("/datasets/{name}/vintages", response=answers(list[Vintage], 404), summary="Every vintage of a dataset")
def vintages_of_dataset(
    request: HttpRequest, name: str = Path(..., pattern=ID), lang: str = Query("en", pattern=LANGUAGE)
) -> list[dict[str, Any]]:
    """Newest first; ``held`` says why one was held back."""
    if name not in datasets():
        raise Http404
    said = in_language(lang)
    return [vintage_data(item, timezone.localdate(), said) for item in observatory.vintages(name)]


@router.get("/labour", response=answers(Labour), summary="How exposed the people in work are to generative AI")
def labour_of_observatory(
    request: HttpRequest,
    geo: str = Query("", max_length=12, description="a country, or EU; without one the Europe that is shipped"),
    by: str = Query("", pattern="^(|sex|age|region|sector)$"),
    lang: str = Query("en", pattern=LANGUAGE),
) -> dict[str, Any]:
    """Exposure is not job loss. What was modelled says so in ``basis``; small figures are hidden."""
    said = in_language(lang)
    try:
        places = (place_code(geo, said),) if geo else ()
        return labour_data(labour_report(LabourQuestion(places, (), by), said), None, said)
    except Refusal as refused:
        raise RefusedError([Wrong(where="geo", what=refused.what, expected=refused.expected)]) from refused


@router.get(
    "/occupations/{code}", response=answers(dict[str, Any], 404), summary="How exposed an occupation or group is"
)
def occupation_of_observatory(
    request: HttpRequest, code: str = Path(..., pattern="^[1-9][0-9]{0,3}$"), lang: str = Query("en", pattern=LANGUAGE)
) -> dict[str, Any]:
    """By its code of ISCO-08: four digits for an occupation, one or two for a group."""
    if code not in occupations() and code not in occupation_groups():
        raise Http404
    return occupation_data(code, in_language(lang))


@router.get("/find", response=answers(Answer), summary="From a question to the figure that answers it")
def find_figure(
    request: HttpRequest,
    q: str = Query(..., min_length=1, max_length=300),
    lang: str = Query("en", pattern=LANGUAGE),
) -> dict[str, Any]:
    """Says what was understood and what not; ``notes`` say where the view is not what was asked."""
    said = in_language(lang)
    found = observatory.find(q, said)
    return {
        "question": q,
        "exact": found.exact,
        "indicator": found.view.indicator if found.view else "",
        "page": _page(found.view, found.form, said),
        "chart": found.form,
        "understood": [{"kind": part.kind, "words": part.words, "means": part.means} for part in found.understood],
        "ignored": list(found.ignored),
        "notes": list(found.notes),
    }


def _page(view: View | None, form: str, said: Words) -> str:
    from django.conf import settings
    from django.utils.translation import override

    if view is None:
        return ""
    with override(said.lang):
        return settings.URL + asked.address(view, said, form)
