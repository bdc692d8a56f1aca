"""The checks of the data, before anything is measured: what is in the file that would make the figures say something else than they seem to."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from toepas.assurance.checks.looked import look
from toepas.assurance.model import Remark, Sample

ORDER = {"refuse": 0, "warn": 1, "note": 2}


def inspect(sample: Sample, *, on: datetime.date | None = None, thresholds: Sequence[float] = ()) -> tuple[Remark, ...]:
    """What the checks found, the gravest first. Days are held beside ``on`` (not without it), scores beside ``thresholds``.

    A remark ``refuse`` says that no figure would mean anything; the others go with the figures. What was noticed while reading stands in
    ``sample.remarks``.
    """
    return tuple(sorted(_found(sample, on, thresholds), key=lambda remark: ORDER[remark.severity]))


def _found(sample: Sample, on: datetime.date | None, thresholds: Sequence[float]) -> Iterator[Remark]:
    from toepas.assurance.checks import cells, heaps, mix, outcome, people

    looked = look(sample)
    yield from outcome.score_is(looked)
    yield from outcome.one_class(looked)
    yield from cells.not_known(looked)
    yield from cells.empty(looked)
    yield from cells.impossible(looked)
    yield from people.few(looked)
    yield from people.spelling(looked)
    yield from people.twice(looked)
    yield from outcome.gives_away(looked)
    yield from mix.mix(looked)
    yield from heaps.heaps(looked, thresholds)
    if on is not None:
        yield from cells.future(looked, on)
    if sample.others_at is not None:
        yield Remark("part-checked", "note", count=len(sample.others_at), values={"cases": len(sample.label)})
