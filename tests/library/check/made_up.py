"""Made-up facts: rows of answers that do not contradict themselves."""

from __future__ import annotations

import datetime
import random
from typing import Any

import polars as pl

from toepas.check.case import FactValue, contradictions
from toepas.kernel.dates import Period
from toepas.law import Act
from toepas.law.model import CODE, DATE, NUMBER, TRUTH

TYPES: dict[str, Any] = {TRUTH: pl.Boolean, DATE: pl.Date, NUMBER: pl.Float64, CODE: pl.String}


def row(act: Act, random_: random.Random, unknown: float) -> dict[str, Any]:
    """One row; a share of the facts stays unknown."""
    often = random_.choice([0.05, 0.3, 0.6])
    facts: dict[str, Any] = {}
    for name, fact in act.facts.items():
        if random_.random() < unknown:
            continue
        if fact.type == TRUTH:
            facts[name] = random_.random() < often
        elif fact.type == DATE:
            facts[name] = datetime.date(2024, 1, 1) + datetime.timedelta(random_.randrange(2500))
        elif fact.type == NUMBER:
            facts[name] = float(10 ** random_.randrange(4, 27))
        else:
            facts[name] = random_.choice(list(fact.values))
    while found := contradictions(facts):
        for child, _ in found:
            facts.pop(child, None)
    return facts


def rows(act: Act, count: int, seed: int, unknown: float = 0.4) -> list[dict[str, Any]]:
    """Several rows from one seed."""
    random_ = random.Random(seed)
    return [row(act, random_, unknown) for _ in range(count)]


def as_facts(values: dict[str, Any]) -> dict[str, FactValue]:
    """A row as the check takes it."""
    return {name: Period.parse(value) if isinstance(value, datetime.date) else value for name, value in values.items()}


def as_frame(act: Act, made: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as columns, one per fact."""
    series = {
        name: pl.Series(name, [values.get(name) for values in made], dtype=TYPES[fact.type])
        for name, fact in act.facts.items()
    }
    return pl.DataFrame(series)
