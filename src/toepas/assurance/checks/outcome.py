"""The outcome: one class only, columns that give it away, and scores that are it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from toepas.assurance.checks.looked import Looked, is_id, limit, named, remark, spread, table
from toepas.assurance.discrimination import area
from toepas.assurance.model import Groups, Remark, Sample
from toepas.assurance.ranked import ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_PER_VALUE = 5
"""Cases per value from which a column of texts can tell something of the outcome."""


def is_binary(sample: Sample) -> bool:
    """Whether the outcome is yes or no."""
    return sample.task in ("binary", "detection")


def one_class(looked: Looked) -> Iterator[Remark]:
    """Everybody with the outcome, or nobody; in all or at a site."""
    sample = looked.sample
    if sample.task == "regression":
        if len(np.unique(sample.label)) == 1:
            yield remark("constant-outcome", "warn", sample.columns.get("label", ""), count=len(sample.label))
        return
    found = np.unique(sample.label)
    if len(found) == 1:
        yield remark(
            "one-class", "warn", sample.columns.get("label", ""), count=len(sample.label), value=_said(sample, found[0])
        )
        return
    site = sample.groups.get(sample.site) if sample.site else None
    if site is None:
        return
    kinds = max(2, len(sample.classes))
    counts = table(site.codes, sample.label.astype(np.int64), (len(site.values), kinds))
    alone = [
        remark("one-class-at-site", "warn", sample.columns.get("label", ""), site.values[at], count=int(counts[at].sum()),
               value=_said(sample, int(counts[at].argmax())))
        for at in range(len(site.values))
        if np.count_nonzero(counts[at]) == 1
    ]  # fmt: skip
    yield from named(alone, "one-class-more", sample.site)


def _said(sample: Sample, code: Any) -> str:
    return sample.classes[int(code)] if sample.classes else str(int(code))


def gives_away(looked: Looked) -> Iterator[Remark]:
    """Further columns that tell the outcome almost without fail."""
    sample = looked.sample
    if sample.task == "regression":
        for column, values in looked.numbers.items():
            if _follows(values, looked.label.astype(float)):
                yield remark("column-is-outcome", "warn", column, count=len(values))
        return
    sizes = np.unique(looked.label, return_counts=True)[1]
    if len(sizes) < 2 or sizes.min() < limit("least_each"):
        return
    for column, values in looked.numbers.items() if is_binary(sample) else ():
        known = ~np.isnan(values)
        strength = None if is_id(column) else _divides(values[known], looked.label[known])
        if strength is not None and strength >= limit("tells_outcome"):
            yield remark("column-tells-outcome", "warn", column, count=int(known.sum()), share=strength)
    for column, group in looked.texts.items():
        if not is_id(column) and (right := _sorts(group, looked.label)) is not None and right >= limit("tells_outcome"):
            yield remark("column-tells-outcome", "warn", column, count=int((group.codes >= 0).sum()), share=right)


def _divides(values: NDArray[np.float64], label: NDArray[Any]) -> float | None:
    """How often a case with the outcome lies on the right side of one without, whichever side that is; None with too few of either."""
    at = ranked(label == 1, values)
    if min(at.positives, at.n - at.positives) < limit("least_each"):
        return None
    found = area(at).value
    return max(found, 1 - found)


def _sorts(group: Groups, label: NDArray[Any]) -> float | None:
    """Of the cases, the share whose outcome is the commonest of their value; None where values are too many or the outcome too one-sided."""
    known = group.codes >= 0
    outcomes = label[known].astype(np.int64)
    used = len(np.unique(group.codes[known]))
    if used < 2 or known.sum() < LEAST_PER_VALUE * used:
        return None
    counts = table(group.codes[known], outcomes, (len(group.values), int(outcomes.max()) + 1))
    if counts.sum() - counts.sum(axis=0).max() < limit("least_each"):
        return None
    # Held to what saying always the commonest outcome would reach, so that a rare outcome alone is no sign.
    wrong, most = counts.sum() - counts.max(axis=1).sum(), counts.sum() - counts.sum(axis=0).max()
    return float(1 - wrong / most)


def score_is(looked: Looked) -> Iterator[Remark]:
    """A score that is the outcome itself, that divides perfectly, or that only repeats one column."""
    sample = looked.sample
    if sample.score.ndim > 1:
        return
    name = sample.columns.get("score", "")
    score, label = spread(sample.score), spread(sample.label)
    if sample.task == "regression":
        if len(label) >= limit("least_each") and len(np.unique(label)) > 1 and _follows(score, label.astype(float)):
            yield remark("score-is-outcome", "refuse", name, count=len(sample.label))
    else:
        yield from _against_label(name, score, label, len(sample.label))
    part = sample.score[looked.at]
    if len(np.unique(part)) >= limit("heap_least"):
        for column, values in looked.numbers.items():
            if _follows(part, values):
                yield remark("score-follows", "note", column, count=int((~np.isnan(values)).sum()))


def _against_label(name: str, score: NDArray[np.float64], label: NDArray[Any], cases: int) -> Iterator[Remark]:
    strength = _divides(score, label)
    if strength is None:
        return
    if strength == 1 and len(np.unique(score)) == 2:
        yield remark("score-is-outcome", "refuse", name, count=cases)
    elif strength >= limit("perfect_score"):
        yield remark("score-perfect", "warn", name, count=cases, share=strength)


def _follows(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Whether two columns put people in the same order, or in the opposite one."""
    from scipy import stats

    known = ~np.isnan(one) & ~np.isnan(other)
    if known.sum() < limit("least_values") or len(np.unique(other[known])) < LEAST_PER_VALUE:
        return False
    a, b = stats.rankdata(one[known]), stats.rankdata(other[known])
    if a.std() == 0 or b.std() == 0:
        return False
    return abs(float(np.corrcoef(a, b)[0, 1])) >= limit("follows")
