"""The texts of the strategy in the reader's language, by stable ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toepas.kernel.words import Words
from toepas.strategy import registry


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text that is to be translated: context, English text, file."""
    for name, action in registry.actions().items():
        yield from _of(
            f"action.{name}", action, ("title", "what", "deadline_words"), f"actions/{action.place.document}"
        )
    yield from _all("document", registry.documents(), ("title",), "documents")
    for name, document in registry.documents().items():
        for section, english in document.sections.items():
            yield f"document.{name}.section.{section}", english, "strategy/documents"
    yield from _all("body", registry.bodies(), ("name", "role"), "bodies")
    yield from _all("programme", registry.programmes(), ("name", "what"), "programmes")
    yield from _all("instrument", registry.instruments(), ("name", "what"), "instruments")
    yield from _all("amount", registry.ledger(), ("what", "note"), "ledger")
    yield from _all("position", registry.positions(), ("topic", "what", "answer", "deadline_words"), "positions")
    yield from _all("event", registry.shipped_events(), ("what", "source"), "events")
    for name, contradiction in registry.contradictions().items():
        yield from _of(f"contradiction.{name}", contradiction, ("topic", "note"), "contradictions")
        for number, statement in enumerate(contradiction.statements):
            yield f"contradiction.{name}.says.{number}", statement.says, "strategy/contradictions"
    for item in _items():
        yield "place", item, "strategy"


def text(context: str, english: str, words: Words) -> str:
    """A text of the strategy by its context: ``action.<id>.title`` and the like; an empty text stays empty."""
    return words.entry(context, english) if english else ""


def _all(
    kind: str, entries: Mapping[str, object], fields: tuple[str, ...], file: str
) -> Iterator[tuple[str, str, str]]:
    for name, entry in entries.items():
        yield from _of(f"{kind}.{name}", entry, fields, file)


def _of(context: str, entry: object, fields: tuple[str, ...], file: str) -> Iterator[tuple[str, str, str]]:
    for field in fields:
        if said := getattr(entry, field):
            yield f"{context}.{field}", said, f"strategy/{file}"


def _items() -> dict[str, None]:
    """Every wording of a place within a section, once."""
    listed = [
        *(action.place for action in registry.actions().values()),
        *(amount.place for amount in registry.ledger().values()),
        *(position.place for position in registry.positions().values()),
        *(body.place for body in registry.bodies().values() if body.place),
        *(said.place for entry in registry.contradictions().values() for said in entry.statements),
    ]
    return {place.item: None for place in listed if place.item}
