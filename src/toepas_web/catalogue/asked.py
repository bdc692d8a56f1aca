"""A search as the address of a page holds it: the text, the filters, the order, the page. Anything else is ignored."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import QueryDict

from toepas.catalogue import FACETS, Query
from toepas.retrieval import OFFICIAL_LANGUAGES, recognise

ON_A_PAGE = 20
MOST_PAGES = 50
LONGEST = 400
ORDERS = ("relevance", "newest", "name")
MOST_VALUES = 40


class Asked:
    """What a visitor asked for. ``lang`` is the language of the visitor."""

    def __init__(self, given: QueryDict, lang: str) -> None:
        self.text = " ".join(given.get("q", "").split())[:LONGEST]
        self.filters = {
            facet: tuple(dict.fromkeys(value[:60] for value in given.getlist(facet) if value))[:MOST_VALUES]
            for facet in FACETS
            if any(given.getlist(facet))
        }
        order = given.get("order", "")
        self.order = order if order in ORDERS else "relevance"
        page = given.get("page", "1")
        self.page = min(MOST_PAGES, max(1, int(page))) if page.isascii() and page.isdigit() and len(page) < 6 else 1
        self.reader = lang
        self.lang = recognise(self.text, lang) if self.text else lang

    def query(self) -> Query:
        """For the library."""
        return Query(
            self.text,
            self.lang if self.lang in OFFICIAL_LANGUAGES else self.reader,
            filters=self.filters,
            order=self.order,  # type: ignore[arg-type]  # one of the known values
            limit=ON_A_PAGE,
            offset=(self.page - 1) * ON_A_PAGE,
        )

    def address(self, *, page: int = 1, without: tuple[str, str] | None = None, text: str | None = None) -> str:
        """The part behind the question mark, for this search with one thing changed."""
        pairs = [("q", self.text if text is None else text)]
        pairs += [
            (facet, value) for facet, values in self.filters.items() for value in values if (facet, value) != without
        ]
        pairs += [("order", self.order if self.order != "relevance" else ""), ("page", str(page) if page > 1 else "")]
        return urlencode([(name, value) for name, value in pairs if value])

    @property
    def empty(self) -> bool:
        """Whether nothing was asked."""
        return not self.text and not self.filters
