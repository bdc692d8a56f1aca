"""The task list of a dossier for a spreadsheet."""

from __future__ import annotations

import csv as standard_csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toepas.paper.tidy import clean

if TYPE_CHECKING:
    from toepas.kernel.words import Words

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes the letters of half of Europe for something else
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Excel reads a full-width sign as the plain one.
_FORMULA_STARTS_WIDE = ("\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True, slots=True)
class Row:
    """One task; a date stays ISO so that a spreadsheet can sort it, empty when there is none."""

    id: str
    task: str
    why: str
    role: str
    applies_from: dt.date | str | None
    do_by: dt.date | str | None
    status: str
    fine: str
    source: str
    evidence: str


def csv(rows: Iterable[Row], words: Words) -> bytes:
    """The tasks as CSV, with two empty columns for who does it and whether it is done."""
    out = io.StringIO()
    writer = standard_csv.writer(out, lineterminator="\r\n")
    writer.writerow(cell(name) for name in _header(words))
    for row in rows:
        values = (
            row.id,
            row.task,
            row.why,
            row.role,
            row.applies_from,
            row.do_by,
            row.status,
            row.fine,
            row.source,
            row.evidence,
            "",
            "",
        )
        writer.writerow(cell(value) for value in values)
    return (_BYTE_ORDER_MARK + out.getvalue()).encode("utf-8")


def cell(value: dt.date | str | None) -> str:
    """The value as text that no spreadsheet will run as a formula."""
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, dt.date) else clean(value)
    bare = text.lstrip(" \u00a0")
    risky = text.startswith(_FORMULA_STARTS) or bare.startswith(_FORMULA_STARTS + _FORMULA_STARTS_WIDE)
    return f"'{text}" if risky else text


def _header(words: Words) -> tuple[str, ...]:
    return (
        words.t("Number"),
        words.t("Task"),
        words.t("Why"),
        words.t("Role"),
        words.t("Applies from"),
        words.t("Do by"),
        words.t("Status"),
        words.t("Fine"),
        words.t("Source"),
        words.t("Evidence"),
        words.t("Owner"),
        words.t("Done"),
    )
