"""What the rules are compiled to: small trees over the columns of a register, which more than one engine can compute.

A truth is true, false or null (unknown), and "and", "or" and "not" are strong Kleene logic, as they are for nullable Booleans
in Polars and in SQL. A day is a whole number: days since 1970-01-01. Equal trees are equal values, so a part that two rules
share, or two texts of an act, is computed once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

TRUTH, SMALL, DAY, DATE, TEXT, NUMBER = "truth", "small", "day", "date", "text", "number"
"""Kinds of constants and of null: truth, a small whole number, a day, a calendar date, a text, a number."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the register, or one that was computed before."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """The same value in every row; None is null of this kind."""

    value: bool | int | float | str | None
    kind: str


@dataclass(frozen=True, slots=True)
class And:
    """Strong Kleene "and"."""

    parts: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Strong Kleene "or"."""

    parts: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Strong Kleene "not"."""

    part: Term


@dataclass(frozen=True, slots=True)
class Filled:
    """The truth, and ``value`` where it is null."""

    part: Term
    value: bool


@dataclass(frozen=True, slots=True)
class If:
    """``then`` where the condition is true, ``otherwise`` where it is false or null."""

    where: Term
    then: Term
    otherwise: Term


@dataclass(frozen=True, slots=True)
class First:
    """The first of two that is not null."""

    one: Term
    other: Term


@dataclass(frozen=True, slots=True)
class Given:
    """True where the part is not null."""

    part: Term


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison by ``op``: one of ``< <= > >= != ==``; null where a side is. Not-a-number is greater than any number."""

    op: str
    one: Term
    other: Term


@dataclass(frozen=True, slots=True)
class Extreme:
    """The least or the most of two days, neither of them null."""

    one: Term
    other: Term
    most: bool


@dataclass(frozen=True, slots=True)
class Among:
    """Whether a text is one of these; null where it is null."""

    part: Term
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """The same value as another kind: a date as day, a day as date, a category as text."""

    part: Term
    kind: str


@dataclass(frozen=True, slots=True)
class Label:
    """The name that belongs to a small number, counted from 0; null where the number is."""

    part: Term
    names: tuple[str, ...]


Term = Column | Constant | And | Or | Not | Filled | If | First | Given | Compare | Extreme | Among | Cast | Label


def parts(term: Term) -> tuple[Term, ...]:
    """What a term is made of."""
    match term:
        case Column() | Constant():
            return ()
        case And() | Or():
            return term.parts
        case If():
            return term.where, term.then, term.otherwise
        case First() | Compare() | Extreme():
            return term.one, term.other
        case _:
            return (term.part,)


def columns(term: Term) -> Iterator[str]:
    """The columns that a term reads; one that is read twice comes twice."""
    todo = [term]
    while todo:
        one = todo.pop()
        if isinstance(one, Column):
            yield one.name
        else:
            todo += parts(one)


def rebuilt(term: Term, column: Mapping[str, Term]) -> Term:
    """The term with other terms put in the place of some columns."""
    if isinstance(term, Column):
        return column.get(term.name, term)
    inner = tuple(rebuilt(part, column) for part in parts(term))
    match term:
        case Constant():
            return term
        case And() | Or():
            return type(term)(inner)
        case If():
            return If(*inner)
        case First() | Compare() | Extreme():
            return replace(term, one=inner[0], other=inner[1])
        case _:
            return replace(term, part=inner[0])


def size(term: Term) -> int:
    """How many terms it is made of, itself included."""
    return 1 + sum(map(size, parts(term)))
