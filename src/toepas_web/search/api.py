"""The search for programs: as a visitor, or as the account whose session they have."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from ninja import Field, Query, Router, Schema

from toepas_web.search.looking import Part, look
from toepas_web.search.presenters import wrong
from toepas_web.search.registry import MOST, Asked, kinds_for
from toepas_web.search.wanted import LONGEST, Wanted
from toepas_web.ui.problems import RefusedError, Wrong, answers
from toepas_web.ui.words import in_language

router = Router(tags=["search"])


class FoundHit(Schema):
    """Something that was found."""

    title: str
    context: str
    address: str = Field(description="the page, below the address of this site")


class FoundGroup(Schema):
    """What was found of one kind."""

    kind: str
    name: str
    count: int
    more: bool = Field(description="whether there are more than were counted")
    searched: bool = Field(
        description="false where this kind could not be searched just now: then its count says nothing"
    )
    hits: list[FoundHit]


class FoundOut(Schema):
    """What was found, by kind; kinds of which nothing was found are there with a count of 0."""

    query: str
    groups: list[FoundGroup]


@router.get("", response=answers(FoundOut), summary="Find anything on this site that has all the words")
def search_everything(
    request: HttpRequest,
    response: HttpResponse,
    q: str = Query(..., min_length=1, max_length=LONGEST),
    lang: str = Query("en", pattern="^[a-z]{2}$", description="language of the texts and pages"),
    kind: str = Query("", max_length=20, description="one kind only"),
    limit: int = Query(4, ge=1, le=100, description="hits of each kind"),
    offset: int = Query(0, ge=0, le=MOST),
) -> dict[str, Any]:
    """With a session also what its account may see, and nothing else."""
    said, wanted = in_language(lang), Wanted(q)
    every = kinds_for(request.user)
    chosen = tuple(one for one in every if one.id == kind) if kind else every
    if problem := wrong(wanted, said):
        raise RefusedError([Wrong(where="q", what=problem)])
    if not chosen:
        expected = ", ".join(one.id for one in every)
        raise RefusedError([Wrong(where="kind", what=kind, expected=expected)])
    with override(said.lang):
        asked = Asked(request.user, wanted, said, limit, offset)
        parts = look([(one, asked) for one in chosen]) if wanted.words else []
    response["Cache-Control"] = "no-store"
    return {"query": wanted.text, "groups": [_group(part, said) for part in parts]}


def _group(part: Part, said: Any) -> dict[str, Any]:
    found = part.found
    return {
        "kind": part.kind.id,
        "name": part.kind.name(said),
        "count": found.count if found else 0,
        "more": bool(found and found.more),
        "searched": found is not None,
        "hits": [{"title": one.title, "context": one.context, "address": one.address} for one in found.hits]
        if found
        else [],
    }
