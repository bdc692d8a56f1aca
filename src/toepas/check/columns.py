"""The same rules over columns: a register of millions of systems, classified with Polars.

Null is unknown, and Polars' ``&``, ``|`` and ``~`` on nullable Booleans are strong Kleene logic, so a rule compiles
straight to a column expression. What no output needs is left out; a fact that is no column is a constant unknown and
folds away.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from toepas.check.kleene import (
    ALWAYS,
    NEVER,
    Days,
    Value,
    as_date,
    choose,
    every,
    expression,
    fill,
    known_false,
    known_true,
    least,
    most,
    number,
    opposite,
    reached,
    some,
)
from toepas.check.program import concept_order, date_order, gate_order
from toepas.check.result import APPLIES, LATER, MAY_APPLY, UNDETERMINED
from toepas.law import Act, Fact, load_act
from toepas.law.act import text_version_on
from toepas.law.conditions import All, Any_, Before, Compare, Condition, Name, Not, OneOf, mentioned
from toepas.law.model import CODE, DATE, NUMBER, TRUTH, Moment

PREFIX = "toepas_"
_PART = "__toepas_"


@dataclass(slots=True)
class Plan:
    """Layers of named columns: each layer needs only the input and the layers before it."""

    act: Act
    columns: Mapping[str, pl.DataType | type[pl.DataType]]
    values: dict[str, Value] = field(default_factory=dict)
    given: dict[str, pl.Expr] = field(default_factory=dict)
    dates: dict[str, tuple[Days, Days]] = field(default_factory=dict)
    layers: list[list[pl.Expr]] = field(default_factory=list)
    depth: dict[str, int] = field(default_factory=dict)

    def keep(self, name: str, value: Value) -> Value:
        """Name a shared result so that it is computed once; constants need no column."""
        return self.column(name, value) if isinstance(value, pl.Expr) else value

    def keep_days(self, name: str, value: Days) -> Days:
        """The same for days."""
        return self.column(name, value) if isinstance(value, pl.Expr) else value

    def column(self, name: str, value: pl.Expr) -> pl.Expr:
        """Put an expression into the first layer after all the columns it needs."""
        level = 1 + max((self.depth.get(root, 0) for root in value.meta.root_names()), default=0)
        while len(self.layers) < level:
            self.layers.append([])
        self.layers[level - 1].append(value.alias(_PART + name))
        self.depth[_PART + name] = level
        return pl.col(_PART + name)

    def facts(self) -> None:
        """Facts as columns, with what their gates settle."""
        for name, fact in self.act.facts.items():
            if fact.type == TRUTH:
                self.values[name] = pl.col(name) if name in self.columns else None
            elif fact.type in (CODE, NUMBER) and name in self.columns:
                self.given[name] = self.column(f"given_{name}", readable(fact, pl.col(name)))
        inner = gate_order(self.act)
        below: dict[str, list[str]] = {}
        for name in reversed(inner):
            gate = self.act.facts[name].within
            if gate in self.values:
                below.setdefault(gate, []).append(name)
        for gate in sorted(below, key=lambda name: _place(inner, name), reverse=True):
            # a yes below makes an unanswered gate yes
            opened = some(known_true(self.values[child]) for child in below[gate])
            self.values[gate] = self.keep(f"up_{gate}", fill(self.values[gate], opened, with_=True))
        for name in inner:
            fact = self.act.facts[name]
            if fact.within in self.values:
                self.shut(name, known_false(self.values[fact.within]))
            gates = [self.values[gate] for gate in fact.within_any if gate in self.values]
            if gates:
                self.shut(name, every(known_false(gate) for gate in gates))

    def shut(self, name: str, where: Value) -> None:
        """An unanswered fact is no where its gates say so."""
        self.values[name] = self.keep(f"down_{name}", fill(self.values[name], where, with_=False))

    def condition(self, condition: Condition) -> Value:
        """A condition over the rows."""
        if isinstance(condition, Name):
            return self.values.get(condition.id, False)
        if isinstance(condition, Not):
            return opposite(self.condition(condition.part))
        if isinstance(condition, All):
            return every(self.condition(part) for part in condition.parts)
        if isinstance(condition, Any_):
            return some(self.condition(part) for part in condition.parts)
        return self.test(condition)

    def test(self, test: OneOf | Compare | Before) -> Value:
        """A test on a code, number or date column."""
        if test.fact not in self.act.facts:
            return False
        if test.fact not in self.columns:
            return None
        column = self.given.get(test.fact, pl.col(test.fact))
        if isinstance(test, OneOf):
            return column.is_in(list(test.values))
        if isinstance(test, Compare):
            return {
                ">=": column >= test.limit,
                ">": column > test.limit,
                "<": column < test.limit,
                "<=": column <= test.limit,
            }[test.op]
        return column >= test.day if test.negated else column < test.day

    def concept(self, name: str) -> None:
        """One concept, kept under its name."""
        concept = self.act.concepts[name]
        value = every(
            [self.condition(concept.when), *(opposite(self.values.get(item, False)) for item in concept.unless)]
        )
        self.values[name] = self.keep(name, value)

    def duty(self, name: str) -> None:
        """Whether a duty holds, kept under its name."""
        duty = self.act.duties[name]
        value = every(
            [
                some(self.values.get(role, False) for role in duty.roles),
                *(self.values.get(item, False) for item in (*duty.when, self.act.applies)),
                *(opposite(self.values.get(item, False)) for item in duty.unless),
            ]
        )
        self.values[name] = self.keep(name, value)

    def date(self, name: str) -> None:
        """Earliest and latest day of a date entry."""
        low: Days = NEVER
        high: Days = 0
        unsettled: Value = True
        for step, rule in enumerate(self.act.dates[name].rules):
            mark = f"{name}_{step}"
            holds = self.keep(f"if_{mark}", True if rule.condition is None else self.condition(rule.condition))
            first, last = self.moment(rule.then)
            counts = self.keep(f"at_{mark}", every([unsettled, opposite(known_false(holds))]))
            low = self.keep_days(f"low_{mark}", choose(counts, least(low, first), low))
            high = self.keep_days(f"high_{mark}", choose(counts, most(high, last), high))
            unsettled = self.keep(f"open_{mark}", every([unsettled, opposite(known_true(holds))]))
        self.dates[name] = low, self.keep_days(f"end_{name}", choose(unsettled, NEVER, high))

    def moment(self, then: Moment) -> tuple[Days, Days]:
        """Earliest and latest day of what a rule yields."""
        if then.entry:
            return self.dates[then.entry]
        if then.fact:
            start = number(then.not_before) if then.not_before else ALWAYS
            if then.fact not in self.columns:
                return start, NEVER
            given = pl.max_horizontal(pl.col(then.fact).cast(pl.Int32), pl.lit(start, dtype=pl.Int32))
            known = pl.col(then.fact).is_not_null()
            return pl.when(known).then(given).otherwise(start), pl.when(known).then(given).otherwise(NEVER)
        if then.choice:
            parts = [self.moment(part) for part in then.parts]
            low, high = parts[0]
            pick = least if then.choice == "earliest_of" else most
            for first, last in parts[1:]:
                low, high = pick(low, first), pick(high, last)
            return low, high
        day = NEVER if then.never or then.day is None else number(then.day)
        return day, day

    def class_of(self, on: datetime.date) -> pl.Expr:
        """The class on a date; the same walk as for one case."""
        today = number(on)
        alive: Value = True
        names = [*(rule.name for rule in self.act.classes), UNDETERMINED]
        count, first = pl.lit(0, dtype=pl.Int8), pl.lit(len(names) - 1, dtype=pl.Int8)
        rest = pl.lit(len(names) - 1, dtype=pl.Int8)
        for position, rule in enumerate(self.act.classes):
            value: Value = True if rule.when is None else self.values.get(rule.when, False)
            low, high = self.dates.get(rule.date or "", (ALWAYS, ALWAYS))
            possible = self.keep(f"class_{position}", every([alive, opposite(known_false(value)), reached(low, today)]))
            settled = every([possible, known_true(value), reached(high, today)])
            hit = expression(possible)
            first = self.column(
                f"first_{position}", pl.when(hit & (count == 0)).then(pl.lit(position, dtype=pl.Int8)).otherwise(first)
            )
            count = self.column(f"count_{position}", count + hit.cast(pl.Int8))
            alive = self.keep(f"alive_{position}", every([alive, opposite(settled)]))
        kind = pl.Enum(names)
        chosen = pl.when(count == 1).then(first).otherwise(rest)
        return chosen.cast(pl.UInt8).cat.to(kind).alias(PREFIX + "class")


def readable(fact: Fact, column: pl.Expr) -> pl.Expr:
    """A column of codes or numbers; what cannot be the fact's value is unknown, never no."""
    if fact.type == CODE:
        text = column.cast(pl.String)
        return pl.when(text.is_in(list(fact.values))).then(text)
    return pl.when(column.is_between(0, float("inf"), closed="left")).then(column)


