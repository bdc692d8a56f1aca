"""What every kind of table gives: its header, and its rows part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from toepas.assurance.model import Remark

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

MOST_CELLS = 4_000_000
"""Cells of the further columns that are kept for the checks of the data; of a larger table evenly spread rows are kept."""
SHOWN = 5
"""Rows that a message or a remark names."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows. ``frame`` has the columns that were asked for, ``rows`` the number of each row in the file (1 is the first below the header).

    ``further`` has the other columns of the rows at ``places`` (positions within this part): all of them, or of a large table some.
    """

    frame: pl.DataFrame
    rows: NDArray[np.int64]
    further: pl.DataFrame
    places: NDArray[np.int64]


class Table(Protocol):
    """A table that is read once, from its begin to its end. ``remarks`` and ``sha256`` are complete after the last part."""

    path: Path
    header: tuple[str, ...]
    remarks: list[Remark]

    def parts(self, wanted: Sequence[int], further: Sequence[int]) -> Iterator[Part]:
        """The rows with the columns ``wanted`` and, of as many rows as fit, those in ``further``: both numbers of the header."""
        ...

    def sha256(self) -> str:
        """The SHA-256 of the file, in hexadecimal."""
        ...


def stride(rows: int, columns: int) -> int:
    """One in how many rows is kept of the further columns."""
    return max(1, -(-rows * columns // MOST_CELLS))
