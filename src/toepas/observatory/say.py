"""How figures are said: with the digits of their indicator, flags in words, periods, source and age."""

from __future__ import annotations

from toepas.kernel.words import Words
from toepas.observatory.model import PRIMARY, Dataset, Indicator, Slice
from toepas.observatory.texts import evidence_note, text
from toepas.paper.drawing.numbers import figure

OFFICES = {"ESTAT": "Eurostat"}
POINTS = "%"


def change(value: float, digits: int, words: Words) -> str:
    """A difference, with its sign."""
    return ("+" if value > 0 else "") + figure(value, digits, words)


def is_share(found: Slice) -> bool:
    """Whether differences between its figures are percentage points."""
    return (found.unit or found.indicator.unit).startswith(POINTS)


def flag_words(letter: str, words: Words) -> str:
    """What one flag of the statistical office means; the letter itself where it is not known."""
    meanings = {
        "b": words.t("break in the series: does not compare with earlier figures"),
        "c": words.t("confidential"),
        "d": words.t("the definition differs"),
        "e": words.t("estimated"),
        "f": words.t("forecast"),
        "i": words.t("filled in by the office"),
        "m": words.t("cannot exist"),
        "n": words.t("not significant"),
        "p": words.t("provisional"),
        "r": words.t("revised"),
        "s": words.t("estimated by the statistical office"),
        "u": words.t("low reliability"),
        "z": words.t("does not apply"),
    }
    return meanings.get(letter, letter)


def flags_words(flags: str, words: Words) -> str:
    """The meaning of several flags together, such as ``bu``."""
    return "; ".join(flag_words(letter, words) for letter in flags)


def office(dataset: Dataset) -> str:
    """Who published a dataset."""
    return OFFICES.get(dataset.agency, dataset.agency)


def table(dataset: Dataset) -> str:
    """The code of a dataset as people write it: ``isoc_eb_ai``, ``COM(2025) 723``."""
    return dataset.code if " " in dataset.code else dataset.code.lower()


def code_name(indicator: Indicator, dimension: str, code: str, words: Words) -> str:
    """The name of a code of a choice; the code itself where it has none."""
    for choice in indicator.choices:
        if choice.dimension == dimension and code in choice.codes:
            return text("code", choice.codes[code], words)
    return code


def source_line(found: Slice, words: Words) -> str:
    """What stands below a chart: where its figures come from and of when they are, and who drew it."""
    said = f"{_source(found, words)} {words.t('Chart: Toepas.')}"
    return said if found.dataset.evidence == PRIMARY else f"{said} {evidence_note(found.dataset.id, words)}"


def figure_source(found: Slice, words: Words) -> str:
    """Where a figure that stands without a chart comes from and of when it is."""
    said = _source(found, words)
    return said if found.dataset.evidence == PRIMARY else f"{said} {evidence_note(found.dataset.id, words)}"


def _source(found: Slice, words: Words) -> str:
    return words.t(
        "Source: {office}, {code}. Figures of {updated}, read {retrieved}.",
        office=office(found.dataset),
        code=table(found.dataset),
        updated=words.date(found.vintage.updated.date()),
        retrieved=words.date(found.vintage.retrieved),
    )


def unit_words(found: Slice, words: Words) -> str:
    """The unit of these very figures."""
    return text("unit", found.unit or found.indicator.unit, words)
