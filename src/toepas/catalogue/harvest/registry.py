"""Which source is read by what. A reader of a standard becomes a connector by one line in ``READERS``."""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from toepas.catalogue.croissant import read_croissant
from toepas.catalogue.harvest.aiod import SavedAssets
from toepas.catalogue.harvest.connector import Connector, FileConnector, Raw
from toepas.catalogue.harvest.hubs import Hubs
from toepas.catalogue.harvest.pstw import Cases
from toepas.catalogue.harvest.reading import slug
from toepas.catalogue.harvest.register import Algorithms
from toepas.catalogue.harvest.rows import open_table
from toepas.catalogue.harvest.run import source_of
from toepas.catalogue.model import Asset, Source
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

LARGEST = 200 * 2**20
Reader = Callable[[bytes, str, Words, Source], Iterator[Asset | Problem]]
"""Reads a whole file of a standard, of the name and source that are given: assets, and a Problem for each record that it
cannot read."""
FORMATS = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml"}
"""Formats of linked data by the ending of the file; everything else is JSON-LD."""


def _linked(content: bytes, where: str, words: Words, source: Source) -> Iterator[Asset | Problem]:
    from toepas.catalogue.rdf import read_rdf  # loaded when it is needed: it takes a moment

    yield from read_rdf(content, FORMATS.get(Path(where).suffix.lower(), "json-ld"), where, words, source=source)


def _croissant(content: bytes, where: str, words: Words, source: Source) -> Iterator[Asset | Problem]:
    yield read_croissant(content, where, words, source=source)


FILES: dict[str, type[FileConnector]] = {
    Cases.name: Cases, Algorithms.name: Algorithms, Hubs.name: Hubs, SavedAssets.name: SavedAssets,
}  # fmt: skip
READERS: dict[str, Reader] = {"croissant": _croissant, "dcat": _linked}


def names() -> tuple[str, ...]:
    """The sources of which a file can be read without a mapping."""
    return tuple(sorted((*FILES, *READERS)))


def connect(name: str, path: Path, words: Words) -> Connector:
    """A connector over a file of a source. Raises Problem for a file that cannot be read, KeyError for an unknown source."""
    if name in READERS:
        return ReadFile(name, path, READERS[name], words)
    kind = FILES[name]
    return kind(open_table(path, words, kind.lists), words)


class ReadFile:
    """A file of a standard, read by its reader."""

    def __init__(self, name: str, path: Path, reader: Reader, words: Words) -> None:
        self.name = name
        self._path = path
        self._words = words
        self._reader = reader

    @functools.cached_property
    def _content(self) -> bytes:
        table = open_table(self._path, self._words)
        if table.path.stat().st_size > LARGEST:
            raise Problem(
                self._words.t("The file is too large."),
                where=str(self._path),
                expected=self._words.t("at most {limit} bytes", limit=LARGEST),
            )
        return table.path.read_bytes()

    @functools.cached_property
    def _mark(self) -> str:
        return hashlib.sha256(self._content).hexdigest()[:16]

    def resumes(self, start: str) -> bool:
        """Whether the file is the one in which that place is."""
        return start.partition(":")[0] == self._mark

    def records(self, start: str) -> Iterator[Raw]:
        """What the reader finds, after a place."""
        passed = int(start.partition(":")[2] or 0) if start else 0
        source = source_of(
            self.name, "", datetime.date.min
        )  # the day is that of the harvest, and comes with ``convert``
        for at, found in enumerate(self._reader(self._content, str(self._path), self._words, source), 1):
            if at <= passed:
                continue
            after = f"{self._mark}:{at}"
            if isinstance(found, Problem):
                yield Raw(f"record-{at}", found.where or f"{self._path} [{at}]", None, after, str(found))
            else:
                yield Raw(found.id, f"{self._path} [{at}]", found, after)

    def convert(self, raw: Raw, source: Source) -> Asset:
        """The asset, with an id and a source of its own where it has none."""
        asset: Asset = raw.content
        own = f"{self.name}:"
        name = asset.id if asset.id.startswith(own) else f"{own}{slug(asset.id)}"
        sources = tuple(
            msgspec.structs.replace(at, retrieved=source.retrieved, record=at.record or asset.id)
            if at.id == self.name
            else at
            for at in asset.sources
        )
        return msgspec.structs.replace(asset, id=name, sources=sources)
