"""What stands on the index and around an indicator: themes, headlines, views to begin with, sectors."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass

from django.urls import reverse

from toepas import observatory
from toepas.catalogue import sector_name
from toepas.kernel import Words
from toepas.observatory import (
    FLAG,
    GEO,
    MEMBERS,
    SITE,
    TIME,
    UNION,
    VALUE,
    Indicator,
    Slice,
    View,
    code_name,
    datasets,
    figure,
    indicators,
    looks,
    newest,
    place_name,
    text,
    unit_words,
)
from toepas_web.observatory import asked, pictures, presenters
from toepas_web.ui.words import in_language

FIRST, PEOPLE, CITED = "ai-use", "genai-use", "strategy-figures"


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator in a list."""

    id: str
    title: str
    span: str
    age: presenters.Age


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure that is shown large: its name, itself, flags, what it is about, and the page of it."""

    name: str
    figure: str
    flags: str
    about: str
    address: str


@dataclass(frozen=True, slots=True)
class Way:
    """A view to begin with."""

    title: str
    address: str
    current: bool


def listed_by_theme(on: datetime.date, said: Words) -> list[tuple[str, list[Entry]]]:
    """Every indicator below what it is about."""
    themes: dict[str, list[Entry]] = {name: [] for name in ("size", "nace", "people", "site", "cited")}
    names = {
        "size": said.t("Enterprises, by country and size"),
        "nace": said.t("Enterprises, by activity (Union only)"),
        "people": said.t("People"),
        "site": said.t("What organisations on this site say of themselves"),
        "cited": said.t("From documents and copies"),
    }
    for entry in indicators().values():
        themes[_theme(entry)].append(_entry(entry, on, said))
    return [
        (names[theme], sorted(rows, key=lambda row: (row.id != FIRST, row.title)))
        for theme, rows in themes.items()
        if rows
    ]


def _theme(entry: Indicator) -> str:
    if datasets()[entry.dataset].via == SITE:
        return "site"
    if datasets()[entry.dataset].evidence != "primary":
        return "cited"
    if entry.dataset.startswith("isoc_ai_i"):
        return "people"
    return "nace" if any(choice.dimension == "nace_r2" for choice in entry.choices) else "size"


def _entry(entry: Indicator, on: datetime.date, said: Words) -> Entry:
    vintage = newest(entry.dataset)
    first, last, places = _extent(entry.id, vintage.id if vintage else "", said.lang)
    span = first if first == last else f"{first}–{last}"
    if places > 1:
        span += ", " + said.n("one place", "{n} places", places)
    old = (
        presenters.age(vintage, on, said)
        if vintage
        else presenters.Age(said.t("no figures yet"), said.t("no figures yet"), "draft", "")
    )
    return Entry(entry.id, text("title", entry.title, said), span, old)


@functools.lru_cache(maxsize=512)
def _extent(name: str, vintage: str, lang: str) -> tuple[str, str, int]:
    """The first and last period and how many places there are; of a vintage, so it never changes."""
    if not vintage:
        return "", "", 0
    frame = observatory.look(View(name, vintage=vintage), in_language(lang)).frame
    times = sorted({row[0] for row in frame.select(TIME).iter_rows()})
    places = frame[GEO].n_unique() if GEO in frame.columns else 0
    return (times[0], times[-1], places) if times else ("", "", places)


def unpublished(entry: Indicator, said: Words) -> dict[str, str | bool | list[str]]:
    """What can be said of an indicator of which there are no figures here yet."""
    dataset = datasets()[entry.dataset]
    return {
        "name": text("title", entry.title, said),
        "definition": text("definition", entry.definition, said),
        "caveats": [text("note", one, said) for one in entry.caveats],
        "dataset": dataset.id,
        "own": dataset.via == SITE,
    }


def headlines(said: Words) -> list[Headline]:
    """What most people come for: the share of enterprises and of people that use AI, in the Union."""
    rows = [
        Headline(
            text("title", indicators()[name].title, said),
            f"{figure(row[VALUE], indicators()[name].digits, said)} %",
            row[FLAG],
            f"{place_name(UNION, said)}, {row[TIME]}",
            reverse("observatory-indicator", args=[name]),
        )
        for name in (FIRST, PEOPLE)
        for row in reversed(observatory.look(View(name, (UNION,)), said).frame.rows(named=True))
        if row[VALUE] is not None
    ]
    return rows[:2] + rows[-1:]


def front_picture(said: Words) -> pictures.Picture | str:
    """The map of the index."""
    entry = indicators()[FIRST]
    last = asked.periods(asked.whole(entry, said))[-1:]
    return pictures.picture_of(View(FIRST, (), tuple(last)), "map", said)


def countries(said: Words) -> list[tuple[str, str]]:
    """Codes and names of the Union and its members, by name."""
    return [
        (UNION, place_name(UNION, said)),
        *sorted(((code, place_name(code, said)) for code in MEMBERS), key=lambda row: row[1]),
    ]


def starts(entry: Indicator, view: View, form: str, said: Words) -> list[Way]:
    """Views to begin with, and which of them is shown."""
    here = asked.address(view, said, form)
    every = [(one.title, asked.address(one.view, said, one.form)) for one in asked.starts(entry, said)]
    return [Way(title, address, address == here) for title, address in every]


@dataclass(frozen=True, slots=True)
class SectorRow:
    """How a sector is covered: the groups that stand for it, with the address of their figures; or why there are none."""

    name: str
    groups: str
    address: str
    proxy: bool
    why: str


def sectors_of(entry: Indicator, said: Words) -> list[SectorRow]:
    """How the sectors of the strategy are covered by an indicator; of a site's own figures a choice says it."""
    rows: list[SectorRow] = []
    if datasets()[entry.dataset].via == SITE:
        return rows
    for code, coverage in entry.sectors.items():
        names = [code_name(entry, dimension, one, said) for dimension, codes in coverage.codes.items() for one in codes]
        address = asked.address(View(entry.id, (), (), dict(coverage.codes)), said) if coverage.codes else ""
        rows.append(
            SectorRow(
                sector_name(code, said), "; ".join(names), address, coverage.proxy, text("note", coverage.why, said)
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class CitedRow:
    """A figure that has a source of its own: where it stands and what is cited there."""

    name: str
    figure: str
    unit: str
    where: str
    cites: str
    date: str
    note: str
    url: str


def each(view: View, said: Words) -> list[Slice]:
    """The slices of an indicator whose figures have a source each: one for each figure. The whole of a vintage is looked at once."""
    vintage = newest(indicators()[view.indicator].dataset)
    if view.geo or view.time or view.codes or view.vintage or vintage is None:
        return looks(view, said)
    return list(_each(view.indicator, vintage.id, said.lang))


@functools.lru_cache(maxsize=16)
def _each(name: str, vintage: str, lang: str) -> tuple[Slice, ...]:  # noqa: ARG001 - another vintage, other figures
    return tuple(looks(View(name), in_language(lang)))


def cited(found: list[Slice], said: Words) -> list[CitedRow]:
    """The figures of an indicator whose figures have a source each."""
    rows = []
    for one in found:
        dimension = one.indicator.choices[0].dimension
        for row in one.frame.iter_rows(named=True):
            about = one.indicator.about[row[dimension]]
            rows.append(
                CitedRow(
                    code_name(one.indicator, dimension, row[dimension], said),
                    presenters.shown(row[VALUE], 0 if row[VALUE] == int(row[VALUE]) else one.indicator.digits, said),
                    unit_words(one, said),
                    text("note", about.place, said),
                    text("note", about.cites, said),
                    about.date,
                    text("note", about.note, said),
                    about.url,
                )
            )
    return rows
