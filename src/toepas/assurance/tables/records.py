"""Where the rows of a delimited text begin and end, with quotation marks minded, and how many cells each has."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEPARATORS = ",;\t|"
TRIED = 50
"""Rows by which the separator is recognised."""
QUOTE, LINE = ord('"'), ord("\n")


@dataclass(frozen=True, slots=True)
class Records:
    """The whole rows at the begin of ``content``: where each begins, where it ends (its LF included) and its number of cells (0: a blank line)."""

    content: bytes
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    cells: NDArray[np.int64]

    @property
    def used(self) -> int:
        """The bytes that the rows take."""
        return int(self.ends[-1]) if len(self.ends) else 0

    def kept(self, keep: NDArray[np.bool_]) -> bytes:
        """The bytes of some of the rows, one after the other."""
        if keep.all():
            return self.content[: self.used]
        edges = np.flatnonzero(np.diff(np.concatenate(([False], keep, [False])).astype(np.int8)))
        return b"".join(
            self.content[self.begins[first] : self.ends[last - 1]] for first, last in edges.reshape(-1, 2).tolist()
        )


def split(content: bytes, separator: str) -> Records:
    """The whole rows at the begin of a text that has LF line ends."""
    signs = np.frombuffer(content, np.uint8)
    looked_for = np.zeros(256, bool)
    looked_for[[LINE, ord(separator)]] = True
    looked_for[QUOTE] = b'"' in content
    places = np.flatnonzero(looked_for[signs])
    kinds = signs[places]
    if looked_for[QUOTE]:
        outside = (np.cumsum(kinds == QUOTE) % 2 == 0) & (kinds != QUOTE)
        places, kinds = places[outside], kinds[outside]
    at = np.flatnonzero(kinds == LINE)
    ends = places[at] + 1
    begins = np.concatenate((np.zeros(1, np.int64), ends[:-1])) if len(ends) else ends
    cells = np.diff(at, prepend=-1)
    short = np.flatnonzero(ends - begins < 20)
    for at in short[cells[short] == 1].tolist():
        if not content[begins[at] : ends[at]].strip():
            cells[at] = 0
    return Records(content, begins, ends, cells)


def cells_of(record: bytes, separator: str) -> list[str] | None:
    """The cells of one row; None where its quotation marks are broken."""
    try:
        found = list(csv.reader([record.decode("utf-8", "replace")], delimiter=separator, strict=True))
    except csv.Error:
        return None
    return [cell.strip() for cell in found[0]] if len(found) == 1 else None


def separator_of(start: bytes) -> str:
    """The sign between the cells: the one by which most of the first rows have as many cells as the header, and more than one."""

    def even(sign: str) -> tuple[float, int]:
        cells = split(start, sign).cells
        cells = cells[cells > 0][:TRIED]
        if not len(cells) or cells[0] < 2:
            return 0.0, 0
        return float((cells == cells[0]).mean()), int(cells[0])

    return max(SEPARATORS, key=even)
