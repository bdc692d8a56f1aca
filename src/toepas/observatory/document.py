"""Figures as a document for programs: what ``toepas observatory show --json`` and the REST interface give."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.look import indicator_of, look
from toepas.observatory.model import FLAG, GEO, TIME, VALUE, Indicator, Slice, View, Vintage
from toepas.observatory.places import BABEL, UNION, known_places, place_name
from toepas.observatory.registry import datasets
from toepas.observatory.say import code_name, flag_words, office
from toepas.observatory.texts import evidence_note, licence, reason, text
from toepas.observatory.vintages import newest

SPOKEN = {"EU": UNION, "EU27": UNION} | {usual: code for code, usual in BABEL.items()}
"""Codes that people write for the office's."""


def looks(view: View, words: Words) -> list[Slice]:
    """The figures of a view; one slice for each figure of an indicator whose figures have a source each and none was named."""
    indicator = indicator_of(view.indicator, words)
    pinned = next((item for item in indicator.choices if indicator.about and item.dimension not in view.codes), None)
    if pinned is None:
        return [look(view, words)]
    each = ({**view.codes, pinned.dimension: (code,)} for code in pinned.codes)
    return [found for codes in each if not (found := look(replace(view, codes=codes), words)).frame.is_empty()] or [
        look(view, words)
    ]


def place_code(said: str, words: Words) -> str:
    """The office's code of a place as people write it. Raises Problem for one that is not known."""
    code = said.strip().upper()
    code = SPOKEN.get(code, code)
    if code not in known_places():
        raise Problem(
            words.t("'{value}' is not known here as {what}.", value=said, what=words.t("place")),
            expected=", ".join(known_places()),
            todo=words.t("Name a country by its two letters, or EU for the Union."),
        )
    return code


def figures_data(found: list[Slice], on: datetime.date, words: Words) -> dict[str, Any]:
    """The document of a view: indicator, vintage, source, figures with flags and their meaning, breaks, caveats."""
    first = found[0]
    indicator, dataset = first.indicator, first.dataset
    return {
        "indicator": indicator.id,
        "title": text("title", indicator.title, words),
        "unit": text("unit", first.unit if len(found) == 1 else indicator.unit, words),
        "definition": text("definition", indicator.definition, words),
        "vintage": vintage_data(first.vintage, on, words),
        "source": {
            "office": office(dataset),
            "dataset": dataset.code,
            "url": dataset.url,
            "doi": dataset.doi,
            "licence": licence(dataset.id, words),
            "evidence": dataset.evidence,
            "evidence_note": evidence_note(dataset.id, words),
        },
        "digits": indicator.digits,
        "figures": [figure for one in found for figure in _figures(one, words)],
        "absent": absent(found),
        "breaks": [
            {"time": item.time, "why": text("note", item.why, words), "geo": list(item.geo), "codes": {k: list(v) for k, v in item.codes.items()}}
            for item in indicator.breaks
        ],
        "caveats": [text("note", item, words) for item in indicator.caveats],
        "targets": [
            {
                "id": item.id, "title": text("title", item.title, words), "value": item.value, "time": item.time,
                "source": text("note", item.source, words), "url": item.url, "note": text("note", item.note, words),
            }
            for item in indicator.targets
        ],
    }  # fmt: skip


def vintage_data(vintage: Vintage, on: datetime.date, words: Words) -> dict[str, Any]:
    """What is to be known of a vintage; ``age`` in days since the office changed it, on the day asked about."""
    return {
        "id": vintage.id,
        "dataset": vintage.dataset,
        "updated": vintage.updated.isoformat(),
        "retrieved": vintage.retrieved.isoformat(),
        "age": max(0, (on - vintage.updated.date()).days),
        "sha256": vintage.sha256,
        "rows": vintage.rows,
        "shipped": vintage.shipped,
        "in_use": vintage.usable,
        "held": [reason(item, words) for item in vintage.held],
        "released": {"on": vintage.released.on.isoformat(), "because": vintage.released.because}
        if vintage.released
        else None,
    }


def absent(found: list[Slice]) -> list[dict[str, str]]:
    """The places and periods that were asked for and of which nothing was published: not surveyed, or not published yet."""
    there = {(row[GEO], row[TIME]) for one in found for row in one.frame.select(GEO, TIME).iter_rows(named=True)}
    places, times = found[0].view.geo, found[0].view.time
    if places and times:
        return [{"geo": geo, "time": time} for geo in places for time in times if (geo, time) not in there]
    if places:
        return [{"geo": geo} for geo in places if geo not in {place for place, _ in there}]
    return [{"time": time} for time in times if time not in {period for _, period in there}]


def _figures(found: Slice, words: Words) -> list[dict[str, Any]]:
    dimensions = [choice.dimension for choice in found.indicator.choices]
    return [
        {
            "geo": row[GEO],
            "place": place_name(row[GEO], words),
            "time": row[TIME],
            "codes": {name: row[name] for name in dimensions},
            "names": {name: code_name(found.indicator, name, row[name], words) for name in dimensions},
            "value": row[VALUE],
            "flag": row[FLAG],
            "flags": {letter: flag_words(letter, words) for letter in row[FLAG]},
            **_about(found.indicator, found, [row[name] for name in dimensions], words),
        }
        for row in found.frame.iter_rows(named=True)
    ]


def _about(indicator: Indicator, found: Slice, codes: list[str], words: Words) -> dict[str, Any]:
    """The unit and source of a figure that has its own."""
    about = next((indicator.about[code] for code in codes if code in indicator.about), None)
    if about is None:
        return {}
    return {
        "unit": text("unit", found.unit, words),
        "stands": text("note", about.place, words),
        "cites": text("note", about.cites, words),
        "cited_date": about.date,
        "note": text("note", about.note, words),
        "url": about.url,
    }


def listed(on: datetime.date, indicators: dict[str, Indicator], words: Words) -> list[dict[str, Any]]:
    """Every indicator that has figures, with what there is of it: dataset, places, periods, age of the vintage in use."""
    rows = []
    for indicator in indicators.values():
        if newest(indicator.dataset) is None:
            continue
        found = looks(View(indicator.id), words)
        frame = found[0].frame
        periods = frame[TIME].unique().sort().to_list()
        rows.append(
            {
                "id": indicator.id,
                "title": text("title", indicator.title, words),
                "unit": text("unit", indicator.unit, words),
                "dataset": indicator.dataset,
                "evidence": datasets()[indicator.dataset].evidence,
                "choices": {choice.dimension: list(choice.codes) for choice in indicator.choices},
                "places": frame[GEO].n_unique(),
                "from": periods[0] if periods else "",
                "to": periods[-1] if periods else "",
                "vintage": vintage_data(found[0].vintage, on, words),
            }
        )
    return rows
