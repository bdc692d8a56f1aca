"""By what one narrows down: facets, their values in an asset, and counting them over columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toepas.catalogue.model import Asset, is_european

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]
OPEN_LICENCES = (
    "EUPL",
    "GPL",
    "AGPL",
    "LGPL",
    "MIT",
    "Apache",
    "BSD",
    "MPL",
    "CC0",
    "CC-BY",
    "ISC",
    "ODbL",
    "PDDL",
    "etalab",
)
"""How identifiers of licences begin that let everybody use, change and share."""
UNFREE = ("NC", "ND")
UNKNOWN = "unknown"
"""The value of an asset of which a facet is not known: unknown is not no."""


def open_licence(licence: str) -> bool:
    """Whether a licence (SPDX expression) is one of free software, open data or open content; one way of several is enough."""
    names = licence.replace("(", " ").replace(")", " ").split()
    return any(name.startswith(OPEN_LICENCES) and not any(part in UNFREE for part in name.split("-")) for name in names)


def _european(asset: Asset) -> Iterator[str]:
    european = is_european(asset.provider)
    if european is not None:
        yield "yes" if european else "no"


def _hosting(asset: Asset) -> Iterator[str]:
    yield from asset.sovereignty.hosting if asset.sovereignty else ()


def _countries(asset: Asset) -> Iterator[str]:
    """Where it is from, where it is, and where it is used."""
    if asset.provider and asset.provider.country:
        yield asset.provider.country
    if asset.place:
        yield asset.place.country
    yield from asset.countries


def _licence(asset: Asset) -> Iterator[str]:
    if asset.licence:
        yield "open" if open_licence(asset.licence) else "other"


def _evidence(asset: Asset) -> Iterator[str]:
    if asset.evidence:
        yield "shown"
    if asset.energy:
        yield "energy"


def _one(field: str) -> Callable[[Asset], Iterator[str]]:
    def read(asset: Asset) -> Iterator[str]:
        value = getattr(asset, field)
        if value:
            yield str(value)

    return read


FACETS: dict[str, Callable[[Asset], Iterable[str]]] = {
    "kind": _one("kind"),
    "sector": lambda asset: asset.sectors,
    "purpose": lambda asset: asset.purposes,
    "country": _countries,
    "language": lambda asset: asset.languages,
    "european": _european,
    "openness": _one("openness"),
    "licence": _licence,
    "hosting": _hosting,
    "maturity": _one("maturity"),
    "price": _one("price"),
    "evidence": _evidence,
    "source": lambda asset: [source.id for source in asset.sources],
    "network": lambda asset: [asset.service.network] if asset.service and asset.service.network else (),
}
"""What each facet reads from an asset."""
WITH_UNKNOWN = ("european", "openness", "licence", "hosting", "maturity", "price", "language")
"""Facets in which not knowing is a value of its own, to be seen and chosen."""


def values(asset: Asset) -> dict[str, tuple[str, ...]]:
    """The values of every facet of an asset, each once."""
    found = {name: tuple(dict.fromkeys(read(asset))) for name, read in FACETS.items()}
    return {name: items or ((UNKNOWN,) if name in WITH_UNKNOWN else ()) for name, items in found.items()}


class Column:
    """The values of one facet for all rows: codes in one array, the row of each in another, and where those of a row begin."""

    def __init__(self, names: Sequence[str], codes: NDArray[np.int32], row_of: Rows, starts: Rows) -> None:
        self.names = names
        self._number = {name: at for at, name in enumerate(names)}
        self._codes = codes
        self._row_of = row_of
        self._starts = starts

    @classmethod
    def of(cls, rows: Sequence[tuple[str, ...]]) -> Column:
        """The column of the values per row."""
        number: dict[str, int] = {}
        codes = [number.setdefault(item, len(number)) for items in rows for item in items]
        lengths = np.fromiter((len(items) for items in rows), dtype=np.int64, count=len(rows))
        return cls(
            list(number),
            np.array(codes, dtype=np.int32),
            np.repeat(np.arange(len(rows), dtype=np.int64), lengths),
            np.concatenate(([0], np.cumsum(lengths))),
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything but the names of the values, to be kept in a file."""
        return {"codes": self._codes, "row_of": self._row_of, "starts": self._starts}

    def of_row(self, row: int) -> tuple[str, ...]:
        """The values of a row."""
        return tuple(self.names[int(code)] for code in self._codes[self._starts[row] : self._starts[row + 1]])

    def mask(self, wanted: Iterable[str]) -> Mask:
        """The rows that have at least one of these values."""
        result = np.zeros(len(self._starts) - 1, dtype=np.bool_)
        numbers = [self._number[name] for name in wanted if name in self._number]
        for number in numbers:
            result[self._row_of[self._codes == number]] = True
        return result

    def rows(self, name: str) -> Rows:
        """The rows that have a value; none where it is no value of this column."""
        found: Rows = self._row_of[self._codes == self._number.get(name, -1)]
        return found

    def counts(self, rows: Rows | Mask) -> tuple[tuple[str, int], ...]:
        """How many of these rows have each value; most first, then by name."""
        if rows.dtype == np.bool_:
            picked = self._codes if rows.all() else self._codes[rows[self._row_of]]
        else:
            starts, lengths = self._starts[rows], self._starts[rows + 1] - self._starts[rows]
            offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
            picked = self._codes[offsets + np.arange(int(lengths.sum()))] if len(rows) else self._codes[:0]
        numbers = np.bincount(picked, minlength=len(self.names))
        found = [(self.names[int(at)], int(numbers[at])) for at in np.flatnonzero(numbers)]
        return tuple(sorted(found, key=lambda item: (-item[1], item[0])))


