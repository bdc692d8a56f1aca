"""What goes with the figures: definition, caveats, breaks, flags, vintage and question, as data and as notes people read."""

from __future__ import annotations

import json
from typing import Any

from toepas import __version__
from toepas.kernel.words import Words
from toepas.observatory.bundle.rows import columns, dimensions
from toepas.observatory.model import PRIMARY, Slice
from toepas.observatory.permalink import pinned
from toepas.observatory.say import code_name, flag_words, office, table, unit_words
from toepas.observatory.texts import dataset_title, evidence_note, text


def notes(found: Slice, address: str, words: Words) -> list[tuple[str, str]]:
    """Everything to be known of the figures, as pairs of what it is and the text."""
    indicator, dataset, vintage = found.indicator, found.dataset, found.vintage
    said = [
        (words.t("Indicator"), text("title", indicator.title, words)),
        (words.t("Definition"), text("definition", indicator.definition, words)),
        (words.t("Unit"), unit_words(found, words)),
        *((words.t("Goal"), f"{text('title', goal.title, words)}: {goal.value:g} ({goal.source}). {text('note', goal.note, words)}".strip()) for goal in indicator.targets),
        *((words.t("Break from {time}", time=item.time), text("note", item.why, words)) for item in indicator.breaks),
        *((words.t("Caveat"), text("note", caveat, words)) for caveat in indicator.caveats),
        *((words.t("Flag {letter}", letter=letter), flag_words(letter, words)) for letter in found.flags),
        (words.t("Empty cells"), words.t("No figure was published. An empty cell is not zero.")),
        (words.t("Source"), f"{office(dataset)}, {dataset_title(dataset.id, words)} ({table(dataset)}), {dataset.url}"),
        (words.t("Figures of"), words.date(vintage.updated.date())),
        (words.t("Read on"), words.date(vintage.retrieved)),
        (words.t("Vintage"), f"{vintage.id}, SHA-256 {vintage.sha256}"),
        (words.t("Licence"), dataset.licence),
        (words.t("View"), address or pinned(found, words)),
    ]  # fmt: skip
    if dataset.evidence != PRIMARY:
        said.insert(3, (words.t("About the source"), evidence_note(dataset.id, words)))
    for code, about in _abouts(found):
        parts = [about["place"], about["cites"], about["note"]]
        said.append((code_name(indicator, indicator.choices[0].dimension, code, words), " ".join(filter(None, parts))))
    return said


def write_metadata(found: Slice, address: str, words: Words) -> bytes:
    """The same for programs, in JSON: stable names, texts in the reader's language."""
    indicator, dataset, vintage = found.indicator, found.dataset, found.vintage
    made: dict[str, Any] = {
        "indicator": indicator.id,
        "title": text("title", indicator.title, words),
        "definition": text("definition", indicator.definition, words),
        "unit": unit_words(found, words),
        "language": words.lang,
        "query": {
            "permalink": pinned(found, words),
            "address": address,
            "geo": list(found.view.geo),
            "time": list(found.view.time),
            "codes": {name: list(codes) for name, codes in found.view.codes.items()},
            "fixed": indicator.fixed,
        },
        "columns": _columns(found, words),
        "breaks": [
            {"time": item.time, "why": text("note", item.why, words), "geo": list(item.geo), "codes": {k: list(v) for k, v in item.codes.items()}}
            for item in indicator.breaks
        ],
        "caveats": [text("note", caveat, words) for caveat in indicator.caveats],
        "flags": {letter: flag_words(letter, words) for letter in found.flags},
        "targets": [
            {"id": goal.id, "title": text("title", goal.title, words), "value": goal.value, "time": goal.time,
             "source": goal.source, "url": goal.url, "note": text("note", goal.note, words)}
            for goal in indicator.targets
        ],
        "about": dict(_abouts(found)),
        "source": {
            "office": office(dataset), "dataset": dataset.code, "title": dataset_title(dataset.id, words), "url": dataset.url,
            "doi": dataset.doi, "licence": dataset.licence, "evidence": dataset.evidence,
            "evidence_note": evidence_note(dataset.id, words),
        },
        "vintage": {
            "id": vintage.id, "updated": vintage.updated.isoformat(), "retrieved": vintage.retrieved.isoformat(),
            "sha256": vintage.sha256, "rows": vintage.rows, "source": vintage.source,
        },
        "figures": len(found.frame),
        "made_with": f"Toepas {__version__}",
    }  # fmt: skip
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _abouts(found: Slice) -> list[tuple[str, dict[str, str]]]:
    """What is to be known of single codes that are shown (figures with a source each)."""
    shown = {code for name in dimensions(found) for code in found.frame[name].to_list()}
    return [
        (
            code,
            {
                "unit": item.unit,
                "place": item.place,
                "cites": item.cites,
                "date": item.date,
                "note": item.note,
                "url": item.url,
            },
        )
        for code, item in found.indicator.about.items()
        if code in shown
    ]


def _columns(found: Slice, words: Words) -> dict[str, str]:
    titles = {choice.dimension: text("choice", choice.title, words) for choice in found.indicator.choices}
    said = {
        "geo": words.t("code of the place, as the statistical office writes it"),
        "time": words.t("period"),
        "value": words.t("the figure; empty where none was published"),
        "flag": words.t("letters of the statistical office"),
        "flag_meaning": words.t("the letters in words"),
    }
    made = {}
    for name in columns(found):
        base = name.removesuffix("_name")
        made[name] = said.get(name) or (
            words.t("name of {column}", column=base) if base != name else titles.get(name, name)
        )
    return made
