"""What is ready to be published of a quarter, and the way of what was published to the observatory. Nothing here writes into the database."""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
import statistics
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from toepas import maturity, observatory
from toepas.kernel import Problem, Words, sectors
from toepas.maturity import PUBLISHED_TOTAL, UNSAID, Domain, Entry, Sheet
from toepas.observatory import ELSEWHERE, FLAG, GEO, HERE, MEMBERS, TIME, VALUE, datasets
from toepas_web.maturity.models import Agreed, Impact, Publication, Score
from toepas_web.maturity.scoring import spans

MATURITY, IMPACT = "site-maturity", "site-impact"
"""The datasets of the observatory."""
SIZE_CODES = {"1-9": "1-9", "10-49": "10-49", "50-249": "50-249", "250+": "GE250"}
DOMAINS = {
    "size": Domain(tuple(SIZE_CODES.values()), PUBLISHED_TOTAL, UNSAID),
    "sector": Domain(tuple(sectors()), PUBLISHED_TOTAL, UNSAID),
    GEO: Domain(MEMBERS, HERE, ELSEWHERE),
}
POINTS, PERCENT = (0.0, 100.0), (-100.0, 100.0)
PEOPLE = {"touched": ("touched", "before"), "trained": ("trained", "touched")}
"""Measures of people, as shares: these, of those."""
BREAK = "b"
READ = ("pk", "stage", "version", "low", "high", "dimensions", "size", "sector", "country")
"""What is read of a kept score: hundreds of thousands can wait."""
AT_ONCE = 5000
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One set of figures: of a questionnaire (or measure) at a moment (or none), of ``n`` organisations. ``sheet`` None: they wait, as they are
    too few or too alike."""

    name: str
    stage: str
    n: int
    sheet: Sheet | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A publication as it would be made now. ``rows`` by dataset; ``scores`` are the ids that it counts, ``measures`` pairs of the id
    of a closed measurement and the measure of it that it counts."""

    period: str
    last: datetime.date
    parts: tuple[Part, ...]
    rows: Mapping[str, list[Row]]
    versions: Mapping[str, list[str]]
    scores: tuple[Any, ...]
    measures: tuple[tuple[Any, str], ...]

    @property
    def seal(self) -> str:
        """What it would publish, as a fingerprint: who presses the button publishes what was looked at, or nothing."""
        seen = json.dumps([self.period, self.rows, sorted(map(str, self.scores + self.measures))], sort_keys=True)
        return hashlib.sha256(seen.encode()).hexdigest()


def last_quarter(today: datetime.date) -> tuple[str, datetime.date]:
    """The last quarter that is over, and its last day."""
    first = datetime.date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    last = first - datetime.timedelta(days=1)
    return f"{last.year}-Q{(last.month + 2) // 3}", last


def prepared(today: datetime.date) -> Prepared:
    """What is ready: finished by the end of the quarter, by organisations that agreed, and not counted before."""
    period, last = last_quarter(today)
    parts: list[Part] = []
    rows: dict[str, list[Row]] = {MATURITY: [], IMPACT: []}
    versions: dict[str, list[str]] = {}
    scores: list[Any] = []
    measures: list[tuple[Any, str]] = []
    before = _versions_before()
    waiting = Score.objects.counted_in_figures().filter(counted=None, finished__lte=last)
    for name, asked in maturity.questionnaires().items():
        names = [one.id for one in asked.dimensions]
        read = waiting.filter(questionnaire=name).order_by("pk").values_list(*READ, named=True)
        kept = [one for one in read.iterator(AT_ONCE) if one.dimensions.keys() == set(names)]
        used = sorted({one.version for one in kept})
        for stage in maturity.STAGES:
            found = [one for one in kept if one.stage == stage]
            broken = name in before and used != before[name]
            made = maturity.sheet(
                [Entry(_traits(one), spans(one, names)) for one in found], DOMAINS, POINTS, broken=broken
            )
            parts.append(Part(name, stage, len(found), made))
            if made:
                versions[name] = used
                scores += [one.pk for one in found]
                fixed = {"questionnaire": name, "moment": stage, TIME: period}
                rows[MATURITY] += _rows(made, "dimension", fixed)
    for measure, entries in _of_work(_measured(last)).items():
        made = maturity.sheet([entry for entry, _ in entries], DOMAINS, PERCENT)
        parts.append(Part(measure, "", len(entries), made))
        if made:
            measures += [(pk, measure) for _, listed in entries for pk in listed]
            rows[IMPACT] += _rows(made, "measure", {TIME: period})
    return Prepared(period, last, tuple(parts), rows, versions, tuple(scores), tuple(measures))


