"""The texts of datasets and indicators in the reader's language, by stable ids."""

from __future__ import annotations

from collections.abc import Iterator

from toepas.kernel.words import Words
from toepas.observatory.labour.names import messages as labour_messages
from toepas.observatory.registry import datasets, indicators


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text that is to be translated: context, English text, file."""
    for name, dataset in datasets().items():
        yield f"dataset.{name}.title", dataset.title, f"observatory/datasets/{name}"
    for name, indicator in indicators().items():
        file = f"observatory/indicators/{name}"
        for field in ("title", "definition", "unit"):
            yield f"indicator.{field}", getattr(indicator, field), file
        for choice in indicator.choices:
            yield "indicator.choice", choice.title, file
            for label in choice.codes.values():
                yield "indicator.code", label, file
        for text in (*indicator.caveats, *(item.why for item in indicator.breaks)):
            yield "indicator.note", text, file
        for coverage in indicator.sectors.values():
            if coverage.why:
                yield "indicator.note", coverage.why, file
    yield from labour_messages()


def text(field: str, english: str, words: Words) -> str:
    """A text of an indicator: ``field`` is title, definition, unit, choice, code or note."""
    return words.entry(f"indicator.{field}", english)
