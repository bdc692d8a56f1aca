"""The same rules over columns: a register of millions of systems, classified with Polars.

Null is unknown, and Polars' ``&``, ``|`` and ``~`` on nullable Booleans are strong Kleene logic. ``plan`` compiles the rules; here
its terms become Polars expressions.
"""

from __future__ import annotations

import datetime
import functools
import operator
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from toepas.check import terms
from toepas.check.plan import EMPTY, PREFIX, Plan, Rules, outputs, usable
from toepas.check.terms import (
    Among,
    And,
    Cast,
    Column,
    Compare,
    Constant,
    Extreme,
    Filled,
    First,
    Given,
    If,
    Label,
    Not,
    Or,
    Term,
)
from toepas.law import load_act
from toepas.law.act import text_version_on

KINDS: dict[str, Any] = {
    terms.TRUTH: pl.Boolean,
    terms.SMALL: pl.Int8,
    terms.DAY: pl.Int32,
    terms.DATE: pl.Date,
    terms.TEXT: pl.String,
    terms.NUMBER: pl.Float64,
}
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


MADE: dict[type, Callable[[Any, list[pl.Expr]], pl.Expr]] = {
    Constant: lambda term, _: pl.lit(term.value, dtype=KINDS[term.kind]),
    And: lambda _, parts: functools.reduce(operator.and_, parts),
    Or: lambda _, parts: functools.reduce(operator.or_, parts),
    Not: lambda _, parts: ~parts[0],
    Filled: lambda term, parts: parts[0].fill_null(term.value),
    If: lambda _, parts: pl.when(parts[0]).then(parts[1]).otherwise(parts[2]),
    First: lambda _, parts: pl.coalesce(parts),
    Given: lambda _, parts: parts[0].is_not_null(),
    Compare: lambda term, parts: OPERATORS[term.op](*parts),
    Extreme: lambda term, parts: pl.max_horizontal(parts) if term.most else pl.min_horizontal(parts),
    Among: lambda term, parts: parts[0].is_in(list(term.values)),
    Cast: lambda term, parts: parts[0].cast(KINDS[term.kind]),
    Label: lambda term, parts: parts[0].cast(pl.UInt8).cat.to(pl.Enum(term.names)),
}
"""What each kind of term becomes, once its parts are expressions."""


def expression(term: Term, column: Callable[[str], pl.Expr] = pl.col) -> pl.Expr:
    """A term as a Polars expression; ``column`` says what stands for a column of the register."""
    if isinstance(term, Column):
        return column(term.name)
    return MADE[type(term)](term, [expression(part, column) for part in terms.parts(term)])


def kinds(schema: Mapping[str, pl.DataType]) -> dict[str, tuple[str, str]]:
    """Of each column: what it can hold, in the words of ``terms``, and what Polars calls it."""
    return {name: (_kind(kind), str(kind)) for name, kind in schema.items()}


def _kind(kind: pl.DataType) -> str:
    if kind.is_numeric():
        return terms.NUMBER
    if isinstance(kind, pl.String | pl.Categorical | pl.Enum):
        return terms.TEXT
    return {pl.Boolean: terms.TRUTH, pl.Date: terms.DATE, pl.Null: EMPTY}.get(kind.base_type(), "")


def compute(frame: pl.LazyFrame, plan: Plan) -> pl.LazyFrame:
    """The frame with the columns of a plan added, layer by layer."""
    for layer in plan.layers:
        frame = frame.with_columns(expression(term).alias(name) for name, term in layer.items())
    return frame


def classify(
    frame: pl.LazyFrame, on: datetime.date, text_version: str | None = None, duties: bool = False
) -> pl.LazyFrame:
    """Add the outcome columns (``toepas_...``) to a register; other columns stay, outcomes of an earlier run go.

    Facts are columns with the fact's id: Boolean, Date, number or text, null for unknown. Raises ValueError for a
    column of the wrong type, or an unknown text version.
    """
    act = load_act(text_version or text_version_on(on))
    schema = frame.collect_schema()
    rules = Rules(act, usable(act.facts, kinds(schema))).compile(duties)
    found = outputs(rules, on, duties)
    kept = [name for name in schema.names() if not name.startswith(PREFIX)]
    done = compute(frame, rules.plan)
    return done.select([*kept, *(expression(term).alias(name) for name, term in found.items())])
