"""Assessments for tests."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from hypothesis import strategies as st

from toepas.maturity import Assessment, Organisation, Score, questionnaires, score

T0, T1 = datetime.date(2025, 3, 1), datetime.date(2026, 3, 1)


def assessed(
    answers: Mapping[str, Mapping[str, str]], name: str = "sme", stage: str = "T0", **organisation: str
) -> Assessment:
    on = {"T0": T0, "T1": T1}[stage]
    return Assessment(questionnaires()[name], stage, on, answers, Organisation(**organisation))


def every(name: str, at: int) -> dict[str, dict[str, str]]:
    """The same place in the list of codes for every row."""
    return {one.id: {row.id: list(one.kind.codes)[at] for row in one.rows} for one in questionnaires()[name].questions}


def scored(answers: Mapping[str, Mapping[str, str]], **more: str) -> Score:
    return score(assessed(answers, **more))


def answers_to(name: str, *, unknown: bool = True) -> st.SearchStrategy[dict[str, dict[str, str]]]:
    """Any answers to a questionnaire, with or without rows that are not known."""
    asked = questionnaires()[name].questions
    return st.fixed_dictionaries(
        {
            one.id: st.fixed_dictionaries(
                {} if unknown else {row.id: st.sampled_from(list(one.kind.codes)) for row in one.rows},
                optional={row.id: st.sampled_from(list(one.kind.codes)) for row in one.rows} if unknown else {},
            )
            for one in asked
        }
    )
