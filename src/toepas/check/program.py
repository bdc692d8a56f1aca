"""Compiles an act into one straight-line Python function that evaluates every fact, concept and date.

A value is 0 (no), 1 (unknown) or 2 (yes): strong Kleene logic is then minimum, maximum and ``2 - x``. Beside each
value runs a mask of the facts it rests on, one bit a fact: for a definite value the facts that prove it, for an
unknown one the open facts it still hangs on. Masks are what proofs and next questions are read from.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from toepas.kernel.dates import NEVER
from toepas.law import Act
from toepas.law.conditions import All, Any_, Before, Compare, Condition, Name, Not, OneOf, leaves
from toepas.law.model import TRUTH, Moment

NO, UNKNOWN, YES = 0, 1, 2

Run = Callable[[list[Any]], tuple[list[int], list[int], list[tuple[int, int, int]]]]


@dataclass(slots=True, eq=False)
class Program:
    """A compiled act. ``run(values)`` takes one value per fact (in ``fact_ids`` order) and returns three lists: the
    values and the masks of ``names`` (facts of type truth, concepts, duties), and (earliest, latest, mask) of each entry of ``date_ids``."""

    act: Act
    fact_ids: tuple[str, ...]
    names: tuple[str, ...]
    date_ids: tuple[str, ...]
    source: str
    run: Run
    index: dict[str, int] = field(default_factory=dict)
    date_index: dict[str, int] = field(default_factory=dict)
    decoded: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Masks that were turned into names before."""


def concept_order(act: Act) -> list[str]:
    """Concepts so that each comes after those it depends on."""
    order: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen or name not in act.concepts:
            return
        seen.add(name)
        concept = act.concepts[name]
        for leaf in leaves(concept.when):
            if isinstance(leaf, Name):
                visit(leaf.id)
        for exception in concept.unless:
            visit(exception)
        order.append(name)

    for name in act.concepts:
        visit(name)
    return order


def gate_order(act: Act) -> list[str]:
    """Facts that stand within a gate, each after its gate."""

    def depth(name: str) -> int:
        fact = act.facts[name]
        gates = [gate for gate in (fact.within, *fact.within_any) if gate in act.facts]
        return 1 + max(map(depth, gates)) if gates else 0

    inner = [name for name, fact in act.facts.items() if fact.type == TRUTH and (fact.within or fact.within_any)]
    return sorted(inner, key=lambda name: depth(name))


