"""The law for programs."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Schema
from ninja.pagination import PageNumberPagination, paginate

from toepas.kernel import parse_citation
from toepas.law import authorities, countries, guidance, load_act, timeline
from toepas_web.law import presenters
from toepas_web.ui.problems import answers
from toepas_web.ui.words import in_language

router = Router(tags=["law"])
LANGUAGE = "^[a-z]{2}$"


class ProvisionRow(Schema):
    """An article or annex in a list."""

    id: str
    name: str
    title: str
    change: str


class Provision(Schema):
    """An article or annex in plain words."""

    id: str
    name: str
    title: str
    digest: str
    change: str
    what_changed: str
    text_version: str
    official: str
    duties: list[str]
    facts: list[str]


class Date(Schema):
    """Something that begins, is due or ends on a day."""

    id: str
    day: datetime.date
    kind: str
    title: str
    note: str
    cites: list[str]


class Document(Schema):
    """Guidance, a code, a template, an act or a standard around the Act."""

    id: str
    kind: str
    status: str
    title: str
    note: str
    reference: str
    about: list[str]
    published: datetime.date | None
    expected: datetime.date | None
    as_of: datetime.date


class AuthorityOut(Schema):
    """Who has a function in a country."""

    function: str
    name: str
    url: str
    status: str
    for_whom: str
    source: str
    as_of: datetime.date


@router.get("calendar", response=answers(list[Date]), summary="What applies from when")
def calendar(request: HttpRequest, lang: str = Query("en", pattern=LANGUAGE)) -> list[dict[str, Any]]:
    """In the order of the days."""
    said = in_language(lang)
    return [
        {
            "id": entry.id,
            "day": entry.day,
            "kind": entry.kind,
            "title": said.entry(f"timeline.{entry.id}.title", entry.title),
            "note": said.entry(f"timeline.{entry.id}.note", entry.note),
            "cites": list(entry.cites),
        }
        for entry in timeline()
    ]


@router.get("guidance", response=answers(list[Document]), summary="Guidance and standards, drafts included")
def documents(request: HttpRequest, lang: str = Query("en", pattern=LANGUAGE)) -> list[dict[str, Any]]:
    """With how far each is."""
    said = in_language(lang)
    names = ("id", "kind", "status", "reference", "published", "expected", "as_of")
    return [
        {
            **{name: getattr(item, name) for name in names},
            "title": said.entry(f"guidance.{item.id}.title", item.title),
            "note": said.entry(f"guidance.{item.id}.note", item.note),
            "about": list(item.about),
        }
        for item in guidance()
    ]


@router.get("authorities/{country}", response=answers(list[AuthorityOut], 404), summary="Who supervises and who helps")
def who(request: HttpRequest, country: str = Path(..., pattern="^[A-Z]{2}$")) -> list[dict[str, Any]]:
    """In a member state by its two letters, or the Union (EU)."""
    if country not in countries():
        raise Http404
    names = ("function", "name", "url", "status", "for_whom", "source", "as_of")
    return [{name: getattr(item, name) for name in names} for item in authorities(country)]


@router.get("provisions", response=answers(list[ProvisionRow]), summary="Every article and annex")
@paginate(PageNumberPagination, page_size=100)
def provisions(request: HttpRequest, lang: str = Query("en", pattern=LANGUAGE)) -> list[dict[str, Any]]:
    """In the order of the Act."""
    said, act = in_language(lang), load_act()
    return [
        {
            "id": article.id,
            "name": presenters.name_of(article.id, said),
            "title": presenters.title_of(article, said),
            "change": article.change,
        }
        for article in sorted(act.articles.values(), key=lambda item: presenters.order(item.id))
    ]


@router.get("provisions/{name}", response=answers(Provision, 404), summary="One article or annex")
def provision(
    request: HttpRequest,
    name: str = Path(..., pattern="^[a-z]{3}_[0-9A-Za-z]{1,6}$"),
    lang: str = Query("en", pattern=LANGUAGE),
) -> dict[str, Any]:
    """What it says, what the amendment did to it, and which duties and facts rest on it."""
    said, act = in_language(lang), load_act()
    article = act.articles.get(name)
    if article is None:
        raise Http404
    concerned = presenters.concerns
    return {
        "id": name,
        "name": presenters.name_of(name, said),
        "title": presenters.title_of(article, said),
        "digest": said.entry(f"{name}.digest", article.digest),
        "change": article.change,
        "what_changed": said.entry(f"{name}.what", article.change_what) if article.change_what else "",
        "text_version": act.text_version,
        "official": parse_citation(presenters.cite_of(name)).link(act.celex, said.lang, act.recitals_celex),
        "duties": [duty.id for duty in act.duties.values() if concerned(duty.cites, name)],
        "facts": [fact.id for fact in act.facts.values() if concerned(fact.cites, name)],
    }
