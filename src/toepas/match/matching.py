"""A need in, what fits out: solutions, examples, helpers, computing power, money and lessons, each with its reasons."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from toepas.catalogue import Asset, Collection, Found, Hit, Kind, Query, is_european
from toepas.match.features import Point, points
from toepas.match.limits import NOT_MET, Limit, limits
from toepas.match.need import Need

PANELS: dict[str, tuple[Kind, ...]] = {
    "solutions": (Kind.SOLUTION, Kind.BUILDING_BLOCK, Kind.MODEL),
    "data": (Kind.DATASET, Kind.DATA_SPACE),
    "examples": (Kind.PRACTICE,),
    "helpers": (Kind.SERVICE,),
    "compute": (Kind.COMPUTE,),
    "funding": (Kind.FUNDING,),
    "courses": (Kind.COURSE,),
}
"""What is shown together, in this order."""
SHOWN = 5
LEFT_OUT = 5
CONSIDERED = 300
ALIKE = 0.01
"""Scores that differ by less count as equal: then what is European goes first."""
ABOUT_ALL = ("helpers", "compute", "funding")
"""Panels in which place, size and stage count for more than what the text says; all of them are considered."""
LEAST = 0.2
"""Below this score nothing is shown: no answer is better than one that does not fit."""
ON_SUBJECT, SAID = 0.28, 6.0
"""From this cosine on a text is about what is asked; without any cosine, from this score of its words on."""


@dataclass(frozen=True, slots=True)
class Fit:
    """An asset that fits. ``score`` orders within a panel. ``points`` are what speaks for and against it, weightiest
    first; ``limits`` how it stands to what the need insists on."""

    asset: Asset
    hit: Hit
    score: float
    points: tuple[Point, ...]
    limits: tuple[Limit, ...]

    @property
    def pro(self) -> tuple[Point, ...]:
        """What speaks for it."""
        return tuple(point for point in self.points if point.weight > 0)

    @property
    def con(self) -> tuple[Point, ...]:
        """What speaks against it, or is not known."""
        return tuple(point for point in self.points if point.weight <= 0)


@dataclass(frozen=True, slots=True)
class Panel:
    """What fits of one sort. ``left_out`` fitted the words but not the limits; the limit that fails is named there."""

    name: str
    fits: tuple[Fit, ...]
    left_out: tuple[tuple[Asset, Limit], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The answer to a need, on a date."""

    need: Need
    on: datetime.date
    purposes: tuple[tuple[str, float], ...]
    panels: tuple[Panel, ...]

    def __getitem__(self, name: str) -> Panel:
        return next(panel for panel in self.panels if panel.name == name)


def match(need: Need, collection: Collection, on: datetime.date, shown: int = SHOWN) -> Match:
    """What fits a need, panel by panel.

    Of each panel at most ``shown`` are given. Search finds and ranks by words, meaning and purpose; limits take out what
    is known not to meet them, and what only shares a word or a sector; then what the records say about sector, place, language, maturity, evidence, dates and
    money is added, each addition with its reason.
    """
    purposes: dict[str, float] = dict.fromkeys(need.purposes, 1.0)
    panels = []
    for name, kinds in PANELS.items():
        wanted = tuple(kind for kind in kinds if not need.kinds or kind in need.kinds)
        if not wanted:
            continue
        query = Query(
            text=need.text, lang=need.lang, filters={"kind": wanted}, words="any", limit=CONSIDERED, facets=()
        )
        found = collection.search(query)
        for purpose, strength in found.purposes:
            purposes.setdefault(purpose, strength)
        hits = _every(found, collection, wanted) if name in ABOUT_ALL else found.hits
        panels.append(_panel(name, need, hits, collection, query, found, purposes, on, shown))
    ordered = tuple(sorted(purposes.items(), key=lambda item: -item[1]))
    return Match(need, on, ordered, tuple(panels))


def _every(found: Found, collection: Collection, kinds: Sequence[Kind]) -> tuple[Hit, ...]:
    """All assets of these kinds: those that were found with their scores, the others with none."""
    known = {hit.id: hit for hit in found.hits}
    every = Query(filters={"kind": kinds}, limit=len(collection), facets=())
    return tuple(known.get(hit.id, hit) for hit in collection.search(every).hits)


def _panel(
    name: str,
    need: Need,
    hits: Sequence[Hit],
    collection: Collection,
    query: Query,
    found: Found,
    purposes: dict[str, float],
    on: datetime.date,
    shown: int,
) -> Panel:
    fits, left_out = [], []
    for hit in hits:
        asset = collection[hit.id]
        held = limits(need, asset, on)
        failing = next((limit for limit in held if limit.outcome == NOT_MET), None)
        if failing:
            left_out.append((hit.score, asset, failing))
            continue
        given = points(need, asset, hit, purposes, held, on)
        score = sum(point.weight for point in given)
        meant = name in ABOUT_ALL or _on_subject(hit, given)
        if meant and score >= LEAST and not any(point.code == "closed" for point in given):
            fits.append(
                Fit(asset, hit, round(score, 4), tuple(sorted(given, key=lambda point: -abs(point.weight))), held)
            )
    fits.sort(
        key=lambda fit: (-round(fit.score / ALIKE), not is_european(fit.asset.provider), -fit.score, fit.asset.id)
    )
    chosen = tuple(_with_words(fit, collection, query, found) for fit in fits[:shown])
    least = chosen[-1].hit.score if chosen else 0.0
    left_out.sort(key=lambda entry: -entry[0])
    named = tuple((asset, limit) for score, asset, limit in left_out if score >= least)[:LEFT_OUT]
    return Panel(name, chosen, named)


def _on_subject(hit: Hit, given: Sequence[Point]) -> bool:
    """Whether it is about what is asked, and not only of the right sector or place: by a purpose, by its meaning, or
    by its words where its meaning is not known."""
    if any(point.code == "purpose" for point in given):
        return True
    return hit.meaning >= ON_SUBJECT or (not hit.meaning and hit.words >= SAID)


def _with_words(fit: Fit, collection: Collection, query: Query, found: Found) -> Fit:
    """With the words of the record that fired, which only those that are shown need."""
    said = (
        [reason for reason in collection.why(fit.hit, query, found) if reason.code != "purpose"]
        if fit.hit.score
        else []
    )
    quoted = tuple(
        Point(reason.code, reason.field, reason.value, 0.001 * reason.weight, reason.quote, reason.lang)
        for reason in said
    )
    return Fit(fit.asset, fit.hit, fit.score, (*fit.points, *quoted), fit.limits)
