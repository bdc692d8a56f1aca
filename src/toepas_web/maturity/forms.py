"""What was typed: the answers of one dimension, and the start of an assessment."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.http import QueryDict

from toepas import maturity
from toepas.kernel import Words
from toepas.maturity import NONE, STAGES, UNKNOWN, Dimension, Question
from toepas_web.maturity.actions import RefusedError

CHECKLIST = "checklist"
MOST_EVIDENCE = 2000
REST = "rest"
SHOWN = "shown"
"""The questions that were on the page: what is kept of the others stays as it is."""


def field(question: Question, row: str) -> str:
    """The name of a field."""
    return f"{question.id}.{row}"


class DimensionForm:
    """The answers as typed, or as they are kept, and what is wrong with them."""

    def __init__(
        self, said: Words, dimension: Dimension, answers: Mapping[str, Mapping[str, str]], evidence: Mapping[str, str], given: QueryDict | None = None
    ) -> None:  # fmt: skip
        self.said, self.dimension = said, dimension
        self.problems: list[tuple[str, str]] = []
        self.evidence = {one.id: evidence.get(one.id, "") for one in dimension.questions}
        self.answers = {one.id: dict(answers.get(one.id, {})) for one in dimension.questions}
        self.both: set[str] = set()
        if given is not None:
            for one in (part for part in dimension.questions if part.id in given.getlist(SHOWN)):
                self.answers[one.id] = (
                    self._checklist(one, given) if one.kind.id == CHECKLIST else self._rows(one, given)
                )
                self.evidence[one.id] = given.get(field(one, "evidence"), "").strip()
                if len(self.evidence[one.id]) > MOST_EVIDENCE:
                    self.problems.append((field(one, "evidence"), said.t("At most {n} characters.", n=MOST_EVIDENCE)))

    def _rows(self, question: Question, given: QueryDict) -> dict[str, str]:
        found = {}
        for row in question.rows:
            code = given.get(field(question, row.id), "")
            if code in question.kind.codes:
                found[row.id] = code
            elif code:
                self.problems.append((field(question, row.id), self.said.t("Choose one of the list.")))
        return found

    def _checklist(self, question: Question, given: QueryDict) -> dict[str, str]:
        ticked = [row.id for row in question.rows if given.get(field(question, row.id))]
        no, yes = question.kind.codes
        if given.get(field(question, NONE)):
            if ticked:
                self.both.add(question.id)
                self.problems.append(
                    (field(question, NONE), self.said.t("This goes with nothing else. Take one of the two away."))
                )
            return {row.id: yes if row.id in ticked else no for row in question.rows}
        if given.get(field(question, REST)) == UNKNOWN:
            return dict.fromkeys(ticked, yes)
        return {row.id: yes if row.id in ticked else no for row in question.rows} if ticked else {}


def beginning(given: QueryDict, today: datetime.date, said: Words) -> tuple[str, str, datetime.date]:
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


def refused(why: str, said: Words) -> str:
    """Why something is not possible, and what to do."""
    return {
        "already": said.t("This moment is there already. Open it, or choose a later one."),
        "order": said.t("T0 comes before T1, and T1 before T2. Correct the day."),
        "stale": said.t("Somebody changed this in the meantime. Nothing was overwritten: what you typed stands below, and is not saved. Look at what is kept now, and send yours again if it is right."),
        "finished": said.t("This assessment is finished and does not change any more."),
        "too-many": said.t("That is as many as one can have. Withdraw or delete one first."),
        "limits": said.t("There are values of after the start, so limits and days do not move any more. What you typed stands below, and is not saved."),
        "list": said.t("Choose one of the list."),
        "day": said.t("This is no day of the last ten years. Expected is year-month-day."),
    }[why]  # fmt: skip
