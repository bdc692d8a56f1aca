"""Cells as numbers: decimal points or commas, and nothing guessed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from toepas.assurance import known
from toepas.assurance.model import Remark
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

COMMA = r"^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$"
THOUSANDS = r"^[+-]?[1-9]\d{0,2}(?:,\d{3})+$"
LONGEST_SHOWN = 40


def shown(value: object) -> str:
    """A value as a message shows it: in one line, shortened."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a file, for messages."""

    path: Path
    column: str
    words: Words

    def row(self, row: int) -> str:
        """The place of a cell."""
        return self.words.t(
            "{file}, row {row} below the header, column “{column}”", file=self.path.name, row=row, column=self.column
        )

    @property
    def whole(self) -> str:
        """The place of the column."""
        return self.words.t("{file}, column “{column}”", file=self.path.name, column=self.column)


def texts(cells: pl.Series) -> pl.Series:
    """Cells as text without spaces around; whole numbers without ".0", null where they hold nothing."""
    import polars as pl

    if cells.dtype.is_float():
        whole = (cells == cells.floor()) & (cells.abs() < 2**53)
        text = cells.cast(pl.String)
        cells = pl.select(pl.when(whole).then(text.str.strip_suffix(".0")).otherwise(text)).to_series()
    text = cells.cast(pl.String).str.strip_chars()
    return text.set(text == "", None)


class Numbers:
    """Turns the cells of a column into numbers, part by part, and remembers how the decimals are written."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._point: tuple[int, str] | None = None
        self._comma: tuple[int, str] | None = None
        self._sure = False

    def read(self, cells: pl.Series, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """The numbers, NaN where nothing is said. Raises Problem for text, infinite numbers, and points mixed with commas."""
        import polars as pl

        if cells.dtype.is_numeric():
            number = cells.cast(pl.Float64)
        elif cells.dtype == pl.Boolean:
            number = cells.cast(pl.Int8).cast(pl.Float64)
        else:
            number = self._from_text(texts(cells), rows)
        values = number.fill_null(np.nan).to_numpy(writable=True)
        infinite = np.flatnonzero(np.isinf(values))
        if len(infinite):
            words = self._place.words
            raise Problem(
                words.t("The number is infinite."),
                where=self._place.row(int(rows[infinite[0]])),
                expected=words.t("a finite number, or an empty cell where it is not known"),
                todo=words.t("Mend the cell, or leave it empty; {count} rows have this.", count=len(infinite)),
            )
        return values

    def _from_text(self, text: pl.Series, rows: NDArray[np.int64]) -> pl.Series:
        import polars as pl

        number = text.cast(pl.Float64, strict=False)
        odd = number.is_null() & text.is_not_null()
        if self._point is None:
            self._point = _first(text, text.str.contains(".", literal=True) & number.is_not_null(), rows)
        if odd.any():
            odd &= ~text.str.to_lowercase().is_in(list(known.missing(numbers=True)))
            comma = odd & text.str.contains(COMMA)
            if comma.any():
                self._comma = self._comma or _first(text, comma, rows)
                self._sure |= bool((comma & ~text.str.contains(THOUSANDS)).any())
                number = number.zip_with(
                    ~comma, text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
                )
            wrong = _first(text, odd & number.is_null(), rows)
            if wrong:
                raise self._no_number(wrong)
        if self._point and self._comma:
            raise self._mixed(self._point, self._comma)
        return number

    def close(self) -> tuple[Remark, ...]:
        """How the decimals are written. Raises Problem where every comma may as well divide thousands."""
        if not self._comma:
            return ()
        if not self._sure:
            words, (row, value) = self._place.words, self._comma
            raise Problem(
                words.t("It cannot be told whether the comma in “{value}” divides decimals or thousands.", value=value),
                where=self._place.row(row),
                expected=words.t("a decimal point, or no sign between thousands"),
                todo=words.t("Save the column as plain numbers, without a sign between thousands."),
            )
        return (Remark("decimal-commas", "note", self._place.column, rows=(self._comma[0],)),)

    def _no_number(self, wrong: tuple[int, str]) -> Problem:
        words, (row, value) = self._place.words, wrong
        if value.endswith("%"):
            return Problem(
                words.t("“{value}” is a percentage.", value=value),
                where=self._place.row(row),
                expected=words.t("a number without a sign, for example {example}", example="0.85"),
                todo=words.t("Divide by 100 and save the column as plain numbers."),
            )
        return Problem(
            words.t("“{value}” is not a number.", value=value),
            where=self._place.row(row),
            expected=words.t("a number, or an empty cell where it is not known"),
            todo=words.t("Mend the cell, or check that this is the right column."),
        )

    def _mixed(self, point: tuple[int, str], comma: tuple[int, str]) -> Problem:
        words = self._place.words
        return Problem(
            words.t("The column has decimal points and decimal commas."),
            where=self._place.row(max(point[0], comma[0])),
            expected=words.t(
                "one way of writing; row {point_row} has “{point}”, row {comma_row} has “{comma}”",
                point_row=point[0],
                point=point[1],
                comma_row=comma[0],
                comma=comma[1],
            ),
            todo=words.t("Write all numbers of the column in the same way."),
        )


def _first(text: pl.Series, mask: pl.Series, rows: NDArray[np.int64]) -> tuple[int, str] | None:
    """The row and the value of the first cell of a mask; None where it is empty. Null in the mask counts as no."""
    at = mask.fill_null(value=False).arg_max() if len(mask) and mask.any() else None
    return None if at is None else (int(rows[at]), shown(text[at]))
