"""A delimited text file, read part by part: memory stays the same however large it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from toepas.assurance.model import Remark, Severity
from toepas.assurance.tables.encoding import UTF8, WINDOWS, NotText, Text
from toepas.assurance.tables.parts import SHOWN, Part, stride
from toepas.assurance.tables.records import Records, cells_of, separator_of, split
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

LONGEST_ROW = 2**20
"""Bytes of one row; no honest row of predictions is longer."""
MOST_BROKEN = 0.01
"""Of the rows, this share may have another number of cells than the header; of a file with more the separator is in doubt."""


class TextTable:
    """Rows in text. The separator, the encoding and the line ends are recognised. Raises Problem where that cannot be."""

    def __init__(self, path: Path, stream: BinaryIO, words: Words) -> None:
        self.path = path
        self.remarks: list[Remark] = []
        self._words = words
        self._size = path.stat().st_size
        try:
            self._text = Text(stream)
            self._pieces = self._text.pieces()
            start = next(self._pieces, b"").lstrip(b"\n")
        except NotText:
            raise _no_text(path, words) from None
        said, _, rest = start.partition(b"\n")
        if said.lower().startswith(b"sep=") and len(said) == 5 and (sign := said.decode()[4]).isascii():
            start, self._separator = rest, sign
        else:
            self._separator = separator_of(start if start.endswith(b"\n") else start + b"\n")
        header = split(start + b"\n", self._separator)
        if not len(header.ends):
            raise self._no_header()
        first = start[: header.ends[0]]
        self.header = tuple(cells_of(first.rstrip(b"\n"), self._separator) or ())
        self._carry = start[len(first) :]
        self._rows = 0
        self._broken: list[int] = []
        self._broken_count = 0

    def _no_header(self) -> Problem:
        words = self._words
        return Problem(
            words.t("This is no table with headers."),
            where=self.path.name,
            expected=words.t("a first line with the names of the columns"),
            todo=words.t("Check that this is the right file."),
        )

    def sha256(self) -> str:
        """The SHA-256 of the file."""
        return self._text.sha256()

    def parts(self, wanted: Sequence[int], further: Sequence[int]) -> Iterator[Part]:
        """The rows, some megabytes at a time. Raises Problem for broken quotation marks, and for too many rows with another number of cells."""
        step = 0
        for records in self._records():
            if not step and len(records.ends):
                step = stride(int(self._size / records.used * len(records.ends)) + 1, len(further))
            numbers = np.arange(self._rows + 1, self._rows + 1 + len(records.ends))
            self._rows += len(records.ends)
            keep = records.cells == len(self.header)
            self._note_broken(numbers[(records.cells > 0) & ~keep])
            if keep.any():
                yield self._part(records, numbers, keep, (wanted, further), step)
        if self._broken_count:
            self.remarks.append(Remark("broken-rows", "warn", rows=tuple(self._broken), count=self._broken_count))
        if self._text.encoding != UTF8:
            severity: Severity = "warn" if self._text.encoding == WINDOWS else "note"
            self.remarks.append(Remark("encoding", severity, values={"encoding": self._text.encoding}))

    def _records(self) -> Iterator[Records]:
        """The whole rows of each piece; the rest goes with the next."""
        carry, last = self._carry, False
        while not last:
            try:
                piece = next(self._pieces, None)
            except NotText:
                raise _no_text(self.path, self._words, self._rows) from None
            last = piece is None
            content = carry + (piece or b"")
            if last and content and not content.endswith(b"\n"):
                content += b"\n"
            records = split(content, self._separator)
            carry = content[records.used :]
            if (last and carry) or len(carry) > LONGEST_ROW:
                self._rows += len(records.ends)
                raise self._open_quote()
            yield records

    def _part(
        self,
        records: Records,
        numbers: NDArray[np.int64],
        keep: NDArray[np.bool_],
        columns: tuple[Sequence[int], Sequence[int]],
        step: int,
    ) -> Part:
        wanted, further = columns
        rows = numbers[keep]
        if step == 1:
            frame = self._frame(records, numbers, keep, sorted({*wanted, *further}))
            names = [str(column) for column in further]
            return Part(frame.select([str(c) for c in wanted]), rows, frame.select(names), np.arange(len(rows)))
        frame = self._frame(records, numbers, keep, sorted(set(wanted))).select([str(c) for c in wanted])
        some = keep & (numbers % step == 0)
        more = self._frame(records, numbers, some, list(further))
        return Part(frame, rows, more, np.flatnonzero(some[keep]))

    def _frame(
        self, records: Records, numbers: NDArray[np.int64], keep: NDArray[np.bool_], columns: list[int]
    ) -> pl.DataFrame:
        """The cells of some rows as text, null where empty; each column is called by its number."""
        import polars as pl

        names = [str(column) for column in columns]
        content = records.kept(keep)
        if not content or not columns:
            return pl.DataFrame({name: [] for name in names}, schema=dict.fromkeys(names, pl.String))
        try:
            found = pl.read_csv(
                content,
                has_header=False,
                infer_schema=False,
                columns=columns,
                separator=self._separator,
                quote_char='"',
            )
        except pl.exceptions.PolarsError:
            found = None  # its message would show cells of people
        if found is None or found.height != int(keep.sum()):
            raise self._broken_quotes(records, numbers, keep)
        return found.rename(dict(zip(found.columns, names, strict=True)))

    def _note_broken(self, rows: NDArray[np.int64]) -> None:
        self._broken += rows[: SHOWN - len(self._broken)].tolist()
        self._broken_count += len(rows)
        if self._broken_count > max(SHOWN, MOST_BROKEN * self._rows):
            words = self._words
            raise Problem(
                words.t(
                    "Many rows have another number of cells than the header: {count} so far.", count=self._broken_count
                ),
                where=words.t("{file}, row {row} below the header", file=self.path.name, row=self._broken[0]),
                expected=words.t("{count} cells in every row", count=len(self.header)),
                todo=words.t(
                    "Save the file anew with the same sign between all cells (comma, semicolon or tab), and quotation marks "
                    "around cells that hold that sign."
                ),
            )

    def _open_quote(self) -> Problem:
        words = self._words
        return Problem(
            words.t("A quotation mark is opened in this row and never closed."),
            where=words.t("{file}, row {row} below the header", file=self.path.name, row=self._rows + 1),
            todo=words.t("Close the quotation mark, or leave it out."),
        )

    def _broken_quotes(self, records: Records, numbers: NDArray[np.int64], keep: NDArray[np.bool_]) -> Problem:
        words, row = self._words, int(numbers[keep][0])
        for at in np.flatnonzero(keep).tolist():
            record = records.content[records.begins[at] : records.ends[at] - 1]
            if b'"' in record and cells_of(record, self._separator) is None:
                row = int(numbers[at])
                break
        return Problem(
            words.t("The quotation marks in this row are broken."),
            where=words.t("{file}, row {row} below the header", file=self.path.name, row=row),
            expected=words.t(
                "a cell with a quotation mark in it stands between quotation marks, the mark itself twice"
            ),
            todo=words.t("Mend this row, or save the file anew from your spreadsheet program."),
        )


def _no_text(path: Path, words: Words, row: int = 0) -> Problem:
    where = words.t("{file}, row {row} below the header", file=path.name, row=row + 1) if row else path.name
    return Problem(
        words.t("This is no text that can be read."),
        where=where,
        expected=words.t("text in UTF-8, UTF-16 or Windows-1252, or a workbook (.xlsx), or Parquet"),
        todo=words.t("Save the table as CSV in UTF-8 and try again."),
    )
