"""SDMX-CSV, versions 1.0 and 2.0, as Eurostat sends it (SDMX 2.1 and 3.0 interfaces).

Version 1.0 begins with ``DATAFLOW,LAST UPDATE``; version 2.0 with ``STRUCTURE,STRUCTURE_ID``. What stands between these and
``TIME_PERIOD`` are the dimensions; with names beside the codes, every column has a second one, or ``code:name`` in it. A row
with an empty value and a flag was surveyed and not published.
"""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.model import FLAG, TIME, VALUE, Table
from toepas.observatory.read.labels import to_code

PERIOD, OBSERVED, OBS_FLAG, STATUS, CHANGED = "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "CONF_STATUS", "LAST UPDATE"
HEADS = ("DATAFLOW", CHANGED, "STRUCTURE", "STRUCTURE[;]", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION")
NO_VALUE = ("", ":", "NaN")
OFFICE = ZoneInfo("Europe/Brussels")
_CODE = re.compile(r"^(?:[\w.]+:)?([A-Za-z0-9_-]+)")
Codes = dict[str, dict[str, str]]


def read_sdmx_csv(content: bytes, where: str, words: Words, codes: Codes | None = None) -> Table:
    """Read one answer whole. Raises Problem for what is no SDMX-CSV, with the row where it stops being that."""
    lazy, dimensions = scan_sdmx_csv(io.BytesIO(content), where, words, codes)
    code, updated = head_sdmx_csv(io.BytesIO(content))
    try:
        frame = lazy.collect()
    except pl.exceptions.PolarsError as error:
        raise spoilt(io.BytesIO(content), where, str(error), words) from None
    return Table(code, dimensions, updated, frame)


def scan_sdmx_csv(
    source: Path | io.BytesIO, where: str, words: Words, codes: Codes | None = None
) -> tuple[pl.LazyFrame, tuple[str, ...]]:
    """The rows of a file of any size as they are asked for, and its dimensions. Raises Problem where it is no SDMX-CSV.

    ``codes`` are the known codes by dimension with their names, for answers that hold names.
    """
    try:
        lazy = pl.scan_csv(source, infer_schema=False)
        names = lazy.collect_schema().names()
    except pl.exceptions.PolarsError as error:
        raise _no_csv(where, str(error).splitlines()[0], words) from None
    plain = {name: name.split(":", 1)[0] for name in names}  # "geo:Geopolitical entity" with labels=both
    both = any(name != short for name, short in plain.items())
    lazy = lazy.rename(plain) if both else lazy
    names = list(plain.values())
    if PERIOD not in names or OBSERVED not in names or names[0] not in HEADS:
        raise _no_csv(where, ", ".join(names)[:200], words)
    dimensions = _dimensions(names)
    flags = [pl.col(OBS_FLAG).fill_null("").str.to_lowercase()] if OBS_FLAG in names else []
    if STATUS in names:  # every reason of confidence is one flag here: N and P mean something else among the flags
        flags.append(pl.when(pl.col(STATUS).fill_null("") != "").then(pl.lit("c")).otherwise(pl.lit("")))
    columns = [
        *(to_code(name, (codes or {}).get(name, {})) for name in dimensions),
        pl.col(PERIOD).alias(TIME),
        _value().cast(pl.Float64, strict=True).alias(VALUE),
        (pl.concat_str(flags) if flags else pl.lit("")).alias(FLAG),
    ]
    if both:
        lazy = lazy.with_columns(pl.col(*dimensions, PERIOD).str.split(":").list.first())
    return lazy.select(columns), dimensions


def _dimensions(names: list[str]) -> tuple[str, ...]:
    """The dimensions among the columns; where every code has its name in a column of its own, the names are left out."""
    found = [name for name in names[: names.index(PERIOD)] if name not in HEADS]
    named = names[names.index(PERIOD) + 1] not in (OBSERVED, OBS_FLAG, STATUS)
    return tuple(found[::2] if named else found)


def _value() -> pl.Expr:
    value = pl.col(OBSERVED).str.strip_chars()
    return pl.when(value.is_in(NO_VALUE)).then(None).otherwise(value)


def head_sdmx_csv(source: Path | io.BytesIO) -> tuple[str, datetime.datetime | None]:
    """The code of the dataset and when the office changed it last, from the first row."""
    head = pl.read_csv(source, n_rows=1, infer_schema=False)
    if not len(head):
        return "", None
    named = next((head[name][0] for name in ("DATAFLOW", "STRUCTURE_ID") if name in head.columns), "")
    found = _CODE.match(str(named or ""))
    return found[1] if found else "", _updated(str(head[CHANGED][0])) if CHANGED in head.columns else None


def spoilt(source: Path | io.BytesIO, where: str, reason: str, words: Words) -> Problem:
    """The problem of a file that stops being SDMX-CSV, with the first row where it does."""
    try:
        lazy = pl.scan_csv(source, infer_schema=False, row_index_name="row", row_index_offset=2)
        bad = lazy.with_columns(_value().alias("said")).filter(
            pl.col("said").is_not_null() & pl.col("said").cast(pl.Float64, strict=False).is_null()
        )
        first = bad.select("row", "said").head(1).collect()
    except pl.exceptions.PolarsError:
        first = pl.DataFrame()
    if len(first):
        reason = words.t("row {row}: '{value}' is no number", row=first["row"][0], value=first["said"][0])
    return _no_csv(where, reason.splitlines()[0], words)


def _updated(text: str) -> datetime.datetime | None:
    """``dd/mm/yy HH:MM:SS`` as the office writes it, in its own time, without a zone."""
    try:
        return datetime.datetime.strptime(text, "%d/%m/%y %H:%M:%S").replace(tzinfo=OFFICE)
    except ValueError:
        return None


def _no_csv(where: str, reason: str, words: Words) -> Problem:
    return Problem(
        words.t("This is no SDMX-CSV of a statistical office: {reason}", reason=reason),
        where=where,
        expected=words.t("columns DATAFLOW or STRUCTURE, the dimensions, TIME_PERIOD and OBS_VALUE"),
        todo=words.t("Ask the office again later; what was there stays in use."),
    )
