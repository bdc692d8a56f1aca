"""The rows of an index as blocks of text and arrays: the same in memory and in a file that is read where it is looked at."""

from __future__ import annotations

import bisect
import functools
import mmap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toepas.catalogue.search.facets import Rows

VOCABULARY = 50_000
"""Typing errors are mended with the words of so many names."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of an asset, beside its words and vectors."""

    id: str
    names: tuple[str, ...]
    folded: tuple[str, ...]
    """The words of each name in small letters without accents, with spaces between."""
    changed: int
    """The day, counted from the year 1."""
    values: tuple[tuple[str, ...], ...]
    """Per facet, in the order of ``facets.FACETS``."""


class Strings:
    """Texts one after the other in one block. ``starts`` has one place more than there are texts."""

    def __init__(self, block: bytes | mmap.mmap, starts: Rows) -> None:
        self.block = block
        self.starts = starts

    @classmethod
    def of(cls, texts: Sequence[bytes]) -> Strings:
        """The block of texts."""
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        return cls(b"".join(texts), np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths))))

    def bytes_at(self, at: int) -> bytes:
        """A text as it stands in the block."""
        return self.block[int(self.starts[at]) : int(self.starts[at + 1])]

    def __getitem__(self, at: int) -> str:
        return self.bytes_at(at).decode()

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def whole(self) -> bytes:
        """The whole block."""
        return self.block[int(self.starts[0]) : int(self.starts[-1])]


class Listing:
    """Ids, names and days of all rows. ``folded`` has a line for every name, a space before each word of it."""

    TEXTS = ("ids", "names", "folded")
    ARRAYS = ("by_id", "newest", "by_name", "spelled")

    def __init__(self, texts: dict[str, Strings], arrays: dict[str, NDArray[Any]]) -> None:
        self.texts = texts
        self.arrays = arrays
        self.ids = texts["ids"]
        self._names, self._folded = texts["names"], texts["folded"]
        self._by_id: Rows = arrays["by_id"]
        self.newest: Rows = arrays["newest"]
        """For sorting: the lower, the later it was changed."""
        self.by_name: Rows = arrays["by_name"]
        """For sorting: the place of the name among all names, equal names at the same place."""

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Listing:
        """The listing of rows."""
        texts = {
            "ids": Strings.of([row.id.encode() for row in rows]),
            "names": Strings.of([name.encode() for row in rows for name in row.names]),
            "folded": Strings.of([f" {name}\n".encode() for row in rows for name in row.folded]),
        }
        first = [row.folded[0] for row in rows]
        place = {name: at for at, name in enumerate(sorted(set(first)))}
        arrays = {
            "by_id": np.array(sorted(range(len(rows)), key=lambda at: rows[at].id), dtype=np.int64),
            "newest": np.array([-row.changed for row in rows], dtype=np.int64),
            "by_name": np.array([place[name] for name in first], dtype=np.int64),
            "spelled": np.array([sum(len(row.names) for row in rows[:VOCABULARY])], dtype=np.int64),
        }
        return cls(texts, arrays)

    def __len__(self) -> int:
        return len(self.ids)

    def find(self, asset_id: str) -> int:
        """The row of an asset. Raises KeyError where there is none."""
        at = bisect.bisect_left(self._by_id, asset_id, key=lambda row: self.ids[row])
        if at == len(self._by_id) or self.ids[self._by_id[at]] != asset_id:
            raise KeyError(asset_id)
        return int(self._by_id[at])

    @functools.cached_property
    def vocabulary(self) -> Counter[str]:
        """The words of names, with how often each is there."""
        starts = self._folded.starts
        return Counter(self._folded.block[int(starts[0]) : int(starts[self.arrays["spelled"][0]])].decode().split())

    def beginning(self, typed: str) -> Iterator[tuple[str, bool]]:
        """The names of which a word begins with what was typed, and whether the first word is that one."""
        block, starts = self._folded.block, self._folded.starts
        wanted, at, end = f" {typed}".encode(), int(starts[0]), int(starts[-1])
        while (at := block.find(wanted, at, end)) >= 0:
            line = int(np.searchsorted(starts, at, side="right")) - 1
            yield self._names[line], at == int(starts[line])
            at = int(starts[line + 1])
