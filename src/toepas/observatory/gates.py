"""The gates that every wave of figures passes before it is used; what does not pass is kept, but held back, with the reason.

They ask the file that was just written, so that they cost no memory however large it is. What a wave is compared with is the
vintage in use. ``final`` reasons can be let through by nobody: the figures cannot be read as this dataset.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import duckdb

from toepas.kernel.words import Words
from toepas.observatory.diff import GONE, REVISED, changes
from toepas.observatory.model import FLAGS, GEO, SITE, TIME, Dataset, Held, Vintage
from toepas.observatory.query import cursor, literal, name
from toepas.observatory.read.labels import codelist
from toepas.observatory.registry import named_codes
from toepas.observatory.vintages import FIGURES, folder

PERIODS = r"\d{4}(-(S[12]|Q[1-4]|W\d{2}|\d{2}(-\d{2})?))?"
MOST_GONE = 0.01
"""Of the figures in use, this share may be gone or empty in the next wave."""
MOST_BREAKS = 1 / 3
"""Of the places, this share may have a break in a period in which none is described."""
SCALE = (0.2, 5.0)
"""The middle of the ratios of new to old lies between these, unless the unit is another one."""
SHOWN = 5


def inspect(dataset: Dataset, path: Path, updated: datetime.datetime, previous: Vintage | None) -> tuple[Held, ...]:
    """Everything that holds a wave back; empty where it passes. ``path`` is its file, ``previous`` the vintage in use."""
    database = cursor()
    found = [row[0] for row in database.execute(f"DESCRIBE SELECT * FROM {_file(path)}").fetchall()]
    expected = [*dataset.dimensions, TIME, "value", "flag"]
    if sorted(found) != sorted(expected):
        return (Held("dimension", 0, found=", ".join(found), expected=", ".join(expected), final=True),)
    database.execute(f"CREATE OR REPLACE TEMP VIEW wave AS SELECT * FROM {_file(path)}")
    keys = [*dataset.dimensions, TIME]
    if not _one(database, "SELECT count(*) FROM wave"):
        return (Held("empty", 0, final=True),)
    held = [*_shape(database, keys), *_codes(database, dataset, previous), *_values(database, dataset, keys, updated)]
    if GEO in dataset.dimensions:
        held += _places(database, dataset)
    if previous is not None and not any(item.final for item in held):
        held += _beside(database, dataset, path, updated, previous)
    return tuple(held)


def _shape(database: duckdb.DuckDBPyConnection, keys: list[str]) -> Iterator[Held]:
    missing = " OR ".join(f"coalesce({name(key)}, '') = ''" for key in keys)
    yield from _rows(database, "key", missing, keys, final=True)
    # Fingerprints first: they fit in memory where the keys do not. Two that are equal are looked at with care.
    packed = ", ".join(map(name, keys))
    if _one(database, f"SELECT count(*) - count(DISTINCT hash({packed})) FROM wave"):
        twice = f"SELECT {packed} FROM wave GROUP BY ALL HAVING count(*) > 1"
        count = _one(database, f"SELECT count(*) FROM ({twice})")
        if count:
            first = database.execute(f"{twice} ORDER BY ALL LIMIT 1").fetchall()[0]
            yield Held("duplicate", count, " ".join(first), final=True)


def _codes(database: duckdb.DuckDBPyConnection, dataset: Dataset, previous: Vintage | None) -> Iterator[Held]:
    # What a site makes itself has its codes from here: a questionnaire or a measure that is published for the first time is no surprise.
    known = named_codes(dataset.id) if dataset.via == SITE else codelist(dataset.codelist)
    for dimension in dataset.dimensions:
        codes = set(known.get(dimension, ())) or _codes_of(database, dimension, previous)
        if not codes:
            continue
        distinct = f"SELECT DISTINCT {name(dimension)} FROM wave ORDER BY 1"
        strange = [row[0] for row in database.execute(distinct).fetchall() if row[0] and row[0] not in codes]
        if strange:
            yield Held("code", len(strange), dimension, ", ".join(strange[:SHOWN]))


def _codes_of(database: duckdb.DuckDBPyConnection, dimension: str, previous: Vintage | None) -> set[str]:
    if previous is None or dimension == GEO:  # a country may come in; a unit or a question may not, unseen
        return set()
    asked = f"SELECT DISTINCT {name(dimension)} FROM {_file(folder(previous) / FIGURES)}"
    return {row[0] for row in database.execute(asked).fetchall()}


def _values(
    database: duckdb.DuckDBPyConnection, dataset: Dataset, keys: list[str], updated: datetime.datetime
) -> Iterator[Held]:
    yield from _rows(database, "flag", f"NOT regexp_full_match(flag, '[{FLAGS}]*')", keys, show="flag")
    odd = [
        f"NOT regexp_full_match({TIME}, '{PERIODS}')",
        f"(left({TIME}, 4) > '{updated.year}' AND flag NOT LIKE '%f%')",
    ]
    if dataset.absent:
        odd.append(f"{TIME} IN ({', '.join(map(literal, dataset.absent))})")
    if "freq" in dataset.dimensions:
        odd.append(f"(freq = 'A' AND length({TIME}) <> 4)")
    yield from _rows(database, "period", " OR ".join(odd), keys, show=TIME)
    outside = ["NOT isfinite(value)"]
    if dataset.least is not None:
        outside.append(f"value < {float(dataset.least)}")
    if dataset.most is not None:
        outside.append(f"value > {float(dataset.most)}")
    bounds = f"{'' if dataset.least is None else dataset.least} - {'' if dataset.most is None else dataset.most}"
    yield from _rows(database, "bounds", " OR ".join(outside), keys, show="value", expected=bounds)


def _places(database: duckdb.DuckDBPyConnection, dataset: Dataset) -> Iterator[Held]:
    per_period = (
        f"SELECT {TIME}, count(DISTINCT geo) FILTER (value IS NOT NULL), "
        f"count(DISTINCT geo) FILTER (flag LIKE '%b%') FROM wave WHERE length(geo) = 2 GROUP BY {TIME} ORDER BY {TIME}"
    )
    periods = database.execute(per_period).fetchall()
    last = max((row[0] for row in database.execute(f"SELECT max({TIME}) FROM wave").fetchall()), default="")
    there = next((count for period, count, _ in periods if period == last), 0)
    if there < dataset.countries:
        yield Held("countries", 0, last, str(there), str(dataset.countries))
    for period, count, breaks in periods:
        if period not in dataset.breaks and breaks > max(1, MOST_BREAKS * count):
            yield Held("break", breaks, period)


def _beside(
    database: duckdb.DuckDBPyConnection, dataset: Dataset, path: Path, updated: datetime.datetime, previous: Vintage
) -> Iterator[Held]:
    """What is wrong beside the vintage in use."""
    if updated < previous.updated:
        yield Held("older", 0, found=f"{updated:%Y-%m-%d}", expected=f"{previous.updated:%Y-%m-%d}")
    rows = _one(database, "SELECT count(*) FROM wave")
    if rows < previous.rows:
        yield Held("fewer", 0, found=str(rows), expected=str(previous.rows))
    keys = changes(database, folder(previous) / FIGURES, path, Words())
    lost = f"what = '{GONE}' OR (what = '{REVISED}' AND new IS NULL)"
    count = _one(database, f"SELECT count(*) FROM changes WHERE {lost}")
    if count > MOST_GONE * previous.rows:
        yield from _rows(database, "gone", lost, keys, table="changes")
    pairs = f"(SELECT old, new FROM changes WHERE what = '{REVISED}' AND old <> 0 AND new IS NOT NULL)"
    many = _one(database, f"SELECT count(*) FROM {pairs}")
    if many > previous.rows / 2:
        ratio = database.execute(f"SELECT median(new / old) FROM {pairs}").fetchall()[0][0]
        if not SCALE[0] <= ratio <= SCALE[1]:
            yield Held("unit", many, found=f"x {ratio:.3g}")
    if dataset.largest_step is not None:
        step = f"what = '{REVISED}' AND abs(new - old) > {float(dataset.largest_step)}"
        yield from _rows(
            database,
            "step",
            step,
            keys,
            show="old || ' -> ' || new",
            expected=f"{dataset.largest_step:g}",
            table="changes",
        )


def _rows(
    database: duckdb.DuckDBPyConnection, gate: str, condition: str, keys: list[str], *,
    show: str = "''", expected: str = "", final: bool = False, table: str = "wave",
) -> Iterator[Held]:  # fmt: skip
    """A gate that no row may fail: how many do, and the first of them."""
    count = _one(database, f"SELECT count(*) FROM {table} WHERE {condition}")
    if count:
        packed = ", ".join(map(name, keys))
        first = database.execute(
            f"SELECT {packed}, {show} FROM {table} WHERE {condition} ORDER BY {packed} LIMIT 1"
        ).fetchall()[0]
        yield Held(gate, count, " ".join(str(code or "?") for code in first[:-1]), str(first[-1]), expected, final)


def _one(database: duckdb.DuckDBPyConnection, asked: str) -> int:
    return int(database.execute(asked).fetchall()[0][0])


def _file(path: Path) -> str:
    return f"read_parquet({literal(path)})"
