"""The texts of the strategy in the reader's language, by stable ids."""

from __future__ import annotations

from collections.abc import Iterator

from toepas.kernel.words import Words
from toepas.strategy.registry import actions, documents


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text that is to be translated: context, English text, file."""
    for name, document in documents().items():
        yield f"document.{name}", document.title, "strategy/documents"
    for name, action in actions().items():
        for field in ("title", "what", "deadline_words"):
            if said := getattr(action, field):
                yield f"action.{name}.{field}", said, f"strategy/actions/{action.place.document}"


def text(context: str, english: str, words: Words) -> str:
    """A text of the strategy by its context: ``action.<id>.title`` and the like."""
    return words.entry(context, english)
