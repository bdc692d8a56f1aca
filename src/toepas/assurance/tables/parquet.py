"""A Parquet file, read part by part: only the columns that are asked for leave the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import polars as pl

from toepas.assurance.model import Remark
from toepas.assurance.tables.parts import Part, stride
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

ROWS = 500_000
"""Rows that are read at a time."""
PLAIN = (pl.String, pl.Boolean, pl.Date, pl.Datetime, pl.Categorical, pl.Enum, pl.Decimal, pl.Null, pl.Time)


class ParquetTable:
    """Rows in Parquet. Raises Problem for a file that is cut off or broken."""

    def __init__(self, path: Path, words: Words) -> None:
        self.path = path
        self.remarks: list[Remark] = []
        self._words = words
        self._frame = pl.scan_parquet(path, glob=False)
        schema, self._height = {}, 0
        try:
            schema = dict(self._frame.collect_schema())
            self._height = int(self._frame.select(pl.len()).collect().item())
        except (pl.exceptions.PolarsError, OSError):
            pass  # its message may show cells
        if not schema:
            raise self._broken()
        self._names = list(schema)
        self.header = tuple(name.strip() for name in schema)
        self._plain = [dtype.is_numeric() or dtype in PLAIN for dtype in schema.values()]

    def sha256(self) -> str:
        """The SHA-256 of the file."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def parts(self, wanted: Sequence[int], further: Sequence[int]) -> Iterator[Part]:
        """The rows, half a million at a time. Raises Problem for a column that holds lists or the like."""
        for at in wanted:
            if not self._plain[at]:
                raise self._nested(self.header[at])
        further = [at for at in further if self._plain[at]]
        step = stride(self._height, len(further))
        for begin in range(0, self._height, ROWS):
            rows = np.arange(begin + 1, min(begin + ROWS, self._height) + 1)
            places = np.flatnonzero(rows % step == 0)
            part = self._frame.slice(begin, ROWS)
            more = self._read(part, further)
            yield Part(self._read(part, wanted), rows, more if step == 1 else more[places], places)

    def _read(self, part: pl.LazyFrame, columns: Sequence[int]) -> pl.DataFrame:
        try:
            found = part.select([pl.col(self._names[at]).alias(str(at)) for at in columns]).collect()
        except (pl.exceptions.PolarsError, OSError):
            found = None
        if found is None:
            raise self._broken()
        return found

    def _broken(self) -> Problem:
        words = self._words
        return Problem(
            words.t("The Parquet file is cut off or broken."),
            where=self.path.name,
            todo=words.t("Fetch or write it again."),
        )

    def _nested(self, column: str) -> Problem:
        words = self._words
        return Problem(
            words.t("The column “{column}” holds lists or groups of values.", column=column),
            where=self.path.name,
            expected=words.t("one value in each cell"),
            todo=words.t("Write the values that are needed into columns of their own."),
        )
