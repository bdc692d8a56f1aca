"""How a column is spread over bins, and whether a batch is spread like the reference: stability index, two-sample tests, what is missing.

Only counts per bin are kept of the reference, so the Kolmogorov-Smirnov test is of grouped data: its p is a little too large, never too small. All
tests work on many batches at once: counts have the bins on their last axis.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import special, stats

from toepas.assurance.monitoring.model import ColumnBins

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
STRETCHES = 40
"""Bins of a column of numbers; fewer where values repeat."""
FEW_VALUES = 10
"""A column of numbers with no more different values than this is counted by value."""
PSI_BINS = 10
DRAWS = 20_000
LEAST = 5
"""A code that a batch is expected to hold less often than this is counted with the others."""


def of_reference(name: str, values: pl.Series, batch: int) -> ColumnBins:
    """The bins of a column, as many as a batch of that many cases can fill; null and NaN are missing."""
    numeric = values.dtype.is_numeric() and values.dtype != pl.Boolean
    if numeric:
        values = values.cast(pl.Float64).fill_nan(None)
    there = values.drop_nulls()
    missing = len(values) - len(there)
    if numeric and there.n_unique() > FEW_VALUES:
        numbers = there.to_numpy()
        inner = np.quantile(numbers, np.arange(1, STRETCHES) / STRETCHES, method="inverted_cdf")
        edges = tuple(float(edge) for edge in np.unique(inner) if edge < numbers.max())
        counts = np.bincount(np.searchsorted(edges, numbers, side="left"), minlength=len(edges) + 1)
        return ColumnBins(name, edges, (), tuple(int(count) for count in counts), missing)
    found = _texts(there).value_counts(sort=True)
    rows = sorted(
        zip(found.to_series(0).to_list(), found["count"].to_list(), strict=True), key=lambda row: (-row[1], row[0])
    )
    whole = max(1, len(there))
    kept = [(value, count) for value, count in rows if count / whole * batch >= LEAST]
    counts_ = [count for _, count in kept]
    return ColumnBins(name, (), tuple(value for value, _ in kept), (*counts_, len(there) - sum(counts_)), missing)


def count(column: ColumnBins, values: pl.Series) -> tuple[Counts, int]:
    """The counts of a batch in the bins of the reference, and how many are missing. Text where numbers are expected counts as missing."""
    if column.numeric:
        numbers = values.cast(pl.Float64, strict=False).fill_nan(None).drop_nulls().to_numpy()
        places = np.searchsorted(column.edges, numbers, side="left")
        counted = np.bincount(places, minlength=len(column.edges) + 1)
        return counted.astype(np.int64), len(values) - len(numbers)
    there = _texts(values.fill_nan(None) if values.dtype.is_float() else values).drop_nulls()
    codes = {value: at for at, value in enumerate(column.values)}
    places = np.array([codes.get(value, len(codes)) for value in there.to_list()], dtype=np.int64)
    return np.bincount(places, minlength=len(codes) + 1).astype(np.int64), len(values) - len(there)


def _texts(values: pl.Series) -> pl.Series:
    """Values as texts by which they are counted: 1 and 1.0 are the same."""
    if values.dtype.is_numeric() and values.dtype != pl.Boolean:
        return pl.Series([None if value is None else f"{value:g}" for value in values.to_list()], dtype=pl.String)
    return values.cast(pl.String)


def psi(reference: Sequence[int] | Counts, batch: Counts) -> float | None:
    """The population stability index over at most ten bins; None without cases. Half a case is added to every bin, so that none is empty."""
    before, after = _merged(np.asarray(reference)), _merged(np.asarray(batch))
    if not before.sum() or not after.sum():
        return None
    p, q = ((part + 0.5) / (part.sum() + 0.5 * len(part)) for part in (before, after))
    return float(((q - p) * np.log(q / p)).sum())


def _merged(counts: Counts) -> Counts:
    """Neighbouring bins put together until there are at most ten."""
    if len(counts) <= PSI_BINS:
        return counts
    merged: Counts = np.add.reduceat(counts, np.linspace(0, len(counts), PSI_BINS, endpoint=False).astype(int))
    return merged


def ks_p(reference: NDArray[np.int64], batch: NDArray[np.int64]) -> Floats:
    """p of the two-sample Kolmogorov-Smirnov test of grouped counts; 1 where there are no cases."""
    n, m = reference.sum(axis=-1), batch.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(np.cumsum(reference, -1) / n[..., None] - np.cumsum(batch, -1) / m[..., None]).max(axis=-1)
        p = special.kolmogorov(apart * np.sqrt(n * m / (n + m)))
    found: Floats = np.where((n > 0) & (m > 0), p, 1.0)
    return found


def chi_square_p(reference: NDArray[np.int64], batch: NDArray[np.int64]) -> Floats:
    """p of the chi-square test of homogeneity; bins empty on both sides do not count, 1 where nothing can be compared."""
    n, m = reference.sum(axis=-1), batch.sum(axis=-1)
    bins = ((reference + batch) > 0).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = special.chdtrc(np.maximum(bins - 1, 1), _apart(reference, batch))
    found: Floats = np.where((n > 0) & (m > 0) & (bins > 1), p, 1.0)
    return found


def more_missing_p(
    reference_missing: NDArray[np.int64], reference: NDArray[np.int64], missing: NDArray[np.int64], cases: int
) -> Floats:
    """p of Fisher's exact test that more is missing than in the reference (one-sided)."""
    found: Floats = np.asarray(
        stats.hypergeom.sf(missing - 1, reference + cases, reference_missing + missing, np.full_like(missing, cases))
    )
    return found


def few_cases_p(reference: NDArray[np.int64], batch: NDArray[np.int64]) -> float:
    """p of the same test for a batch too small for the formula: by drawing many batches from both together, always the same ones."""
    both = reference + batch
    rng = np.random.default_rng(int(both.sum()))
    drawn = rng.multivariate_hypergeometric(both, int(batch.sum()), size=DRAWS, method="marginals")
    seen = _apart(reference[None], batch[None])[0]
    return float((1 + (_apart(both - drawn, drawn) >= seen - 1e-9).sum()) / (DRAWS + 1))


def _apart(reference: NDArray[np.int64], batch: NDArray[np.int64]) -> Floats:
    """The chi-square statistic of homogeneity."""
    both = reference + batch
    share = batch.sum(axis=-1, keepdims=True) / both.sum(axis=-1, keepdims=True)
    expected = np.maximum(both * share * (1 - share), 1e-12)
    apart: Floats = ((batch - both * share) ** 2 / expected).sum(axis=-1)
    return apart


def spread_p(column: ColumnBins, batch: Counts) -> float:
    """p that a batch is spread like the reference, by the test that fits the column and the number of cases."""
    reference = np.asarray(column.counts, dtype=np.int64)
    if column.numeric:
        return float(ks_p(reference, batch))
    there = (reference + batch) > 0
    reference, batch = reference[there], batch[there]
    if not batch.sum() or not reference.sum() or len(batch) < 2:
        return 1.0
    if (reference + batch).min() * batch.sum() / (reference.sum() + batch.sum()) < LEAST:
        return few_cases_p(reference, batch)
    return float(chi_square_p(reference, batch))
