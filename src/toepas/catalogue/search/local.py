"""The index that runs in this process: words, meaning and purposes, fused, with facets. Nothing to install or to start."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from toepas.catalogue.model import Asset
from toepas.catalogue.search import facets, labels
from toepas.catalogue.search.asked import Asked, take_apart
from toepas.catalogue.search.facets import Columns, Mask, Rows
from toepas.catalogue.search.fuse import Legs, Ranked, fuse
from toepas.catalogue.search.listing import Listing, Row
from toepas.catalogue.search.meaning import DenseRows, Meaning, Pool
from toepas.catalogue.search.query import MOST, Found, Hit, Progress, Query
from toepas.catalogue.search.recognise import recognised
from toepas.catalogue.search.texts import fold, plain_words, texts_of
from toepas.catalogue.search.words import WordIndex
from toepas.catalogue.vocabulary import concepts


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a search reads; replaced as a whole, so that no search sees half a change."""

    listing: Listing
    position: Rows
    """For each number of the index of words the row; -1 where it is gone."""
    columns: Columns
    dense: DenseRows
    european: Mask

    @classmethod
    def of(cls, listing: Listing, position: Rows, columns: Columns, dense: DenseRows) -> State:
        """The state with what follows from the rest."""
        return cls(listing, position, columns, dense, columns["european"].mask(["yes"]))


class LocalFinder:
    """An index as it stands. ``meaning`` is None to search by words and purposes that are named alone."""

    def __init__(self, meaning: Meaning | None, words: WordIndex, state: State) -> None:
        self._meaning = meaning
        self._words = words
        self._state = state

    def __len__(self) -> int:
        return len(self._state.listing)

    def search(self, query: Query) -> Found:
        """Find."""
        state = self._state
        masks = state.columns.masks(query.filters, query.without)
        passing = np.logical_and.reduce(list(masks.values())) if masks else None
        wanted = tuple(facets.FACETS) if query.facets is None else query.facets
        if not query.text.strip():
            return self._browse(state, query, masks, passing, wanted)
        asked = take_apart(query.text, query.lang)
        words, together = self._by_words(state, query, asked)
        about = self._about(query, asked)
        legs = Legs(
            self._by_meaning(state, query),
            words,
            [(strength, state.columns["purpose"].rows(name)) for name, strength in about],
            together,
        )
        unwanted = [
            at for at in self._rows_of(state, self._words.unwanted(asked, query.lang, len(state.position))) if at >= 0
        ]
        everything = fuse(legs, len(state.listing), None, state.european, unwanted)
        ranked = everything if passing is None else fuse(legs, len(state.listing), passing, state.european, unwanted)
        return Found(
            hits=_hits(state, ranked, query),
            total=len(ranked.rows),
            capped=ranked.capped,
            facets=state.columns.counts(wanted, everything.rows, masks),
            corrected=self._words.corrected(asked, query.lang, state.listing.vocabulary) if asked.keywords else "",
            purposes=tuple(about),
        )

    def suggest(self, start: str, lang: str, limit: int = 8) -> tuple[str, ...]:
        """Names and purposes that begin with what was typed, then those of which a word does."""
        typed = " ".join(fold(start))
        if not typed:
            return ()
        labelled = [
            label for concept in concepts().values() for label in concept.labels.get(lang, concept.labels["en"])
        ]
        first: dict[str, None] = {}
        later: dict[str, None] = {}
        for text, begins in itertools.chain(_beginning(labelled, typed), self._state.listing.beginning(typed)):
            if begins:
                first[text] = None
            elif len(later) < limit:
                later[text] = None
            if len(first) >= limit:
                break
        return tuple((sorted(first, key=len) + list(later))[:limit])

    def similar(self, asset_id: str, limit: int = 6) -> tuple[Hit, ...]:
        """Assets most like one of them."""
        state = self._state
        row = state.listing.find(asset_id)
        vector = state.dense.of(row)
        meaning = None if vector is None else state.dense.scores(vector)
        purposes = state.columns["purpose"]
        legs = Legs(meaning, None, [(1.0, purposes.rows(name)) for name in purposes.of_row(row)])
        ranked = fuse(legs, len(state.listing), None, state.european, [row])
        return _hits(state, ranked, Query(limit=limit))

    def _browse(
        self, state: State, query: Query, masks: dict[str, Mask], passing: Mask | None, wanted: tuple[str, ...]
    ) -> Found:
        """Everything that passes, without a question."""
        rows = np.arange(len(state.listing)) if passing is None else np.flatnonzero(passing)
        page = rows[_order(state, rows, query)[query.offset : query.offset + query.limit]]
        return Found(
            hits=tuple(Hit(state.listing.ids[row], 0.0) for row in page),
            total=len(rows),
            facets=state.columns.counts(wanted, None, masks),
        )

    def _by_words(self, state: State, query: Query, asked: Asked) -> tuple[dict[int, float] | None, bool]:
        """The leg of words; whether all of them were found together."""
        if "words" not in query.legs:
            return None, False
        if query.words == "all" or (query.words == "auto" and asked.keywords):
            found = self._rank_words(state, asked, query.lang, True)
            if found or query.words == "all" or len(asked.words) < 2:
                return found, True
        return self._rank_words(state, asked, query.lang, False), False

    def _rank_words(self, state: State, asked: Asked, lang: str, together: bool) -> dict[int, float]:
        scores = self._words.scores(asked, lang, MOST, together)
        rows = self._rows_of(state, scores)
        return {row: score for row, score in zip(rows, scores.values(), strict=True) if row >= 0}

    def _rows_of(self, state: State, numbers: Iterable[int]) -> list[int]:
        """The rows of numbers of the index of words; -1 for those this state does not know."""
        known = len(state.position)
        return [int(state.position[number]) if number < known else -1 for number in numbers]

    def _by_meaning(self, state: State, query: Query) -> np.ndarray | None:
        if "meaning" not in query.legs or self._meaning is None:
            return None
        vector = self._meaning.query(query.text, query.lang)
        return None if vector is None else state.dense.scores(vector)

    def _about(self, query: Query, asked: Asked) -> list[tuple[str, float]]:
        """The purposes that the text is about."""
        if "purposes" not in query.legs:
            return []
        names = list(concepts())
        near = self._meaning.purposes(query.text, query.lang) if self._meaning else None
        if near is None:
            near = np.full(len(names), -1, dtype=np.float32)
        said = labels.said(asked.words, query.lang)
        return [(names[at], strength) for at, strength in recognised(near, said)]


