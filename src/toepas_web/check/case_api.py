"""Saved cases for programs, with the session of the account that owns them."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status
from ninja.pagination import PageNumberPagination, paginate
from ninja.security import django_auth

from toepas.check import Answers, plain, unpack
from toepas_web.check import actions, rules
from toepas_web.check.api import MOST_FACTS, usable
from toepas_web.check.models import Case
from toepas_web.ui.problems import Problem, RefusedError, answers

LINE = r"^[^\x00-\x1f\x7f-\x9f]*$"
"""A line of text: no control characters."""
NAME = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"
"""The same, with something to read in it."""
router = Router(tags=["cases"], auth=django_auth)


class CaseOut(Schema):
    """A saved case."""

    id: uuid.UUID
    title: str
    organisation: str
    system: str
    purpose: str
    number: int = Field(description="of the newest revision; send it back when you change the answers")
    facts: dict[str, Any]
    changed: datetime.datetime


class CaseIn(Schema):
    """A case to save."""

    title: str = Field(min_length=1, max_length=120, pattern=NAME)
    organisation: str = Field("", max_length=120, pattern=LINE)
    system: str = Field("", max_length=160, pattern=LINE)
    purpose: str = Field("", max_length=400, pattern=LINE)
    facts: dict[str, bool | float | str | None] = Field(max_length=MOST_FACTS)


class AnswersIn(Schema):
    """New answers for a case."""

    number: int = Field(ge=1, le=2_000_000_000, description="the revision they replace")
    facts: dict[str, bool | float | str | None] = Field(max_length=MOST_FACTS)


def _data(case: Case) -> dict[str, Any]:
    kept, _ = unpack(case.answers)
    facts = {name: plain(value) for name, value in kept.given.items()}
    names = ("id", "title", "organisation", "system", "purpose", "number", "changed")
    return {**{name: getattr(case, name) for name in names}, "facts": facts}


@router.get("", response=answers(list[CaseOut], 401), summary="The cases of this account")
@paginate(PageNumberPagination, page_size=50)
def cases(request: HttpRequest) -> list[dict[str, Any]]:
    """The one changed last first."""
    return [_data(case) for case in Case.objects.of(request.user)]


@router.post("", response={201: CaseOut, **dict.fromkeys((400, 401, 403, 422, 429), Problem)}, summary="Save a case")
def create(request: HttpRequest, case: CaseIn) -> Status[dict[str, Any]]:
    """Under this account."""
    texts = {name: getattr(case, name) for name in ("title", "organisation", "system", "purpose")}
    facts = Answers(usable(case.facts))
    made = actions.create(by=request.user, answers=facts, texts=texts, on=timezone.localdate())
    return Status(201, _data(made))


@router.get("{case_id}", response=answers(CaseOut, 401, 404), summary="One case")
def case(request: HttpRequest, case_id: uuid.UUID) -> dict[str, Any]:
    """Only its owner gets it."""
    return _data(rules.case_of(request.user, case_id))


@router.put("{case_id}/facts", response=answers(CaseOut, 401, 403, 404, 409), summary="Replace the answers of a case")
def replace(request: HttpRequest, case_id: uuid.UUID, given: AnswersIn) -> dict[str, Any]:
    """The old answers stay in the history."""
    kept = rules.case_of(request.user, case_id)
    facts = Answers(usable(given.facts))
    try:
        actions.change_answers(by=request.user, case=kept, answers=facts, number=given.number, on=timezone.localdate())
    except actions.StaleError:
        raise RefusedError([], 409, "The case has changed in the meantime; read it again") from None
    kept.refresh_from_db()
    return _data(kept)


@router.delete(
    "{case_id}", response={204: None, **dict.fromkeys((400, 401, 403, 404, 422, 429), Problem)}, summary="Delete a case"
)
def remove(request: HttpRequest, case_id: uuid.UUID) -> Status[None]:
    """With its tasks, history and files."""
    actions.remove(by=request.user, case=rules.case_of(request.user, case_id))
    return Status(204, None)
