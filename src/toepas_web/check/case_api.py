"""Saved cases for programs, with the session of an account: its own to read and change, those of its organisations to read."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
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
ID = r"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$"
"""The id of something as the site writes it, or nothing."""
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
    own: bool = Field(description="whether it belongs to this account, which alone can change it")
    shared_with: uuid.UUID | None = Field(description="the organisation whose members may read it")

    @staticmethod
    def resolve_facts(case: Case) -> dict[str, Any]:
        """The answers as JSON has them."""
        kept, _ = unpack(case.answers)
        return {name: plain(value) for name, value in kept.given.items()}

    @staticmethod
    def resolve_own(case: Case, context: dict[str, Any]) -> bool:
        """Whether it belongs to who asks."""
        return bool(case.owner_id == context["request"].user.pk)

    @staticmethod
    def resolve_shared_with(case: Case) -> uuid.UUID | None:
        """The id alone."""
        return case.shared_with_id


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


class Pages(PageNumberPagination):
    """Pages that the database cuts out, so their number has an end."""

    class Input(Schema):
        """Which page, and how long."""

        page: int = Field(1, ge=1, le=1_000_000)
        page_size: int | None = Field(None, ge=1)


@router.get("", response=answers(list[CaseOut], 401, 404), summary="The cases of this account, or of an organisation")
@paginate(Pages, page_size=50)
def cases(
    request: HttpRequest,
    organisation: str = Query(
        "", pattern=ID, description="the id of an organisation whose cases this account may read"
    ),
) -> QuerySet[Case]:
    """The one changed last first. Of an organisation: those that its members put there, for who may see them on the pages as well."""
    if organisation:
        return Case.objects.in_organisation(rules.organisation_read_by(request.user, uuid.UUID(organisation)))
    return Case.objects.of(request.user)


@router.post("", response={201: CaseOut, **dict.fromkeys((400, 401, 403, 422, 429), Problem)}, summary="Save a case")
def create(request: HttpRequest, case: CaseIn) -> Status[Case]:
    """Under this account."""
    texts = {name: getattr(case, name) for name in ("title", "organisation", "system", "purpose")}
    facts = Answers(usable(case.facts))
    try:
        made = actions.create(by=request.user, answers=facts, texts=texts, on=timezone.localdate())
    except actions.TooManyError:
        raise RefusedError([], title="These are as many cases as one account may keep; delete some first") from None
    return Status(201, made)


@router.get("{case_id}", response=answers(CaseOut, 401, 404), summary="One case")
def case(request: HttpRequest, case_id: uuid.UUID) -> Case:
    """Its owner gets it, and who may read it through its organisation."""
    return rules.case_read_by(request.user, case_id)


@router.put("{case_id}/facts", response=answers(CaseOut, 401, 403, 404, 409), summary="Replace the answers of a case")
def replace(request: HttpRequest, case_id: uuid.UUID, given: AnswersIn) -> Case:
    """The old answers stay in the history. Only its owner changes it."""
    kept = rules.case_of(request.user, case_id)
    facts = Answers(usable(given.facts))
    try:
        actions.change_answers(by=request.user, case=kept, answers=facts, number=given.number, on=timezone.localdate())
    except actions.StaleError:
        raise RefusedError([], 409, "The case has changed in the meantime; read it again") from None
    kept.refresh_from_db()
    return kept


@router.delete(
    "{case_id}", response={204: None, **dict.fromkeys((400, 401, 403, 404, 422, 429), Problem)}, summary="Delete a case"
)
def remove(request: HttpRequest, case_id: uuid.UUID) -> Status[None]:
    """With its tasks, history and files. Only its owner deletes it."""
    actions.remove(by=request.user, case=rules.case_of(request.user, case_id))
    return Status(204, None)
