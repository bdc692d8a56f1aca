"""An answer as the page shows it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from toepas.ask import Answer, Hit, Statement
from toepas.kernel import Words, parse_citation
from toepas.law import load_act


def page(answer: Answer, said: Words) -> dict[str, Any]:
    """Statements first, then every passage, with our own pages behind the citations."""
    return {
        "confidence": answer.confidence,
        "message": answer.message,
        "written": [_statement(item, said) for item in answer.written],
        "statements": [_statement(item, said) for item in answer.statements],
        "passages": [_passage(hit, said) for hit in answer.passages[len(answer.statements) :]],
        "offers": answer.offers,
        "notes": answer.notes,
        "text_version": answer.text_version,
    }


def _statement(item: Statement, said: Words) -> dict[str, Any]:
    return {
        "text": item.text,
        "when": item.when,
        "status": status(item.status, said),
        "cites": _cites(item.cites, item.links, said),
    }


def _passage(hit: Hit, said: Words) -> dict[str, Any]:
    found = hit.passage
    return {
        "title": found.title,
        "text": found.text,
        "lang": found.lang,
        "status": status(found.status, said),
        "cites": _cites(found.cites, hit.links, said),
    }


def status(name: str, said: Words) -> str:
    """How far guidance is; nothing for the law itself."""
    return {
        "final": said.t("final"),
        "draft": said.t("draft"),
        "announced": said.t("announced"),
        "not-found": said.t("not found"),
    }.get(name, "")


def _cites(cites: tuple[str, ...], links: tuple[str, ...], said: Words) -> tuple[tuple[str, str], ...]:
    act, rows = load_act(), []
    for cite, link in zip(cites, links, strict=True):
        parsed = parse_citation(cite)
        points = "".join(f"({point})" for point in parsed.points)
        if parsed.kind == "article":
            name = said.t("Art. {number}", number=parsed.number + points)
        elif parsed.kind == "annex":
            name = said.t("Annex {number}", number=parsed.number + points)
        else:
            name = cite
        ours = parsed.provision in act.articles
        rows.append((name, reverse("law-provision", args=[parsed.provision]) if ours else link))
    return tuple(rows)
