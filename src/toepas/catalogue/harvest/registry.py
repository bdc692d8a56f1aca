"""Which source is read by what. A reader of a standard becomes a connector by one line in ``READERS``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toepas.catalogue.croissant import read_croissant
from toepas.catalogue.harvest.aiod import SavedAssets
from toepas.catalogue.harvest.connector import Connector, FileConnector
from toepas.catalogue.harvest.hubs import Hubs
from toepas.catalogue.harvest.pstw import Cases
from toepas.catalogue.harvest.register import Algorithms
from toepas.catalogue.harvest.rows import open_table
from toepas.catalogue.harvest.whole import Reader, ReadFile, ReadFolder
from toepas.catalogue.model import Asset, Source
from toepas.catalogue.publiccode import read_publiccode
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

FORMATS = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml"}
"""Formats of linked data by the ending of the file; everything else is JSON-LD."""


def _linked(content: bytes, where: str, words: Words, source: Source) -> Iterator[Asset | Problem]:
    from toepas.catalogue.rdf import read_rdf  # loaded when it is needed: it takes a moment

    yield from read_rdf(content, FORMATS.get(Path(where).suffix.lower(), "json-ld"), where, words, source=source)


def _croissant(content: bytes, where: str, words: Words, source: Source) -> Iterator[Asset | Problem]:
    yield read_croissant(content, where, words, source=source)


def _publiccode(content: bytes, where: str, words: Words, source: Source) -> Iterator[Asset | Problem]:
    yield read_publiccode(content, where, words, source=source)


FILES: dict[str, type[FileConnector]] = {
    Cases.name: Cases, Algorithms.name: Algorithms, Hubs.name: Hubs, SavedAssets.name: SavedAssets,
}  # fmt: skip
READERS: dict[str, Reader] = {"croissant": _croissant, "dcat": _linked, "publiccode": _publiccode}
FOLDERS = {"publiccode": ("publiccode.yml", "publiccode.yaml")}
"""How the files of a standard are called, of which a folder may be read: their names end like this."""


def names() -> tuple[str, ...]:
    """The sources of which a file can be read without a mapping."""
    return tuple(sorted((*FILES, *READERS)))


def connect(name: str, path: Path, words: Words, shown: str = "") -> Connector:
    """A connector over a file of a source, or over a folder of files where the standard has one for each record.

    ``shown`` is where the file was fetched, if it was. Raises Problem for a file that cannot be read, KeyError for an
    unknown source.
    """
    if name in FOLDERS and path.is_dir():
        return ReadFolder(name, path, READERS[name], words, FOLDERS[name])
    if name in READERS:
        return ReadFile(name, path, READERS[name], words, shown)
    kind = FILES[name]
    return kind(open_table(path, words, kind.lists), words)
