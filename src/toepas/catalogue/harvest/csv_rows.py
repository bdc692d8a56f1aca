"""The rows of a table in text. Lines are read with a limit, so that neither an endless line nor a quote that is never
closed takes the rest of the file with it."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from toepas.catalogue.harvest.rows import LONGEST_ROW, Row
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

MOST_LINES = 300
"""Lines of one row, where fields run over several."""
MOST_COLUMNS = 1000
SEPARATORS = b",;\t|"


def rows(stream: BinaryIO, where: str, words: Words) -> Iterator[Row]:
    """The rows as name and value, by the first row. Raises Problem where that is none."""
    lines = _Lines(stream)
    head = lines.next_row()
    first = b"" if head is None or head[2] else head[1].removeprefix(b"\xef\xbb\xbf")
    separator = max((chr(sign) for sign in SEPARATORS), key=lambda sign: first.count(sign.encode()))
    names = _cells(first, separator)
    if names is None or len(names) < 2 or len(names) > MOST_COLUMNS:
        raise Problem(
            words.t("This is no table with headers."),
            where=f"{where}:1",
            expected=words.t(
                "a first line with the names of the columns, in UTF-8, of at most {limit}", limit=MOST_COLUMNS
            ),
            todo=words.t("Check that this is the right file."),
        )
    number = 0
    while (found := lines.next_row()) is not None:
        line, content, wrong = found
        if not content.strip() and not wrong:
            continue
        number += 1
        yield _row(number, f"{where}:{line}", content, wrong, names, separator, words)


def _row(number: int, where: str, content: bytes, wrong: str, names: list[str], separator: str, words: Words) -> Row:
    if wrong == "long":
        return Row(number, where, None, words.t("The row is too long: more than {limit} bytes.", limit=LONGEST_ROW))
    if wrong == "open":
        return Row(number, where, None, words.t("A quotation mark is opened in this row and never closed."))
    cells = _cells(content, separator)
    if cells is None:
        return Row(number, where, None, words.t("The row is not in UTF-8, or its quotation marks are broken."))
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        said = words.t("The row has {found} columns, the first row {expected}.", found=len(cells), expected=len(names))
        return Row(number, where, None, said)
    return Row(number, where, dict(zip(names, cells, strict=False)))


def _cells(content: bytes, separator: str) -> list[str] | None:
    """The cells of a row; None where it cannot be read."""
    try:
        text = content.decode("utf-8")
        csv.field_size_limit(LONGEST_ROW * 2)
        # Each line with its end, so that a field over several lines keeps them.
        found = list(csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    return [cell.strip() for cell in found[0]] if len(found) == 1 else None


class _Lines:
    """Lines put together to rows: a row goes on while a quotation mark is open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._back: deque[bytes] = deque()
        self._line = 0

    def next_row(self) -> tuple[int, bytes, str] | None:
        """(line, content, what is wrong with it) of the next row; None at the end."""
        taken: list[bytes] = []
        size, is_open, start = 0, False, self._line + 1
        while True:
            line = self._next_line()
            if line is None or (taken and (size + len(line) > LONGEST_ROW or len(taken) >= MOST_LINES)):
                if line is not None:
                    taken.append(line)
                return self._unfinished(taken, start, is_open)
            if len(line) > LONGEST_ROW:
                self._skip_line(line)
                self._line += 1
                return start, b"", "long"
            taken.append(line)
            size += len(line)
            is_open ^= bool(line.count(b'"') % 2)
            if not is_open:
                self._line += len(taken)
                return start, b"".join(taken), ""

    def _unfinished(self, taken: list[bytes], start: int, is_open: bool) -> tuple[int, bytes, str] | None:
        if not taken:
            return None
        # Only its first line is given up; those after it may be honest rows.
        self._back.extendleft(reversed(taken[1:]))
        self._line += 1
        return start, taken[0], "open" if is_open else ""

    def _next_line(self) -> bytes | None:
        if self._back:
            return self._back.popleft()
        return self._stream.readline(LONGEST_ROW + 1) or None

    def _skip_line(self, line: bytes) -> None:
        while line and not line.endswith(b"\n"):
            line = self._stream.readline(LONGEST_ROW)
