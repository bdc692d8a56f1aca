"""SDMX-CSV, versions 1.0 and 2.0, as Eurostat sends it (SDMX 2.1 and 3.0 interfaces).

Version 1.0 begins with ``DATAFLOW,LAST UPDATE``; version 2.0 with ``STRUCTURE,STRUCTURE_ID``. What stands between these and
``TIME_PERIOD`` are the dimensions. A row with an empty value and a flag was surveyed and not published.
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

PERIOD, OBSERVED, OBS_FLAG, STATUS = "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "CONF_STATUS"
HEADS = ("DATAFLOW", "LAST UPDATE", "STRUCTURE", "STRUCTURE[;]", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION")
OFFICE = ZoneInfo("Europe/Brussels")
_CODE = re.compile(r"^(?:[A-Z_]+:)?([A-Z0-9_]+)")


def read_sdmx_csv(content: bytes, where: str, words: Words) -> Table:
    """Read one answer whole. Raises Problem for what is no SDMX-CSV, with the row where it stops being that."""
    lazy, dimensions = scan_sdmx_csv(io.BytesIO(content), where, words)
    head = pl.read_csv(io.BytesIO(content), n_rows=1, infer_schema=False)
    named = next((head[name][0] for name in ("DATAFLOW", "STRUCTURE_ID") if name in head.columns and len(head)), "")
    found = _CODE.match(str(named or ""))
    updated = _updated(str(head["LAST UPDATE"][0])) if "LAST UPDATE" in head.columns and len(head) else None
    try:
        frame = lazy.collect()
    except pl.exceptions.PolarsError as error:
        raise _no_csv(where, str(error).splitlines()[0], words) from None
    return Table(found[1] if found else "", dimensions, updated, frame)


def scan_sdmx_csv(source: Path | io.BytesIO, where: str, words: Words) -> tuple[pl.LazyFrame, tuple[str, ...]]:
    """The rows of a file of any size as they are asked for, and its dimensions. Raises Problem where it is no SDMX-CSV."""
    try:
        lazy = pl.scan_csv(source, infer_schema=False)
        names = lazy.collect_schema().names()
    except pl.exceptions.PolarsError as error:
        raise _no_csv(where, str(error).splitlines()[0], words) from None
    if PERIOD not in names or OBSERVED not in names or names[0] not in HEADS:
        raise _no_csv(where, ", ".join(names)[:200], words)
    dimensions = tuple(name for name in names[: names.index(PERIOD)] if name not in HEADS)
    flags = [pl.col(name).fill_null("") for name in (OBS_FLAG, STATUS) if name in names]
    value = pl.col(OBSERVED).str.strip_chars()
    columns = [
        *(pl.col(name) for name in dimensions),
        pl.col(PERIOD).alias(TIME),
        pl.when(value.is_in(["", ":", "NaN"])).then(None).otherwise(value).cast(pl.Float64, strict=True).alias(VALUE),
        (pl.concat_str(flags).str.to_lowercase() if flags else pl.lit("")).alias(FLAG),
    ]
    return lazy.select(columns), dimensions


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
