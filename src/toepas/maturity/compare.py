"""The same organisation earlier and later: what changed in the scores, how sure that is, and in how many answers."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.maturity.model import FULL, DimensionScore, QuestionScore, Score

ROSE, FELL, SAME, UNCLEAR = "rose", "fell", "same", "unclear"
OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Change:
    """Of a dimension or the whole, in points: no less than ``low``, no more than ``high``. ``one_answer``: the most that one answer, moved one
    step, does to it; a change within that can come from reading a single row otherwise."""

    id: str
    low: Fraction
    high: Fraction
    one_answer: Fraction

    @property
    def direction(self) -> str:
        """Rose, fell, the same, or unclear where answers are not known."""
        if self.low == self.high == 0:
            return SAME
        return ROSE if self.low > 0 else FELL if self.high < 0 else UNCLEAR

    @property
    def slight(self) -> bool:
        """Whether it is no more than one answer."""
        return max(abs(self.low), abs(self.high)) <= self.one_answer


@dataclass(frozen=True, slots=True)
class Comparison:
    """``up``, ``down``, ``kept``: rows answered at both moments; ``open``: rows not known at one of them. ``otherwise``: questions asked at one
    moment only, so that the dimension is not about the same things."""

    earlier: Score
    later: Score
    changes: tuple[Change, ...]
    up: int
    down: int
    kept: int
    open: int
    otherwise: tuple[str, ...]

    @property
    def days(self) -> int:
        """Between the two."""
        return (self.later.assessment.on - self.earlier.assessment.on).days

    def change(self, name: str) -> Change:
        """Of a dimension, or ``overall``."""
        return next(one for one in self.changes if one.id == name)


def compare(earlier: Score, later: Score, words: Words | None = None) -> Comparison:
    """What changed. Raises Problem where the two were not asked the same, or do not follow each other."""
    _comparable(earlier, later, words or Words())
    changes = [
        Change(before.dimension.id, after.span.low - before.span.high, after.span.high - before.span.low, _one_answer(before, after))
        for before, after in zip(earlier.dimensions, later.dimensions, strict=True)
    ]  # fmt: skip
    count = len(changes)
    whole = Change(
        OVERALL,
        later.overall.low - earlier.overall.high,
        later.overall.high - earlier.overall.low,
        max(one.one_answer for one in changes) / count,
    )
    up = down = kept = unknown = 0
    otherwise = []
    for before, after in zip(_questions(earlier), _questions(later), strict=True):
        if before.asked != after.asked:
            otherwise.append(before.question.id)
        if before.asked is False or after.asked is False:
            continue
        codes = list(before.question.kind.codes)
        for row in before.question.rows:
            first = earlier.assessment.answers.get(before.question.id, {}).get(row.id)
            then = later.assessment.answers.get(before.question.id, {}).get(row.id)
            if first is None or then is None:
                unknown += 1
            else:
                moved = codes.index(then) - codes.index(first)
                up, down, kept = up + (moved > 0), down + (moved < 0), kept + (moved == 0)
    return Comparison(earlier, later, (*changes, whole), up, down, kept, unknown, tuple(otherwise))


def _questions(score: Score) -> list[QuestionScore]:
    return [question for dimension in score.dimensions for question in dimension.questions]


def _one_answer(*scores: DimensionScore) -> Fraction:
    """The most points that one row, moved one step, does to a dimension at any of these moments."""
    found = Fraction()
    for score in scores:
        counted = [one.question for one in score.questions if one.question.weight and one.asked is not False]
        surely = sum((one.question.weight for one in score.questions if one.asked is True), Fraction())
        for question in counted:
            points = list(question.kind.codes.values())
            step = max(after - before for before, after in itertools.pairwise(points))
            heaviest = max(row.weight for row in question.rows) / sum((row.weight for row in question.rows), Fraction())
            found = max(found, FULL * step * heaviest * question.weight / max(surely, question.weight))
    return found


def _comparable(earlier: Score, later: Score, words: Words) -> None:
    first, then = earlier.assessment, later.assessment
    if (first.questionnaire.id, first.questionnaire.version) != (then.questionnaire.id, then.questionnaire.version):
        raise Problem(
            words.t("These were not asked the same questions."),
            expected=words.t("the same questionnaire in the same version"),
            where=f"{first.questionnaire.id} {first.questionnaire.version}, {then.questionnaire.id} {then.questionnaire.version}",
            todo=words.t("Compare two assessments of one questionnaire and version."),
        )
    if first.organisation.name.casefold() != then.organisation.name.casefold():
        raise Problem(
            words.t("These are of two organisations."),
            where=f"{first.organisation.name or '?'}, {then.organisation.name or '?'}",
            expected=words.t("the same name of the organisation in both"),
            todo=words.t("Compare two moments of one organisation; 'toepas maturity group' looks at many."),
        )
    if then.on <= first.on:
        raise Problem(
            words.t("The second is not later than the first."),
            where=f"{first.on.isoformat()}, {then.on.isoformat()}",
            expected=words.t("first the earlier one, then the later one"),
            todo=words.t("Turn them around, or correct the day."),
        )
