"""A sample as the checks look at it: its further columns sorted by kind, beside outcome, score, site and row numbers."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from toepas.assurance.known import DATA
from toepas.assurance.model import Groups, Remark, Sample, Severity
from toepas.assurance.tables.parts import SHOWN
from toepas.kernel import yamlfile
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray


@functools.cache
def _data() -> dict[str, Any]:
    return dict(yamlfile.read(DATA / "inspecting.yaml", Words()).data)


@functools.cache
def limit(name: str) -> float:
    """From where a check speaks."""
    return float(_data()["limits"][name]["value"])


def codes() -> frozenset[float]:
    """Numbers that are written for "not known"."""
    return frozenset(map(float, _data()["codes"]))


def is_id(column: str) -> bool:
    """Whether a column of this name has a number for each person."""
    return "".join(sign for sign in column.lower() if sign.isalnum()) in _data()["ids"]


def same_words() -> tuple[tuple[str, ...], ...]:
    """Values that mean the same group of people."""
    return tuple(tuple(map(str, words)) for words in _data()["same"])


@dataclass(frozen=True, slots=True)
class Looked:
    """The arrays have one entry per row of the further columns: ``label``, ``score`` (of one class: no columns) and ``rows`` as in the sample.

    ``site`` is None where no site is known. ``numbers``: NaN where missing. ``texts``: codes as in ``Groups``.
    """

    sample: Sample
    label: NDArray[Any]
    rows: NDArray[np.int64]
    at: NDArray[np.int64] | slice
    site: Groups | None
    numbers: dict[str, NDArray[np.float64]]
    texts: dict[str, Groups]

    @property
    def sites(self) -> tuple[str, ...]:
        """The names of the sites; empty where none are known."""
        return self.site.values if self.site else ()


def look(sample: Sample) -> Looked:
    """Sort the columns of a sample by kind."""
    import polars as pl

    at: NDArray[np.int64] | slice = slice(None) if sample.others_at is None else sample.others_at
    numbers: dict[str, NDArray[np.float64]] = {}
    texts: dict[str, Groups] = {}
    for column in sample.others.get_columns() if sample.others is not None else ():
        if column.dtype.is_numeric():
            numbers[column.name] = column.cast(pl.Float64).fill_null(float("nan")).to_numpy()
        else:
            plain = column.cast(pl.String)
            values = plain.drop_nulls().unique().sort()
            ranks = plain.replace_strict(values, range(len(values)), default=-1, return_dtype=pl.Int32).fill_null(-1)
            texts[column.name] = Groups(ranks.to_numpy(), tuple(values.to_list()))
    site = sample.groups.get(sample.site) if sample.site else None
    if site is not None and not isinstance(at, slice):
        site = Groups(site.codes[at], site.values)
    return Looked(sample, sample.label[at], sample.rows[at], at, site, numbers, texts)


MOST_RANKED = 1_000_000
"""Scores of a sample that are put in order; of more, evenly spread ones: what holds for a million holds for all."""


def spread(values: NDArray[Any]) -> NDArray[Any]:
    """The values, or of very many some that are evenly spread."""
    return values[:: -(-len(values) // MOST_RANKED)] if len(values) > MOST_RANKED else values


def table(one: NDArray[Any], other: NDArray[Any], shape: tuple[int, int]) -> NDArray[np.int64]:
    """How often each pair of codes comes; codes below 0 are passed over."""
    known = (one >= 0) & (other >= 0)
    flat = one[known].astype(np.int64) * shape[1] + other[known]
    return np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape)


def remark(
    name: str,
    severity: Severity,
    column: str = "",
    site: str = "",
    *,
    rows: NDArray[np.int64] | None = None,
    count: int | None = None,
    **values: Any,
) -> Remark:
    """A remark; ``rows`` are all rows that it is about, of which the first are named."""
    first = () if rows is None else tuple(np.sort(rows)[:SHOWN].tolist())
    number = count if count is not None else 0 if rows is None else len(rows)
    return Remark(name, severity, column, site, first, number, values)


def named(found: Iterable[Remark], more: str, column: str) -> tuple[Remark, ...]:
    """The remarks with the highest counts; where there are too many, the rest as one remark of the id ``more``."""
    listed = sorted(found, key=lambda one: -one.count)
    most = int(limit("named"))
    if len(listed) <= most:
        return tuple(listed)
    rest = Remark(more, listed[0].severity, column, count=len(listed) - most)
    return (*listed[:most], rest)
