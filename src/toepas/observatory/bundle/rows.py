"""The figures of a slice as rows with codes and names, for tables that people open."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from toepas.kernel.words import Words
from toepas.observatory.model import FLAG, GEO, TIME, VALUE, Slice
from toepas.observatory.places import place_name
from toepas.observatory.say import code_name, flags_words

FORMULA = re.compile(r"[=+\-@\t\r\n]")
"""What a spreadsheet program may take for the beginning of a formula."""
Row = dict[str, Any]


def harmless(text: str) -> str:
    """A text that no spreadsheet program runs: one that would begin a formula gets an apostrophe in front."""
    return f"'{text}" if FORMULA.match(text) else text


def dimensions(found: Slice) -> list[str]:
    """The dimensions that a slice has a column for, without the period."""
    return [name for name in found.frame.columns if name not in (TIME, VALUE, FLAG)]


def rows(found: Slice, words: Words) -> list[Row]:
    """One row for each figure: every dimension by code and by name, period, figure (None where none was published), flags."""
    made = []
    for given in found.frame.iter_rows(named=True):
        row: Row = {}
        for name in dimensions(found):
            code = given[name]
            row[name] = code
            row[f"{name}_name"] = (
                place_name(code, words) if name == GEO else code_name(found.indicator, name, code, words)
            )
        row |= {TIME: given[TIME], VALUE: given[VALUE], FLAG: given[FLAG] or ""}
        row["flag_meaning"] = flags_words(row[FLAG], words)
        made.append(row)
    return made


def columns(found: Slice) -> list[str]:
    """The columns of the rows."""
    return [*(part for name in dimensions(found) for part in (name, f"{name}_name")), TIME, VALUE, FLAG, "flag_meaning"]


def write_csv(found: Slice, words: Words) -> bytes:
    """The rows as CSV (RFC 4180, UTF-8, decimal point): a header, then a line for each figure."""
    return _csv(columns(found), [[_cell(row[name]) for name in columns(found)] for row in rows(found, words)])


def write_sdmx_csv(found: Slice) -> bytes:
    """The figures as SDMX-CSV 2.0: every dimension of the dataset, those that never vary too."""
    dataset = found.dataset
    codes = dict(found.indicator.fixed)
    structure = f"{_identifier(dataset.agency)}:{_identifier(dataset.code)}(1.0)"
    head = ["STRUCTURE", "STRUCTURE_ID", "ACTION", *dataset.dimensions, "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"]
    lines = []
    for given in found.frame.iter_rows(named=True):
        key = [harmless(given.get(name, codes.get(name, ""))) for name in dataset.dimensions]
        lines.append(["dataflow", structure, "I", *key, given[TIME], _cell(given[VALUE]), given[FLAG] or ""])
    return _csv(head, lines)


def _csv(head: list[str], lines: list[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(head)
    writer.writerows(lines)
    return buffer.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return repr(value) if isinstance(value, float) else harmless(str(value))


def _identifier(text: str) -> str:
    """A name as SDMX allows it: letters, digits and a few signs."""
    return re.sub(r"[^A-Za-z0-9_@$\-]+", "_", text).strip("_")
