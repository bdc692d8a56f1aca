"""A sheet of a workbook: the one that is named, or the one that has the columns."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from toepas.assurance.model import Remark
from toepas.assurance.tables.parts import Part, stride
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    import polars as pl

LARGEST = 100 * 2**20
"""Bytes of a workbook; text is read part by part, a workbook is not."""
MOST_ROWS = 1_100_000
"""More than a sheet can hold."""
PACKED = b"PK\x03\x04"


class Workbook:
    """Rows of a sheet. Raises Problem for a workbook that cannot be trusted or opened, and where the sheet is not clear."""

    def __init__(self, path: Path, stream: BinaryIO, words: Words, sheet: str, needed: tuple[str, ...]) -> None:
        self.path = path
        self.remarks: list[Remark] = []
        self._words = words
        content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise Problem(
                words.t("The workbook is too large."),
                where=path.name,
                expected=words.t("at most {limit} megabytes", limit=LARGEST // 2**20),
                todo=words.t("Save it as CSV: that is read row by row."),
            )
        self._digest = hashlib.sha256(content).hexdigest()
        sheets = self._sheets(content)
        self._name = self._choose(sheets, sheet, needed)
        found = sheets[self._name]
        self.header = tuple(_text(cell) or "" for cell in found[0]) if found else ()
        self._cells = found[1:]
        if len(sheets) > 1:
            self.remarks.append(Remark("sheet", "note", values={"sheet": self._name, "sheets": len(sheets)}))

    def sha256(self) -> str:
        """The SHA-256 of the file."""
        return self._digest

    def parts(self, wanted: Sequence[int], further: Sequence[int]) -> Iterator[Part]:
        """The rows, at once. Rows without any cell are passed over."""
        rows = np.array([at for at, row in enumerate(self._cells, 1) if any(_text(cell) for cell in row)], np.int64)
        step = stride(len(rows), len(further))
        places = np.flatnonzero(rows % step == 0) if step > 1 else np.arange(len(rows))
        yield Part(self._frame(rows, wanted), rows, self._frame(rows[places], further), places)

    def _frame(self, rows: Any, columns: Sequence[int]) -> pl.DataFrame:
        import polars as pl

        cells = {
            str(at): [_text(row[at]) if at < len(row := self._cells[number - 1]) else None for number in rows.tolist()]
            for at in columns
        }
        return pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))

    def _sheets(self, content: bytes) -> dict[str, list[list[Any]]]:
        """The cells of every sheet with rows, from its first row with any cell."""
        import python_calamine

        from toepas.catalogue.harvest.sheets import guard

        if content.startswith(PACKED):
            guard(content, self.path.name, self._words)
        try:
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
            found = {
                name: book.get_sheet_by_name(name).to_python(nrows=MOST_ROWS, skip_empty_area=False)
                for name in book.sheet_names
            }
        except (python_calamine.CalamineError, python_calamine.PasswordError, ValueError, OSError):
            found = {}
        if not found:
            words = self._words
            raise Problem(
                words.t("The workbook cannot be opened; it may be protected with a password, or be no workbook."),
                where=self.path.name,
                todo=words.t("Save it anew from your spreadsheet program without a password, or as CSV in UTF-8."),
            )
        return found

    def _choose(self, sheets: dict[str, list[list[Any]]], sheet: str, needed: tuple[str, ...]) -> str:
        words = self._words
        listed = ", ".join(f"“{name}”" for name in sheets)
        if sheet:
            if sheet in sheets:
                return sheet
            raise Problem(
                words.t("The workbook has no sheet “{sheet}”.", sheet=sheet),
                where=self.path.name,
                expected=words.t("one of: {options}", options=listed),
                todo=words.t("Name one of these sheets."),
            )
        fitting = [
            name for name, found in sheets.items() if found and set(needed) <= {_text(cell) for cell in found[0]}
        ]
        if len(fitting) > 1:
            raise Problem(
                words.t("More than one sheet has the columns."),
                where=self.path.name,
                expected=words.t("one of: {options}", options=", ".join(f"“{name}”" for name in fitting)),
                todo=words.t("Name the sheet that is meant."),
            )
        return fitting[0] if fitting else next((name for name, found in sheets.items() if found), next(iter(sheets)))


def _text(cell: Any) -> str | None:
    """A cell as text, None where it is empty; a whole number without the ".0" that workbooks add."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = (cell.isoformat() if hasattr(cell, "isoformat") else str(cell)).strip()
    return text or None
