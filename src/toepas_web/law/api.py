"""The law for programs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Schema
from ninja.pagination import PageNumberPagination, paginate

from toepas.kernel import parse_citation
from toepas.law import load_act
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
        "digest": said.law(f"{name}.digest", article.digest),
        "change": article.change,
        "what_changed": said.law(f"{name}.what", article.change_what) if article.change_what else "",
        "text_version": act.text_version,
        "official": parse_citation(presenters.cite_of(name)).link(act.celex, said.lang, act.recitals_celex),
        "duties": [duty.id for duty in act.duties.values() if concerned(duty.cites, name)],
        "facts": [fact.id for fact in act.facts.values() if concerned(fact.cites, name)],
    }
