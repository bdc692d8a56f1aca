"""Files of a standard, read whole by the reader of that standard: one file, or a folder with a file for each record."""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from toepas.catalogue.harvest.connector import Raw
from toepas.catalogue.harvest.reading import slug
from toepas.catalogue.harvest.rows import open_table
from toepas.catalogue.harvest.run import source_of
from toepas.catalogue.model import Asset, Source
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

LARGEST = 200 * 2**20
MOST_FILES = 100_000
Reader = Callable[[bytes, str, Words, Source], Iterator[Asset | Problem]]
"""Reads a whole file of a standard, of the name and source that are given: assets, and a Problem for each record that it
cannot read."""


def read_whole(path: Path, words: Words) -> bytes:
    """What is in a file. Raises Problem for one that is not there, too large or not to be read."""
    table = open_table(path, words)
    if table.path.stat().st_size > LARGEST:
        raise Problem(
            words.t("The file is too large."),
            where=str(path),
            expected=words.t("at most {limit} bytes", limit=LARGEST),
        )
    return table.path.read_bytes()


def _unread(name: str) -> Source:
    """The source while it is being read: the day is that of the harvest, and comes with ``convert``."""
    return source_of(name, "", datetime.date.min)


def _raw(found: Asset | Problem, place: str, key: str, after: str) -> Raw:
    if isinstance(found, Problem):
        return Raw(key, found.where or place, None, after, str(found))
    return Raw(found.id, place, found, after)


class ReadFile:
    """A file of a standard, read by its reader."""

    def __init__(self, name: str, path: Path, reader: Reader, words: Words, shown: str = "") -> None:
        self.name = name
        self._path = path
        self._shown = shown or str(path)
        self._words = words
        self._reader = reader

    @functools.cached_property
    def _content(self) -> bytes:
        return read_whole(self._path, self._words)

    @functools.cached_property
    def _mark(self) -> str:
        return hashlib.sha256(self._content).hexdigest()[:16]

    def resumes(self, start: str) -> bool:
        """Whether the file is the one in which that place is."""
        return start.partition(":")[0] == self._mark

    def records(self, start: str) -> Iterator[Raw]:
        """What the reader finds, after a place."""
        passed = int(start.partition(":")[2] or 0) if start else 0
        for at, found in enumerate(self._reader(self._content, self._shown, self._words, _unread(self.name)), 1):
            if at > passed:
                yield _raw(found, f"{self._shown} [{at}]", f"record-{at}", f"{self._mark}:{at}")

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


class ReadFolder(ReadFile):
    """The files of a folder, and of the folders in it, whose names end in one of these ways; each stands for itself."""

    def __init__(self, name: str, path: Path, reader: Reader, words: Words, endings: tuple[str, ...]) -> None:
        super().__init__(name, path, reader, words)
        self._endings = endings

    @functools.cached_property
    def _files(self) -> list[Path]:
        """The files in a fixed order. Raises Problem where there are none."""
        found = sorted(
            path
            for path in self._path.rglob("*")
            if path.name.lower().endswith(self._endings) and path.is_file() and not path.is_symlink()
        )
        if not 0 < len(found) <= MOST_FILES:
            raise Problem(
                self._words.t("There is no usable file in this folder."),
                where=self._shown,
                expected=self._words.t("1 to {limit} files whose names end in: {options}", limit=MOST_FILES, options=", ".join(self._endings)),
                todo=self._words.t("Name another folder, or a file."),
            )  # fmt: skip
        return found

    @functools.cached_property
    def _mark(self) -> str:
        listed = (
            f"{path.relative_to(self._path)}\0{path.stat().st_size}\0{path.stat().st_mtime_ns}" for path in self._files
        )
        return hashlib.sha256("\0".join(listed).encode("utf-8", "replace")).hexdigest()[:16]

    def records(self, start: str) -> Iterator[Raw]:
        """A record for each file, after a place; one that cannot be read says so, and the rest goes on."""
        passed = int(start.partition(":")[2] or 0) if start else 0
        for at, path in enumerate(self._files, 1):
            if at > passed:
                yield _raw(self._one(path), str(path), str(path.relative_to(self._path)), f"{self._mark}:{at}")

    def _one(self, path: Path) -> Asset | Problem:
        try:
            return next(self._reader(read_whole(path, self._words), str(path), self._words, _unread(self.name)))
        except Problem as problem:
            return problem
