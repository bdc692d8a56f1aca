"""What differs between two vintages: figures that were revised, are new, are gone, or have other flags."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.model import Dataset, Vintage
from toepas.observatory.query import cursor, literal, name
from toepas.observatory.vintages import FIGURES, folder

SAME, REVISED, NEW, GONE, FLAGS = "same", "revised", "new", "gone", "flag"
KINDS = (REVISED, NEW, GONE, FLAGS)
"""``REVISED`` another value (or one where there was none, or none where there was one), ``FLAGS`` the same value with another flag."""


@dataclass(frozen=True, slots=True)
class Diff:
    """How ``new`` differs from ``old``. ``counts`` has every kind and ``same``; ``by`` counts the kinds for each code of each
    dimension; ``cells`` are the figures that differ: dimensions, time, what, old, old_flag, new, new_flag, sorted."""

    dataset: Dataset
    old: Vintage
    new: Vintage
    counts: dict[str, int]
    by: dict[str, dict[str, dict[str, int]]]
    cells: pl.DataFrame


def diff(dataset: Dataset, old: Vintage, new: Vintage, words: Words, limit: int = 0) -> Diff:
    """Compare two vintages cell by cell; at most ``limit`` cells are given (0: all). Raises Problem where the dimensions differ."""
    database = cursor()
    keys = changes(database, folder(old) / FIGURES, folder(new) / FIGURES, words)
    counts = dict.fromkeys((SAME, *KINDS), 0)
    counts |= dict(database.execute("SELECT what, count(*) FROM changes GROUP BY what").fetchall())
    total = database.execute(f"SELECT count(*) FROM read_parquet({literal(folder(old) / FIGURES)})").fetchone()
    assert total is not None
    counts[SAME] = total[0] - counts[REVISED] - counts[FLAGS] - counts[GONE]
    by: dict[str, dict[str, dict[str, int]]] = {}
    for key in keys:
        found = database.execute(
            f"SELECT {name(key)}, what, count(*) FROM changes GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        of = by.setdefault(key, {})
        for code, what, count in found:
            of.setdefault(code, {})[what] = count
    order = ", ".join(map(name, keys))
    asked = f"SELECT * FROM changes ORDER BY {order}" + (f" LIMIT {int(limit)}" if limit else "")
    rows = database.execute(asked).fetchall()
    schema = {**dict.fromkeys((*keys, "what"), pl.String), "old": pl.Float64, "old_flag": pl.String}
    cells = pl.DataFrame(rows, schema={**schema, "new": pl.Float64, "new_flag": pl.String}, orient="row")
    return Diff(dataset, old, new, counts, by, cells)


def changes(database: duckdb.DuckDBPyConnection, old: Path, new: Path, words: Words) -> list[str]:
    """Makes the table ``changes`` of what differs between two files; returns the columns that name a cell.

    Raises Problem where the files have other columns.
    """
    keys, others = (
        [row[0] for row in database.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(path)})").fetchall()][:-2]
        for path in (old, new)
    )
    if set(keys) != set(others):
        raise Problem(
            words.t("These vintages have other dimensions and cannot be compared."),
            where=", ".join(others),
            expected=", ".join(keys),
        )
    using = ", ".join(map(name, keys))
    database.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE changes AS
        SELECT {using},
            CASE WHEN o.here IS NULL THEN '{NEW}' WHEN n.here IS NULL THEN '{GONE}'
                 WHEN o.value IS DISTINCT FROM n.value THEN '{REVISED}' ELSE '{FLAGS}' END AS what,
            o.value AS old, coalesce(o.flag, '') AS old_flag, n.value AS new, coalesce(n.flag, '') AS new_flag
        FROM (SELECT *, TRUE AS here FROM read_parquet({literal(old)})) o
        FULL JOIN (SELECT *, TRUE AS here FROM read_parquet({literal(new)})) n USING ({using})
        WHERE o.here IS NULL OR n.here IS NULL OR o.value IS DISTINCT FROM n.value OR o.flag <> n.flag
        """
    )
    return keys


def diff_data(found: Diff) -> dict[str, Any]:
    """What differs, as a document for programs."""
    return {
        "dataset": found.dataset.id,
        "old": found.old.id,
        "new": found.new.id,
        "counts": found.counts,
        "by": found.by,
        "cells": found.cells.to_dicts(),
    }
