"""The rules of an act as layers of named columns, for whichever engine computes them.

This is the one compiler of rules to columns: facts with their gates, concepts with their exceptions, dates, duties, class. What no
output needs is left out; a fact that is no column is a constant unknown and folds away. An engine (``columns``, ``spark``) turns
each term into its own kind of expression and computes the layers one after the other.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toepas.check import terms
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
from toepas.check.terms import Among, Cast, Column, Compare, Constant, Extreme, Given, If, Label, Term
from toepas.law import Act, Fact
from toepas.law.conditions import All, Any_, Before, Condition, Name, Not, OneOf, mentioned
from toepas.law.conditions import Compare as Limit
from toepas.law.model import CODE, DATE, NUMBER, TRUTH, Moment

PREFIX = "toepas_"
PART = "__toepas_"
STATUSES = (APPLIES, LATER, MAY_APPLY)
INFINITY = float("inf")

Small = Term | int | None
"""A small whole number over the rows, or a constant."""


@dataclass(slots=True)
class Plan:
    """Layers of named columns: each layer needs only the input and the layers before it. Several acts may share one."""

    layers: list[dict[str, Term]] = field(default_factory=list)
    depth: dict[str, int] = field(default_factory=dict)
    known: dict[Term, Column] = field(default_factory=dict)

    def column(self, name: str, term: Term) -> Column:
        """The term under a name, in the first layer after all the columns it needs; once, however often it is asked for."""
        found = self.known.get(term)
        if found is None:
            full, again = PART + name, 1
            while full in self.depth:
                again += 1
                full = f"{PART}{name}_{again}"
            level = 1 + max((self.depth.get(read, 0) for read in terms.columns(term)), default=0)
            while len(self.layers) < level:
                self.layers.append({})
            self.layers[level - 1][full] = term
            self.depth[full] = level
            found = self.known[term] = Column(full)
        return found

    def keep(self, name: str, value: Value) -> Value:
        """Name a truth so that it is computed once; constants and columns need none."""
        return value if value is None or isinstance(value, bool | Column) else self.column(name, value)

    def keep_days(self, name: str, value: Days) -> Days:
        """The same for days."""
        return value if isinstance(value, int | Column) else self.column(name, value)


@dataclass(slots=True)
class Rules:
    """An act on its way into a plan. ``present`` are the facts that are columns, with the kind of each column."""

    act: Act
    present: Mapping[str, str]
    plan: Plan = field(default_factory=Plan)
    values: dict[str, Value] = field(default_factory=dict)
    given: dict[str, Term] = field(default_factory=dict)
    dates: dict[str, tuple[Days, Days]] = field(default_factory=dict)

    def compile(self, duties: bool) -> Rules:
        """Everything that the class, the roles and (if asked for) the duties rest on."""
        self.facts()
        for name in needed(self.act, duties):
            self.concept(name)
        entries = {rule.date for rule in self.act.classes if rule.date} | set(self.act.register_dates)
        if duties:
            entries |= {duty.date for duty in self.act.duties.values()}
            for name in self.act.duties:
                self.duty(name)
        for name in date_closure(self.act, entries):
            self.date(name)
        return self

    def facts(self) -> None:
        """Facts as columns, with what their gates settle."""
        for name, fact in self.act.facts.items():
            if fact.type == TRUTH:
                self.values[name] = Column(name) if name in self.present else None
            elif fact.type in (CODE, NUMBER) and name in self.present:
                self.given[name] = self.plan.column(f"given_{name}", readable(fact))
        inner = gate_order(self.act)
        below: dict[str, list[str]] = {}
        for name in reversed(inner):
            gate = self.act.facts[name].within
            if gate in self.values:
                below.setdefault(gate, []).append(name)
        for gate in sorted(below, key=lambda name: inner.index(name) if name in inner else -1, reverse=True):
            # a yes below makes an unanswered gate yes
            opened = some(known_true(self.values[child]) for child in below[gate])
            self.values[gate] = self.plan.keep(f"up_{gate}", fill(self.values[gate], opened, with_=True))
        for name in inner:
            fact = self.act.facts[name]
            if fact.within in self.values:
                self.shut(name, known_false(self.values[fact.within]))
            gates = [self.values[gate] for gate in fact.within_any if gate in self.values]
            if gates:
                self.shut(name, every(known_false(gate) for gate in gates))

    def shut(self, name: str, where: Value) -> None:
        """An unanswered fact is no where its gates say so."""
        self.values[name] = self.plan.keep(f"down_{name}", fill(self.values[name], where, with_=False))

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

    def test(self, test: OneOf | Limit | Before) -> Value:
        """A test on a code, number or date column."""
        if test.fact not in self.act.facts:
            return False
        if test.fact not in self.present:
            return None
        if isinstance(test, OneOf):
            return Among(self.given[test.fact], test.values)
        if isinstance(test, Limit):
            return Compare(test.op, self.given[test.fact], Constant(float(test.limit), terms.NUMBER))
        limit = Constant(number(test.day), terms.DAY)
        return Compare(">=" if test.negated else "<", Cast(Column(test.fact), terms.DAY), limit)

    def concept(self, name: str) -> None:
        """One concept, kept under its name."""
        concept = self.act.concepts[name]
        value = every(
            [self.condition(concept.when), *(opposite(self.values.get(item, False)) for item in concept.unless)]
        )
        self.values[name] = self.plan.keep(name, value)

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
        self.values[name] = self.plan.keep(name, value)

    def date(self, name: str) -> None:
        """Earliest and latest day of a date entry."""
        keep, keep_days = self.plan.keep, self.plan.keep_days
        low: Days = NEVER
        high: Days = 0
        unsettled: Value = True
        for step, rule in enumerate(self.act.dates[name].rules):
            mark = f"{name}_{step}"
            holds = keep(f"if_{mark}", True if rule.condition is None else self.condition(rule.condition))
            first, last = self.moment(rule.then)
            counts = keep(f"at_{mark}", every([unsettled, opposite(known_false(holds))]))
            low = keep_days(f"low_{mark}", choose(counts, least(low, first), low))
            high = keep_days(f"high_{mark}", choose(counts, most(high, last), high))
            unsettled = keep(f"open_{mark}", every([unsettled, opposite(known_true(holds))]))
        self.dates[name] = low, keep_days(f"end_{name}", choose(unsettled, NEVER, high))

    def moment(self, then: Moment) -> tuple[Days, Days]:
        """Earliest and latest day of what a rule yields."""
        if then.entry:
            return self.dates[then.entry]
        if then.fact:
            start = number(then.not_before) if then.not_before else ALWAYS
            if then.fact not in self.present:
                return start, NEVER
            known, floor = Given(Column(then.fact)), Constant(start, terms.DAY)
            day = Extreme(Cast(Column(then.fact), terms.DAY), floor, most=True)
            return If(known, day, floor), If(known, day, Constant(NEVER, terms.DAY))
        if then.choice:
            parts = [self.moment(part) for part in then.parts]
            low, high = parts[0]
            pick = least if then.choice == "earliest_of" else most
            for first, last in parts[1:]:
                low, high = pick(low, first), pick(high, last)
            return low, high
        day_or_never = NEVER if then.never or then.day is None else number(then.day)
        return day_or_never, day_or_never

    def class_of(self, on: datetime.date) -> tuple[Small, tuple[str, ...]]:
        """The class on a date as its place among the names, and those names; the same walk as for one case."""
        today, keep = number(on), self.plan.keep
        alive: Value = True
        possible: list[Value] = []
        for position, rule in enumerate(self.act.classes):
            value: Value = True if rule.when is None else self.values.get(rule.when, False)
            low, high = self.dates.get(rule.date or "", (ALWAYS, ALWAYS))
            holds = keep(f"class_{position}", every([alive, opposite(known_false(value)), reached(low, today)]))
            settled = every([holds, known_true(value), reached(high, today)])
            alive = keep(f"alive_{position}", every([alive, opposite(settled)]))
            possible.append(holds)
        names = (*(rule.name for rule in self.act.classes), UNDETERMINED)
        chosen: Small = len(names) - 1
        for position in reversed(range(len(possible))):
            chosen = decide(possible[position], position, chosen)
        several = some(every([holds, some(possible[:position])]) for position, holds in enumerate(possible) if position)
        return decide(several, len(names) - 1, chosen), names

    def standing(self, name: str, on: datetime.date) -> tuple[Value, Value, Value]:
        """Of a duty, two-valued: it is none; if it is one, it is open whether it applies; its last possible day has come."""
        today, value = number(on), self.values[name]
        low, high = self.dates[self.act.duties[name].date]
        none = some([known_false(value), opposite(reached(low, NEVER - 1))])
        maybe = some(
            [
                opposite(some([known_true(value), known_false(value)])),
                every([reached(low, today), opposite(reached(high, today))]),
            ]
        )
        return none, maybe, reached(high, today)

    def status(self, name: str, on: datetime.date) -> Small:
        """The status of a duty as its place in ``STATUSES``; null where it is no duty."""
        none, maybe, come = self.standing(name, on)
        settled = decide(come, STATUSES.index(APPLIES), STATUSES.index(LATER))
        return decide(none, None, decide(maybe, STATUSES.index(MAY_APPLY), settled))


def outputs(rules: Rules, on: datetime.date, duties: bool) -> dict[str, Term]:
    """The outcome columns of a classified register."""
    act, values = rules.act, rules.values
    chosen, names = rules.class_of(on)
    found: dict[str, Term] = {PREFIX + "class": Label(small(chosen), names)}
    for name, concept in act.concepts.items():
        if concept.kind == "role":
            found[f"{PREFIX}role_{name}"] = expression(values[name])
    found |= {PREFIX + name: expression(values[name]) for name in act.register_concepts}
    for entry, concept_id in act.register_dates.items():
        low, high = rules.dates[entry]
        where = opposite(known_false(values[concept_id]))
        found |= {PREFIX + entry: as_date(low, where), f"{PREFIX}{entry}_latest": as_date(high, where)}
    if duties:
        for name in act.duties:
            found[f"{PREFIX}duty_{name}"] = Label(small(rules.status(name, on)), STATUSES)
    return found | {PREFIX + "contradiction": contradiction(act, rules.present)}


def small(value: Small) -> Term:
    """A small number as a term, constants included."""
    return Constant(value, terms.SMALL) if value is None or isinstance(value, int) else value


def decide(where: Value, then: Small, otherwise: Small) -> Small:
    """One of two small numbers, by a two-valued condition; constants fold."""
    if where is True:
        return then
    if where is False or then == otherwise:
        return otherwise
    return If(expression(where), small(then), small(otherwise))


def readable(fact: Fact) -> Term:
    """A column of codes or numbers; what cannot be the fact's value is unknown, never no."""
    column: Term = Column(fact.id)
    if fact.type == CODE:
        text = Cast(column, terms.TEXT)
        return If(Among(text, tuple(fact.values)), text, Constant(None, terms.TEXT))
    least_, most_ = Constant(0.0, terms.NUMBER), Constant(INFINITY, terms.NUMBER)
    within = every([Compare(">=", column, least_), Compare("<", column, most_)])
    return If(expression(within), column, Constant(None, terms.NUMBER))


