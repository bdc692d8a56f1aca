"""The columns that nobody named, with the numbers among them as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toepas.assurance import known
from toepas.assurance.values import COMMA, texts

if TYPE_CHECKING:
    import polars as pl


def typed(frame: pl.DataFrame) -> pl.DataFrame:
    """Text columns as numbers where every cell that says something is one; nothing is refused here. Empty cells are null."""
    return frame.with_columns([_typed(column) for column in frame.get_columns()])


def _typed(column: pl.Series) -> pl.Series:
    import polars as pl

    if column.dtype != pl.String:
        return column
    text = texts(column)
    small = text.str.to_lowercase()
    text = text.set(small.is_in(list(known.missing(numbers=False))).fill_null(value=False), None)
    number = text.cast(pl.Float64, strict=False)
    left = number.is_null() & text.is_not_null()
    if left.any() and text.filter(left).str.contains(COMMA).all():
        number = text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
        left = number.is_null() & text.is_not_null()
    if not left.any() and number.is_not_null().any():
        return number
    gone = left & small.is_in(list(known.missing(numbers=True)))
    return number if number.is_not_null().any() and gone.sum() == left.sum() else text
