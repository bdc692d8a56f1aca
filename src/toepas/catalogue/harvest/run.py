"""One harvest: read, convert, keep, batch by batch; what was done stays done when it is interrupted."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from toepas.catalogue.document import mistakes
from toepas.catalogue.harvest.connector import Connector, Raw, Skipped, source_facts
from toepas.catalogue.model import Asset, Source
from toepas.catalogue.store import Refusal, Run, Store
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

BATCH = 200
Progress = Callable[[int, int], None]
"""Called with the records done so far, and how many there were the last time (0 where that is not known)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a harvest did.

    ``counts`` by read, new, changed, unchanged, refused, skipped, gone, merged. ``held`` tells that records which seemed
    to be gone were kept, because too many were; ``whole`` that the source was read to its end; ``skips`` why records were
    left out, with how many.
    """

    source: str
    run: int
    counts: dict[str, int]
    held: bool = False
    whole: bool = True
    skips: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Batch:
    """What is kept in one step, and where the source stands after it."""

    store: Store
    run: Run
    now: Callable[[], datetime.datetime]
    kept: list[tuple[str, Asset]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    skips: Counter[str] = field(default_factory=Counter)
    place: str = ""
    size: int = 0

    def write(self) -> None:
        """Keep it, and begin another one."""
        if not self.size:
            return
        self.store.keep(self.run, self.kept, self.refused, self.place, self.now(), self.skips)
        self.kept, self.refused, self.skips, self.size = [], [], Counter(), 0


def harvest(
    connector: Connector,
    store: Store,
    words: Words,
    now: Callable[[], datetime.datetime],
    *,
    force: bool = False,
    limit: int = 0,
    progress: Progress | None = None,
) -> Outcome:
    """Read a source into the store.

    An interrupted harvest goes on where it was. ``limit`` stops after so many records and leaves the rest for the next
    time. A source that cannot be read raises Problem: what was read until then is kept, and nothing is marked as gone.
    """
    run = store.begin(connector.name, now())
    if run.place and not connector.resumes(run.place):
        store.abandon(run, now())
        run = store.begin(connector.name, now())
    expected = store.last_read(connector.name)
    batch = _Batch(store, run, now, place=run.place)
    done = 0
    whole = True
    try:
        for raw in connector.records(run.place):
            if limit and done >= limit:
                whole = False
                break
            _take(raw, connector, batch, words)
            done += 1
            if batch.size >= BATCH:
                batch.write()
                if progress:
                    progress(done, expected)
    finally:
        batch.write()  # also when it is interrupted: what was read is kept
    if not whole:
        found = store.run(run.id)
        return Outcome(connector.name, run.id, dict(found.counts), whole=False, skips=dict(found.skips))
    counts, held = store.finish(run, now(), force=force)
    if progress:
        progress(done, done)
    return Outcome(connector.name, run.id, counts, held, skips=dict(store.run(run.id).skips))


def _take(raw: Raw, connector: Connector, batch: _Batch, words: Words) -> None:
    """Convert one record; one that cannot be read is put down with the reason."""
    try:
        if raw.wrong:
            raise ValueError(raw.wrong)
        asset = connector.convert(raw, source_of(connector.name, raw.key, batch.now().date()))
        _hold(asset, raw, words)
        batch.kept.append((raw.key, asset))
    except Skipped as why:
        batch.skips[str(why)] += 1
    except (Problem, ValueError, KeyError, OverflowError, RecursionError) as error:
        batch.refused.append(Refusal(raw.key[:200], raw.place, _message(error)))
    batch.place = raw.after  # only now: a record at which we are stopped is read again
    batch.size += 1


def source_of(name: str, key: str, day: datetime.date) -> Source:
    """Where a record was read."""
    facts = source_facts(name)
    return Source(
        id=name,
        url=str(facts.get("page") or facts.get("url") or ""),
        retrieved=day,
        licence=str(facts.get("licence", "")),
        record=key,
        title=str(facts["title"]),
    )


def _hold(asset: Asset, raw: Raw, words: Words) -> None:
    """Raise Problem for an asset that is not as it should be."""
    first = next(mistakes(asset, words), None)
    if first:
        place, expected = first
        raise Problem(
            words.t("A record of the catalogue is not as it should be."),
            where=f"{raw.place} {place}",
            expected=expected,
        )


def _message(error: Exception) -> str:
    """What was wrong with a record, in one line."""
    text = str(error) or type(error).__name__
    return " ".join(text.split())[:500]
