"""The strategy for programs."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from toepas import strategy
from toepas.kernel import sectors
from toepas.strategy import (
    State,
    action_data,
    action_in_full,
    actions,
    amount_data,
    contradictions,
    event_data,
    gaps_data,
    ledger,
    place_data,
    status_of,
    text,
)
from toepas_web.strategy.known import known_events
from toepas_web.ui.problems import RefusedError, Wrong, answers
from toepas_web.ui.words import in_language

router = Router(tags=["strategy"])
LANGUAGE = "^[a-z]{2}$"
ON = Query("", pattern="^([0-9]{4}-[0-9]{2}-[0-9]{2})?$", description="the date asked about; today where none is given")
LANG = Query("en", pattern=LANGUAGE)


class ActionOut(Schema):
    """An action with its state on a date."""

    id: str
    title: str
    what: str
    scope: str
    sectors: list[str]
    section: str
    place: dict[str, Any]
    announced: datetime.date
    actors: list[dict[str, Any]]
    instruments: list[dict[str, Any]]
    programmes: list[dict[str, Any]]
    deadline: str | None = Field(description="a day, month or year; null where none was given")
    deadline_words: str
    timing: str
    timing_text: str
    state: str | None = Field(description="null where it was not announced yet on the date asked about")
    state_text: str
    state_rests_on: str | None
    events: list[dict[str, Any]]
    perhaps: list[dict[str, Any]] = Field(description="events that may have happened by the date asked about")
    linked: list[str]
    aliases: list[str]


class ActionInFull(ActionOut):
    """An action with money, positions and contradictions."""

    money: dict[str, Any]
    positions: list[dict[str, Any]]
    contradictions: list[dict[str, Any]]


class ActionsOut(Schema):
    """Actions on a date."""

    on: datetime.date
    lang: str
    count: int
    actions: list[ActionOut]


class EventOut(Schema):
    """Something that happened, with its source and how good that is."""

    id: str
    actions: list[str]
    date: str
    state: str | None
    what: str
    source: str
    url: str
    grade: str
    grade_text: str
    own: bool


class AmountOut(Schema):
    """Money that a document names; amounts of different kinds are never to be added up."""

    id: str
    what: str
    euro: float | None = Field(description="null where the document gives no figure")
    bound: str
    text: str
    kind: str
    kind_text: str
    period: str | None
    actions: list[str]
    sectors: list[str]
    programmes: list[str]
    payers: list[str]
    within: list[str]
    overlaps: list[str] = Field(description="amounts that may hold some of the same money")
    note: str
    place: dict[str, Any]


class ContradictionOut(Schema):
    """What documents say differently, and what can be concluded."""

    id: str
    topic: str
    statements: list[dict[str, Any]]
    note: str
    actions: list[str]


class GapsOut(Schema):
    """What actions lack."""

    on: datetime.date
    counts: dict[str, int]
    actions: list[dict[str, Any]]


@router.get("actions", response=answers(ActionsOut), summary="The actions, with their state on a date")
def list_actions(
    request: HttpRequest,
    sector: str = Query("", max_length=40),
    section: str = Query("", max_length=80, description="as in the document, such as 2.11"),
    state: str = Query("", max_length=20),
    on: str = ON,
    lang: str = LANG,
) -> dict[str, Any]:
    """In the order of the documents."""
    said, day, known = in_language(lang), _day(on), known_events(in_language(lang))
    _known("sector", sector, list(sectors()))
    _known("state", state, [str(one) for one in State])
    _known("section", section, sorted({one.place.section for one in actions().values()}))
    found = [status_of(action, day, known) for action in actions().values()]
    kept = [
        status
        for status in found
        if (not sector or sector in status.action.sectors)
        and (not section or section == status.action.place.section)
        and (not state or state == str(status.state))
    ]
    return {
        "on": day,
        "lang": said.lang,
        "count": len(kept),
        "actions": [action_data(status, said) for status in kept],
    }


def _day(given: str) -> datetime.date:
    """The date asked about. Raises RefusedError for one that no calendar has."""
    try:
        return datetime.date.fromisoformat(given) if given else timezone.localdate()
    except ValueError:
        raise RefusedError([Wrong(where="on", what="no date", expected="YYYY-MM-DD")]) from None


def _known(where: str, value: str, known: list[str]) -> None:
    if value and value not in known:
        raise RefusedError([Wrong(where=where, what="not in the list", expected=", ".join(known))])


@router.get("actions/{action_id}", response=answers(ActionInFull, 404), summary="Everything known of one action")
def one_action(
    request: HttpRequest,
    action_id: str = Path(..., pattern="^[a-z0-9-]{1,80}$"),
    on: str = ON,
    lang: str = LANG,
) -> dict[str, Any]:
    """With money, positions of countries and where documents disagree."""
    if action_id not in actions():
        raise Http404
    return action_in_full(status_of(actions()[action_id], _day(on), known_events(in_language(lang))), in_language(lang))


@router.get("events", response=answers(list[EventOut]), summary="What happened since, oldest first")
def list_events(request: HttpRequest, lang: str = LANG) -> list[dict[str, Any]]:
    """With the source and the grade of the evidence."""
    return [event_data(event, in_language(lang)) for event in known_events(in_language(lang))]


@router.get("money", response=answers(list[AmountOut]), summary="Every amount that the documents name")
def list_money(request: HttpRequest, lang: str = LANG) -> list[dict[str, Any]]:
    """Not a budget: what stands within another amount or may overlap it is named."""
    return [amount_data(amount, in_language(lang)) for amount in ledger().values()]


@router.get("contradictions", response=answers(list[ContradictionOut]), summary="Where documents say different things")
def list_contradictions(request: HttpRequest, lang: str = LANG) -> list[dict[str, Any]]:
    """Each statement with its place."""
    said = in_language(lang)
    return [
        {
            "id": name,
            "topic": text(f"contradiction.{name}.topic", entry.topic, said),
            "statements": [
                {
                    "says": text(f"contradiction.{name}.says.{number}", one.says, said),
                    "place": place_data(one.place, said),
                }
                for number, one in enumerate(entry.statements)
            ],
            "note": text(f"contradiction.{name}.note", entry.note, said),
            "actions": list(entry.actions),
        }
        for name, entry in contradictions().items()
    ]


@router.get("gaps", response=answers(GapsOut), summary="What was never said or is not known")
def list_gaps(request: HttpRequest, on: str = ON, lang: str = LANG) -> dict[str, Any]:
    """How many actions lack what, and which."""
    day = _day(on)
    return {
        "on": day,
        **gaps_data(strategy.gaps(day, known_events(in_language(lang))), actions().values(), in_language(lang)),
    }
