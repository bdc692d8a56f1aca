"""The rows of a file, one by one: JSON, CSV, a workbook or an HTML table. A row that cannot be read says so, and the rest goes on.

Nothing is read whole that could be large, nothing is guessed, and no part of a file is ever run or fetched.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from toepas.kernel.files import opened
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

LARGEST = 4 * 2**30
"""Bytes of a file that is read row by row."""
LONGEST_ROW = 2**20
"""Bytes of one row; no honest record is longer."""
CHUNK = 2**16
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How text in UTF-16 begins."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``number`` counts from 1, ``where`` says the line or record; ``wrong`` why it cannot be read, else empty."""

    number: int
    where: str
    content: Any
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose rows can be read. ``mark`` tells one content from another."""

    path: Path
    mark: str
    words: Words
    lists: tuple[str, ...] = ()
    """What the list of records may be called where it stands inside an object."""

    def rows(self) -> Iterator[Row]:
        """The rows in the order of the file.

        Raises Problem for a file that is no table, and for one that is cut off: after the rows that are whole.
        """
        from toepas.catalogue.harvest import csv_rows, json_rows, sheets

        with self.path.open("rb") as stream:
            start = stream.read(CHUNK)
            stream.seek(0)
            if start.startswith(WIDE):
                raise _not_utf8(str(self.path), self.words)
            kind = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:512]
            if kind[:1] in (b"[", b"{"):
                yield from json_rows.rows(stream, str(self.path), self.lists, self.words)
            elif kind.startswith(b"PK\x03\x04"):
                yield from sheets.workbook_rows(stream, str(self.path), self.words)
            elif kind.startswith(b"<"):
                yield from sheets.html_rows(stream, str(self.path), self.words)
            else:
                yield from csv_rows.rows(stream, str(self.path), self.words)


def open_table(path: Path, words: Words, lists: tuple[str, ...] = ()) -> Table:
    """A file to read rows from. Raises Problem where it is not there, empty, too large or not to be read."""
    with opened(path, words) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > LARGEST:
            raise Problem(
                words.t("The file is too large."),
                where=str(path),
                expected=words.t("at most {limit} bytes; this one has {size}", limit=LARGEST, size=size),
            )
        if not size:
            raise Problem(
                words.t("The file is empty."),
                where=str(path),
                todo=words.t("Fetch or save it again, and look into it."),
            )
        return Table(path, _mark(stream), words, lists)


def _mark(stream: BinaryIO) -> str:
    found = hashlib.sha256()
    while chunk := stream.read(2**20):
        found.update(chunk)
    return found.hexdigest()[:16]


def _not_utf8(where: str, words: Words) -> Problem:
    return Problem(words.t("The file is not in UTF-8."), where=where, todo=words.t("Save it as UTF-8 and try again."))
