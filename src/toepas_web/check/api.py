"""The check for programs."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.pagination import PageNumberPagination, paginate
from pydantic import BeforeValidator

from toepas.advise import View, verdict
from toepas.check import Answers, Case, FactValue, all_facts, check, read_facts, result_data
from toepas.law import text_versions
from toepas_web.ui.problems import RefusedError, Wrong, answers
from toepas_web.ui.words import in_language

router = Router(tags=["check"])
MOST_FACTS = 400
LANGUAGE = "^[a-z]{2}$"
TEXT_VERSIONS = "^(" + "|".join(text_versions()) + ")$"


def _as_text(value: Any) -> Any:
    if isinstance(value, str) and not _DAY.match(value):
        raise ValueError("a date is written as year-month-day")
    if not isinstance(value, str | datetime.date):
        raise ValueError("a date is a text")
    return value


_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
Day = Annotated[datetime.date, BeforeValidator(_as_text)]
"""A date as text: numbers, which would count seconds, are refused."""


class Question(Schema):
    """A fact that the check asks about."""

    id: str
    type: str = Field(description="truth, date, number or code")
    question: str
    meaning: str
    why: str
    cites: list[str]
    values: dict[str, str] = Field(description="for type code: every value with its name")
    unit: str
    within: str | None = Field(description="the fact that must be yes for this one to be yes")


class CheckIn(Schema):
    """A case: what is known of it. A fact that is left out, or null, is unknown."""

    facts: dict[str, bool | float | str | None] = Field(
        max_length=MOST_FACTS,
        description="values by fact id: true or false, a number, a code, or a date as year-month-day, year-month or year",
    )
    on: Day | None = Field(None, description="the date asked about; today if left out")
    text_version: str | None = Field(
        None, pattern=TEXT_VERSIONS, description="the text of the law; the one that holds on that date if left out"
    )
    lang: str = Field("en", pattern=LANGUAGE, description="language of the verdict")


class CheckOut(Schema):
    """What the Act says of the case. Ids lead to the facts and duties; the parts are those of the command line."""

    case: str
    title: str
    on: datetime.date
    text_version: str
    verdict: str
    roles: list[str]
    possible_roles: list[str]
    class_: str = Field(alias="class", serialization_alias="class")
    class_possible: list[str]
    class_depends_on: list[str]
    class_because: list[str]
    class_coming: list[dict[str, Any]]
    annex_iii_points: list[str]
    gpai: dict[str, str]
    findings: list[dict[str, Any]]
    duties: list[dict[str, Any]]
    waived: list[str]
    questions: list[str]
    readings: list[str]
    facts: dict[str, Any]
    link: str = Field(description="the same answers as a part of an address of this site")
    notice: str


def usable(given: dict[str, Any]) -> dict[str, FactValue]:
    """The facts of a request. Raises RefusedError with every one that cannot be used."""
    facts, wrong = read_facts(given)
    if wrong:
        raise RefusedError(
            [Wrong(where=f"facts.{item.name}", what=item.what, expected=item.expected) for item in wrong]
        )
    return facts


@router.get("facts", response=answers(list[Question]), summary="Every fact the check asks about")
@paginate(PageNumberPagination, page_size=100)
def facts(request: HttpRequest, lang: str = Query("en", pattern=LANGUAGE)) -> list[dict[str, Any]]:
    """In the order of the law, with question and meaning in the language asked for."""
    said = in_language(lang)
    return [
        {
            "id": fact.id,
            "type": fact.type,
            "question": said.entry(f"{fact.id}.question", fact.question),
            "meaning": said.entry(f"{fact.id}.meaning", fact.meaning) if fact.meaning else "",
            "why": said.entry(f"{fact.id}.why", fact.why) if fact.why else "",
            "cites": list(fact.cites),
            "values": {code: said.entry(f"{fact.id}.value.{code}", label) for code, label in fact.values.items()},
            "unit": fact.unit,
            "within": fact.within,
        }
        for fact in all_facts().values()
    ]


@router.post("check", response=answers(CheckOut), by_alias=True, summary="What the Act asks of a case")
def run_check(request: HttpRequest, case: CheckIn) -> dict[str, Any]:
    """Class, roles, findings with proof, duties with dates, and what is still open. Nothing is stored."""
    facts = usable(case.facts)
    on = case.on or timezone.localdate()
    result = check(facts, on, case.text_version)
    checked = Case("case", facts)
    said = verdict(View(checked, result, in_language(case.lang)))
    return {**result_data(result, checked), "verdict": said, "link": Answers(facts).pack()}
