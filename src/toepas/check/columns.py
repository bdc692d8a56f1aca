"""The same rules over columns: a register of millions of systems, classified with Polars.

Null is unknown, and Polars' ``&``, ``|`` and ``~`` on nullable Booleans are strong Kleene logic, so a rule compiles straight
to a column expression. What no output needs is left out; a fact that is no column is a constant unknown and folds away.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from toepas.check.program import concept_order, date_order, gate_order
from toepas.check.result import APPLIES, LATER, MAY_APPLY, UNDETERMINED
from toepas.law import Act, load_act
from toepas.law.act import text_version_on
from toepas.law.conditions import All, Any_, Before, Compare, Condition, Name, Not, OneOf, mentioned
from toepas.law.model import CODE, DATE, NUMBER, TRUTH, Moment

Value = pl.Expr | bool | None
"""A truth over the rows: a nullable Boolean column, or a constant."""
Days = pl.Expr | int
"""Days since 1970-01-01 over the rows, or a constant."""
EPOCH = datetime.date(1970, 1, 1).toordinal()
NEVER = 10_000_000
PREFIX = "toepas_"
_PART = "__toepas_"


def every(parts: Iterable[Value]) -> Value:
    """Strong Kleene "and"; constants fold."""
    result: Value = True
    for part in parts:
        if part is False or result is False:
            return False
        if result is True:
            result = part
        elif part is True:
            continue
        elif part is None and result is None:
            continue
        else:
            result = _expression(result) & _expression(part)
    return result


def some(parts: Iterable[Value]) -> Value:
    """Strong Kleene "or"; constants fold."""
    return opposite(every(opposite(part) for part in parts))


def opposite(value: Value) -> Value:
    """Strong Kleene "not"."""
    if isinstance(value, pl.Expr):
        return ~value
    return None if value is None else not value


def _expression(value: Value) -> pl.Expr:
    return value if isinstance(value, pl.Expr) else pl.lit(value, dtype=pl.Boolean)


def _days(value: Days) -> pl.Expr:
    return value if isinstance(value, pl.Expr) else pl.lit(value, dtype=pl.Int32)


def _number(day: datetime.date) -> int:
    return day.toordinal() - EPOCH


@dataclass(slots=True)
class Plan:
    """Layers of named columns: each layer needs only the input and the layers before it."""

    act: Act
    columns: Mapping[str, pl.DataType | type[pl.DataType]]
    values: dict[str, Value] = field(default_factory=dict)
    dates: dict[str, tuple[Days, Days]] = field(default_factory=dict)
    layers: list[list[pl.Expr]] = field(default_factory=list)
    depth: dict[str, int] = field(default_factory=dict)

    def keep(self, name: str, value: Value, needs: Iterable[str]) -> Value:
        """Name a shared result so that it is computed once; constants need no column."""
        if not isinstance(value, pl.Expr):
            return value
        level = 1 + max((self.depth.get(need, 0) for need in needs), default=0)
        while len(self.layers) < level:
            self.layers.append([])
        self.layers[level - 1].append(value.alias(_PART + name))
        self.depth[name] = level
        return pl.col(_PART + name)

    def facts(self) -> None:
        """Facts as columns, with what their gates settle."""
        for name, fact in self.act.facts.items():
            if fact.type == TRUTH:
                self.values[name] = pl.col(name) if name in self.columns else None
        inner = gate_order(self.act)
        for name in reversed(inner):
            gate = self.act.facts[name].within
            if gate in self.values:
                # a yes below makes an unanswered gate yes
                child = _known_true(self.values[name])
                if child is not False:
                    self.values[gate] = _fill(self.values[gate], child, yes=True)
        for name in inner:
            fact = self.act.facts[name]
            if fact.within in self.values:
                shut = _known_false(self.values[fact.within])
                self.values[name] = _fill(self.values[name], shut, yes=False)
            gates = [self.values[gate] for gate in fact.within_any if gate in self.values]
            if gates:
                shut = every(_known_false(gate) for gate in gates)
                self.values[name] = _fill(self.values[name], shut, yes=False)
        for name in self.act.facts:
            if name in self.values:
                self.values[name] = self.keep(name, self.values[name], ())

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
        column = pl.col(test.fact)
        if isinstance(test, OneOf):
            return column.cast(pl.String).is_in(list(test.values))
        if isinstance(test, Compare):
            return {">=": column >= test.limit, ">": column > test.limit, "<": column < test.limit, "<=": column <= test.limit}[test.op]
        return column >= test.day if test.negated else column < test.day

    def concept(self, name: str) -> None:
        """One concept, kept under its name."""
        concept = self.act.concepts[name]
        value = every([self.condition(concept.when), *(opposite(self.values.get(item, False)) for item in concept.unless)])
        self.values[name] = self.keep(name, value, [*mentioned(concept.when), *concept.unless])

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
        self.values[name] = self.keep(name, value, [*duty.roles, *duty.when, *duty.unless, self.act.applies])

    def date(self, name: str) -> None:
        """Earliest and latest day of a date entry."""
        low: Days = NEVER
        high: Days = 0
        unsettled: Value = True
        for rule in self.act.dates[name].rules:
            holds: Value = True if rule.condition is None else self.condition(rule.condition)
            first, last = self.moment(rule.then)
            reached = every([unsettled, opposite(_known_false(holds))])
            low, high = _choose(reached, _least(low, first), low), _choose(reached, _most(high, last), high)
            unsettled = every([unsettled, opposite(_known_true(holds))])
        self.dates[name] = low, _choose(unsettled, NEVER, high)

    def moment(self, then: Moment) -> tuple[Days, Days]:
        """Earliest and latest day of what a rule yields."""
        if then.entry:
            return self.dates[then.entry]
        if then.fact:
            start = _number(then.not_before) if then.not_before else -EPOCH
            if then.fact not in self.columns:
                return start, NEVER
            given = pl.max_horizontal(pl.col(then.fact).cast(pl.Int32), pl.lit(start, dtype=pl.Int32))
            known = pl.col(then.fact).is_not_null()
            return pl.when(known).then(given).otherwise(start), pl.when(known).then(given).otherwise(NEVER)
        if then.choice:
            parts = [self.moment(part) for part in then.parts]
            low, high = parts[0]
            pick = _least if then.choice == "earliest_of" else _most
            for first, last in parts[1:]:
                low, high = pick(low, first), pick(high, last)
            return low, high
        day = NEVER if then.never or then.day is None else _number(then.day)
        return day, day

    def class_of(self, on: datetime.date) -> pl.Expr:
        """The class on a date; the same walk as for one case."""
        today = _number(on)
        alive: Value = True
        names = [*(rule.name for rule in self.act.classes), UNDETERMINED]
        count, first = pl.lit(0, dtype=pl.Int8), pl.lit(len(names) - 1, dtype=pl.Int8)
        for position, rule in enumerate(self.act.classes):
            value: Value = True if rule.when is None else self.values.get(rule.when, False)
            low, high = self.dates.get(rule.date or "", (-EPOCH, -EPOCH))
            possible = every([alive, opposite(_known_false(value)), _reached(low, today)])
            settled = every([possible, _known_true(value), _reached(high, today)])
            hit = _expression(possible)
            first = pl.when(hit & (count == 0)).then(pl.lit(position, dtype=pl.Int8)).otherwise(first)
            count = count + hit.cast(pl.Int8)
            alive = every([alive, opposite(settled)])
        kind = pl.Enum(names)
        chosen = pl.when(count == 1).then(first).otherwise(pl.lit(len(names) - 1, dtype=pl.Int8))
        return chosen.cast(pl.UInt8).cast(kind).alias(PREFIX + "class")


def _known_true(value: Value) -> Value:
    return value.fill_null(False) if isinstance(value, pl.Expr) else value is True


def _known_false(value: Value) -> Value:
    return (~value).fill_null(False) if isinstance(value, pl.Expr) else value is False


def _fill(value: Value, where: Value, *, yes: bool) -> Value:
    """Where a value is unknown and the (two-valued) condition holds, it becomes yes or no."""
    if where is False:
        return value
    if value is None:
        return None if where is None else pl.when(_expression(where)).then(pl.lit(yes)).otherwise(None)
    if not isinstance(value, pl.Expr):
        return value
    # value or (where and unknown) in Kleene logic: yes fills with "or", no fills with "and not"
    return value | pl.when(_expression(where)).then(pl.lit(True)).otherwise(None) & value.is_null() if yes else _shut(value, where)


def _shut(value: pl.Expr, where: Value) -> pl.Expr:
    return pl.when(value.is_null() & _expression(where)).then(pl.lit(False)).otherwise(value)


def _choose(where: Value, then: Days, otherwise: Days) -> Days:
    if where is True:
        return then
    if where is False or (isinstance(then, int) and isinstance(otherwise, int) and then == otherwise):
        return otherwise
    return pl.when(_expression(where)).then(_days(then)).otherwise(_days(otherwise))


def _least(one: Days, other: Days) -> Days:
    if isinstance(one, int) and isinstance(other, int):
        return min(one, other)
    return pl.min_horizontal(_days(one), _days(other))


def _most(one: Days, other: Days) -> Days:
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other)
    return pl.max_horizontal(_days(one), _days(other))


def _reached(day: Days, today: int) -> Value:
    return day <= today if isinstance(day, int) else day <= pl.lit(today, dtype=pl.Int32)


def _as_date(day: Days, where: Value) -> pl.Expr:
    shown = pl.when(_expression(where) & (_days(day) < NEVER)).then(_days(day)).otherwise(None)
    return shown.cast(pl.Int32).cast(pl.Date)


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
                tests.append(_expression(every([pl.col(name), ~pl.col(gate)])))
            gate = act.facts[gate].within
        if fact.within_any and all(gate in present for gate in fact.within_any):
            tests.append(_expression(every([pl.col(name), *(~pl.col(gate) for gate in fact.within_any)])))
    return (pl.any_horizontal(test.fill_null(False) for test in tests) if tests else pl.lit(False)).alias(PREFIX + "contradiction")


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
            raise ValueError(name, {TRUTH: "Boolean", DATE: "Date", NUMBER: "Float64", CODE: "String"}[fact.type], str(kind))
        if kind != pl.Null:
            found[name] = kind
    return found


def classify(frame: pl.LazyFrame, on: datetime.date, text_version: str | None = None, duties: bool = False) -> pl.LazyFrame:
    """Add the outcome columns (``toepas_...``) to a register; all other columns stay.

    Facts are columns with the fact's id: Boolean, Date, number or text, null for unknown. Raises ValueError for a column of
    the wrong type, or an unknown text version.
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
    for layer in plan.layers:
        frame = frame.with_columns(layer)
    return frame.select([*schema.names(), *_outputs(plan, on, duties), contradiction(act, plan.columns)])