def _place(order: list[str], name: str) -> int:
    return order.index(name) if name in order else -1


def contradiction(act: Act, columns: Iterable[str]) -> pl.Expr:
    """True in rows where a fact is yes and a gate above it is no."""
    present = set(columns)
    tests: list[pl.Expr] = []
    for name, fact in act.facts.items():
        if name not in present or fact.type != TRUTH:
            continue
        gate = fact.within
        while gate and gate in act.facts:
            if gate in present:
                tests.append(expression(every([pl.col(name), ~pl.col(gate)])))
            gate = act.facts[gate].within
        if fact.within_any and all(gate in present for gate in fact.within_any):
            tests.append(expression(every([pl.col(name), *(~pl.col(gate) for gate in fact.within_any)])))
    return (pl.any_horizontal(test.fill_null(False) for test in tests) if tests else pl.lit(False)).alias(
        PREFIX + "contradiction"
    )


def needed(act: Act, duties: bool) -> list[str]:
    """The concepts that the output rests on, in order of computation."""
    wanted = [rule.when for rule in act.classes if rule.when]
    wanted += [name for name, concept in act.concepts.items() if concept.kind == "role"]
    wanted += list(act.register_concepts)
    if duties:
        wanted += [act.applies]
        for duty in act.duties.values():
            wanted += [*duty.roles, *duty.when, *duty.unless]
    todo, seen = list(wanted), set[str]()
    entries = {rule.date for rule in act.classes if rule.date} | set(act.register_dates)
    entries |= {duty.date for duty in act.duties.values()} if duties else set()
    for entry in date_closure(act, entries):
        for rule in act.dates[entry].rules:
            todo += list(mentioned(rule.condition)) if rule.condition else []
    while todo:
        name = todo.pop()
        if name in act.concepts and name not in seen:
            seen.add(name)
            todo += [*mentioned(act.concepts[name].when), *act.concepts[name].unless]
    return [name for name in concept_order(act) if name in seen]