class LocalIndex(LocalFinder):
    """A ``SearchIndex`` in memory; with ``folder``, its words are kept there."""

    def __init__(self, meaning: Meaning | None, folder: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._next = 0
        self._kept: dict[int, Row] = {}
        self._pool = Pool.empty()
        self._interned: dict[tuple[str, ...], tuple[str, ...]] = {}
        super().__init__(meaning, WordIndex.empty(folder), self._freeze())

    @property
    def parts(self) -> tuple[State, WordIndex, Pool]:
        """What there is to keep in files."""
        return self._state, self._words, self._pool

    def put(self, assets: Iterable[Asset], progress: Progress | None = None) -> None:
        """Add or replace assets."""
        with self._lock:
            given = {asset.id: asset for asset in assets}
            texts = [texts_of(asset) for asset in given.values()]
            numbers = range(self._next, self._next + len(given))
            spoken = [(text.lang, text.whole) for found in texts for text in found]
            vectors = self._meaning.passages(spoken, progress) if self._meaning and spoken else None
            owners = np.repeat(np.array(numbers, dtype=np.int64), [len(found) for found in texts])
            gone = self._numbers(given)
            self._words.learn(text for found in texts for text in found)
            self._words.change(
                (
                    (n, found, plain_words(asset))
                    for n, found, asset in zip(numbers, texts, given.values(), strict=True)
                ),
                gone,
            )
            if vectors is not None:
                self._pool = self._pool.changed(vectors, owners, np.array(gone, dtype=np.int64))
            for number in gone:
                del self._kept[number]
            self._kept.update(zip(numbers, map(self._row, given.values()), strict=True))
            self._next += len(given)
            self._state = self._freeze()

    def drop(self, ids: Iterable[str]) -> None:
        """Forget assets."""
        with self._lock:
            gone = self._numbers(set(ids))
            self._words.change((), gone)
            none = np.empty((0, self._pool.vectors.shape[1]), dtype=np.float32)
            self._pool = self._pool.changed(none, np.empty(0, dtype=np.int64), np.array(gone, dtype=np.int64))
            for number in gone:
                del self._kept[number]
            self._state = self._freeze()

    def _numbers(self, ids: Iterable[str]) -> list[int]:
        """The numbers under which assets are kept."""
        wanted = set(ids)
        return [number for number, row in self._kept.items() if row.id in wanted]

    def _row(self, asset: Asset) -> Row:
        found = facets.values(asset)
        values = tuple(self._interned.setdefault(found[name], found[name]) for name in facets.FACETS)
        changed = asset.modified or asset.issued or asset.sources[0].retrieved
        names = tuple(dict.fromkeys(asset.name.values()))
        return Row(asset.id, names, tuple(" ".join(fold(name)) for name in names), changed.toordinal(), values)

    def _freeze(self) -> State:
        """What searches read, from what is kept now."""
        rows = tuple(self._kept.values())
        position = np.full(self._next, -1, dtype=np.int64)
        position[list(self._kept)] = np.arange(len(rows))
        columns = Columns.of([row.values for row in rows])
        return State.of(
            Listing.of(rows), position, columns, DenseRows(self._pool, position[self._pool.owners], len(rows))
        )


def _beginning(texts: Iterable[str], typed: str) -> Iterator[tuple[str, bool]]:
    """The texts of which a word begins with what was typed, and whether the first word is that one."""
    for text in texts:
        at = f" {' '.join(fold(text))}".find(f" {typed}")
        if at >= 0:
            yield text, at == 0


def _order(state: State, rows: Rows, query: Query) -> Rows:
    """The places of rows in the order that was asked for; as they come where that is their relevance."""
    keys = {"newest": state.listing.newest, "name": state.listing.by_name}
    return np.argsort(keys[query.order][rows], kind="stable") if query.order in keys else np.arange(len(rows))


def _hits(state: State, ranked: Ranked, query: Query) -> tuple[Hit, ...]:
    """The page of hits that was asked for, in the order that was asked for."""
    return tuple(
        Hit(
            state.listing.ids[ranked.rows[at]],
            round(float(ranked.scores[at]), 4),
            round(float(ranked.words[at]), 4),
            round(float(ranked.meaning[at]), 4),
            round(float(ranked.purposes[at]), 4),
        )
        for at in _order(state, ranked.rows, query)[query.offset : query.offset + query.limit]
    )
