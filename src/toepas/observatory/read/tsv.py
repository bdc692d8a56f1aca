"""TSV as Eurostat sends whole tables: a row per series, a column per period.

The first column holds the codes with commas between them, its head the dimensions and ``\\TIME_PERIOD``. A cell is ``13.48``,
``5.88 b``, ``: u`` (surveyed, not published) or ``:`` (nothing), each with or without a space behind it.
"""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.model import FLAG, TIME, VALUE, Table

MARK = "\\TIME_PERIOD"
_KEY, _CELL = "key", "cell"
_NUMBER = r"^([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)"


def read_tsv(content: bytes, where: str, words: Words) -> Table:
    """Read one answer whole. Raises Problem for what is no such table, with the series where it stops being that."""
    lazy, dimensions = scan_tsv(io.BytesIO(content), where, words)
    try:
        frame = lazy.collect()
    except pl.exceptions.PolarsError as error:
        raise spoilt(io.BytesIO(content), where, str(error), words) from None
    return Table("", dimensions, None, frame)


def scan_tsv(source: Path | io.BytesIO, where: str, words: Words) -> tuple[pl.LazyFrame, tuple[str, ...]]:
    """The cells of a file of any size as they are asked for, and its dimensions. Raises Problem where it is no such table."""
    long, dimensions = _cells(source, where, words)
    parts = pl.col(_KEY).str.split_exact(",", len(dimensions) - 1)
    keys = [parts.struct.field(f"field_{at}").str.strip_chars().alias(name) for at, name in enumerate(dimensions)]
    number = pl.col(_CELL).str.extract(_NUMBER)
    nothing = pl.col(_CELL).str.starts_with(":")
    # What is neither a number nor a colon is handed on whole, so that it is refused and not read as nothing.
    value = pl.when(nothing).then(None).otherwise(pl.coalesce(number, pl.col(_CELL))).cast(pl.Float64, strict=True)
    flag = pl.col(_CELL).str.replace(_NUMBER, "").str.replace_all(r"[:\s]", "").str.to_lowercase()
    cells = long.filter(pl.col(_CELL).is_not_null() & ~pl.col(_CELL).is_in(["", ":"]))
    return cells.select([*keys, pl.col(TIME).str.strip_chars(), value.alias(VALUE), flag.alias(FLAG)]), dimensions


def _cells(source: Path | io.BytesIO, where: str, words: Words) -> tuple[pl.LazyFrame, tuple[str, ...]]:
    try:
        lazy = pl.scan_csv(source, separator="\t", infer_schema=False, quote_char=None)
        names = lazy.collect_schema().names()
    except pl.exceptions.PolarsError as error:
        raise _no_tsv(where, str(error).splitlines()[0], words) from None
    if not names[0].strip().endswith(MARK) or len(names) < 2:
        raise _no_tsv(where, names[0][:200], words)
    dimensions = tuple(name.strip() for name in names[0].strip().removesuffix(MARK).split(","))
    long = lazy.rename({names[0]: _KEY}).unpivot(index=_KEY, variable_name=TIME, value_name=_CELL)
    return long.with_columns(pl.col(_CELL).str.strip_chars()), dimensions


def spoilt(source: Path | io.BytesIO, where: str, reason: str, words: Words) -> Problem:
    """The problem of a file that stops being such a table, with the first cell where it does."""
    try:
        long, _ = _cells(source, where, words)
        bad = long.filter(~pl.col(_CELL).str.starts_with(":") & ~pl.col(_CELL).str.contains(_NUMBER)).head(1).collect()
    except (pl.exceptions.PolarsError, Problem):
        bad = pl.DataFrame()
    if len(bad):
        found = bad.row(0, named=True)
        reason = words.t("'{value}' is no number, at {place}", value=found[_CELL], place=f"{found[_KEY]} {found[TIME]}")
    return _no_tsv(where, reason.splitlines()[0], words)


def _no_tsv(where: str, reason: str, words: Words) -> Problem:
    return Problem(
        words.t("This is no table in TSV of a statistical office: {reason}", reason=reason),
        where=where,
        expected=words.t("a first column headed dimension,dimension{mark} and a column per period", mark=MARK),
        todo=words.t("Ask the office again later; what was there stays in use."),
    )
