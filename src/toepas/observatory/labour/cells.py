"""Employment by occupation, read from the tables of the statistical office: a table in, cells out.

A *cell* is the number of people (thousands) in a place, a period, a category (sex, age, region, branch) and a group of occupations of
two digits. What the office did not publish is absent, never zero. What it calls of low reliability counts, and how much of a
figure rests on it goes along as ``weak``.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable
from typing import Any

import polars as pl

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.labour.exposure import LABOUR_DATA, codes, read_yaml
from toepas.observatory.model import FLAG, GEO, TIME, VALUE

CATEGORY, GROUP, WEAK, TOTAL = "category", "group", "weak", "total"
KEYS = (GEO, TIME, CATEGORY)
UNIT = "THS_PER"
EUROPE = "EUR"
"""The place of the employment that is shipped: a wider Europe than the Union."""
LOW = "u"
"""The flag of the office for low reliability."""
_TWO = re.compile(r"^OC[1-9]\d$")


@functools.cache
def settings() -> dict[str, Any]:
    """What is written down about the employment tables: breaks, ages, bounds."""
    return read_yaml("employment.yaml")


def europe() -> tuple[pl.DataFrame, pl.DataFrame]:
    """The employment that is shipped: cells, and totals (none: what part of all people in work they are is not known)."""
    with (LABOUR_DATA / "employment-europe.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["isco08"].removeprefix("OC"), row["time"], float(row["value"])) for row in csv.DictReader(file)]
    cells = pl.DataFrame(rows, schema={GROUP: pl.String, TIME: pl.String, VALUE: pl.Float64}, orient="row")
    cells = cells.select(
        pl.lit(EUROPE).alias(GEO), TIME, pl.lit("T").alias(CATEGORY), GROUP, VALUE, pl.lit(0.0).alias(WEAK)
    )
    return cells, pl.DataFrame(schema={**dict.fromkeys(KEYS, pl.String), TOTAL: pl.Float64})


def pinned(frame: pl.DataFrame, where: str, words: Words, **codes_of: str) -> pl.DataFrame:
    """The rows with one code of each dimension named; a table without that dimension is taken to have only that code.

    Raises Problem where the unit is not thousands of persons, or where a cell is there twice.
    """
    for dimension, code in {"unit": UNIT, "freq": "A", **codes_of}.items():
        if dimension in frame.columns:
            found = frame[dimension].unique().to_list()
            frame = frame.filter(pl.col(dimension) == code)
            if found and frame.is_empty():
                raise Problem(
                    words.t("There are no figures with '{code}' as {dimension}.", code=code, dimension=dimension),
                    where=where,
                    expected=code,
                    todo=words.t("Found are: {codes}", codes=", ".join(sorted(found)[:20])),
                )
    keys = [name for name in frame.columns if name not in (VALUE, FLAG)]
    twice = frame.filter(pl.struct(keys).is_duplicated())
    if not twice.is_empty():
        raise Problem(
            words.t("A cell is there twice."),
            where=f"{where}: {', '.join(str(twice[name][0]) for name in keys)}",
            expected=words.t("each combination of codes once"),
        )
    negative = frame.filter((pl.col(VALUE) < 0) | pl.col(VALUE).is_nan() | pl.col(VALUE).is_infinite())
    if not negative.is_empty():
        raise Problem(
            words.t("This is no number of people: {value}", value=negative[VALUE][0]),
            where=f"{where}: {', '.join(str(negative[name][0]) for name in keys)}",
            expected=words.t("a number from zero up, or nothing"),
        )
    return frame


def weak(value: str = VALUE) -> pl.Expr:
    """How much of a figure is of low reliability: all of it where the office says so, else nothing."""
    return pl.when(pl.col(FLAG).str.contains(LOW)).then(pl.col(value)).otherwise(0.0).fill_null(0.0).alias(WEAK)


def by_sex(
    frame: pl.DataFrame, words: Words, age: str = "", where: str = "lfsa_egai2d"
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cells by sex (F, M, T) from ``lfsa_egai2d``, and the total of everybody in work, occupation known or not.

    A group of which the office says nothing has a row without a value. Raises Problem for groups that are not of ISCO-08.
    """
    known = pinned(frame, where, words, age=age or str(settings()["age"]))
    two = known.filter(pl.col("isco08").str.contains(_TWO.pattern))
    strange = sorted(set(two["isco08"].str.slice(2).unique().to_list()) - set(codes()))
    if strange:
        raise Problem(
            words.t("'{code}' is no group of occupations of ISCO-08.", code=f"OC{strange[0]}"),
            where=where,
            expected=words.t("the 40 groups of two digits, OC11 to OC96"),
        )
    named = two.select(
        GEO, TIME, pl.col("sex").alias(CATEGORY), pl.col("isco08").str.slice(2).alias(GROUP), VALUE, weak()
    )
    return whole(named), totals(known.filter(pl.col("isco08") == "TOTAL"), "sex")


def totals(frame: pl.DataFrame, category: str) -> pl.DataFrame:
    """The published totals by place, period and category."""
    return frame.select(GEO, TIME, pl.col(category).alias(CATEGORY), pl.col(VALUE).alias(TOTAL)).sort(KEYS)


def whole(cells: pl.DataFrame, groups: Iterable[str] | None = None) -> pl.DataFrame:
    """Cells with a row for every group; those that were not there are without a value. Sorted."""
    every = pl.DataFrame({GROUP: list(groups if groups is not None else codes())})
    frame = cells.select(KEYS).unique().join(every, how="cross")
    return (
        frame.join(cells, on=[*KEYS, GROUP], how="left").with_columns(pl.col(WEAK).fill_null(0.0)).sort([*KEYS, GROUP])
    )
