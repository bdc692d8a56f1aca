"""What was typed: the answers of one dimension, and the start of an assessment."""

from __future__ import annotations

import datetime

from django.http import QueryDict

from toepas import maturity
from toepas.kernel import Words
from toepas.maturity import NONE, STAGES, UNKNOWN, Question
from toepas_web.maturity.actions import RefusedError
from toepas_web.maturity.fields import CHECKLIST, Filled, name_of

MOST_EVIDENCE = 2000
REST = "rest"
SHOWN = "shown"
"""The questions that were on the page: what is kept of the others stays as it is."""


def typed(filled: Filled, given: QueryDict, said: Words) -> Filled:
    """What was sent, over what is kept; ``problems`` says what is wrong with it."""
    for one in (part for part in filled.dimension.questions if part.id in given.getlist(SHOWN)):
        read = _checklist if one.kind.id == CHECKLIST else _rows
        filled.answers[one.id] = read(one, given, filled, said)
        filled.evidence[one.id] = given.get(name_of(one, "evidence"), "").strip()
        if len(filled.evidence[one.id]) > MOST_EVIDENCE:
            filled.problems.append((name_of(one, "evidence"), said.t("At most {n} characters.", n=MOST_EVIDENCE)))
    return filled


def _rows(question: Question, given: QueryDict, filled: Filled, said: Words) -> dict[str, str]:
    found = {}
    for row in question.rows:
        code = given.get(name_of(question, row.id), "")
        if code in question.kind.codes:
            found[row.id] = code
        elif code:
            filled.problems.append((name_of(question, row.id), said.t("Choose one of the list.")))
    return found


def _checklist(question: Question, given: QueryDict, filled: Filled, said: Words) -> dict[str, str]:
    ticked = [row.id for row in question.rows if given.get(name_of(question, row.id))]
    no, yes = question.kind.codes
    if given.get(name_of(question, NONE)):
        if ticked:
            filled.both.add(question.id)
            filled.problems.append((name_of(question, NONE), said.t("This is ticked together with something else, and that cannot be. Untick this, or untick the others.")))  # fmt: skip
    elif given.get(name_of(question, REST)) == UNKNOWN:
        return dict.fromkeys(ticked, yes)
    elif not ticked:
        return {}
    return {row.id: yes if row.id in ticked else no for row in question.rows}


def beginning(given: QueryDict, today: datetime.date) -> tuple[str, str, datetime.date]:
    """Questionnaire, stage and day of a new assessment. Raises RefusedError("list" or "day") for what cannot be."""
    name, stage = given.get("questionnaire", ""), given.get("stage", "")
    if name not in maturity.questionnaires() or stage not in STAGES:
        raise RefusedError("list")
    try:
        on = datetime.date.fromisoformat(given.get("on", "").strip() or today.isoformat())
    except ValueError:
        raise RefusedError("day") from None
    if on > today or on.year < today.year - 10:
        raise RefusedError("day")
    return name, stage, on


def where(why: str) -> str:
    """The field of the beginning that a refusal is about; empty where it is about none."""
    return {"list": "questionnaire", "already": "stage", "order": "on", "day": "on"}.get(why, "")


def refused(why: str, said: Words) -> str:
    """Why something is not possible, and what to do."""
    return {
        "already": said.t("This moment is there already. Open it, or choose a later one."),
        "order": said.t("T0 comes before T1, and T1 before T2. Correct the day."),
        "stale": said.t("Somebody changed this in the meantime. Nothing was overwritten: what you typed stands below, and is not saved. Look at what is kept now, and send yours again if it is right."),
        "finished": said.t("This assessment is finished and does not change any more."),
        "closed": said.t("This measurement is closed and does not change any more."),
        "unmeasured": said.t("There are no values of before and after yet. Add them first."),
        "published": said.t("This quarter was published before, and what was published does not change."),
        "nothing": said.t("There is nothing that may be published yet."),
        "other": said.t("Something changed since you looked. Nothing was published: look at what stands below now."),
        "too-many": said.t("That is as many as one can have. Withdraw or delete one first."),
        "limits": said.t("There are values of after the start, so limits and days do not move any more. What you typed stands below, and is not saved."),
        "list": said.t("Choose one of the list."),
        "ahead": said.t("A moment is planned for a day from today to ten years ahead. Expected is year-month-day."),
        "day": said.t("Choose a day of the last ten years, up to today. It is written as year-month-day, such as {day}.", day="2026-03-31"),
    }[why]  # fmt: skip
