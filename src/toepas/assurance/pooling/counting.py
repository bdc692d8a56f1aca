"""A site counts its own rows: from a sample to the numbers of the layout. Nothing else of the rows is looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from toepas.assurance.calibration import logits
from toepas.assurance.model import Groups, Sample
from toepas.assurance.pooling.layout import SCALE, Counts, Layout
from toepas.assurance.pooling.protocol import Column
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray


def count(sample: Sample, layout: Layout, words: Words) -> Counts:
    """The answer of a site. Raises Problem for values that the protocol does not know, and for more cases than were agreed."""
    protocol = layout.protocol
    if sample.task != "binary":
        raise Problem(
            words.t("Only outcomes of 0 and 1 with a score from 0 to 1 can be pooled."), where=sample.source.name
        )
    codes = [_codes(sample.groups.get(column.name), column, sample, words) for column in protocol.columns]
    size = len(sample.label)
    cell = np.ravel_multi_index(codes, layout.sizes) if codes else np.zeros(size, dtype=np.intp)
    outcome = sample.label.astype(np.int64)
    edges = np.asarray(protocol.edges)
    bin_ = np.minimum(np.searchsorted(edges, sample.score, side="right") - 1, layout.bins - 1)
    numbers = np.zeros(layout.length, dtype=np.int64)
    parts = layout.parts(numbers)
    parts["sites"][:] = 1
    parts["cases"][:] = size
    parts["positives"][:] = int(outcome.sum())
    parts["histogram"][:] = _table((cell, bin_, outcome), parts["histogram"].shape)
    for at, threshold in enumerate(protocol.thresholds):
        called = sample.score >= threshold
        parts["confusion"][:, at] = _table((cell[called], 1 - outcome[called]), (layout.cells, 2))
    parts["margins"][:] = _margins(codes, outcome, layout)
    _sums(parts, sample.score, outcome, (cell, bin_), layout)
    return numbers


def _codes(groups: Groups | None, column: Column, sample: Sample, words: Words) -> NDArray[np.intp]:
    """The number of each case's value in the protocol; the last number where it is not stated."""
    missing = len(column.values)
    if groups is None:
        raise Problem(
            words.t("The column '{name}' of the protocol was not named.", name=column.name), where=sample.source.name,
            todo=words.t("Say which column of your file it is: {option}.", option=f"--column {column.name}=NAME"),
        )  # fmt: skip
    known = np.full(len(groups.values) + 1, missing, dtype=np.intp)
    for at, value in enumerate(groups.values):
        place = _place(value, column)
        if place is None:
            first = int(sample.rows[np.flatnonzero(groups.codes == at)[0]]) if np.any(groups.codes == at) else 0
            raise Problem(
                words.t("The value '{value}' of '{name}' is not in the protocol.", value=value, name=column.name),
                where=words.t("{file}, row {row}", file=sample.source.name, row=first),
                expected=words.t("a number") if column.edges else ", ".join(column.values),
                todo=words.t("Write it as in the protocol, or leave the cell empty where it is not known."),
            )
        known[at] = place
    codes: NDArray[np.intp] = known[groups.codes]
    return codes


def _place(value: str, column: Column) -> int | None:
    """The number of a value in the protocol, or of the band that a number lies in; None where it has no place."""
    if not column.edges:
        return column.values.index(value) if value in column.values else None
    try:
        number = float(value)
    except ValueError:
        return None
    return int(np.searchsorted(column.edges, number, side="right")) if np.isfinite(number) else None


def _table(codes: tuple[NDArray[np.integer], ...], shape: tuple[int, ...]) -> Counts:
    """How many cases have each combination of codes."""
    flat = np.ravel_multi_index(codes, shape)
    return np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape).astype(np.int64)


def _margins(codes: list[NDArray[np.intp]], outcome: Counts, layout: Layout) -> Counts:
    found = [np.zeros((0, 2), dtype=np.int64)]
    for code, size in zip(codes, layout.sizes, strict=True):
        both = _table((code, outcome), (size, 2))
        found.append(np.stack([both.sum(axis=1), both[:, 1]], axis=1))
    return np.concatenate(found)


def _sums(
    parts: dict[str, Counts],
    score: NDArray[np.float64],
    outcome: Counts,
    places: tuple[NDArray[np.intp], NDArray[np.intp]],
    layout: Layout,
) -> None:
    cell, bin_ = places
    logit = logits(score)
    both = np.bincount(cell * 2 + outcome, weights=score, minlength=layout.cells * 2).reshape(layout.cells, 2)
    parts["score"][:] = _fixed(both)
    parts["square"][:] = _fixed(np.bincount(cell, weights=score**2, minlength=layout.cells))
    parts["bin_score"][:] = _fixed(np.bincount(bin_, weights=score, minlength=layout.bins))
    parts["bin_logit"][:] = _fixed(np.bincount(bin_, weights=logit, minlength=layout.bins))
    parts["bin_square"][:] = _fixed(np.bincount(bin_, weights=logit**2, minlength=layout.bins))
    parts["logit_positive"][:] = _fixed(np.asarray([logit[outcome == 1].sum()]))


def _fixed(sums: NDArray[Any]) -> Counts:
    found: Counts = np.rint(sums * SCALE).astype(np.int64)
    return found


def renamed(sample: Sample, names: Mapping[str, str]) -> Sample:
    """The same sample with its columns called as in the protocol; ``names``: that of the protocol, then that of the file."""
    return replace(
        sample, groups={name: sample.groups[there] for name, there in names.items() if there in sample.groups}
    )
