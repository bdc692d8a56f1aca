"""The question box: what a question was taken for, in words, beside the view that it leads to."""

from __future__ import annotations

from dataclasses import dataclass

from toepas import observatory
from toepas.kernel import Words
from toepas.observatory import (
    Found,
    View,
    indicators,
    text,
)
from toepas_web.observatory import asked, presenters

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Taken:
    """A question and how it was taken. ``parts`` are words of the question with what they were taken for; ``ignored`` words that
    were not understood; ``notes`` where the view is not what was asked; ``others`` views nearby, each with its address."""

    question: str
    exact: bool
    parts: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]
    notes: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


def taken(found: Found, said: Words) -> Taken:
    """A question as a page shows it."""
    parts = tuple((part.words, part.means) for part in found.understood if part.means)
    others = tuple((_named(view, said), asked.address(view, said)) for view in found.others)
    return Taken(found.question, found.exact, parts, found.ignored, found.notes, others)


def ask(question: str, said: Words) -> Found:
    """The view that answers a question."""
    return observatory.find(" ".join(question.split())[:LONGEST], said)


def _named(view: View, said: Words) -> str:
    entry = indicators()[view.indicator]
    return f"{text('title', entry.title, said)} ({'; '.join(presenters.chosen_words(view, entry, said))})"
