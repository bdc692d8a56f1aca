"""The figures of a sector: what is surveyed of it, with flags and age, or why it is not."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from toepas import observatory
from toepas.kernel import Problem, Words
from toepas.observatory import (
    FLAG,
    GEO,
    HERE,
    SITE,
    TIME,
    UNION,
    VALUE,
    Coverage,
    Indicator,
    Slice,
    View,
    code_name,
    datasets,
    figure,
    flags_words,
    indicators,
    newest,
    text,
    unit_words,
)
from toepas_web.observatory import asked, pictures, presenters

FIRST = "ai-use-by-activity"
"""The indicator that every sector begins with: it says of each how it is covered."""
CITED = "strategy-figures"


def of_sector(code: str, country: str, on: datetime.date, said: Words) -> dict[str, Any]:
    """The first indicator in full; further ones as links; figures that the strategy cites; and what the country lacks."""
    listed = {entry.id: entry for entry in indicators().values() if code in entry.sectors}
    main = _main(listed[FIRST], code, country, on, said) if FIRST in listed else None
    more = [entry for name, entry in listed.items() if name not in (FIRST, CITED) and entry.sectors[code].codes]
    here = [entry for entry in more if datasets()[entry.dataset].via == SITE]
    return {
        "main": main,
        "more": [_more(entry, entry.sectors[code], said) for entry in more if entry not in here],
        "here": [_here(entry, entry.sectors[code], said) for entry in here if newest(entry.dataset)],
        "cited": _cited(listed[CITED], code, said) if CITED in listed else [],
    }


def short(code: str, said: Words) -> tuple[str, bool]:
    """The newest figure of the Union in a few words, and whether it is a proxy; empty where the sector is not surveyed."""
    entry = indicators().get(FIRST)
    coverage = entry.sectors.get(code) if entry else None
    if entry is None or coverage is None or not coverage.codes:
        return "", False
    points = _newest(observatory.look(_view(entry, coverage), said), said)
    return "; ".join(f"{one['name']}: {one['value']} ({one['time']})" for one in points), coverage.proxy


def _view(entry: Indicator, coverage: Coverage, geo: tuple[str, ...] = (UNION,)) -> View:
    return View(entry.id, geo, (), dict(coverage.codes))


def _main(entry: Indicator, code: str, country: str, on: datetime.date, said: Words) -> dict[str, Any]:
    coverage = entry.sectors[code]
    made: dict[str, Any] = {
        "title": text("title", entry.title, said),
        "definition": text("definition", entry.definition, said),
        "proxy": coverage.proxy,
        "why": text("note", coverage.why, said),
        "surveyed": bool(coverage.codes),
    }
    if not coverage.codes:
        return made
    found = observatory.look(_view(entry, coverage), said)
    here = observatory.look(_view(entry, coverage, (country,)), said) if country else None
    there = here is not None and not here.frame.is_empty()
    if there:
        found = observatory.look(_view(entry, coverage, (UNION, country)), said)
    picture = pictures.picture(found, "line", said)
    return {
        **made,
        "points": _newest(found, said),
        "missing": bool(country) and not there,
        "picture": picture if isinstance(picture, pictures.Picture) else None,
        "table": presenters.table(found, said),
        "age": presenters.age(found.vintage, on, said),
        "breaks": [text("note", one.why, said) for one in entry.breaks],
        "address": asked.address(found.view, said, "line"),
    }


def _newest(found: Slice, said: Words) -> list[dict[str, str]]:
    """For each group the newest published figure of the Union (or the only place), with its flags."""
    dimension = next(iter(found.view.codes))
    rows = [row for row in found.frame.iter_rows(named=True) if row[VALUE] is not None and row[GEO] == UNION]
    last = {row[dimension]: row for row in sorted(rows, key=lambda row: str(row[TIME]))}
    return [
        {
            "name": code_name(found.indicator, dimension, code, said),
            "value": f"{figure(row[VALUE], found.indicator.digits, said)} {unit_words(found, said)}",
            "time": str(row[TIME]),
            "flags": flags_words(row[FLAG], said),
        }
        for code in found.view.codes[dimension]
        if (row := last.get(code))
    ]


def _more(entry: Indicator, coverage: Coverage, said: Words) -> dict[str, Any]:
    """An indicator to go to, in all the groups of what it divides by and for this sector."""
    return {
        "title": text("title", entry.title, said),
        "address": asked.address(_view(entry, coverage), said),
        "proxy": coverage.proxy,
        "why": text("note", coverage.why, said),
    }


def _here(entry: Indicator, coverage: Coverage, said: Words) -> dict[str, str]:
    """The newest figure that this site published of organisations of the sector, or that it is hidden."""
    view = _view(entry, coverage, (HERE,))
    rows = observatory.look(view, said).frame.sort(TIME).to_dicts()
    value, count = "", ""
    if rows and rows[-1][VALUE] is not None:
        found = observatory.look(view, said)
        value = f"{figure(rows[-1][VALUE], entry.digits, said)} {unit_words(found, said)}"
        many = observatory.look(replace(view, codes={**view.codes, "unit": ("N",)}), said).frame.sort(TIME).to_dicts()
        count = said.t("about {n} organisations", n=figure(many[-1][VALUE], 0, said))
    return {
        "title": text("title", entry.title, said),
        "value": value,
        "count": count,
        "time": str(rows[-1][TIME]) if rows else "",
        "flags": flags_words(rows[-1][FLAG], said) if rows and value else "",
        "address": asked.address(view, said),
    }


def _cited(entry: Indicator, code: str, said: Words) -> list[dict[str, str]]:
    """The figures on this sector that the strategy gives, each with its own source."""
    rows = []
    for name in next(iter(entry.sectors[code].codes.values()), ()):
        try:
            found = observatory.look(View(entry.id, codes={"figure": (name,)}), said)
        except Problem:
            continue
        about = entry.about.get(name)
        for row in found.frame.iter_rows(named=True):
            if row[VALUE] is None or about is None:
                continue
            digits = 0 if float(row[VALUE]).is_integer() else 1
            rows.append(
                {
                    "name": code_name(entry, "figure", name, said),
                    "value": figure(row[VALUE], digits, said),
                    "unit": unit_words(found, said),
                    "place": text("note", about.place, said),
                    "cites": text("note", about.cites, said),
                    "date": about.date,
                    "note": text("note", about.note, said),
                    "url": about.url,
                }
            )
    return rows
