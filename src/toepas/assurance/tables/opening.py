"""A file of predictions, opened as what it is: text, a workbook or Parquet. What it is not is said plainly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toepas.assurance.tables.parts import Table
from toepas.kernel.files import opened
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

PEEKED = 4096
PARQUET, PACKED, OLD_OFFICE = b"PAR1", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
JSON = re.compile(rb'\{\s*["}]|\[\s*[\[{"\]\d-]')
"""How JSON begins; the name of a column may begin with a bracket too."""
PAGE = (b"<!doctype", b"<html", b"<head", b"<body", b"<table", b"<?xml", b"<svg")
OTHERS = {
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z",
    b"$FL2": "SPSS",
    b"$FL3": "SPSS",
    b"<stata": "Stata",
    b"ARROW1": "Arrow",
    b"SQLite": "SQLite",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}
"""How files of other kinds begin, and what they are called."""


@contextmanager
def open_table(path: Path, words: Words, sheet: str, needed: tuple[str, ...]) -> Iterator[Table]:
    """A table that can be read once. ``needed`` are the columns by which the sheet of a workbook is chosen where ``sheet`` is empty.

    Raises Problem for a file that is not there, is empty, cannot be read, or is no table.
    """
    with opened(path, words) as stream:
        start = stream.read(PEEKED)
        stream.seek(0)
        _check(path, start, words)
        if sheet and not start.startswith((PACKED, OLD_OFFICE)):
            raise Problem(
                words.t("A sheet is named, and the file is no workbook."),
                where=path.name,
                todo=words.t("Leave the sheet out, or name the workbook."),
            )
        if start.startswith((PACKED, OLD_OFFICE)):
            from toepas.assurance.tables.workbook import Workbook

            yield Workbook(path, stream, words, sheet, needed)
        elif start.startswith(PARQUET):
            from toepas.assurance.tables.parquet import ParquetTable

            yield ParquetTable(path, words)
        else:
            from toepas.assurance.tables.text import TextTable

            yield TextTable(path, stream, words)


def _check(path: Path, start: bytes, words: Words) -> None:
    plain = start.removeprefix(b"\xef\xbb\xbf").strip().lower()
    if not plain or not plain.strip(b"\0\xff\xfe"):
        raise Problem(
            words.t("The file is empty."), where=path.name, todo=words.t("Fetch or save it again, and look into it.")
        )
    other = next((kind for begin, kind in OTHERS.items() if start.startswith(begin)), "")
    what = ""
    if plain.startswith(PAGE):
        what = words.t("This is a web page, not a table; it may be a page to sign in, or with an error.")
    elif JSON.match(plain):
        what = words.t("This is JSON, not a table.")
    elif other:
        what = words.t("This is a file of another kind: {kind}.", kind=other)
    if what:
        raise Problem(
            what,
            where=path.name,
            expected=words.t("a table with a header: CSV, a workbook (.xlsx) or Parquet"),
            todo=words.t("Open the file and look; save or fetch the table itself."),
        )
