"""Passages found by their words: BM25 over stems, typing errors forgiven where a word is not known."""

from __future__ import annotations

import math
from collections.abc import Sequence

import tantivy

from toepas.ask.passages import Passage
from toepas.retrieval.stems import Analyser, words_of

HEAP = 16 * 2**20
"""Memory for writing the index, in bytes: the least that the engine accepts."""
TITLE_WEIGHT = 1.5
FUZZY_WEIGHT = 0.6
FUZZY_LENGTH = 5
"""Shorter words are not searched with a typing error: too many others are one letter away."""


class Lexical:
    """The passages of one language, searched by words. Rows are positions in the sequence given."""

    def __init__(self, lang: str, found: Sequence[Passage]) -> None:
        self.analyser = Analyser(lang, (word for item in found for word in words_of(item.searched)))
        self._size = max(1, len(found))
        self._rows = [frozenset(self.analyser.stems(item.searched)) for item in found]
        self._frequency: dict[str, int] = {}
        for stems in self._rows:
            for stem in stems:
                self._frequency[stem] = self._frequency.get(stem, 0) + 1
        self._schema, self._index = _index(self.analyser, found)
        self._searcher = self._index.searcher()

    def scores(self, question: str, limit: int = 100) -> dict[int, float]:
        """BM25 of the best rows, divided by the root of the number of words asked, so that questions compare."""
        stems = list(dict.fromkeys(self.analyser.stems(question)))
        if not stems:
            return {}
        parts = [(tantivy.Occur.Should, self._query(stem)) for stem in stems]
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), limit).hits
        root = math.sqrt(len(stems))
        return {int(self._searcher.doc(address)["row"][0]): score / root for score, address in hits}

    def _query(self, stem: str) -> tantivy.Query:
        """One word, in title or text; with one typing error forgiven where nobody writes it that way."""
        term, boost = tantivy.Query.term_query, tantivy.Query.boost_query
        if self.knows(stem) or len(stem) < FUZZY_LENGTH:
            title, body = term(self._schema, "title", stem), term(self._schema, "body", stem)
        else:
            fuzzy = tantivy.Query.fuzzy_term_query
            title = boost(fuzzy(self._schema, "title", stem, distance=1), FUZZY_WEIGHT)
            body = boost(fuzzy(self._schema, "body", stem, distance=1), FUZZY_WEIGHT)
        return tantivy.Query.disjunction_max_query([boost(title, TITLE_WEIGHT), body], 0.3)

    def knows(self, stem: str) -> bool:
        """Whether any passage has this stem."""
        return stem in self._frequency

    def weight(self, stem: str) -> float:
        """How telling a stem is: rare ones more than common ones; unknown ones most."""
        return math.log(1 + self._size / (0.5 + self._frequency.get(stem, 0)))

    def overlap(self, question: str, rows: Sequence[int]) -> float:
        """The share of what a question says, weighed by rarity, that stands in these rows: 0 to 1."""
        stems = set(self.analyser.stems(question))
        whole = sum(self.weight(stem) for stem in stems)
        there = frozenset().union(*(self._rows[row] for row in rows)) if rows else frozenset()
        return sum(self.weight(stem) for stem in stems & there) / whole if whole else 0.0


def _index(analyser: Analyser, found: Sequence[Passage]) -> tuple[tantivy.Schema, tantivy.Index]:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=True)
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema)
    cut = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace", cut)
    writer = index.writer(HEAP, 1)
    for row, item in enumerate(found):
        document = tantivy.Document()
        document.add_integer("row", row)
        document.add_text("title", " ".join(analyser.stems(item.title)))
        document.add_text("body", " ".join(analyser.stems(item.searched)))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return schema, index
