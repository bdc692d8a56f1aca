"""Quizzes: questions drawn by a seed, and answers marked. What is drawn says nothing of which option is right."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toepas.academy.learning.model import Bank, Item


@dataclass(frozen=True, slots=True)
class Question:
    """A drawn question. ``order``: the places of the options in the data, as they are shown; whoever shows it does not pass that on."""

    item: Item
    order: tuple[int, ...]

    @property
    def right(self) -> int:
        """The shown place of the right option."""
        return self.order.index(0)


@dataclass(frozen=True, slots=True)
class Marked:
    """A question with what was chosen (shown place; None: not answered) and whether that is right."""

    question: Question
    chosen: int | None

    @property
    def right(self) -> bool:
        """Whether it was answered right; what was not answered was not."""
        return self.chosen == self.question.right


@dataclass(frozen=True, slots=True)
class Outcome:
    """A marked quiz: how many were right, of how many, how many were needed."""

    marked: tuple[Marked, ...]
    needed: int

    @property
    def right(self) -> int:
        """How many were answered right."""
        return sum(one.right for one in self.marked)

    @property
    def passed(self) -> bool:
        """Whether enough were."""
        return self.right >= self.needed


def draw(bank: Bank, seed: int, count: int | None = None) -> tuple[Question, ...]:
    """Questions of a bank; the same for the same seed. ``count``: how many (default: as the bank says), at most all of them."""
    by_lot = random.Random(seed)  # noqa: S311 - draws questions, keeps no secret
    items = by_lot.sample(bank.items, min(count or bank.draw, len(bank.items)))
    return tuple(Question(item, tuple(by_lot.sample(range(len(item.options)), len(item.options)))) for item in items)


def mark(bank: Bank, questions: Sequence[Question], chosen: Mapping[str, int]) -> Outcome:
    """Mark answers: shown place of the chosen option by id of the item; a place that is none is wrong."""
    marked = tuple(Marked(question, chosen.get(question.item.id)) for question in questions)
    return Outcome(marked, needed(bank, len(questions)))


def needed(bank: Bank, count: int) -> int:
    """How many of so many questions have to be right; a part of a question counts as a whole one."""
    return math.ceil(round(bank.share * count, 6))
