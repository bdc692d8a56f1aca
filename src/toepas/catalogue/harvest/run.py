"""One harvest: read, convert, keep, batch by batch; what was done stays done when it is interrupted."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import yaml

from toepas.catalogue.document import mistakes
from toepas.catalogue.model import Asset, Source
from toepas.catalogue.store import Refusal, Store
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

SOURCES = Path(__file__).resolve().parent.parent / "data" / "sources.yaml"
BATCH = 200
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Raw:
    """A record as a source has it: its key there, where it stands (row, page), and what it says."""

    key: str
    place: str
    content: Any


class Connector(Protocol):
    """Reads one source. ``name`` is its id in ``data/sources.yaml``."""

    name: str

    def records(self, start: str) -> Iterator[Raw]:
        """The records in a fixed order, after the place ``start`` ("" for the beginning). Raises Problem where the source
        as a whole cannot be read."""

    def convert(self, raw: Raw, source: Source) -> Asset | None:
        """The asset that a record describes; None where it is not about AI. Raises Problem, ValueError or
        KeyError for a record that cannot be read."""

    def size(self) -> int:
        """How many records there are, as far as known beforehand; 0 where it is not."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a harvest did. ``held`` tells that what seemed to be gone was kept, because too much of it was gone."""

    source: str
    run: int
    counts: dict[str, int]
    skipped: int
    held: bool


@functools.cache
def source_facts(name: str) -> dict[str, Any]:
    """What is known of a source by its id. Raises KeyError for one that is not listed."""
    listed: dict[str, dict[str, Any]] = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))
    return listed[name]


def source_names() -> tuple[str, ...]:
    """The ids of the sources."""
    return tuple(yaml.safe_load(SOURCES.read_text(encoding="utf-8")))


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
    time. A source that cannot be read raises Problem and changes nothing of what was there.
    """
    facts = source_facts(connector.name)
    run = store.begin(connector.name, now())
    batch: list[tuple[str, Asset]] = []
    refused: list[Refusal] = []
    done = skipped = 0
    place, counts = run.place, dict(run.counts)
    for raw in connector.records(run.place):
        if limit and done >= limit:
            store.keep(run, batch, refused, place, now())
            return Outcome(connector.name, run.id, dict(store.runs()[0].counts), skipped, held=False)
        done += 1
        place = raw.key
        source = Source(
            id=connector.name, url=str(facts.get("page") or facts["url"]) or "https://example.eu", retrieved=now().date(),
            licence=str(facts["licence"]), record=raw.key, title=str(facts["title"]),
        )  # fmt: skip
        try:
            if not isinstance(raw.content, dict):
                raise ValueError(words.t("a record with fields was expected"))
            asset = connector.convert(raw, source)
            if asset is None:
                skipped += 1
            else:
                _hold(asset, raw, words)
                batch.append((raw.key, asset))
        except (Problem, ValueError, KeyError, RecursionError) as error:
            refused.append(Refusal(raw.key, raw.place, _message(error)))
        if len(batch) + len(refused) >= BATCH:
            store.keep(run, batch, refused, place, now())
            batch, refused = [], []
            if progress:
                progress(done, connector.size())
    counts = store.keep(run, batch, refused, place, now())
    counts, held = store.finish(run, now(), force=force)
    if progress:
        progress(done, done)
    return Outcome(connector.name, run.id, counts, skipped, held)


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
    text = str(error) if isinstance(error, Problem) else f"{type(error).__name__}: {error}"
    return " ".join(text.split())[:500]
