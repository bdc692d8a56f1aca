"""The catalogue for programs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from toepas.catalogue import FACETS, document_of, search_data
from toepas.catalogue import Query as Search
from toepas.match import Need, match, match_data, read_need
from toepas.retrieval import recognise
from toepas_web.catalogue.engine import collection
from toepas_web.ui.problems import RefusedError, Wrong, answers
from toepas_web.ui.words import in_language

router = Router(tags=["catalogue"])


class SearchOut(Schema):
    """What was found, with reasons and facets."""

    query: str
    language: str
    total: int
    more_than_counted: bool
    corrected: str
    purposes: list[dict[str, Any]]
    facets: dict[str, dict[str, int]]
    results: list[dict[str, Any]]


class MatchOut(Schema):
    """What fits a need, panel by panel."""

    need: dict[str, Any]
    on: str
    purposes: list[dict[str, Any]]
    panels: list[dict[str, Any]]


@router.get(
    "/search", response=answers(SearchOut), summary="Find assets by a need or keywords in any official language"
)
def search_catalogue(
    request: HttpRequest,
    q: str = Query("", max_length=400),
    lang: str = Query("en", pattern="^[a-z]{2}$", description="language of the answer"),
    filter: list[str] = Query([], description="facet=value, several allowed", max_length=40),  # noqa: A002, B008 - the word of the interface; the framework asks for it like this
    limit: int = Query(20, ge=1, le=100),
    offset: int = Query(0, ge=0, le=1000),
) -> dict[str, Any]:
    """Each result says why it was found."""
    filters: dict[str, list[str]] = {}
    for item in filter:
        facet, _, value = item.partition("=")
        if facet not in FACETS or not value:
            raise RefusedError([Wrong(where="filter", what=item[:100], expected="facet=value: " + ", ".join(FACETS))])
        filters.setdefault(facet, []).append(value)
    said, here = in_language(lang), collection()
    query = Search(q, recognise(q, said.lang) if q else said.lang, filters=filters, limit=limit, offset=offset)
    return search_data(here, query, here.search(query), said)


@router.get("/suggest", response=answers(list[str]), summary="How what was typed so far could go on")
def suggest_in_catalogue(
    request: HttpRequest,
    q: str = Query(..., min_length=1, max_length=60),
    lang: str = Query("en", pattern="^[a-z]{2}$"),
) -> list[str]:
    """Names and purposes."""
    return list(collection().suggest(q, in_language(lang).lang))


@router.get("/assets/{asset_id}", response=answers(dict[str, Any], 404), summary="Everything that is known of an asset")
def asset_of_catalogue(request: HttpRequest, asset_id: str) -> dict[str, Any]:
    """The whole record, with its sources."""
    found = collection().get(asset_id)
    if found is None:
        raise Http404
    return document_of(found)


@router.get("/match", response=answers(MatchOut), summary="What fits a need, with what speaks for and against it")
def match_need(
    request: HttpRequest,
    q: str = Query(..., min_length=1, max_length=1000),
    lang: str = Query("en", pattern="^[a-z]{2}$", description="language of the answer"),
) -> dict[str, Any]:
    """Sector, country, language and limits are read out of the text; the answer says which."""
    said = in_language(lang)
    need = read_need(q, said.lang, given=Need(text=q))
    return match_data(match(need, collection(), timezone.localdate()), said)