def contradiction(act: Act, columns: Iterable[str]) -> Term:
    """True in rows where a fact is yes and a gate above it is no."""
    present = set(columns)
    tests: list[Value] = []
    for name, fact in act.facts.items():
        if name not in present or fact.type != TRUTH:
            continue
        gate = fact.within
        while gate and gate in act.facts:
            if gate in present:
                tests.append(known_true(every([Column(name), opposite(Column(gate))])))
            gate = act.facts[gate].within
        if fact.within_any and all(gate in present for gate in fact.within_any):
            tests.append(known_true(every([Column(name), *(opposite(Column(gate)) for gate in fact.within_any)])))
    return expression(some(tests))


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


COLUMN_KINDS = {TRUTH: terms.TRUTH, DATE: terms.DATE, NUMBER: terms.NUMBER, CODE: terms.TEXT}
SHOWN = {TRUTH: "Boolean", DATE: "Date", NUMBER: "Float64", CODE: "String"}
EMPTY = "empty"
"""The kind of a column in which nothing can stand: all unknown."""


def usable(facts: Mapping[str, Fact], schema: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The columns that are facts, with their kind. ``schema`` has the kind of each column and what its engine calls it.

    Raises ValueError (column, what was expected, what was found) where the type does not fit.
    """
    found: dict[str, str] = {}
    for name, fact in facts.items():
        if name in schema:
            kind, called = schema[name]
            if kind not in (COLUMN_KINDS[fact.type], EMPTY):
                raise ValueError(name, SHOWN[fact.type], called)
            if kind != EMPTY:
                found[name] = kind
    return found
