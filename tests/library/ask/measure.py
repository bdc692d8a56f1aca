"""How well questions are answered: the questions, what was found for each, and the figures of a group of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from toepas.ask import Answer, ask
from toepas.kernel.words import Words, languages

ON = datetime.date(2026, 11, 22)
FILE = Path(__file__).with_name("questions.yaml")
FIRST = 5


@dataclass(frozen=True)
class Question:
    id: str
    lang: str
    set: str
    right: tuple[str, ...]
    ask: str


@dataclass(frozen=True)
class Outcome:
    """The passages found, best first, and whether Toepas claims to have an answer."""

    question: Question
    answer: Answer
    rank: int | None
    """Place of the first right passage, from 1; None where none is among those shown."""

    @property
    def answered(self) -> bool:
        return self.answer.confidence != "none"


def questions(part: str) -> list[Question]:
    listed = yaml.safe_load(FILE.read_text("utf-8"))
    return [
        Question(item["id"], item["lang"], item["set"], tuple(item["right"]), item["ask"])
        for item in listed
        if item["set"] == part
    ]


@cache
def outcomes(part: str) -> tuple[Outcome, ...]:
    """Each question asked as on a page in the asker's language, or the English one; the language is recognised."""
    return tuple(outcome(item) for item in questions(part))


def outcome(item: Question) -> Outcome:
    reader = Words(item.lang if item.lang in languages() else "en")
    answer = ask(item.ask, None, reader, ON, limit=FIRST)
    shown = [hit.passage.provision for hit in answer.passages]
    rank = next((place for place, provision in enumerate(shown, 1) if provision in item.right), None)
    return Outcome(item, answer, rank)


@dataclass(frozen=True)
class Figures:
    """Of the questions that have an answer: how many have a right passage among the first five, and first; the mean of
    1 / place; the share of right provisions among the five. Of all: how well Toepas keeps silent."""

    asked: int
    found: float
    first: float
    mrr: float
    recall: float
    unanswerable: int
    silent_right: int
    silent_wrong: int
    strong: int
    strong_right: int

    @property
    def silence_precision(self) -> float:
        silent = self.silent_right + self.silent_wrong
        return self.silent_right / silent if silent else 1.0

    @property
    def silence_recall(self) -> float:
        return self.silent_right / self.unanswerable if self.unanswerable else 1.0


def figures(found: Sequence[Outcome]) -> Figures:
    real = [item for item in found if item.question.right]
    empty = [item for item in found if not item.question.right]
    strong = [item for item in found if item.answer.confidence == "strong"]

    def share(total: float) -> float:
        return total / len(real) if real else 0.0

    return Figures(
        asked=len(real),
        found=share(sum(item.rank is not None for item in real)),
        first=share(sum(item.rank == 1 for item in real)),
        mrr=share(sum(1 / item.rank for item in real if item.rank)),
        recall=share(sum(_recall(item) for item in real)),
        unanswerable=len(empty),
        silent_right=sum(not item.answered for item in empty),
        silent_wrong=sum(not item.answered for item in real),
        strong=len(strong),
        strong_right=sum(item.rank is not None for item in strong),
    )


def _recall(item: Outcome) -> float:
    shown = {hit.passage.provision for hit in item.answer.passages}
    return len(shown.intersection(item.question.right)) / len(item.question.right)