def _versions_before() -> dict[str, list[str]]:
    """By questionnaire those of the last publication that it was in."""
    found: dict[str, list[str]] = {}
    for one in Publication.objects.order_by("period"):
        found |= one.versions
    return found


def _traits(one: Any) -> dict[str, str]:
    """Of a score or a measurement, as codes of the observatory."""
    return {"size": SIZE_CODES.get(one.size, UNSAID), "sector": one.sector or UNSAID, GEO: _place(one.country)}


@functools.cache
def _place(country: str) -> str:
    try:
        return observatory.place_code(country, Words())
    except Problem:
        return ELSEWHERE


def _rows(made: Sheet, dimension: str, fixed: Mapping[str, str]) -> list[Row]:
    return [
        {**fixed, dimension: one.measure, **one.traits, "unit": one.unit, VALUE: one.value, FLAG: one.flag}
        for one in made.figures
    ]


def _measured(last: datetime.date) -> list[Impact]:
    agreed = Agreed.objects.order_by().values("organisation")
    found = Impact.objects.filter(organisation__in=agreed, closed__lte=last).order_by("closed", "pk")
    return list(found.prefetch_related("counted_measures"))


def _of_work(closed: Sequence[Impact]) -> dict[str, list[tuple[Entry, list[Any]]]]:
    """By measure an entry of each organisation, with the ids behind it: the mean over what it measured of that kind and was not counted before."""
    found: dict[str, dict[Any, list[tuple[float, Impact]]]] = {name: {} for name in ("time", "quality", "productivity", *PEOPLE)}  # fmt: skip
    least, most = PERCENT
    for one in closed:
        before = {kept.measure for kept in one.counted_measures.all()}
        for measure, value in _values(one, before):
            found[measure].setdefault(one.organisation_id, []).append((min(most, max(least, value)), one))
    return {measure: [_mean(measure, listed) for listed in by.values()] for measure, by in found.items()}


def _mean(measure: str, listed: Sequence[tuple[float, Impact]]) -> tuple[Entry, list[Any]]:
    value = statistics.fmean(one for one, _ in listed)
    return Entry(_traits(listed[-1][1]), {measure: (value, value)}), sorted({one.pk for _, one in listed})


def _values(one: Impact, before: Collection[str]) -> Iterable[tuple[str, float]]:
    """What a measurement says, by measure, of those that were not counted ``before``."""
    plan = maturity.plan_of(one.plan, Words())
    for outcome in maturity.impact(plan):
        if outcome.percent is not None and outcome.measure.kind not in before:
            yield outcome.measure.kind, outcome.percent
    for measure, (some, every) in PEOPLE.items():
        if plan.jobs.get(every) and some in plan.jobs and measure not in before:
            yield measure, 100 * plan.jobs[some] / plan.jobs[every]


def place() -> list[str]:
    """Put everything that was published into the observatory, as a vintage of each dataset; which of them a gate holds back. What is there
    already stays as it is."""
    published = list(Publication.objects.order_by("period"))
    held = []
    for name in (MATURITY, IMPACT):
        rows = [row for one in published for row in one.figures.get(name, ())]
        if rows:
            known = datasets()[name]
            breaks = tuple(sorted({row[TIME] for row in rows if BREAK in row[FLAG]}))
            schema = {**dict.fromkeys([*known.dimensions, TIME], pl.String), VALUE: pl.Float64, FLAG: pl.String}
            frame = pl.DataFrame(rows, schema=schema)
            made = observatory.build_rows(replace(known, breaks=breaks), frame, published[-1].made)
            held += [name] if not made.vintage.usable else []
    return held


def placed() -> bool:
    """Whether what was published last stands in the observatory."""
    last = Publication.objects.order_by("-period").first()
    if last is None:
        return True
    days = {name: last.made.date() for name, rows in last.figures.items() if rows}
    return all(any(one.updated.date() == day for one in observatory.vintages(name)) for name, day in days.items())
