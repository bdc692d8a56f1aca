"""The texts of datasets and indicators in the reader's language, by stable ids."""

from __future__ import annotations

from collections.abc import Iterator

from toepas.kernel.words import Words
from toepas.observatory.labour.names import messages as labour_messages
from toepas.observatory.model import Held, Indicator
from toepas.observatory.registry import datasets, indicators


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text that is to be translated: context, English text, file."""
    for name, dataset in datasets().items():
        file = f"observatory/datasets/{name}"
        yield f"dataset.{name}.title", dataset.title, file
        yield "dataset.licence", dataset.licence, file
        if dataset.evidence_note:
            yield f"dataset.{name}.evidence", dataset.evidence_note, file
    for name, indicator in indicators().items():
        for field, english in _of(indicator):
            yield f"indicator.{field}", english, f"observatory/indicators/{name}"
    yield from labour_messages()


def _of(indicator: Indicator) -> Iterator[tuple[str, str]]:
    for field in ("title", "definition", "unit"):
        yield field, getattr(indicator, field)
    for choice in indicator.choices:
        yield "choice", choice.title
        for label in choice.codes.values():
            yield "code", label
    notes = [*indicator.caveats, *(item.why for item in indicator.breaks)]
    notes += [coverage.why for coverage in indicator.sectors.values()]
    for target in indicator.targets:
        yield "title", target.title
        notes += [target.note, target.source]
    for about in indicator.about.values():
        yield "unit", about.unit
        notes += [about.place, about.cites, about.note]
    for note in filter(None, notes):
        yield "note", note


def text(field: str, english: str, words: Words) -> str:
    """A text of an indicator: ``field`` is title, definition, unit, choice, code or note."""
    return words.entry(f"indicator.{field}", english) if english else ""


def dataset_title(name: str, words: Words) -> str:
    """What a dataset is called."""
    return words.entry(f"dataset.{name}.title", datasets()[name].title)


def licence(name: str, words: Words) -> str:
    """On which terms the figures of a dataset may be used."""
    return words.entry("dataset.licence", datasets()[name].licence)


def evidence_note(name: str, words: Words) -> str:
    """What a reader must know of the source of a dataset; empty where the office itself sent it."""
    note = datasets()[name].evidence_note
    return words.entry(f"dataset.{name}.evidence", note) if note else ""


def reason(held: Held, words: Words) -> str:
    """Why a gate holds a vintage back, as a sentence with the first place."""
    said = {
        "dimension": words.t("The dimensions are others than described."),
        "key": words.t("A code is missing in a row."),
        "duplicate": words.t("Rows with the same codes are there twice."),
        "code": words.t("Codes are there that are not known."),
        "flag": words.t("Flags are there that are not known."),
        "period": words.t("Periods are there that do not exist or are not written as they should be."),
        "bounds": words.t("Values are outside the bounds."),
        "countries": words.t("Too few countries are there in the newest period."),
        "unit": words.t("The values look like another unit than before."),
        "break": words.t("Many places have a break in a period in which none is described."),
        "step": words.t("Figures that were published before moved by more than is usual."),
        "fewer": words.t("There are fewer rows than before."),
        "gone": words.t("Figures that were published before are gone."),
        "older": words.t("This is older than what is in use."),
        "waves": words.t("The answers are of different days of the office."),
        "empty": words.t("There are no figures in it."),
    }[held.gate]
    details = [words.n("one place", "{n} places", held.count)] if held.count else []
    if held.where:
        details.append(words.t("first: {where}", where=held.where))
    if held.found:
        details.append(words.t("found: {found}", found=held.found))
    if held.expected:
        details.append(words.t("expected: {expected}", expected=held.expected))
    return f"{said} ({'; '.join(details)})" if details else said
