"""Values that cannot be, codes for "not known", cells that are empty at one site, and days that are still to come."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from toepas.assurance import known
from toepas.assurance.checks.looked import Looked, codes, is_id, limit, named, remark, table
from toepas.assurance.model import Remark

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d")
NORMAL = 1.349
"""The distance between the quarters of a normal distribution, in standard deviations."""


def impossible(looked: Looked) -> Iterator[Remark]:
    """Numbers outside the bounds of a column that is known by its name, and the few below 0 where all others are above."""
    for column, values in looked.numbers.items():
        bounds = known.bounds(column)
        if bounds:
            wrong = (values < bounds.least) | (values > bounds.most)
            if wrong.any():
                rows = looked.rows[wrong]
                yield remark(
                    "impossible-value",
                    "warn",
                    column,
                    rows=rows,
                    values=_some(values[wrong]),
                    low=bounds.least,
                    high=bounds.most,
                )
            continue
        below = values < 0
        enough = np.count_nonzero(values > 0) >= limit("least_values")
        if (
            enough
            and 0 < below.sum() <= limit("negative_share") * np.count_nonzero(~np.isnan(values))
            and not _is_code(values[below])
        ):
            # A quantity around 0 reaches below it in small steps; a mistake does not.
            spread = _spread(values[values > 0])
            if spread is not None and np.median(values[values > 0]) > 2 * spread:
                yield remark("negative-value", "warn", column, rows=looked.rows[below], values=_some(values[below]))


def not_known(looked: Looked) -> Iterator[Remark]:
    """0 and codes such as 999 that stand for "not known": far outside the other values, with nothing between."""
    for column, values in looked.numbers.items():
        if is_id(column):
            continue
        yield from named(_zeros(looked, column, values), "zero-more-sites", column)
        yield from _codes(looked, column, values)


def zero_coded(values: NDArray[np.float64]) -> bool:
    """Whether the zeros among numbers lie far below all others, with a gap between."""
    others = values[~np.isnan(values) & (values != 0)]
    if not (values == 0).any() or len(others) < limit("least_values") or (others < 0).any():
        return False
    if len(np.unique(others)) < limit("zero_different"):
        return False
    spread = _spread(others)
    middle, low = float(np.median(others)), float(others.min())
    return spread is not None and middle > limit("zero_far") * spread and low > limit("zero_gap") * middle


def _zeros(looked: Looked, column: str, values: NDArray[np.float64]) -> Iterator[Remark]:
    if not zero_coded(values):
        return
    zero = values == 0
    others = values[~np.isnan(values) & ~zero]
    low, high = float(others.min()), float(others.max())
    if looked.site is None:
        yield remark(
            "zero-coded",
            "warn",
            column,
            rows=looked.rows[zero],
            cases=int((~np.isnan(values)).sum()),
            low=low,
            high=high,
        )
        return
    for code, site in enumerate(looked.sites):
        here = looked.site.codes == code
        rows = looked.rows[zero & here]
        if len(rows):
            cases = int((here & ~np.isnan(values)).sum())
            name = "zero-coded-all" if len(rows) == cases else "zero-coded-site"
            yield remark(name, "warn", column, site, rows=rows, cases=cases, low=low, high=high)
    if len(rows := looked.rows[zero & (looked.site.codes < 0)]):
        yield remark("zero-coded", "warn", column, rows=rows, cases=len(rows), low=low, high=high)


def _codes(looked: Looked, column: str, values: NDArray[np.float64]) -> Iterator[Remark]:
    for code in sorted(codes() & set(np.unique(values[~np.isnan(values)]).tolist())):
        rest = values[~np.isnan(values) & (values != code)]
        rest = rest[~np.isin(rest, list(codes() - {-1.0}))] if code < -1 or code > 76 else rest
        spread = _spread(rest) if len(rest) >= limit("least_values") else None
        if spread is None or (values == code).sum() < 2:
            continue
        far = limit("code_far") * spread
        if (code > np.median(rest) + far and code > rest.max() + spread) or (
            code < np.median(rest) - far and code < rest.min() - spread
        ):
            yield remark(
                "code-for-missing", "warn", column, rows=looked.rows[values == code], code=code,
                low=float(rest.min()), high=float(rest.max()),
            )  # fmt: skip


def _by_chance(counts: NDArray[np.int64]) -> float:
    """How often chance alone would spread what is missing so unevenly over the sites."""
    from scipy import stats  # loads slowly, and only uneven columns need it

    return float(stats.chi2_contingency(counts).pvalue)


def empty(looked: Looked) -> Iterator[Remark]:
    """Columns that are empty at a site, or far oftener than at another; groups that are not known."""
    if looked.site is not None and len(looked.sites) > 1:
        sizes = np.bincount(looked.site.codes[looked.site.codes >= 0], minlength=len(looked.sites))
        gone = {name: np.isnan(values) for name, values in looked.numbers.items()}
        gone |= {name: group.codes < 0 for name, group in looked.texts.items()}
        for column, missing in gone.items():
            counts = table(looked.site.codes, missing, (len(looked.sites), 2))
            shares = np.divide(counts[:, 1], sizes, where=sizes > 0, out=np.zeros(len(sizes)))
            uneven = shares[sizes > 0].max() - shares[sizes > 0].min()
            if uneven < limit("missing_uneven") or _by_chance(counts[sizes > 0]) > limit("small_p"):
                continue
            said = {name: float(share) for name, share in zip(looked.sites, shares, strict=True)}
            yield remark("missing-uneven", "warn", column, count=int(missing.sum()), shares=said)
            full = [
                remark(
                    "column-missing",
                    "warn",
                    column,
                    site,
                    rows=looked.rows[missing & (looked.site.codes == code)],
                    share=float(shares[code]),
                )
                for code, site in enumerate(looked.sites)
                if shares[code] >= limit("missing_column")
            ]
            yield from named(full, "column-missing-more", column)
    for column, group in looked.sample.groups.items():
        rows = looked.sample.rows[group.codes < 0]
        if len(rows):
            share = len(rows) / len(group.codes)
            yield remark(
                "site-missing" if column == looked.sample.site else "group-missing",
                "warn",
                column,
                rows=rows,
                share=share,
            )


def future(looked: Looked, on: datetime.date) -> Iterator[Remark]:
    """Days after the day ``on``, in columns that hold days."""
    import polars as pl

    others = looked.sample.others
    for column in others.get_columns() if others is not None else ():
        days = _days(column) if not column.dtype.is_numeric() else None
        if days is not None and (later := (days > on).fill_null(value=False)).any():
            rows = looked.rows[later.to_numpy()]
            yield remark("future-date", "warn", column.name, rows=rows, date=days.filter(later).cast(pl.Date).max())


def _days(column: pl.Series) -> pl.Series | None:
    """The column as days; None where it does not hold days."""
    import polars as pl

    if column.dtype in (pl.Date, pl.Datetime):
        return column.cast(pl.Date)
    known_cells = column.drop_nulls()
    if column.dtype != pl.String or not len(known_cells):
        return None
    text = column.str.slice(0, 10)
    for pattern in DAYS:
        days = text.str.to_date(pattern, strict=False)
        if days.drop_nulls().len() >= limit("dates") * len(known_cells):
            return days
    return None


def _spread(values: NDArray[np.float64]) -> float | None:
    """The standard deviation, from the quarters so that extremes do not count; None where half of the values are the same."""
    low, high = np.nanquantile(values, (0.25, 0.75))
    return float(high - low) / NORMAL if high > low else None


def _is_code(values: NDArray[np.float64]) -> bool:
    return len(values) > 1 and set(values.tolist()) <= codes()


def _some(values: NDArray[np.float64]) -> list[float]:
    """The first different values."""
    return list(dict.fromkeys(values.tolist()))[:5]


if TYPE_CHECKING:
    import polars as pl
