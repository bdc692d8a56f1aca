"""Strong Kleene logic and days over columns: a value is an expression over the rows, or a constant that folds away."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import polars as pl

Value = pl.Expr | bool | None
"""A truth over the rows: a nullable Boolean column, or a constant."""
Days = pl.Expr | int
"""Days since 1970-01-01 over the rows, or a constant."""
EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC).toordinal()
ALWAYS = 1 - EPOCH
"""The first day there is."""
NEVER = 10_000_000


def every(parts: Iterable[Value]) -> Value:
    """Strong Kleene "and"; constants fold."""
    result: Value = True
    for part in parts:
        if part is False or result is False:
            return False
        if result is True:
            result = part
        elif part is True or (part is None and result is None):
            continue
        else:
            result = expression(result) & expression(part)
    return result


def some(parts: Iterable[Value]) -> Value:
    """Strong Kleene "or"; constants fold."""
    return opposite(every(opposite(part) for part in parts))


def opposite(value: Value) -> Value:
    """Strong Kleene "not"."""
    if isinstance(value, pl.Expr):
        return ~value
    return None if value is None else not value


def expression(value: Value) -> pl.Expr:
    """A truth as an expression, constants included."""
    return value if isinstance(value, pl.Expr) else pl.lit(value, dtype=pl.Boolean)


def days(value: Days) -> pl.Expr:
    """Days as an expression, constants included."""
    return value if isinstance(value, pl.Expr) else pl.lit(value, dtype=pl.Int32)


def number(day: datetime.date) -> int:
    """A day as the number by which columns know it."""
    return day.toordinal() - EPOCH


def known_true(value: Value) -> Value:
    """Two-valued: certainly yes."""
    return value.fill_null(False) if isinstance(value, pl.Expr) else value is True


def known_false(value: Value) -> Value:
    """Two-valued: certainly no."""
    return (~value).fill_null(False) if isinstance(value, pl.Expr) else value is False


def fill(value: Value, where: Value, *, with_: bool) -> Value:
    """Where a value is unknown and the (two-valued) condition holds, it becomes ``with_``."""
    if where is False or isinstance(value, bool):
        return value
    filler = pl.when(expression(where)).then(pl.lit(with_)).otherwise(None)
    return filler if value is None else pl.coalesce(value, filler)


def choose(where: Value, then: Days, otherwise: Days) -> Days:
    """One of two days, by a two-valued condition."""
    if where is True:
        return then
    if where is False or (isinstance(then, int) and isinstance(otherwise, int) and then == otherwise):
        return otherwise
    return pl.when(expression(where)).then(days(then)).otherwise(days(otherwise))


def least(one: Days, other: Days) -> Days:
    """The earlier of two days."""
    if isinstance(one, int) and isinstance(other, int):
        return min(one, other)
    return pl.min_horizontal(days(one), days(other))


def most(one: Days, other: Days) -> Days:
    """The later of two days."""
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other)
    return pl.max_horizontal(days(one), days(other))


def reached(day: Days, today: int) -> Value:
    """Two-valued: the day has come."""
    return day <= today if isinstance(day, int) else day <= pl.lit(today, dtype=pl.Int32)


def as_date(day: Days, where: Value) -> pl.Expr:
    """A Date column; null where the condition does not hold, or never."""
    shown = pl.when(expression(where) & (days(day) < NEVER)).then(days(day)).otherwise(None)
    return shown.cast(pl.Int32).cast(pl.Date)
