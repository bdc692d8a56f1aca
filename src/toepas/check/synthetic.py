"""A made-up register of AI systems: as many rows as asked for, from published margins and stated assumptions.

Synthetic: it shows what the rules do, not what firms have. Country, size class, activity, technology and purpose follow margins that
the caller hands over (``toepas.observatory.ai_margins``); every fact of the law follows ``data/synthetic.yaml``, of which nothing was
measured. Margins are drawn one by one: what goes together in reality (a sector and its technology, say) does not here.
Rows are made as they are read, in pieces, so that millions need no more memory than thousands.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from toepas.law import Act, Fact
from toepas.law.model import CODE, DATE, NUMBER, TRUTH

ASSUMED = Path(__file__).resolve().parent / "data" / "synthetic.yaml"
ROW, COUNTRY, SIZE, SECTOR, TECHNOLOGY, PURPOSE = "system", "country", "size_class", "sector", "technology", "purpose"
COUNTRY_FACT = "organisation_country"
_TOP = 2**64 - 1
_PART = "__made_"


@dataclass(frozen=True, slots=True)
class Margins:
    """What is published, as weights that need not add up to one.

    ``countries`` by country; ``sizes``, ``technologies`` and ``purposes`` by country and code (every country of ``countries``);
    ``sectors`` by code.
    """

    countries: Mapping[str, float]
    sizes: Mapping[str, Mapping[str, float]]
    technologies: Mapping[str, Mapping[str, float]]
    purposes: Mapping[str, Mapping[str, float]]
    sectors: Mapping[str, float]


@functools.cache
def assumptions() -> dict[str, Any]:
    """The shares that are assumed."""
    read: dict[str, Any] = yaml.safe_load(ASSUMED.read_text(encoding="utf-8"))
    return read


def synthetic(
    acts: Sequence[Act], margins: Margins, rows: int, seed: int = 1, unknown: float | None = None
) -> pl.LazyFrame:
    """A register of so many rows: a number, country, size class, activity, technology, purpose and every fact of the acts.

    The same seed gives the same register (with the same release of Polars). ``unknown`` is the share of answers that are left open.
    No row contradicts itself.
    """
    assumed = assumptions()
    facts = {name: fact for act in acts for name, fact in act.facts.items()}
    choices = {gate: members for act in acts for gate, members in act.choices.items()}
    draw = _Draw(seed)
    frame = pl.LazyFrame().select(pl.int_range(rows, dtype=pl.UInt64).alias(ROW))
    frame = frame.with_columns(_pick(margins.countries, draw.next()).alias(COUNTRY))
    for name, by_country in (
        (SIZE, margins.sizes),
        (TECHNOLOGY, margins.technologies),
        (PURPOSE, margins.purposes),
    ):
        frame = _joined(frame, name, by_country, draw.next())
    frame = frame.with_columns(_pick(margins.sectors, draw.next()).alias(SECTOR))
    truths = _order({name: fact for name, fact in facts.items() if fact.type == TRUTH})
    chosen = {gate: [name for name in members if name in truths] for gate, members in choices.items()}
    one_of = {name: gate for gate, members in chosen.items() for name in members}
    for layer in _layers(truths, facts):
        picks = {
            gate: _pick({name: float(assumed["weights"].get(name, 1)) for name in chosen[gate]}, draw.next())
            for gate in dict.fromkeys(one_of[name] for name in layer if name in one_of)
        }
        frame = frame.with_columns(pick.alias(f"{_PART}of_{gate}") for gate, pick in picks.items())
        frame = frame.with_columns(
            _truth(facts[name], one_of.get(name), assumed, draw).alias(_PART + name) for name in layer
        )
    left = assumed["unknown"] if unknown is None else unknown
    names = [name for name in facts if name in truths or _other(facts[name], assumed) is not None]
    return frame.select(
        ROW, COUNTRY, SIZE, SECTOR, TECHNOLOGY, PURPOSE,
        *(
            pl.when(draw.next() >= _point(left)).then(_value(facts[name], assumed, draw)).alias(name)
            for name in names
        ),
    )  # fmt: skip


class _Draw:
    """Random whole numbers for every row, a new sequence each time."""

    def __init__(self, seed: int) -> None:
        self.seed, self.count = seed, 0

    def next(self) -> pl.Expr:
        self.count += 1
        return pl.col(ROW).hash(self.seed * 1_000_003 + self.count)


def _point(share: float) -> pl.Expr:
    """The number below which so large a share of the draws lies."""
    return pl.lit(min(_TOP, int(share * 2**64)), dtype=pl.UInt64)


def _points(weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Codes with the share of the draws up to and including them."""
    total, so_far, found = sum(weights.values()), 0.0, []
    for code, weight in weights.items():
        so_far += weight / total
        found.append((code, so_far))
    return found


def _pick(weights: Mapping[str, float], drawn: pl.Expr) -> pl.Expr:
    """One of the codes, each by its weight."""
    *first, (last, _) = _points(weights)
    names = pl.Enum(list(weights))
    chosen: pl.Expr = pl.lit(last, dtype=names)
    for code, upto in reversed(first):
        chosen = pl.when(drawn < _point(upto)).then(pl.lit(code, dtype=names)).otherwise(chosen)
    return chosen


