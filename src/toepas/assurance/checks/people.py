"""People who are there twice or at two sites, groups of very few, and one group under two names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from toepas.assurance.checks.looked import Looked, is_id, limit, remark, same_words, table
from toepas.assurance.model import Remark

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_DIFFERENT = 10
"""Different values from which a column tells people apart."""


def few(looked: Looked) -> Iterator[Remark]:
    """Groups with few people, in all and at each site; whose rows they are is left out, for few people are easily known again."""
    sample, most = looked.sample, limit("few_people")
    site = sample.groups.get(sample.site) if sample.site else None
    for column, group in sample.groups.items():
        if _cut_later(group.values):
            continue
        sizes = np.bincount(group.codes[group.codes >= 0], minlength=len(group.values))
        at_site = column == sample.site
        small = [
            remark("few-at-this-site" if at_site else "few-in-group", "warn", column, value if at_site else "",
                   count=int(sizes[code]), value=value)
            for code, value in enumerate(group.values)
            if 0 < sizes[code] < most
        ]  # fmt: skip
        yield from _fewest(small, column)
        if site is None or at_site or len(site.values) < 2:
            continue
        counts = table(site.codes, group.codes, (len(site.values), len(group.values)))
        cells = [
            remark("few-at-site" if counts[at, code] else "none-at-site", "warn", column, site.values[at],
                   count=int(counts[at, code]), value=value, cases=int(counts[at].sum()))
            for at in range(len(site.values))
            for code, value in enumerate(group.values)
            if counts[at, code] < most <= min(sizes[code], counts[at].sum())
        ]  # fmt: skip
        yield from _fewest(cells, column)


def _fewest(cells: list[Remark], column: str) -> tuple[Remark, ...]:
    """The cells with the fewest people first; too many are counted."""
    cells.sort(key=lambda one: one.count)
    most = int(limit("named"))
    rest = (Remark("few-more", "warn", column, count=len(cells) - most),) if len(cells) > most else ()
    return (*cells[:most], *rest)


def _cut_later(values: tuple[str, ...]) -> bool:
    """Whether a column holds numbers that are still to be cut into bands."""
    return len(values) > LEAST_DIFFERENT and all(value.replace(".", "", 1).lstrip("-").isdigit() for value in values)


def spelling(looked: Looked) -> Iterator[Remark]:
    """Values of a group that are one group under two names."""
    means = {word: words[0] for words in same_words() for word in words}
    for column, group in looked.sample.groups.items():
        alike: dict[str, list[str]] = {}
        for value in group.values:
            plain = " ".join(_plain(value).split())
            alike.setdefault(means.get(plain, plain), []).append(value)
        for together in alike.values():
            if len(together) > 1:
                yield remark("same-group", "warn", column, count=len(together), values=together)


def _plain(value: str) -> str:
    bare = unicodedata.normalize("NFKD", value.casefold())
    return "".join(sign if sign.isalnum() else " " for sign in bare if not unicodedata.combining(sign))


def twice(looked: Looked) -> Iterator[Remark]:
    """Rows that say the same in every column, numbers of people that come twice, and people at two sites.

    Different people may be the same in all that was written down. Where that is so, many more pairs are the same but for one column: then nothing
    is said.
    """
    sample = looked.sample
    if sample.others is None:
        return
    ids = [column for column in sample.others.columns if is_id(column)]
    for column in ids:
        yield from _ids(looked, column, sample.others[column])
    told = [name for name in sample.others.columns if name not in ids and not _is_counter(sample.others[name])]
    parts = [sample.others[name].hash(1).to_numpy() for name in told]
    parts += [_hashed(group.codes[looked.at]) for name, group in sample.groups.items() if name != sample.site]
    parts.append(_hashed(looked.label))
    # Each column has its own factor, so that the same values in other columns are another row.
    apart = [part * np.uint64(2 * at + 3) for at, part in enumerate(parts)]
    whole: NDArray[np.uint64] = np.sum(apart, axis=0, dtype=np.uint64)
    score = sample.score[looked.at]
    scores = [_hashed(column) for column in (score[:, None] if score.ndim == 1 else score).T]
    rows: NDArray[np.uint64] = np.sum([whole, *scores], axis=0, dtype=np.uint64)
    twins = _count(rows)
    if twins:
        near = sum(_count(np.subtract(whole, part)) for part in apart) - len(apart) * _count(whole)
        if near <= limit("near_twins") * twins:
            yield from _pairs(looked, rows)


def _hashed(values: NDArray[Any]) -> NDArray[np.uint64]:
    import polars as pl

    found: NDArray[np.uint64] = pl.Series(values).hash(1).to_numpy()
    return found


def _count(hashes: NDArray[np.uint64]) -> int:
    """How many pairs of rows have the same hash."""
    counts = np.unique(hashes, return_counts=True)[1]
    return int((counts * (counts - 1) // 2).sum())


def _pairs(looked: Looked, hashes: NDArray[Any]) -> Iterator[Remark]:
    """Rows with the same content, at one site and at two."""
    order = np.argsort(hashes, kind="stable")
    same = hashes[order][1:] == hashes[order][:-1]
    if not same.any():
        return
    first, second = order[:-1][same], order[1:][same]
    across = (
        np.zeros(len(first), bool) if looked.site is None else looked.site.codes[first] != looked.site.codes[second]
    )
    if (~across).any():
        yield remark(
            "same-row", "warn", rows=looked.rows[second[~across]], first=int(looked.rows[first[~across]].min())
        )
    if across.any():
        yield remark(
            "same-row-two-sites", "warn", rows=looked.rows[second[across]], first=int(looked.rows[first[across]].min())
        )


def _is_counter(column: Any) -> bool:
    """Whether a column numbers the rows: whole numbers or texts, each once."""
    if column.n_unique() < column.len():
        return False
    return not column.dtype.is_float() or bool((column.drop_nulls() == column.drop_nulls().floor()).all())


def _ids(looked: Looked, column: str, cells: Any) -> Iterator[Remark]:
    import polars as pl

    frame = pl.DataFrame({"id": cells, "row": looked.rows})
    if looked.site is not None:
        frame = frame.with_columns(site=pl.Series(looked.site.codes))
    else:
        frame = frame.with_columns(site=pl.lit(0))
    frame = frame.filter(pl.col("id").is_not_null())
    within = frame.filter(pl.struct("id", "site").is_duplicated() & ~pl.struct("id", "site").is_first_distinct())
    if within.height:
        yield remark("id-twice", "warn", column, rows=within["row"].to_numpy())
    if looked.site is None:
        return
    across = frame.unique(["id", "site"], keep="first", maintain_order=True)
    again = across.filter(pl.col("id").is_duplicated() & ~pl.col("id").is_first_distinct())
    if not again.height:
        return
    # Numbers that begin anew at each site fill the same range; a few that come back are people.
    restarts = again.height > 0.1 * across["id"].n_unique()
    name = "id-restarts" if restarts else "id-two-sites"
    yield remark(name, "note" if restarts else "warn", column, rows=again["row"].to_numpy())
