"""The language of conditions: small trees that can be printed, proved, inverted and compiled.

A tree is built from names (facts of type truth, or concepts) and from tests on codes, numbers and dates.
Its meaning is three-valued (strong Kleene logic; Kleene, Introduction to Metamathematics, 1952, section 64).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Name:
    """The truth of a fact or a concept."""

    id: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any_:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class OneOf:
    """A code fact has one of these values."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """A number fact against a limit; ``op`` is one of ``>=``, ``>``, ``<``, ``<=``."""

    fact: str
    op: str
    limit: float


@dataclass(frozen=True, slots=True)
class Before:
    """A date fact lies before a day (or, with ``negated``, on or after it)."""

    fact: str
    day: datetime.date
    negated: bool = False


Condition = Name | All | Any_ | Not | OneOf | Compare | Before
_NUMBER_TESTS = {"at_least": ">=", "more_than": ">", "less_than": "<", "at_most": "<="}


def parse(tree: Any) -> Condition:
    """Build a condition from YAML. Raises ValueError with what is wrong."""
    if isinstance(tree, str):
        return Name(tree)
    if not isinstance(tree, dict) or len(tree) != 1:
        raise ValueError(f"a condition is a name or one of all/any/not/is/in/at_least/before/from, not {tree!r}")
    (key, value), *_ = tree.items()
    if key in ("all", "any"):
        if not isinstance(value, list) or not value:
            raise ValueError(f"'{key}' needs a list with at least one condition")
        parts = tuple(parse(part) for part in value)
        if len(parts) == 1:
            return parts[0]
        return All(parts) if key == "all" else Any_(parts)
    if key == "not":
        return Not(parse(value))
    return _test(key, value)


def _test(key: str, value: Any) -> Condition:
    if key in ("before", "from"):
        if not (isinstance(value, list) and len(value) == 2 and isinstance(value[1], datetime.date)):
            raise ValueError(f"'{key}' needs [date fact, date]")
        return Before(str(value[0]), value[1], negated=key == "from")
    if not isinstance(value, dict) or len(value) != 1:
        raise ValueError(f"'{key}' needs one 'fact: value'")
    (fact, target), *_ = value.items()
    if key == "is":
        return OneOf(fact, (str(target),))
    if key == "in":
        if not isinstance(target, list) or not target:
            raise ValueError("'in' needs a list of codes")
        return OneOf(fact, tuple(str(code) for code in target))
    if key in _NUMBER_TESTS:
        if isinstance(target, bool) or not isinstance(target, int | float):
            raise ValueError(f"'{key}' needs a number")
        return Compare(fact, _NUMBER_TESTS[key], float(target))
    raise ValueError(f"unknown condition '{key}'")


def leaves(condition: Condition) -> Iterator[Name | OneOf | Compare | Before]:
    """Every test in the tree, in reading order."""
    if isinstance(condition, All | Any_):
        for part in condition.parts:
            yield from leaves(part)
    elif isinstance(condition, Not):
        yield from leaves(condition.part)
    else:
        yield condition


def mentioned(condition: Condition) -> Iterator[str]:
    """Every fact or concept id the tree mentions."""
    for leaf in leaves(condition):
        yield leaf.id if isinstance(leaf, Name) else leaf.fact