class _Writer:
    """Writes the function, one line a step. Variables ``vN``/``mN`` hold value and mask of step N."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.lines: list[str] = []
        self.steps = 0
        self.at: dict[str, int] = {}
        self.bit = {name: index for index, name in enumerate(act.facts)}

    def new(self) -> int:
        self.steps += 1
        return self.steps

    def line(self, text: str) -> None:
        self.lines.append("    " + text)

    def constant(self, value: int) -> int:
        step = self.new()
        self.line(f"v{step}={value}; m{step}=0")
        return step

    def facts(self) -> None:
        for index, (name, fact) in enumerate(self.act.facts.items()):
            if fact.type == TRUTH:
                step = self.new()
                self.line(f"v{step}=F[{index}]; m{step}={1 << index}")
                self.at[name] = step
        inner = gate_order(self.act)
        for name in reversed(inner):
            gate = self.act.facts[name].within
            if gate in self.at:
                child, parent = self.at[name], self.at[gate]
                self.line(f"if v{child}==2 and v{parent}==1: v{parent}=2; m{parent}=m{child}")
        for name in inner:
            self._gates_down(name)

    def _gates_down(self, name: str) -> None:
        fact, child = self.act.facts[name], self.at[name]
        if fact.within in self.at:
            parent = self.at[fact.within]
            self.line(f"if v{child}==1 and v{parent}==0: v{child}=0; m{child}=m{parent}")
        gates = [self.at[gate] for gate in fact.within_any if gate in self.at]
        if gates:
            test = " and ".join(f"v{gate}==0" for gate in gates)
            mask = "|".join(f"m{gate}" for gate in gates)
            self.line(f"if v{child}==1 and {test}: v{child}=0; m{child}={mask}")

    def condition(self, condition: Condition) -> int:
        if isinstance(condition, Name):
            if condition.id not in self.at:
                return self.constant(NO)
            return self.at[condition.id]
        if isinstance(condition, Not):
            inner = self.condition(condition.part)
            step = self.new()
            self.line(f"v{step}=2-v{inner}; m{step}=m{inner}")
            return step
        if isinstance(condition, All | Any_):
            parts = [self.condition(part) for part in condition.parts]
            return self.join(parts, NO if isinstance(condition, All) else YES)
        return self.test(condition)

    def join(self, parts: list[int], decisive: int) -> int:
        """All (decisive value no) or any (decisive value yes) of several steps."""
        if len(parts) == 1:
            return parts[0]
        step, lines = self.new(), []
        for count, part in enumerate(parts):
            lines.append(f"{'if' if count == 0 else 'elif'} v{part}=={decisive}: v{step}={decisive}; m{step}=m{part}")
        other = YES - decisive
        every = " and ".join(f"v{part}=={other}" for part in parts)
        lines.append(f"elif {every}: v{step}={other}; m{step}={'|'.join(f'm{part}' for part in parts)}")
        pending = "|".join(f"(m{part} if v{part}==1 else 0)" for part in parts)
        lines.append(f"else: v{step}=1; m{step}={pending}")
        for text in lines:
            self.line(text)
        return step

    def test(self, test: OneOf | Compare | Before) -> int:
        if test.fact not in self.bit:
            return self.constant(NO)
        index, step = self.bit[test.fact], self.new()
        value = f"F[{index}]"
        if isinstance(test, OneOf):
            known = f"2 if {value} in {test.values!r} else 0"
        elif isinstance(test, Compare):
            known = f"2 if {value}{test.op}{test.limit!r} else 0"
        else:
            limit = test.day.toordinal()
            before, after = (0, 2) if test.negated else (2, 0)
            known = f"{before} if {value}[1]<{limit} else ({after} if {value}[0]>={limit} else 1)"
        self.line(f"v{step}=1 if {value} is None else ({known}); m{step}={1 << index}")
        return step

    def concept(self, name: str) -> None:
        concept = self.act.concepts[name]
        step = self.condition(concept.when)
        if concept.unless:
            held = self.join([self.condition(Name(exception)) for exception in concept.unless], YES)
            negated = self.new()
            self.line(f"v{negated}=2-v{held}; m{negated}=m{held}")
            step = self.join([step, negated], NO)
        self.at[name] = step

    def duty(self, name: str) -> None:
        """A duty holds where a role does, every condition does, no exception does, and the act applies."""
        duty = self.act.duties[name]
        parts = [self.join([self.condition(Name(role)) for role in duty.roles], YES)]
        parts += [self.condition(Name(condition)) for condition in duty.when]
        parts.append(self.condition(Name(self.act.applies)))
        for exception in duty.unless:
            parts.append(self.condition(Not(Name(exception))))
        self.at[name] = self.join(parts, NO)

    def date(self, name: str, done: dict[str, str]) -> None:
        """One date entry: each rule that may be the first to hold adds its days to what is possible."""
        variable = f"d{len(done)}"
        self.line(f"lo{variable}={NEVER}; hi{variable}=0; k{variable}=0; open{variable}=1")
        for rule in self.act.dates[name].rules:
            low, high, mask = self.moment(rule.then, done)
            step = self.condition(rule.condition) if rule.condition else self.constant(YES)
            self.line(f"if open{variable} and v{step}:")
            self.line(f"    L={low}; H={high}; k{variable}|=m{step}|{mask}")
            self.line(f"    if L<lo{variable}: lo{variable}=L")
            self.line(f"    if H>hi{variable}: hi{variable}=H")
            self.line(f"    if v{step}==2: open{variable}=0")
            self.line(f"elif open{variable}: k{variable}|=m{step}")
        self.line(f"if open{variable}: hi{variable}={NEVER}")
        done[name] = variable

    def moment(self, then: Moment, done: dict[str, str]) -> tuple[str, str, str]:
        if then.entry:
            variable = done[then.entry]
            return f"lo{variable}", f"hi{variable}", f"k{variable}"
        if then.fact:
            index = self.bit[then.fact]
            low = then.not_before.toordinal() if then.not_before else 1
            known = f"F[{index}] is not None"
            return (
                f"(max(F[{index}][0],{low}) if {known} else {low})",
                f"(max(F[{index}][1],{low}) if {known} else {NEVER})",
                str(1 << index),
            )
        if then.choice:
            parts = [self.moment(part, done) for part in then.parts]
            function = "min" if then.choice == "earliest_of" else "max"
            lows, highs, masks = zip(*parts, strict=True)
            return f"{function}({','.join(lows)})", f"{function}({','.join(highs)})", "(" + "|".join(masks) + ")"
        ordinal = str(NEVER if then.never or then.day is None else then.day.toordinal())
        return ordinal, ordinal, "0"


def date_order(act: Act) -> list[str]:
    """Date entries so that each comes after those it refers to."""
    order: list[str] = []

    def entries(then: Moment) -> Iterator[str]:
        if then.entry:
            yield then.entry
        for part in then.parts:
            yield from entries(part)

    def visit(name: str) -> None:
        if name in order:
            return
        for rule in act.dates[name].rules:
            for other in entries(rule.then):
                visit(other)
        order.append(name)

    for name in act.dates:
        visit(name)
    return order


@functools.cache
def compile_act(act: Act) -> Program:
    """Compile an act once; the same program serves every case."""
    writer = _Writer(act)
    writer.facts()
    concepts = concept_order(act)
    for name in concepts:
        writer.concept(name)
    for name in act.duties:
        writer.duty(name)
    dates: dict[str, str] = {}
    for name in date_order(act):
        writer.date(name, dates)
    names = (*(name for name, fact in act.facts.items() if fact.type == TRUTH), *concepts, *act.duties)
    values = ",".join(f"v{writer.at[name]}" for name in names)
    masks = ",".join(f"m{writer.at[name]}" for name in names)
    days = ",".join(f"(lo{v},hi{v},k{v})" for v in dates.values())
    writer.line(f"return [{values}],[{masks}],[{days}]")
    source = "def run(F):\n" + "\n".join(writer.lines)
    scope: dict[str, Any] = {}
    exec(compile(source, f"<{act.id} {act.text_version}>", "exec"), scope)  # noqa: S102 - our own text, built from checked law data
    program = Program(act, tuple(act.facts), names, tuple(dates), source, scope["run"])
    program.index = {name: index for index, name in enumerate(names)}
    program.date_index = {name: index for index, name in enumerate(dates)}
    return program
