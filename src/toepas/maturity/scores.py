"""From answers to scores. An answer that is not known is not zero: the score is then what it is at least and at most."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from toepas.maturity.conditions import asked
from toepas.maturity.data import levels
from toepas.maturity.model import (
    FULL,
    Assessment,
    Dimension,
    DimensionScore,
    Level,
    Question,
    QuestionScore,
    Score,
    Span,
)

TEN = 10


def score(assessment: Assessment) -> Score:
    """The scores of every question, every dimension and the whole."""
    dimensions = tuple(_dimension(one, assessment) for one in assessment.questionnaire.dimensions)
    count = len(dimensions)
    overall = Span(sum((one.span.low for one in dimensions), Fraction()) / count, sum((one.span.high for one in dimensions), Fraction()) / count)  # fmt: skip
    ceiling = min(one.span.high for one in dimensions)
    weakest = tuple(one.dimension.id for one in dimensions if one.span.low <= ceiling)
    return Score(assessment, dimensions, overall, weakest)


def _dimension(dimension: Dimension, assessment: Assessment) -> DimensionScore:
    questions = tuple(_question(one, assessment) for one in dimension.questions)
    counted = [one for one in questions if one.question.weight and one.asked is not False]
    low = _least([(one.question.weight, one.span.low, one.asked is True) for one in counted])
    high = -_least([(one.question.weight, -one.span.high, one.asked is True) for one in counted])
    return DimensionScore(dimension, Span(low * FULL / TEN, high * FULL / TEN), questions)


def _question(question: Question, assessment: Assessment) -> QuestionScore:
    given = assessment.answers.get(question.id, {})
    points = question.kind.codes
    whole = sum((row.weight for row in question.rows), Fraction())
    sure = sum((row.weight * points[given[row.id]] for row in question.rows if row.id in given), Fraction())
    open_ = sum((row.weight for row in question.rows if row.id not in given), Fraction())
    best = max(points.values())
    span = Span(TEN * sure / whole, TEN * (sure + open_ * best) / whole)
    return QuestionScore(
        question,
        span,
        asked(question.when, assessment.questionnaire, assessment.answers),
        sum(row.id not in given for row in question.rows),
        bool(assessment.evidence.get(question.id)),
    )


def _least(parts: Sequence[tuple[Fraction, Fraction, bool]]) -> Fraction:
    """The least weighted mean of (weight, value, surely asked): of those that may be asked, each counts that lowers it."""
    weight = sum((one for one, _, sure in parts if sure), Fraction())
    total = sum((one * value for one, value, sure in parts if sure), Fraction())
    for one, value, _ in sorted((part for part in parts if not part[2]), key=lambda part: part[1]):
        if value * weight < total:
            weight, total = weight + one, total + one * value
    return total / weight


def level_of(value: Fraction) -> Level:
    """The level of a score from 0 to 100."""
    return next(level for level in levels() if value <= level.most)