def _outputs(plan: Plan, on: datetime.date, duties: bool) -> list[pl.Expr]:
    act = plan.act
    found = [plan.class_of(on)]
    for name, concept in act.concepts.items():
        if concept.kind == "role":
            found.append(_expression(plan.values[name]).alias(f"{PREFIX}role_{name}"))
    found += [_expression(plan.values[name]).alias(PREFIX + name) for name in act.register_concepts]
    for entry, concept_id in act.register_dates.items():
        low, high = plan.dates[entry]
        where = opposite(_known_false(plan.values[concept_id]))
        found += [_as_date(low, where).alias(f"{PREFIX}{entry}"), _as_date(high, where).alias(f"{PREFIX}{entry}_latest")]
    if duties:
        found += [_status(plan, name, on) for name in act.duties]
    return found


def _status(plan: Plan, name: str, on: datetime.date) -> pl.Expr:
    """applies, later, may-apply, or null where it is no duty."""
    today, value = _number(on), plan.values[name]
    low, high = plan.dates[plan.act.duties[name].date]
    none = some([_known_false(value), opposite(_reached(low, NEVER - 1))])
    maybe = some([opposite(some([_known_true(value), _known_false(value)])), every([_reached(low, today), opposite(_reached(high, today))])])
    kind = pl.Enum([APPLIES, LATER, MAY_APPLY])
    shown = pl.when(_expression(_reached(high, today))).then(pl.lit(APPLIES)).otherwise(pl.lit(LATER))
    shown = pl.when(_expression(maybe)).then(pl.lit(MAY_APPLY)).otherwise(shown)
    return pl.when(_expression(none)).then(None).otherwise(shown).cast(kind).alias(f"{PREFIX}duty_{name}")