class Columns:
    """Every facet of every row."""

    def __init__(self, columns: Mapping[str, Column], size: int) -> None:
        self._columns = columns
        self._size = size

    @classmethod
    def of(cls, rows: Sequence[tuple[tuple[str, ...], ...]]) -> Columns:
        """``rows`` hold per row the values of each facet, in the order of ``FACETS``."""
        return cls({name: Column.of([row[at] for row in rows]) for at, name in enumerate(FACETS)}, len(rows))

    @classmethod
    def opened(cls, names: Mapping[str, Sequence[str]], arrays: Mapping[str, NDArray[Any]], size: int) -> Columns:
        """As ``names`` and ``arrays`` gave them."""
        return cls(
            {
                name: Column(names[name], *(arrays[f"{name}.{part}"] for part in ("codes", "row_of", "starts")))
                for name in FACETS
            },
            size,
        )

    def names(self) -> dict[str, list[str]]:
        """The values of each facet."""
        return {name: list(column.names) for name, column in self._columns.items()}

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything but the names, to be kept in a file."""
        return {
            f"{name}.{part}": array for name, column in self._columns.items() for part, array in column.arrays().items()
        }

    def __getitem__(self, name: str) -> Column:
        return self._columns[name]

    def masks(self, filters: Mapping[str, Sequence[str]], without: Mapping[str, Sequence[str]]) -> dict[str, Mask]:
        """For each facet that is filtered on, the rows that pass. Raises KeyError for an unknown facet."""
        found = {name: self[name].mask(wanted) for name, wanted in filters.items() if wanted}
        for name, unwanted in without.items():
            kept = ~self[name].mask(unwanted)
            found[name] = found[name] & kept if name in found else kept
        return found

    def counts(
        self, names: Iterable[str], rows: Rows | None, masks: Mapping[str, Mask]
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """Counts per facet, each without its own filter: what one would see after choosing another value of it.

        ``rows`` are those that were found before filtering; None for all.
        """
        result = {}
        for name in names:
            others = [mask for other, mask in masks.items() if other != name]
            passing = np.logical_and.reduce(others) if others else np.ones(self._size, dtype=np.bool_)
            result[name] = self[name].counts(passing if rows is None else rows[passing[rows]])
        return result
