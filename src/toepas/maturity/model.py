"""What questionnaires, answers and scores are made of."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

STAGES = ("T0", "T1", "T2")
"""Before support, after it, and later again."""
SIZES = ("1-9", "10-49", "50-249", "250+")
UNKNOWN = "unknown"
NONE = "none"
"""The exclusive answer of a checklist."""
FULL = 100
Condition = Mapping[str, Any]
Answers = Mapping[str, Mapping[str, str]]
"""Question, row, code. A row that is left out is not known, which is something else than no."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: what its rows can be answered with, from least to most, with points from 0 to 1."""

    id: str
    codes: Mapping[str, Fraction]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is answered, with its weight within the question."""

    id: str
    text: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Question:
    """Rows answered with the codes of one kind. ``none``: text of the exclusive answer, empty where there is none. ``when``: asked only where
    this holds. A question of weight 0 is asked but does not score."""

    id: str
    kind: Kind
    text: str
    rows: tuple[Row, ...]
    weight: Fraction
    none: str = ""
    when: Condition | None = None

    def row(self, name: str) -> Row | None:
        """A row by id."""
        return next((row for row in self.rows if row.id == name), None)


@dataclass(frozen=True, slots=True)
class Dimension:
    """Questions about one side of maturity; at least one of them scores and is always asked."""

    id: str
    code: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What stands behind one part of a questionnaire: published, second-hand or our own, where it was read and when."""

    id: str
    grade: str
    source: str = ""
    url: str = ""
    read: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A version of a questionnaire. A version that was released never changes. ``audience``: kinds of organisations; ``shows``: what else can be
    told from the answers, by id."""

    id: str
    version: str
    released: datetime.date
    title: str
    about: str
    audience: tuple[str, ...]
    basis: tuple[Basis, ...]
    dimensions: tuple[Dimension, ...]
    shows: Mapping[str, Condition] = field(default_factory=dict)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in their order."""
        return tuple(question for dimension in self.dimensions for question in dimension.questions)

    def question(self, name: str) -> Question | None:
        """A question by id."""
        return next((question for question in self.questions if question.id == name), None)


@dataclass(frozen=True, slots=True)
class Level:
    """A level by the highest score that belongs to it."""

    id: str
    most: Fraction
    title: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whose answers these are; what is not said is empty. ``size`` is one of SIZES."""

    name: str = ""
    country: str = ""
    size: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answers of one organisation at one moment. ``evidence``: what shows it, by question."""

    questionnaire: Questionnaire
    stage: str
    on: datetime.date
    answers: Answers
    organisation: Organisation = field(default_factory=Organisation)
    evidence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """A score is no less than ``low`` and no more than ``high``; both are the same where every answer is known."""

    low: Fraction
    high: Fraction

    @property
    def known(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """0 to 10. ``asked``: whether the question applies (None: hangs on an answer that is not known); ``unknown``: rows without an answer."""

    question: Question
    span: Span
    asked: bool | None
    unknown: int
    evidence: bool


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """0 to 100."""

    dimension: Dimension
    span: Span
    questions: tuple[QuestionScore, ...]

    @property
    def unknown(self) -> int:
        """Rows that are asked, or may be, and have no answer."""
        return sum(one.unknown for one in self.questions if one.asked is not False)


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of an assessment. ``weakest``: the dimensions that can be the lowest."""

    assessment: Assessment
    dimensions: tuple[DimensionScore, ...]
    overall: Span
    weakest: tuple[str, ...]

    def span(self, name: str) -> Span:
        """Of a dimension by id, or ``overall``."""
        if name == "overall":
            return self.overall
        return next(one.span for one in self.dimensions if one.dimension.id == name)
