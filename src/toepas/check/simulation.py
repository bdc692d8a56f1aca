"""The policy bench: a register under two settings, and what differs.

A setting is a text of the Act, a date and a reading. Both are compiled into one plan, so that what they share is computed once and
each row is read once. Counting happens in an engine (``columns`` here, ``spark`` on a cluster); what comes back is small: per group
and per pair of classes a row of counts. What is undetermined stays apart and never counts as no.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

import polars as pl

from toepas.check import terms
from toepas.check.columns import compute, expression
from toepas.check.kleene import (
    Value,
    before,
    every,
    known_true,
    opposite,
    some,
)
from toepas.check.kleene import expression as truth
from toepas.check.plan import PART, Plan, Rules, contradiction, small, usable
from toepas.check.terms import Cast, Column, Term
from toepas.law import Act, Fact, load_act

BEFORE, AFTER, SYSTEMS = "before", "after", "systems"
APPLIES_BEFORE, APPLIES_AFTER = "applies_before", "applies_after"
OPEN_BEFORE, OPEN_AFTER = "open_before", "open_after"
BEGINS, ENDS, LATER, EARLIER = "begins", "ends", "later", "earlier"
MEASURES = (APPLIES_BEFORE, APPLIES_AFTER, OPEN_BEFORE, OPEN_AFTER, BEGINS, ENDS, LATER, EARLIER)
"""What is counted of each duty: systems for which it applies, and for which that is open, under each setting; for which it begins or
ends; whose day moves later (or to never) or earlier although the duty holds in both."""
CONTRADICTIONS = "contradictions"
COUNTRY_COLUMNS = ("country", "land", "geo", "organisation_country")
SECTOR_COLUMNS = ("sector", "nace", "nace_r2", "activity", "sbi")
MOST_GROUPS = 5_000
BY = f"{PART}by_"


@dataclass(frozen=True, slots=True)
class Setting:
    """Which text is read, which date is asked about, and another reading of an open point if one is named."""

    text_version: str
    on: datetime.date
    reading: str | None = None

    def act(self) -> Act:
        """The act in this setting. Raises ValueError for an unknown text or reading."""
        return load_act(self.text_version, self.reading)


@dataclass(slots=True)
class Bench:
    """Two settings compiled together. ``keys`` are what is grouped by, ``measures`` the truths that are counted, both in terms over
    the columns that ``plan`` computes; ``always`` are measures that every row fulfils. Duties that
    stand and fall together are counted once."""

    before: Setting
    after: Setting
    by: tuple[str, ...]
    plan: Plan
    keys: dict[str, Term]
    classes: tuple[tuple[str, ...], tuple[str, ...]]
    measures: dict[tuple[str, str], str] = field(default_factory=dict)
    counted: dict[str, Term] = field(default_factory=dict)
    same: dict[Term, str] = field(default_factory=dict)
    always: list[tuple[str, str]] = field(default_factory=list)

    def count(self, duty: str, measure: str, value: Value) -> None:
        """Count the rows in which a two-valued truth holds."""
        if value is True:
            self.always.append((duty, measure))
        elif value is not False:
            term = truth(value)
            name = self.same.setdefault(term, f"{PART}n{len(self.counted)}")
            self.counted[name] = term
            self.measures[duty, measure] = name


@dataclass(frozen=True, slots=True)
class Standing:
    """How a duty stands in a setting: two-valued truths, and its first and last possible day."""

    applies: Value
    open: Value
    holds: Value
    settled: Value
    day: tuple[int | Term, int | Term]


NOWHERE = Standing(False, False, False, False, (0, 0))
"""A duty that this text does not have."""


def facts_of(*settings: Setting) -> dict[str, Fact]:
    """Every fact that one of the settings knows."""
    return {name: fact for setting in settings for name, fact in setting.act().facts.items()}


def grouping(names: Sequence[str]) -> tuple[str, ...]:
    """The columns by which a register is usually looked at, as far as it has them: a country and a sector."""
    found = (next((name for name in known if name in names), "") for known in (COUNTRY_COLUMNS, SECTOR_COLUMNS))
    return tuple(name for name in found if name)


def compile_bench(
    first: Setting, second: Setting, schema: Mapping[str, tuple[str, str]], by: Sequence[str] = ()
) -> Bench:
    """Compile two settings for a register with these columns (kind and what its engine calls it).

    Raises ValueError (column, expected, found) for a column of the wrong type, KeyError for a column that is not there.
    """
    for name in by:
        if name not in schema:
            raise KeyError(name)
    plan = Plan()
    sides = []
    for setting in (first, second):
        act = setting.act()
        sides.append(Rules(act, usable(act.facts, schema), plan).compile(duties=True))
    chosen = [rules.class_of(setting.on) for rules, setting in zip(sides, (first, second), strict=True)]
    keys: dict[str, Term] = {f"{BY}{place}": Cast(Column(name), terms.TEXT) for place, name in enumerate(by)}
    keys |= {PART + name: small(value) for name, (value, _) in zip((BEFORE, AFTER), chosen, strict=True)}
    bench = Bench(first, second, tuple(by), plan, keys, (chosen[0][1], chosen[1][1]))
    twice = some(known_true(contradiction(rules.act, rules.present)) for rules in sides)
    bench.count("", CONTRADICTIONS, twice)
    for duty in dict.fromkeys(name for rules in sides for name in rules.act.duties):
        _count_duty(
            bench, duty, *(_standing(rules, duty, at.on) for rules, at in zip(sides, (first, second), strict=True))
        )
    return bench


def _standing(rules: Rules, duty: str, on: datetime.date) -> Standing:
    if duty not in rules.act.duties:
        return NOWHERE
    none, maybe, reached = rules.standing(duty, on)
    keep = rules.plan.keep
    low, high = rules.dates[rules.act.duties[duty].date]
    applies = keep(f"applies_{duty}", every([opposite(none), opposite(maybe), reached]))
    open_ = keep(f"mayapply_{duty}", every([opposite(none), maybe]))
    settled = every([opposite(before(low, high)), opposite(before(high, low))])
    return Standing(applies, open_, known_true(rules.values[duty]), settled, (low, high))


def _count_duty(bench: Bench, duty: str, old: Standing, new: Standing) -> None:
    both = every([old.holds, new.holds, old.settled, new.settled])
    for measure, value in {
        APPLIES_BEFORE: old.applies,
        APPLIES_AFTER: new.applies,
        OPEN_BEFORE: old.open,
        OPEN_AFTER: new.open,
        BEGINS: every([opposite(old.applies), opposite(old.open), new.applies]),
        ENDS: every([old.applies, opposite(new.applies), opposite(new.open)]),
        LATER: every([both, before(old.day[0], new.day[0])]),
        EARLIER: every([both, before(new.day[0], old.day[0])]),
    }.items():
        bench.count(duty, measure, value)


Watch = Callable[[pl.LazyFrame], AbstractContextManager[pl.LazyFrame]]
"""Takes a frame and gives it back, looking on while its rows pass."""


def counts(frame: pl.LazyFrame, bench: Bench, watch: Watch = nullcontext) -> pl.DataFrame:
    """Count with Polars. Columns: the keys, ``systems``, and one for each measure; one row per group and pair of classes."""
    wanted, names = needed_columns(bench), frame.collect_schema().names()
    read = [name for name in names if name in wanted] or names[:1]  # without a column there would be no rows
    with watch(frame.select(read)) as rows:
        done = compute(rows, bench.plan)
        chosen = done.with_columns(expression(term).alias(name) for name, term in (bench.keys | bench.counted).items())
        sums = [pl.len().alias(SYSTEMS), *(pl.col(name).sum() for name in bench.counted)]
        found = chosen.group_by(list(bench.keys)).agg(sums).collect(engine="streaming")
    return tidy(found, bench)


def needed_columns(bench: Bench) -> set[str]:
    """The columns of the register that the bench reads."""
    used = [term for layer in bench.plan.layers for term in layer.values()]
    read = {name for term in (*used, *bench.keys.values(), *bench.counted.values()) for name in terms.columns(term)}
    return read - bench.plan.depth.keys()


def tidy(found: pl.DataFrame, bench: Bench) -> pl.DataFrame:
    """Counts with the names of columns and classes instead of places; whole numbers throughout."""
    names = dict(zip((f"{BY}{place}" for place in range(len(bench.by))), bench.by, strict=True))
    classes = [
        pl.col(PART + side).cast(pl.UInt8).replace_strict(dict(enumerate(known)), return_dtype=pl.String).alias(side)
        for side, known in zip((BEFORE, AFTER), bench.classes, strict=True)
    ]
    return found.select(
        *(pl.col(old).alias(f"by:{new}") for old, new in names.items()),
        *classes,
        *(pl.col(name).cast(pl.Int64) for name in (SYSTEMS, *bench.counted)),
    )
