"""The figures as JSON-stat 2.0 (json-stat.org/full): the form in which the statistical office sends them too."""

from __future__ import annotations

import json
from typing import Any

from toepas.kernel.words import Words
from toepas.observatory.model import FLAG, GEO, TIME, VALUE, Slice
from toepas.observatory.places import place_name
from toepas.observatory.say import code_name, flag_words, office, unit_words
from toepas.observatory.texts import text


def write_jsonstat(found: Slice, notes: list[str], address: str, words: Words) -> bytes:
    """A dataset with every dimension; the value of a cell that was not published is null, its flags are in ``status``."""
    axes = {name: _codes(found, name) for name in (*found.dataset.dimensions, TIME)}
    sizes = [len(codes) for codes in axes.values()]
    values: list[float | None] = [None] * _product(sizes)
    status: dict[str, str] = {}
    places = {name: {code: place for place, code in enumerate(codes)} for name, codes in axes.items()}
    for row in found.frame.iter_rows(named=True):
        position = 0
        for name, codes in axes.items():
            code = row[name] if name in row else found.indicator.fixed[name]
            position = position * len(codes) + places[name][code]
        values[position] = row[VALUE]
        if row[FLAG]:
            status[str(position)] = row[FLAG]
    made: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": text("title", found.indicator.title, words),
        "source": f"{office(found.dataset)}, {found.dataset.code}",
        "updated": found.vintage.updated.isoformat(),
        "note": notes,
        "id": list(axes),
        "size": sizes,
        "role": {"time": [TIME], **({"geo": [GEO]} if GEO in axes else {})},
        "dimension": {name: _dimension(found, name, codes, words) for name, codes in axes.items()},
        "value": values,
    }
    if address:
        made["href"] = address
    if status:
        made["status"] = status
    made["extension"] = {
        "unit": unit_words(found, words),
        "vintage": {
            "id": found.vintage.id,
            "sha256": found.vintage.sha256,
            "retrieved": found.vintage.retrieved.isoformat(),
        },
        "status": {"label": {letter: flag_words(letter, words) for letter in found.flags}},
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _codes(found: Slice, name: str) -> list[str]:
    """The codes of a dimension: those that are there, in the order of the indicator where it has one."""
    if name not in found.frame.columns:
        return [found.indicator.fixed[name]]
    there = set(found.frame[name].to_list())
    order = next((list(choice.codes) for choice in found.indicator.choices if choice.dimension == name), [])
    return [code for code in order if code in there] or sorted(there)


def _dimension(found: Slice, name: str, codes: list[str], words: Words) -> dict[str, Any]:
    titles = {choice.dimension: text("choice", choice.title, words) for choice in found.indicator.choices}
    titles |= {GEO: words.t("Place"), TIME: words.t("Period")}
    labels = {code: _label(found, name, code, words) for code in codes}
    index = {code: place for place, code in enumerate(codes)}
    return {"label": titles.get(name, name), "category": {"index": index, "label": labels}}


def _label(found: Slice, name: str, code: str, words: Words) -> str:
    return place_name(code, words) if name == GEO else code_name(found.indicator, name, code, words)


def _product(sizes: list[int]) -> int:
    total = 1
    for size in sizes:
        total *= size
    return total
