"""Conditions over answers and scores, in three values: yes, no, not known (None)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from toepas.maturity.data import exact
from toepas.maturity.model import Answers, Condition, Questionnaire, Span


def holds(
    condition: Condition, questionnaire: Questionnaire, answers: Answers, spans: Callable[[str], Span] | None = None
) -> bool | None:
    """Whether a condition holds. ``spans`` gives the score of a dimension; without it, conditions may speak of answers only.
    Conditions: ``all``, ``any``, ``not``; ``row`` with ``at_least``; ``shows``; ``dimension`` with ``below`` or ``above``."""
    inner = [
        holds(part, questionnaire, answers, spans)
        for key in ("all", "any")
        if key in condition
        for part in condition[key]
    ]
    if "all" in condition:
        return every(inner)
    if "any" in condition:
        return some(inner)
    if "not" in condition:
        found = holds(condition["not"], questionnaire, answers, spans)
        return None if found is None else not found
    if "shows" in condition:
        return holds(questionnaire.shows[condition["shows"]], questionnaire, answers)
    if "row" in condition:
        return _row(condition, questionnaire, answers)
    if spans is None:
        raise ValueError(condition)
    return _within(spans(condition["dimension"]), condition)


def every(parts: Iterable[bool | None]) -> bool | None:
    """All of them; no as soon as one is no."""
    listed = list(parts)
    return False if False in listed else None if None in listed else True


def some(parts: Iterable[bool | None]) -> bool | None:
    """At least one of them; yes as soon as one is yes."""
    listed = list(parts)
    return True if True in listed else None if None in listed else False


def _row(condition: Condition, questionnaire: Questionnaire, answers: Answers) -> bool | None:
    name, row = condition["row"].split(".")
    question = questionnaire.question(name)
    if question is None:
        raise ValueError(condition)
    if asked(question.when, questionnaire, answers) is False:
        return False
    given = answers.get(name, {}).get(row)
    codes = list(question.kind.codes)
    return None if given is None else codes.index(given) >= codes.index(str(condition["at_least"]))


def _within(span: Span, condition: Condition) -> bool | None:
    """``below`` is under the number, ``above`` over it."""
    if "below" in condition:
        line = exact(condition["below"])
        return True if span.high < line else False if span.low >= line else None
    line = exact(condition["above"])
    return True if span.low > line else False if span.high <= line else None


def asked(when: Condition | None, questionnaire: Questionnaire, answers: Answers) -> bool | None:
    """Whether a question with this condition is asked."""
    return True if when is None else holds(when, questionnaire, answers)
