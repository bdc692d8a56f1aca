"""Reads small tables of figures (CSV) with messages that name row and column."""

from __future__ import annotations

import csv
import datetime
import math
from collections.abc import Mapping
from pathlib import Path

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

MAX_BYTES = 50_000_000
Row = Mapping[str, str]


def rows(path: Path, words: Words) -> list[Row]:
    """The rows of a CSV file (comma, semicolon or tab) by column name. Raises Problem for what cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Problem(
                words.t("The file is too large."),
                where=str(path),
                expected=words.t(
                    "at most {limit} bytes; this one has {size}", limit=MAX_BYTES, size=path.stat().st_size
                ),
                todo=words.t("Take a part of it."),
            )
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise Problem(
            words.t("There is no such file."), where=str(path), todo=words.t("Check the name and the folder.")
        ) from None
    except (IsADirectoryError, UnicodeDecodeError):
        raise Problem(
            words.t("This is not a text file."),
            where=str(path),
            expected=words.t("text in UTF-8"),
            todo=words.t("Save the table as CSV (UTF-8)."),
        ) from None
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        found = list(csv.DictReader(text.splitlines(), delimiter=mark, strict=True))
    except csv.Error as error:
        raise Problem(
            words.t("The table cannot be read: {reason}", reason=str(error)),
            where=str(path),
            todo=words.t("Check quotes and separators."),
        ) from None
    if not found:
        raise Problem(
            words.t("The table has no rows."),
            where=str(path),
            expected=words.t("a line with names, and at least one line with figures"),
            todo=words.t("Check that this is the right file."),
        )
    return [
        {(key or "").strip(): (value or "").strip() if isinstance(value, str) else "" for key, value in row.items()}
        for row in found
    ]


def need(table: list[Row], columns: tuple[str, ...], path: Path, words: Words, todo: str) -> None:
    """Raises Problem where columns are missing."""
    missing = [name for name in columns if name not in table[0]]
    if missing:
        raise Problem(
            words.t("Columns are missing: {names}", names=", ".join(missing)),
            where=str(path),
            expected=words.t("columns {names}", names=", ".join(columns)),
            todo=todo,
        )


def number(table: list[Row], at: int, column: str, path: Path, words: Words, *, empty: float | None = None) -> float:
    """A number of a row (counted from 0). Raises Problem with row and column for what is none, is not finite or is below zero."""
    text = table[at].get(column, "")
    if not text and empty is not None:
        return empty
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not math.isfinite(found) or found < 0:
        raise Problem(
            words.t("'{value}' is not a number that can be used.", value=text[:40]),
            where=place(path, at, column, words),
            expected=words.t("a number of zero or more, with a point for decimals and without separators of thousands"),
            todo=words.t("Mend the cell, or write the table with decimal points."),
        )
    return found


def day(text: str, where: str, words: Words) -> datetime.date:
    """The day of a date or of a time stamp. Raises Problem for what is none."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        raise Problem(
            words.t("'{value}' is not a date.", value=text[:40]),
            where=where,
            expected=words.t("year-month-day"),
            todo=words.t("Write year-month-day."),
        ) from None


def place(path: Path, at: int, column: str, words: Words) -> str:
    """Where a cell is: file, line and column."""
    return words.t("{file}, line {line}, column {column}", file=str(path), line=at + 2, column=column)
