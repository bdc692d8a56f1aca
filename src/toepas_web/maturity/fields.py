"""The fields of the questions of a dimension, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toepas.maturity import Dimension, Question

CHECKLIST = "checklist"


@dataclass(slots=True)
class Filled:
    """Answers and evidence by question, as typed or as kept. ``both``: checklists where nothing and something was ticked; ``problems``: field
    and what is wrong with it."""

    dimension: Dimension
    answers: dict[str, dict[str, str]]
    evidence: dict[str, str]
    both: set[str] = field(default_factory=set)
    problems: list[tuple[str, str]] = field(default_factory=list)


def kept(dimension: Dimension, answers: Mapping[str, Mapping[str, str]], evidence: Mapping[str, str]) -> Filled:
    """What is kept of a dimension."""
    names = [one.id for one in dimension.questions]
    return Filled(dimension, {name: dict(answers.get(name, {})) for name in names}, {name: evidence.get(name, "") for name in names})  # fmt: skip


def name_of(question: Question, row: str) -> str:
    """The name of a field."""
    return f"{question.id}.{row}"