def date_closure(act: Act, entries: Iterable[str]) -> list[str]:
    """Date entries and those they refer to, each after what it refers to."""
    found: set[str] = set()

    def visit(name: str) -> None:
        if name in found:
            return
        found.add(name)
        todo = [rule.then for rule in act.dates[name].rules]
        while todo:
            then = todo.pop()
            todo += list(then.parts)
            if then.entry:
                visit(then.entry)

    for name in entries:
        visit(name)
    return [name for name in date_order(act) if name in found]


def usable(act: Act, schema: Mapping[str, pl.DataType]) -> dict[str, pl.DataType]:
    """The columns that are facts. Raises ValueError (column, what was expected) where the type does not fit."""
    found: dict[str, pl.DataType] = {}
    for name, fact in act.facts.items():
        if name not in schema:
            continue
        kind = schema[name]
        fits = {
            TRUTH: kind in (pl.Boolean, pl.Null),
            DATE: kind in (pl.Date, pl.Null),
            NUMBER: kind.is_numeric() or kind == pl.Null,
            CODE: kind in (pl.String, pl.Categorical, pl.Null) or isinstance(kind, pl.Enum),
        }[fact.type]
        if not fits:
            raise ValueError(
                name, {TRUTH: "Boolean", DATE: "Date", NUMBER: "Float64", CODE: "String"}[fact.type], str(kind)
            )
        if kind != pl.Null:
            found[name] = kind
    return found


def classify(
    frame: pl.LazyFrame, on: datetime.date, text_version: str | None = None, duties: bool = False
) -> pl.LazyFrame:
    """Add the outcome columns (``toepas_...``) to a register; other columns stay, outcomes of an earlier run go.

    Facts are columns with the fact's id: Boolean, Date, number or text, null for unknown. Raises ValueError for a
    column of the wrong type, or an unknown text version.
    """
    act = load_act(text_version or text_version_on(on))
    schema = frame.collect_schema()
    plan = Plan(act, usable(act, schema))
    plan.facts()
    for name in needed(act, duties):
        plan.concept(name)
    entries = {rule.date for rule in act.classes if rule.date} | set(act.register_dates)
    if duties:
        entries |= {duty.date for duty in act.duties.values()}
        for name in act.duties:
            plan.duty(name)
    for name in date_closure(act, entries):
        plan.date(name)
    outputs = _outputs(plan, on, duties)
    for layer in plan.layers:
        frame = frame.with_columns(layer)
    kept = [name for name in schema.names() if not name.startswith(PREFIX)]
    return frame.select([*kept, *outputs, contradiction(act, plan.columns)])


def _outputs(plan: Plan, on: datetime.date, duties: bool) -> list[pl.Expr]:
    act = plan.act
    found = [plan.class_of(on)]
    for name, concept in act.concepts.items():
        if concept.kind == "role":
            found.append(expression(plan.values[name]).alias(f"{PREFIX}role_{name}"))
    found += [expression(plan.values[name]).alias(PREFIX + name) for name in act.register_concepts]
    for entry, concept_id in act.register_dates.items():
        low, high = plan.dates[entry]
        where = opposite(known_false(plan.values[concept_id]))
        found += [
            as_date(low, where).alias(f"{PREFIX}{entry}"),
            as_date(high, where).alias(f"{PREFIX}{entry}_latest"),
        ]
    if duties:
        found += [_status(plan, name, on) for name in act.duties]
    return found


def _status(plan: Plan, name: str, on: datetime.date) -> pl.Expr:
    """applies, later, may-apply, or null where it is no duty."""
    today, value = number(on), plan.values[name]
    low, high = plan.dates[plan.act.duties[name].date]
    none = some([known_false(value), opposite(reached(low, NEVER - 1))])
    maybe = some(
        [
            opposite(some([known_true(value), known_false(value)])),
            every([reached(low, today), opposite(reached(high, today))]),
        ]
    )
    kind = pl.Enum([APPLIES, LATER, MAY_APPLY])
    shown = pl.when(expression(reached(high, today))).then(pl.lit(APPLIES)).otherwise(pl.lit(LATER))
    shown = pl.when(expression(maybe)).then(pl.lit(MAY_APPLY)).otherwise(shown)
    return pl.when(expression(none)).then(None).otherwise(shown).cast(kind).alias(f"{PREFIX}duty_{name}")
