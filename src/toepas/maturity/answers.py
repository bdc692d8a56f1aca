"""Reads answers, from a file or from what a page sent; every message names the line, what was expected and what to do."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toepas.kernel.problems import Problem
from toepas.kernel.shape import check_shape
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import Located, Place
from toepas.kernel.yamlfile import read as read_yaml
from toepas.maturity.data import FOLDER, questionnaire
from toepas.maturity.model import NONE, UNKNOWN, Assessment, Organisation, Question, Questionnaire

SCHEMA = FOLDER / "answers.schema.json"


def read_answers(path: Path, words: Words | None = None) -> Assessment:
    """The assessment in a YAML file. Raises Problem with the line for whatever cannot be used."""
    said = words or Words()
    located = read_yaml(path, said)
    check_shape(_as_texts(located), SCHEMA, said)
    return _assessment(located, said)


def _as_texts(located: Located) -> Located:
    """With the version and the name of the organisation as they are written: 1.0 is a text here."""
    if isinstance(located.data, dict):
        if isinstance(located.data.get("version"), int | float):
            located.data["version"] = located.raw["version",]
        organisation = located.data.get("organisation")
        if isinstance(organisation, dict):
            organisation |= {
                name: located.raw["organisation", name]
                for name in organisation
                if ("organisation", name) in located.raw
            }
    return located


def _assessment(located: Located, words: Words) -> Assessment:
    data = located.data
    about = questionnaire(data["questionnaire"], data.get("version", ""), words, located.where("questionnaire"))
    on = day_of(data["on"])
    if on is None:
        raise Problem(
            words.t("'{value}' is not a date.", value=data["on"]),
            where=located.where("on"),
            expected=about.released.isoformat(),
            todo=words.t("Write year-month-day."),
        )
    answers = {
        name: answer_of(_question(about, name, located, ("answers", name), words), given, words, located)
        for name, given in (data["answers"] or {}).items()
    }
    evidence = data.get("evidence") or {}
    for name in evidence:
        _question(about, name, located, ("evidence", name), words)
    organisation = Organisation(**data.get("organisation", {}))
    return Assessment(about, data["stage"], on, answers, organisation, evidence)


def day_of(value: Any) -> datetime.date | None:
    """A day, also one that is written as a text; None for what is none."""
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else value if isinstance(value, datetime.date) else None  # fmt: skip
    except ValueError:
        return None


def _question(about: Questionnaire, name: str, located: Located, place: Place, words: Words) -> Question:
    found = about.question(name)
    if found is None:
        raise Problem(
            words.t("There is no question '{name}' in this questionnaire.", name=name),
            where=located.where(*place),
            expected=words.t("one of: {names}", names=", ".join(one.id for one in about.questions)),
            todo=words.t("Correct the name or take the line out."),
        )
    return found


def answer_of(question: Question, given: Any, words: Words, located: Located | None = None) -> dict[str, str]:
    """Row and code of what was answered; what is not known is left out.

    A list names the rows of a checklist that hold: all others do not. Names with values leave out what is not known. ``none`` says that
    nothing holds. An empty list is no answer. Raises Problem for what does not fit the question.
    """
    place = ("answers", question.id)
    where = located.where(*place) if located else question.id
    if isinstance(given, str) and given in (NONE, UNKNOWN):
        given = [NONE] if given == NONE else {}
    if given is None:
        return {}
    if isinstance(given, list):
        return _listed(question, given, words, where)
    if isinstance(given, Mapping):
        return {
            row: code
            for row, value in given.items()
            if (code := _code(question, row, value, words, located.where(*place, row) if located else where)) != UNKNOWN
        }
    raise _unfit(question, str(given), words, where)


def _listed(question: Question, given: Sequence[Any], words: Words, where: str) -> dict[str, str]:
    codes = list(question.kind.codes)
    if question.kind.id != "checklist":
        raise Problem(
            words.t("A list is no answer to '{name}'.", name=question.id),
            where=where,
            expected=words.t("lines such as '{row}: {code}'", row=question.rows[0].id, code=codes[-1]),
            todo=words.t("Give every row its answer."),
        )
    if NONE in given:
        if len(given) > 1 or not question.none:
            raise Problem(
                words.t("'none' goes with nothing else."),
                where=where,
                expected=words.t("'none' alone, or the rows that hold"),
                todo=words.t("Decide which of the two is right."),
            )
        return {row.id: codes[0] for row in question.rows}
    for row in given:
        _code(question, str(row), codes[-1], words, where)
    return {row.id: codes[-1] if row.id in given else codes[0] for row in question.rows} if given else {}


def _code(question: Question, row: str, value: Any, words: Words, where: str) -> str:
    if question.row(row) is None:
        raise Problem(
            words.t("There is no row '{name}' in this question.", name=row),
            where=where,
            expected=words.t("one of: {names}", names=", ".join(one.id for one in question.rows)),
            todo=words.t("Correct the name or take the line out."),
        )
    code = UNKNOWN if value is None else {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    if code != UNKNOWN and code not in question.kind.codes:
        raise _unfit(question, code, words, where)
    return code


def _unfit(question: Question, value: str, words: Words, where: str) -> Problem:
    return Problem(
        words.t("'{value}' is no answer to '{name}'.", value=value[:80], name=question.id),
        where=where,
        expected=", ".join([*question.kind.codes, UNKNOWN]),
        todo=words.t("Write one of these; leave the row out where you do not know."),
    )
