"""Ask the figures: DuckDB over the Parquet files of the vintages (see docs/decisions/0010).

A question about figures always names one code of every pinned dimension (units): what would mix units is refused. For people
who write SQL, ``connect`` gives a database with a view per dataset (``isoc_eb_ai``: the vintage in use) and one of every
vintage (``isoc_eb_ai_vintages``: with the columns vintage, updated and held).
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import polars as pl

from toepas.kernel.places import cache_dir
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.model import FLAG, TIME, VALUE, Dataset, Vintage
from toepas.observatory.registry import datasets
from toepas.observatory.vintages import FIGURES, folder, vintages

MEMORY = "3GB"
"""What does not fit in this is worked on in files."""
Codes = Mapping[str, tuple[str, ...]]


@functools.cache
def _database(process: int) -> duckdb.DuckDBPyConnection:  # noqa: ARG001 - a process that was split off gets its own
    spill = cache_dir() / "observatory-work"
    return duckdb.connect(":memory:", config={"memory_limit": MEMORY, "temp_directory": str(spill)})


def cursor() -> duckdb.DuckDBPyConnection:
    """A connection of one's own to the database of this process: threads never share one."""
    return _database(os.getpid()).cursor()


def name(identifier: str) -> str:
    """An identifier for SQL, quoted."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str | Path) -> str:
    """A text for SQL, quoted."""
    return "'" + str(text).replace("'", "''") + "'"


def cells(
    dataset: Dataset, vintage: Vintage, codes: Codes, words: Words, columns: Iterable[str] | None = None
) -> pl.DataFrame:
    """The figures of a vintage with these codes, sorted: ``columns`` (default: every dimension and time), value and flag.

    A dimension that is not named comes whole. Raises Problem where a pinned dimension has not exactly one code.
    """
    for pinned in dataset.pinned:
        if len(codes.get(pinned, ())) != 1:
            raise _mixed(pinned, codes.get(pinned, ()), words)
    shown = list(columns) if columns is not None else [*dataset.dimensions, TIME]
    named = {dimension: list(wanted) for dimension, wanted in codes.items() if wanted}
    where = (
        " AND ".join(f"{name(dimension)} IN ({', '.join('?' * len(wanted))})" for dimension, wanted in named.items())
        or "TRUE"
    )
    order = ", ".join(map(name, shown))
    asked = f"SELECT {order}, {VALUE}, {FLAG} FROM read_parquet(?) WHERE {where} ORDER BY {order}"
    path = folder(vintage) / FIGURES
    try:
        rows = cursor().execute(asked, [str(path), *(code for wanted in named.values() for code in wanted)]).fetchall()
    except duckdb.Error as error:
        raise Problem(
            words.t("The figures of this vintage cannot be read: {reason}", reason=str(error).splitlines()[0]),
            where=str(path),
            todo=words.t("Move its folder away; 'toepas observatory refresh' fetches what is missing."),
        ) from None
    schema = {**dict.fromkeys(shown, pl.String), VALUE: pl.Float64, FLAG: pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def connect() -> duckdb.DuckDBPyConnection:
    """A database with the views; it reads the files of the vintages and holds nothing itself."""
    database = duckdb.connect(":memory:")
    for dataset in datasets().values():
        known = vintages(dataset.id)
        in_use = next((item for item in known if item.usable), None)
        if in_use is not None:
            database.execute(f"CREATE VIEW {name(dataset.id)} AS SELECT * FROM {_file(in_use)}")
        if known:
            database.execute(f"CREATE VIEW {name(dataset.id + '_vintages')} AS {_every(known)}")
    return database


def _every(known: tuple[Vintage, ...]) -> str:
    """All vintages below each other; one with other dimensions leaves those it lacks empty."""
    parts = (
        f"SELECT {literal(item.id)} AS vintage, {literal(item.updated.isoformat())}::TIMESTAMPTZ AS updated, "
        f"{'FALSE' if item.usable else 'TRUE'} AS held, * FROM {_file(item)}"
        for item in known
    )
    return " UNION ALL BY NAME ".join(parts)


def _file(vintage: Vintage) -> str:
    return f"read_parquet({literal(folder(vintage) / FIGURES)})"


def _mixed(dimension: str, given: tuple[str, ...], words: Words) -> Problem:
    return Problem(
        words.t(
            "This would mix figures that do not compare: '{dimension}' needs exactly one code.", dimension=dimension
        ),
        where=", ".join(given) or dimension,
        todo=words.t("Ask once for each code of '{dimension}'.", dimension=dimension),
    )
