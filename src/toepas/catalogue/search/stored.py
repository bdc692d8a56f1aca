"""An index in a folder: written once, opened by mapping its files into memory, and never changed afterwards.

``arrays.bin`` holds numbers, ``texts.bin`` ids, names and the records themselves, ``words`` the index of words, and
``manifest.json`` what else is needed: the size, the time and the checksum of every file, by which damage is noticed.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence, ValuesView
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toepas.catalogue.document import from_json, to_json
from toepas.catalogue.model import Asset
from toepas.catalogue.search.facets import Columns
from toepas.catalogue.search.listing import Listing, Strings
from toepas.catalogue.search.local import LocalFinder, LocalIndex, State
from toepas.catalogue.search.meaning import DenseRows, Meaning, Pool
from toepas.catalogue.search.words import WordIndex
from toepas.retrieval.arrays import mapped, open_arrays, write_arrays

ARRAYS, TEXTS, WORDS, MANIFEST = "arrays.bin", "texts.bin", "words", "manifest.json"
LOCKS = ".tantivy-"
"""How the files begin that only say that somebody is reading or writing."""
READ_ALL = 32 * 2**20
"""Bytes: up to here the checksums are compared at every opening; above, only where a file's size or time is another."""
AT_HAND = 4_096
"""So many records that were read are kept as objects."""


class Records(Mapping[str, Asset]):
    """The assets of an index, read from its file when they are asked for. Can be read by several threads."""

    def __init__(self, listing: Listing, lines: Strings) -> None:
        self._listing = listing
        self._lines = lines
        self._at = functools.lru_cache(AT_HAND)(self._read)

    def _read(self, row: int) -> Asset:
        return from_json(self._lines.bytes_at(row))

    def __getitem__(self, asset_id: str) -> Asset:
        return self._at(self._listing.find(asset_id))

    def __contains__(self, asset_id: object) -> bool:
        try:
            return self._listing.find(str(asset_id)) >= 0
        except KeyError:
            return False

    def __iter__(self) -> Iterator[str]:
        return (self._listing.ids[row] for row in range(len(self)))

    def __len__(self) -> int:
        return len(self._listing)

    def values(self) -> ValuesView[Asset]:
        """All of them in their order, each read when it is its turn."""
        return _Each(self)

    def each(self) -> Iterator[Asset]:
        """All of them in their order; only a small catalogue stays at hand."""
        read = self._at if len(self) <= AT_HAND else self._read
        return (read(row) for row in range(len(self)))


class _Each(ValuesView[Asset]):
    def __init__(self, records: Records) -> None:
        super().__init__(records)
        self._records = records

    def __iter__(self) -> Iterator[Asset]:
        return self._records.each()


class _Known:
    """Words by their digests in order: told from others without reading them all."""

    def __init__(self, digests: NDArray[np.uint64]) -> None:
        self._digests = digests

    def __contains__(self, word: object) -> bool:
        wanted = _digest(str(word))
        at = int(np.searchsorted(self._digests, wanted))
        return at < len(self._digests) and bool(self._digests[at] == wanted)


def _digest(word: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little"))


def write(folder: Path, index: LocalIndex, assets: Sequence[Asset]) -> None:
    """Write an index over these assets, whose words are in the folder already. Raises OSError where that cannot be."""
    state, words, pool = index.parts
    texts = dict(state.listing.texts)
    texts["records"] = Strings.of([to_json(asset) for asset in assets])
    arrays = {f"listing.{name}": state.listing.arrays[name] for name in Listing.ARRAYS}
    arrays |= {f"facet.{name}": array for name, array in state.columns.arrays().items()}
    arrays |= {
        f"known.{lang}": np.sort(np.array([_digest(word) for word in found], dtype=np.uint64))
        for lang, found in words.learned.items()
    }
    arrays |= {"position": state.position, "vectors": pool.vectors, "owners": state.position[pool.owners]}
    if pool.scales is not None and pool.signs is not None:
        arrays |= {"scales": pool.scales, "signs": pool.signs}
    at = 0
    with (folder / TEXTS).open("wb") as stream:
        for name, found in texts.items():
            arrays[f"texts.{name}"] = found.starts - found.starts[0] + at
            at += stream.write(found.whole)
    write_arrays(folder / ARRAYS, arrays)
    files = {str(path.relative_to(folder)): _file(path) for path in _files(folder)}
    content = json.dumps({"facets": state.columns.names(), "files": files})
    (folder / MANIFEST).write_text(f"{zlib.crc32(content.encode())}\n{content}", encoding="utf-8")
    for path in (*_files(folder), folder / MANIFEST):
        with path.open("r+b") as stream:
            os.fsync(stream.fileno())


def open_folder(folder: Path, meaning: Meaning | None) -> tuple[LocalFinder, Records]:
    """The index of a folder, and its assets. Raises OSError or ValueError where it is damaged or not there."""
    check, _, content = (folder / MANIFEST).read_text(encoding="utf-8").partition("\n")
    if check != str(zlib.crc32(content.encode())):
        raise ValueError("the manifest is damaged")
    manifest = json.loads(content)
    _compare(folder, manifest["files"])
    try:
        return _opened(folder, manifest["facets"], meaning)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(str(error)) from None


def _opened(folder: Path, values: Mapping[str, Sequence[str]], meaning: Meaning | None) -> tuple[LocalFinder, Records]:
    arrays = open_arrays(folder / ARRAYS)
    block = mapped(folder / TEXTS)

    def of(group: str) -> dict[str, NDArray[Any]]:
        return {name.removeprefix(f"{group}."): array for name, array in arrays.items() if name.startswith(f"{group}.")}

    texts = {name: Strings(block, starts) for name, starts in of("texts").items()}
    listing = Listing(texts, of("listing"))
    size = len(listing)
    pool = Pool(arrays["owners"], arrays["vectors"], arrays.get("scales"), arrays.get("signs"))
    state = State.of(
        listing,
        arrays["position"],
        Columns.opened(values, of("facet"), size),
        DenseRows(pool, arrays["owners"], size),
    )
    words = WordIndex.opened(folder / WORDS, {lang: _Known(found) for lang, found in of("known").items()})
    return LocalFinder(meaning, words, state), Records(listing, texts["records"])


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if path.name != MANIFEST and not path.name.startswith(LOCKS))


def _file(path: Path) -> tuple[int, int, int]:
    """Size, time and checksum."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, zlib.crc32(mapped(path))


def _compare(folder: Path, files: Mapping[str, Sequence[int]]) -> None:
    """Raise ValueError where a file is not as it was written."""
    whole = sum(size for size, _, _ in files.values()) <= READ_ALL
    for name, (size, time, check) in files.items():
        path = folder / name
        found = path.stat()
        same = found.st_size == size and found.st_mtime_ns == time
        if found.st_size != size or ((whole or not same) and zlib.crc32(mapped(path)) != check):
            raise ValueError(f"{name} is damaged")
