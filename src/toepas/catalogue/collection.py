"""All assets that are known here, with the index that finds them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping

from toepas.catalogue.model import Asset
from toepas.catalogue.search.query import Finder, Found, Hit, Progress, Query, SearchIndex
from toepas.catalogue.search.reasons import Reason, reasons


class Collection:
    """Assets by their id, and an index over them. Can be read by several threads while one changes it."""

    def __init__(self, index: SearchIndex, assets: Iterable[Asset] = (), progress: Progress | None = None) -> None:
        self._index: Finder = index
        self._assets: Mapping[str, Asset] = {}
        self._lock = threading.Lock()
        self._changeable: Callable[[], SearchIndex] = lambda: index
        self.put(assets, progress)

    def put(self, assets: Iterable[Asset], progress: Progress | None = None) -> None:
        """Add assets, or replace those with the same id."""
        found = list(assets)
        with self._lock:
            self._changeable().put(found, progress)
            self._assets = {**self._assets, **{asset.id: asset for asset in found}}

    def drop(self, ids: Iterable[str]) -> None:
        """Forget assets; ids that are not there are passed over."""
        gone = set(ids)
        with self._lock:
            self._changeable().drop(gone)
            self._assets = {name: asset for name, asset in self._assets.items() if name not in gone}

    def search(self, query: Query) -> Found:
        """Find. Raises KeyError for an unknown facet."""
        return self._index.search(query)

    def why(self, hit: Hit, query: Query, found: Found) -> tuple[Reason, ...]:
        """Why an asset was found: what of it fired, strongest first."""
        return reasons(self._assets[hit.id], hit, query, found)

    def suggest(self, start: str, lang: str, limit: int = 8) -> tuple[str, ...]:
        """How what was typed so far could go on."""
        return self._index.suggest(start, lang, limit)

    def similar(self, asset_id: str, limit: int = 6) -> tuple[Hit, ...]:
        """Assets most like one of them. Raises KeyError where it is not there."""
        return self._index.similar(asset_id, limit)

    def get(self, asset_id: str) -> Asset | None:
        """An asset by its id; None where there is none."""
        return self._assets.get(asset_id)

    def __getitem__(self, asset_id: str) -> Asset:
        return self._assets[asset_id]

    def __contains__(self, asset_id: str) -> bool:
        return asset_id in self._assets

    def __iter__(self) -> Iterator[Asset]:
        return iter(self._assets.values())

    def __len__(self) -> int:
        return len(self._assets)


class KeptCollection(Collection):
    """Assets that are read when they are asked for, and an index that cannot be changed. The first change reads them all
    into an index that ``anew`` makes."""

    def __init__(self, index: Finder, assets: Mapping[str, Asset], anew: Callable[[], SearchIndex]) -> None:
        self._index = index
        self._assets = assets
        self._lock = threading.Lock()

        def changeable() -> SearchIndex:
            made = anew()
            made.put(self._assets.values())
            self._index, self._assets, self._changeable = made, dict(self._assets), lambda: made
            return made

        self._changeable = changeable
