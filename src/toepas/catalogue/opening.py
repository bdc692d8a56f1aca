"""The catalogue as it is on this machine: what is shipped, what was harvested, and what a program adds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from toepas.catalogue.collection import Collection
from toepas.catalogue.merge import Member, merge_members
from toepas.catalogue.model import Asset
from toepas.catalogue.search.query import Progress
from toepas.catalogue.search.texts import texts_of
from toepas.catalogue.shipped import shipped
from toepas.catalogue.store import Store, default_path
from toepas.kernel.words import Words


def assets_here(words: Words, extra: Iterable[Asset] = (), path: Path | None = None) -> tuple[Asset, ...]:
    """Every asset that is known here, records of the same thing merged."""
    at = path or default_path()
    harvested: tuple[Member, ...] = ()
    if at.exists():
        with Store(at, words) as store:
            harvested = store.members()
    return merge_members([*map(Member, shipped()), *harvested, *map(Member, extra)]).assets


def revision(words: Words, path: Path | None = None) -> tuple[int, ...]:
    """Another one when something was harvested, or when vectors of it were made."""
    from toepas.catalogue.search.meaning import VECTORS

    at = path or default_path()
    if not at.exists():
        return ()
    with Store(at, words) as store:
        return *store.revision(), *VECTORS.cache_stamp()


def open_collection(words: Words, extra: Iterable[Asset] = (), path: Path | None = None) -> Collection:
    """All assets with an index over them, which is kept in the cache folder and made anew when anything changed.

    What was harvested is found by its meaning once ``prepare`` has made its vectors; until then by words and purposes.
    """
    from toepas.catalogue import keeping
    from toepas.catalogue.search.meaning import Model

    at, added, meaning = path or default_path(), tuple(extra), Model(make=False)
    place = keeping.place_of(at, revision(words, at), added)
    found = keeping.open_kept(place, meaning)
    return found or keeping.make(place, meaning, lambda: assets_here(words, added, at))


def prepare(words: Words, progress: Progress | None = None, path: Path | None = None) -> int:
    """Make the vectors of everything that is here; what is done stays done when it is interrupted. Returns how many texts."""
    from toepas.catalogue.search.meaning import VECTORS

    texts = [text.whole for asset in assets_here(words, path=path) for text in texts_of(asset)]
    VECTORS.embed(texts, progress=progress)
    return len(texts)
