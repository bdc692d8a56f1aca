"""Other people at one site than at another: more with the outcome, another age, another share of women."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from toepas.assurance.checks.cells import zero_coded
from toepas.assurance.checks.looked import Looked, is_id, limit, remark, table
from toepas.assurance.checks.outcome import is_binary
from toepas.assurance.model import Remark, Severity

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_AT_SITE = 10
"""People at a site from which its mix is held beside the others."""
MOST_SITES = 50
"""Sites that are held beside each other; with more of them the figures per site are to be looked at."""


def mix(looked: Looked) -> Iterator[Remark]:
    """Differences between sites that are large enough to matter, and that chance hardly brings."""
    sample = looked.sample
    site = sample.groups.get(sample.site) if sample.site else None
    if site is None or not 2 <= len(site.values) <= MOST_SITES:
        return
    label = sample.columns.get("label", "")
    if is_binary(sample):
        yield from _outcome(looked, label)
    for column, group in sample.groups.items():
        if column != sample.site:
            counts = table(site.codes, group.codes, (len(site.values), len(group.values)))
            yield from _groups(column, counts, site.values, group.values)
    named = {sample.columns.get("label", ""): sample.label.astype(float)} if sample.task == "regression" else {}
    for column, values in named.items():
        yield from _numbers(column, values, site.codes, site.values)
    if looked.site is not None:
        for column, values in looked.numbers.items():
            if not is_id(column):
                yield from _numbers(column, np.where(values == 0, np.nan, values) if zero_coded(values) else values,
                                    looked.site.codes, site.values)  # fmt: skip


def _outcome(looked: Looked, column: str) -> Iterator[Remark]:
    sample = looked.sample
    site = sample.groups[sample.site]
    counts = table(site.codes, sample.label.astype(np.int64), (len(site.values), 2))
    found = _shares(counts, site.values)
    if found is not None:
        shares, p = found
        said = {name: float(row[1]) for name, row in shares.items()}
        width = max(said.values()) - min(said.values())
        if width >= limit("mix_share"):
            yield remark("mix-outcome", "warn", column, count=int(counts.sum()), shares=said, width=width, p=p)


def _groups(
    column: str, counts: NDArray[np.int64], sites: tuple[str, ...], values: tuple[str, ...]
) -> Iterator[Remark]:
    found = _shares(counts, sites)
    if found is None:
        return
    shares, p = found
    rows = np.array(list(shares.values()))
    widths = rows.max(axis=0) - rows.min(axis=0)
    at = int(widths.argmax())
    if widths[at] >= limit("mix_share"):
        said = {name: float(row[at]) for name, row in shares.items()}
        severity: Severity = "warn" if widths[at] >= limit("mix_strong") else "note"
        yield remark(
            "mix-group",
            severity,
            column,
            count=int(counts.sum()),
            value=values[at],
            shares=said,
            width=float(widths[at]),
            p=p,
        )


def _shares(counts: NDArray[np.int64], sites: tuple[str, ...]) -> tuple[dict[str, NDArray[Any]], float] | None:
    """The shares at each site with enough people, and p; None where chance may well have brought the differences."""
    from scipy import stats

    enough = counts.sum(axis=1) >= LEAST_AT_SITE
    kept = counts[enough][:, counts[enough].sum(axis=0) > 0]
    if enough.sum() < 2 or kept.shape[1] < 2:
        return None
    p = float(stats.chi2_contingency(kept).pvalue)
    if p > limit("small_p"):
        return None
    shares = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
    return {name: shares[at] for at, name in enumerate(sites) if enough[at]}, p


def _numbers(column: str, values: NDArray[np.float64], codes: NDArray[Any], sites: tuple[str, ...]) -> Iterator[Remark]:
    from scipy import stats

    parts = {name: values[(codes == at) & ~np.isnan(values)] for at, name in enumerate(sites)}
    parts = {name: part for name, part in parts.items() if len(part) >= LEAST_AT_SITE}
    if len(parts) < 2 or all(len(np.unique(part)) == 1 for part in parts.values()):
        return
    p = (
        float(stats.kruskal(*parts.values()).pvalue)
        if len(np.unique(np.concatenate(list(parts.values())))) > 1
        else 1.0
    )
    within = float(np.sqrt(np.mean([part.var(ddof=1) for part in parts.values()])))
    middles = {name: float(part.mean()) for name, part in parts.items()}
    width = (max(middles.values()) - min(middles.values())) / within if within else 0.0
    if p <= limit("small_p") and width >= limit("mix_number"):
        yield remark(
            "mix-number", "note", column, count=int(sum(map(len, parts.values()))), means=middles, width=width, p=p
        )
