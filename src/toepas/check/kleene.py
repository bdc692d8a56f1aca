"""Strong Kleene logic and days over columns: a value is a term over the rows, or a constant that folds away."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from toepas.check.terms import (
    DATE,
    DAY,
    TRUTH,
    And,
    Cast,
    Compare,
    Constant,
    Extreme,
    Filled,
    First,
    If,
    Not,
    Or,
    Term,
)

Value = Term | bool | None
"""A truth over the rows: a nullable Boolean column, or a constant."""
Days = Term | int
"""Days since 1970-01-01 over the rows, or a constant."""
EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC).toordinal()
ALWAYS = 1 - EPOCH
"""The first day there is."""
NEVER = 10_000_000


def every(parts: Iterable[Value]) -> Value:
    """Strong Kleene "and"; constants fold."""
    return _join(parts, decisive=False)


def some(parts: Iterable[Value]) -> Value:
    """Strong Kleene "or"; constants fold."""
    return _join(parts, decisive=True)


def _join(parts: Iterable[Value], *, decisive: bool) -> Value:
    """Parts joined: one that is ``decisive`` settles it, and those that are the opposite do not count."""
    kind = Or if decisive else And
    found: dict[Term, None] = {}
    for part in parts:
        if part is decisive:
            return decisive
        if part is not (not decisive):
            term = expression(part)
            found |= dict.fromkeys(term.parts if isinstance(term, kind) else (term,))
    if not found:
        return not decisive
    if len(found) > 1:
        return kind(tuple(found))
    only = next(iter(found))
    return None if isinstance(only, Constant) else only


def opposite(value: Value) -> Value:
    """Strong Kleene "not"."""
    if value is None or isinstance(value, bool):
        return None if value is None else not value
    return value.part if isinstance(value, Not) else Not(value)


def expression(value: Value) -> Term:
    """A truth as a term, constants included."""
    return Constant(value, TRUTH) if value is None or isinstance(value, bool) else value


def days(value: Days) -> Term:
    """Days as a term, constants included."""
    return Constant(value, DAY) if isinstance(value, int) else value


def number(day: datetime.date) -> int:
    """A day as the number by which columns know it."""
    return day.toordinal() - EPOCH


def known_true(value: Value) -> Value:
    """Two-valued: certainly yes."""
    return value is True if value is None or isinstance(value, bool) else Filled(value, False)


def known_false(value: Value) -> Value:
    """Two-valued: certainly no."""
    return value is False if value is None or isinstance(value, bool) else Filled(Not(value), False)


def fill(value: Value, where: Value, *, with_: bool) -> Value:
    """Where a value is unknown and the (two-valued) condition holds, it becomes ``with_``."""
    if where is False or isinstance(value, bool):
        return value
    filler = If(expression(where), Constant(with_, TRUTH), Constant(None, TRUTH))
    return filler if value is None else First(value, filler)


def choose(where: Value, then: Days, otherwise: Days) -> Days:
    """One of two days, by a two-valued condition."""
    if where is True:
        return then
    if where is False or then == otherwise:
        return otherwise
    return If(expression(where), days(then), days(otherwise))


def least(one: Days, other: Days) -> Days:
    """The earlier of two days."""
    return _extreme(one, other, most=False)


def most(one: Days, other: Days) -> Days:
    """The later of two days."""
    return _extreme(one, other, most=True)


def _extreme(one: Days, other: Days, *, most: bool) -> Days:
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other) if most else min(one, other)
    return one if one == other else Extreme(days(one), days(other), most)


def reached(day: Days, today: int) -> Value:
    """Two-valued: the day has come."""
    return day <= today if isinstance(day, int) else Compare("<=", day, Constant(today, DAY))


def before(one: Days, other: Days) -> Value:
    """Two-valued: one day comes before the other; never comes last."""
    if isinstance(one, int) and isinstance(other, int):
        return one < other
    return False if one == other else Compare("<", days(one), days(other))


def as_date(day: Days, where: Value) -> Term:
    """A calendar date; null where the condition does not hold, or never."""
    shown = every([where, before(day, NEVER)])
    return Cast(If(expression(shown), days(day), Constant(None, DAY)), DATE)
