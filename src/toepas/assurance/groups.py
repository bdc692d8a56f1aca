"""Who is looked at apart: everybody, each subgroup, each crossing of two, each site, and the subgroups within each site."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from toepas.assurance.labels import band_names
from toepas.assurance.model import Groups, Key, Sample
from toepas.assurance.plan import Plan, defaults

if TYPE_CHECKING:
    from numpy.typing import NDArray


def divided(sample: Sample) -> tuple[str, ...]:
    """The columns by which people are divided, without that of the site."""
    return tuple(name for name in sample.groups if name != sample.site)


def banded(sample: Sample, plan: Plan) -> Sample:
    """The same sample, with every column of numbers that the plan does not cut itself cut into the usual bands, else into equal parts.

    Columns that the plan cuts were cut when they were read. A column of few different numbers (stages, grades) stays as it is.
    """
    kept = {sample.site, *plan.bands}
    groups = {name: group if name in kept else _band(name, group) for name, group in sample.groups.items()}
    return replace(sample, groups=groups)


def usual_edges(name: str, group: Groups) -> tuple[float, ...]:
    """The edges of the bands that a column of numbers is cut into where nobody names them; empty where it stays as it is."""
    numbers = _numbers(group.values)
    if numbers is None or len(numbers) < defaults()["bands_from"]:
        return ()
    return _usual(name) or _parts(numbers, group)


def _band(name: str, group: Groups) -> Groups:
    numbers, edges = _numbers(group.values), usual_edges(name, group)
    if numbers is None or not edges:
        return group
    labels = band_names(edges, bool(np.all(numbers == np.floor(numbers))))
    band = np.searchsorted(np.asarray(edges), numbers, side="right")
    codes = np.append(band, -1).astype(np.int32)[group.codes]
    used = [place for place in range(len(labels)) if place in set(band.tolist())]
    new = np.full(len(labels) + 1, -1, dtype=np.int32)
    new[used] = np.arange(len(used))
    return Groups(new[codes], tuple(labels[place] for place in used))


def _numbers(values: tuple[str, ...]) -> NDArray[np.float64] | None:
    """The values as numbers; None where one of them is none."""
    try:
        found = np.asarray([float(value) for value in values])
    except ValueError:
        return None
    return found if len(found) and bool(np.all(np.isfinite(found))) else None


def _usual(name: str) -> tuple[float, ...]:
    """The edges that are usual for a column of this name, such as an age; empty where none are."""
    plain = re.sub(r"[^a-z]+", "_", name.lower()).strip("_")
    for entry in defaults()["band_names"]:
        if plain in entry["names"]:
            return tuple(map(float, entry["edges"]))
    return ()


def _parts(numbers: NDArray[np.float64], group: Groups) -> tuple[float, ...]:
    """Edges that cut the cases into parts of about the same size."""
    cases = numbers[group.codes[group.codes >= 0]]
    shares = np.linspace(0, 1, defaults()["parts"] + 1)[1:-1]
    edges = np.unique(np.quantile(cases, shares, method="higher"))
    return tuple(float(edge) for edge in edges if edge > numbers.min())


def in_order(sample: Sample) -> Sample:
    """The same cases in order of their score, so that no group has to be sorted again; other kinds of prediction stay as they are."""
    if sample.task != "binary":
        return sample
    order = np.argsort(sample.score, kind="stable")
    groups = {name: replace(group, codes=group.codes[order]) for name, group in sample.groups.items()}
    return replace(
        sample,
        label=sample.label[order],
        score=sample.score[order],
        rows=sample.rows[order],
        groups=groups,
        second=None,
        others=None,
    )


def parts(sample: Sample, plan: Plan) -> Iterator[tuple[Key, NDArray[np.intp]]]:
    """Everybody, each group of each column and each crossing that has cases, with the places of its cases in the arrays."""
    columns = divided(sample)
    yield (), np.arange(len(sample.label))
    for width in range(1, min(plan.depth, len(columns)) + 1):
        for chosen in itertools.combinations(columns, width):
            yield from crossed(sample, chosen)


def site_parts(sample: Sample) -> Iterator[tuple[Key, NDArray[np.intp]]]:
    """Each site, and each group of each column within it; nothing where no site is known."""
    if not sample.site:
        return
    yield from crossed(sample, (sample.site,))
    for column in divided(sample):
        yield from crossed(sample, (sample.site, column))


def crossed(sample: Sample, columns: tuple[str, ...]) -> Iterator[tuple[Key, NDArray[np.intp]]]:
    """Every combination of the values of columns that occurs, in the order of the values."""
    sizes = [len(sample.groups[name].values) for name in columns]
    known = np.ones(len(sample.label), dtype=bool)
    cell = np.zeros(len(sample.label), dtype=np.int64)
    for name, size in zip(columns, sizes, strict=True):
        codes = sample.groups[name].codes
        known &= codes >= 0
        cell = cell * size + codes
    rows = np.flatnonzero(known)
    few = np.uint16 if math.prod(sizes) <= 1 << 16 else np.int64  # sixteen bits are put in order without comparing them
    order = rows[np.argsort(cell[rows].astype(few), kind="stable")]
    numbers, starts = np.unique(cell[order], return_index=True)
    for number, chosen in zip(numbers, np.split(order, starts[1:]), strict=True):
        values = np.unravel_index(int(number), sizes)
        pairs = ((name, sample.groups[name].values[int(at)]) for name, at in zip(columns, values, strict=True))
        yield tuple(pairs), chosen