def _joined(frame: pl.LazyFrame, name: str, weights: Mapping[str, Mapping[str, float]], drawn: pl.Expr) -> pl.LazyFrame:
    """One of the codes by the weights of the row's country."""
    codes = list(dict.fromkeys(code for by_code in weights.values() for code in by_code))
    columns = {f"{_PART}{name}_{place}": list[int]() for place in range(len(codes))}
    for by_code in weights.values():
        points = _points({code: by_code.get(code, 0.0) for code in codes})
        for values, (_, upto) in zip(columns.values(), points, strict=True):
            values.append(min(_TOP, int(upto * 2**64)))
    countries = frame.collect_schema()[COUNTRY]
    table = pl.LazyFrame({COUNTRY: list(weights), **columns}, schema_overrides=dict.fromkeys(columns, pl.UInt64))
    kind = pl.Enum(codes)
    chosen: pl.Expr = pl.lit(codes[-1], dtype=kind)
    for column, code in reversed(list(zip(columns, codes, strict=True))[:-1]):
        chosen = pl.when(drawn < pl.col(column)).then(pl.lit(code, dtype=kind)).otherwise(chosen)
    joined = frame.join(
        table.with_columns(pl.col(COUNTRY).cast(countries)), on=COUNTRY, how="left", maintain_order="left"
    )
    return joined.with_columns(chosen.alias(name)).drop(*columns)


def _order(facts: Mapping[str, Fact]) -> dict[str, int]:
    """Facts of type truth with their depth below gates."""
    depth: dict[str, int] = {}

    def visit(name: str) -> int:
        if name not in depth:
            above = (facts[name].within, *facts[name].within_any)
            gates = [gate for gate in above if gate and gate in facts]
            depth[name] = 1 + max(visit(gate) for gate in gates) if gates else 0
        return depth[name]

    for name in facts:
        visit(name)
    return depth


def _layers(truths: Mapping[str, int], facts: Mapping[str, Fact]) -> list[list[str]]:
    """Facts by their depth: gates come before what is below them."""
    return [[name for name in facts if truths.get(name) == level] for level in range(1 + max(truths.values()))]


def _truth(fact: Fact, one_of: str | None, assumed: Mapping[str, Any], draw: _Draw) -> pl.Expr:
    """Whether a fact is yes: never where its gates are no."""
    gated = bool(fact.within or fact.within_any)
    usual = assumed["shares"].get(fact.id, 0.0 if one_of else assumed["default" if gated else "free"])
    share = _point(usual)
    for rule in reversed(assumed["when"]):
        if fact.id in rule:
            (column, code), *_ = rule.items()
            share = pl.when(pl.col(column) == code).then(_point(rule[fact.id])).otherwise(share)
    yes = draw.next() < share
    if one_of:
        yes = yes | (pl.col(f"{_PART}of_{one_of}") == fact.id)
    if fact.within:
        yes = yes & pl.col(_PART + fact.within)
    if fact.within_any:
        yes = yes & pl.any_horizontal(pl.col(_PART + gate) for gate in fact.within_any)
    return yes


def _other(fact: Fact, assumed: Mapping[str, Any]) -> Any:
    """What is assumed of a fact that is no truth; None where nothing is, so that it has no column."""
    if fact.id == COUNTRY_FACT:
        return COUNTRY
    return {CODE: assumed["codes"], NUMBER: assumed["numbers"], DATE: assumed["dates"]}.get(fact.type, {}).get(fact.id)


def _value(fact: Fact, assumed: Mapping[str, Any], draw: _Draw) -> pl.Expr:
    if fact.type == TRUTH:
        return pl.col(_PART + fact.id)
    if fact.id == COUNTRY_FACT:
        return pl.col(COUNTRY).cast(pl.String)
    value = _drawn(fact, _other(fact, assumed), draw.next())
    return pl.when(pl.col(_PART + fact.within)).then(value) if fact.within else value


def _drawn(fact: Fact, given: Any, drawn: pl.Expr) -> pl.Expr:
    """A date, a code or a number, by what is assumed of the fact."""
    if fact.type == DATE:
        first, last = given
        return (pl.lit(first) + pl.duration(days=(drawn % ((last - first).days + 1)).cast(pl.Int64))).cast(pl.Date)
    made = None
    for size, spread in given.items():
        one = _pick(spread, drawn).cast(pl.String) if fact.type == CODE else _power(spread[0], spread[1], drawn)
        made = one if made is None or size == "all" else pl.when(pl.col(SIZE) == size).then(one).otherwise(made)
    assert made is not None
    return made


def _power(least: float, most: float, drawn: pl.Expr) -> pl.Expr:
    """A number whose logarithm is spread evenly."""
    return ((drawn.cast(pl.Float64) / 2.0**64 * (most - least) + least) * math.log(10)).exp().round(0)
