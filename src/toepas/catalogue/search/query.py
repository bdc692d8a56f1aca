"""What can be asked of an index, and what it answers: one interface, whatever engine is behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from toepas.catalogue.model import Asset

Leg = Literal["words", "meaning", "purposes"]
LEGS: tuple[Leg, ...] = ("words", "meaning", "purposes")
Order = Literal["relevance", "newest", "name"]
Progress = Callable[[int, int], None]
MOST = 1000
"""So many of the nearest are considered for a question in words; further ones are not counted."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the catalogue.

    ``text`` is in ``lang`` (two letters), or empty to see everything. ``filters`` maps a facet (see ``facets.FACETS``)
    to the values of which one is wanted; ``without`` to values that are not wanted. ``words`` says whether all words of
    the text must be there, any of them, or ``auto``: all for a few keywords where something has them all, any for a sentence.
    ``legs`` are the ways of finding that take part. ``limit`` and ``offset`` count hits.
    """

    text: str = ""
    lang: str = "en"
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    without: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words: Literal["auto", "all", "any"] = "auto"
    legs: tuple[Leg, ...] = LEGS
    order: Order = "relevance"
    limit: int = 20
    offset: int = 0
    facets: tuple[str, ...] | None = None
    """Facets to count; None: all of them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An asset that was found. ``score`` orders hits of one query and means nothing across queries.

    ``meaning`` is the cosine of moved vectors (-1 to 1), ``words`` BM25 divided by the root of the number of words asked,
    ``purpose`` how near the purpose that fits best is; each 0 where that leg did not find it.
    """

    id: str
    score: float
    words: float = 0.0
    meaning: float = 0.0
    purpose: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits. ``total`` counts all that were found; with ``capped`` there are more that were not considered.

    ``facets`` gives for each facet its values with the number of assets that one would see after choosing it, most first.
    ``corrected`` is the text with typing errors mended, where nothing was written that way.
    """

    hits: tuple[Hit, ...]
    total: int
    capped: bool = False
    facets: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    corrected: str = ""
    purposes: tuple[tuple[str, float], ...] = ()
    """The purposes that were recognised in the text, nearest first."""


class Finder(Protocol):
    """What every index answers. Assets are known by their id."""

    def search(self, query: Query) -> Found:
        """Find. Raises KeyError for an unknown facet."""

    def suggest(self, start: str, lang: str, limit: int = 8) -> tuple[str, ...]:
        """Names and purposes that begin with what was typed so far, or have a word that does."""

    def similar(self, asset_id: str, limit: int = 6) -> tuple[Hit, ...]:
        """Assets most like one of them, itself left out. Raises KeyError where it is not there."""

    def __len__(self) -> int: ...


class SearchIndex(Finder, Protocol):
    """What every engine can do. Putting an asset again replaces it."""

    def put(self, assets: Iterable[Asset], progress: Progress | None = None) -> None:
        """Add assets, or replace those with the same id. All or none are seen by searches afterwards."""

    def drop(self, ids: Iterable[str]) -> None:
        """Forget assets; ids that are not there are passed over."""
