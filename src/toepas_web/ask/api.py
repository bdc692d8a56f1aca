"""Questions of programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from toepas.ask import answer_data
from toepas.ask import ask as answer_to
from toepas.kernel import Problem
from toepas_web.ask.engine import ready
from toepas_web.ui.problems import RefusedError, Wrong, answers
from toepas_web.ui.words import in_language

router = Router(tags=["ask"])


class AnswerOut(Schema):
    """What can be said to a question, with the passages it rests on."""

    question: str
    lang: str = Field(description="the language of the question, as recognised")
    on: str
    text_version: str
    confidence: str = Field(description="strong, weak or none")
    message: str
    statements: list[dict[str, Any]]
    written: list[dict[str, Any]]
    passages: list[dict[str, Any]]
    offers: list[str]
    notes: list[str]


@router.get("", response=answers(AnswerOut), summary="A question in any official language, with cited passages")
def ask_question(
    request: HttpRequest,
    q: str = Query(..., min_length=1, max_length=400),
    lang: str = Query("en", pattern="^[a-z]{2}$", description="language of the answer"),
) -> dict[str, Any]:
    """Where the evidence is weak the answer says so; where there is none it has no statements."""
    try:
        found = answer_to(q, None, in_language(lang), timezone.localdate(), engine=ready())
    except Problem as problem:
        raise RefusedError([Wrong(where="q", what=problem.what, expected=problem.expected)]) from None
    return answer_data(found)
