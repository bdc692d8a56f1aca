"""The leg of words: BM25 over stems per language, compounds and synonyms understood, typing errors forgiven."""

from __future__ import annotations

import functools
import math
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path

import tantivy

from toepas.catalogue.search.asked import Asked
from toepas.catalogue.search.texts import Text
from toepas.catalogue.search.wanted import All, Best, Plain, Row, Stem, Tongue, Wanted, analysed
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser, words_of

HEAP = 64 * 2**20
"""Memory for writing the index, in bytes."""
NAME_WEIGHT = 2.0
PLAIN_WEIGHT = 1.2
TIE = 0.2
"""How much of the weaker of several ways of matching one word counts beside the strongest."""
MUST, SHOULD, NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


class WordIndex:
    """The texts of assets, searched by words. Rows are numbers that whoever adds them chooses."""

    def __init__(self, index: tantivy.Index, known: Mapping[str, Container[str]] | None = None) -> None:
        cut = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("whitespace", cut)
        index.config_reader("manual")
        self._index = index
        self._schema = index.schema
        self._searcher = index.searcher()
        self._learned: dict[str, set[str]] = {}
        self._known = self._learned if known is None else known
        self._analysers: dict[str, Analyser] = {}
        self._stems: dict[str, dict[str, str]] = {}

    @classmethod
    def empty(cls, folder: Path | None = None) -> WordIndex:
        """An index in memory, or anew in an empty folder."""
        return cls(tantivy.Index(_schema(), path=str(folder) if folder else None))

    @classmethod
    def opened(cls, folder: Path, known: Mapping[str, Container[str]]) -> WordIndex:
        """The index that was made in a folder, to be searched only; ``known`` are the words that it learned.

        Raises ValueError where it cannot be read.
        """
        return cls(tantivy.Index.open(str(folder)), known)

    @property
    def learned(self) -> Mapping[str, Iterable[str]]:
        """The words of texts, per language in which words are glued together."""
        return self._learned

    def change(self, put: Iterable[tuple[int, Sequence[Text], Sequence[str]]], drop: Iterable[int] = ()) -> None:
        """Add rows (number, texts per language, words that hold in every language) and drop others, in one step."""
        writer = self._index.writer(HEAP, 1)
        for row in drop:
            writer.delete_documents_by_term("row", row)
        for row, texts, plain in put:
            document = tantivy.Document()
            document.add_unsigned("row", row)
            for text in texts:
                if text.lang in OFFICIAL_LANGUAGES:
                    analyser, kept = self._analyser(text.lang), self._stems.setdefault(text.lang, {})
                    document.add_text(f"name_{text.lang}", analysed(text.name, analyser, kept))
                    document.add_text(f"body_{text.lang}", analysed(text.body, analyser, kept))
            document.add_text("plain", " ".join(plain))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def learn(self, texts: Iterable[Text]) -> None:
        """Learn the words of texts before they are added, so that compounds of them are taken apart."""
        for text in texts:
            if Analyser.compounds(text.lang):
                self._learned.setdefault(text.lang, set()).update(words_of(f"{text.name} {text.body}"))
                self._analysers.pop(text.lang, None)
                self._stems.pop(text.lang, None)

    def _analyser(self, lang: str) -> Analyser:
        if lang not in self._analysers:
            self._analysers[lang] = Analyser(lang, self._known.get(lang, ()))
        return self._analysers[lang]

    def tongue(self, lang: str) -> Tongue:
        """How words of a language are looked for in this index."""
        fields = _fields(lang)
        searcher = self._searcher
        return Tongue(
            lang,
            self._analyser(lang) if lang in OFFICIAL_LANGUAGES else None,
            lambda stem: any(searcher.doc_freq(field, stem) for field, _ in fields),
            lambda word: bool(searcher.doc_freq("plain", word)),
        )

    def scores(self, asked: Asked, lang: str, limit: int, together: bool) -> dict[int, float]:
        """BM25 of the best rows, divided by the root of the number of words, so that queries compare.

        With ``together`` only rows that have every word.
        """
        tongue, fields = self.tongue(lang), _fields(lang)
        groups = [self._query(group, fields) for group in tongue.groups(asked.words)]
        if not groups and not asked.phrases:
            return {}
        parts = [(MUST if together else SHOULD, group) for group in groups]
        parts += [(MUST, self._query(tongue.phrase(words), fields)) for words in asked.phrases]
        parts += [(NOT, self._query(tongue.phrase(words), fields)) for words in asked.unwanted]
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), limit, count=False).hits
        root = math.sqrt(len(groups) + sum(len(words) for words in asked.phrases))
        return {row: score / root for row, (score, _) in zip(self._numbers(hits), hits, strict=True)}

    def unwanted(self, asked: Asked, lang: str, limit: int) -> list[int]:
        """The rows that have something that must not be there."""
        if not asked.unwanted:
            return []
        tongue = self.tongue(lang)
        parts = [(SHOULD, self._query(tongue.phrase(words), _fields(lang))) for words in asked.unwanted]
        return self._numbers(self._searcher.search(tantivy.Query.boolean_query(parts), max(1, limit), count=False).hits)

    def corrected(self, asked: Asked, lang: str, vocabulary: Mapping[str, int]) -> str:
        """What was typed with its typing errors mended; empty where there are none."""
        return self.tongue(lang).corrected(asked.words, vocabulary)

    def _numbers(self, hits: Sequence[tuple[object, tantivy.DocAddress]]) -> list[int]:
        found = self._searcher.fast_field_values("row", [address for _, address in hits]) if hits else []
        return [int(row or 0) for row in found]

    def _query(self, wanted: Wanted, fields: Sequence[tuple[str, float]]) -> tantivy.Query:
        """What is wanted, in the terms of the engine."""
        query = tantivy.Query
        if isinstance(wanted, Stem):
            term = query.fuzzy_term_query if wanted.near else query.term_query
            return _best(
                [query.boost_query(term(self._schema, field, wanted.stem), weight) for field, weight in fields]
            )
        if isinstance(wanted, Plain):
            term = query.fuzzy_term_query if wanted.near else query.term_query
            return query.boost_query(term(self._schema, "plain", wanted.word), PLAIN_WEIGHT)
        if isinstance(wanted, Row):
            names = ["plain"] if wanted.plain else [field for field, _ in fields]
            return _best([query.phrase_query(self._schema, field, [*wanted.stems]) for field in names])
        if isinstance(wanted, All):
            return query.boolean_query([(MUST, self._query(part, fields)) for part in wanted.parts])
        if isinstance(wanted, Best):
            return _best([self._query(part, fields) for part in wanted.parts])
        return query.boost_query(self._query(wanted.part, fields), wanted.weight)


@functools.cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", indexed=True, fast=True)
    for lang in OFFICIAL_LANGUAGES:
        for part in ("name", "body"):
            builder.add_text_field(f"{part}_{lang}", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("plain", tokenizer_name="whitespace", index_option="position")
    return builder.build()


def _fields(lang: str) -> tuple[tuple[str, float], ...]:
    """The fields with texts in a language, with their weights; none for a language that is not an official one."""
    return ((f"name_{lang}", NAME_WEIGHT), (f"body_{lang}", 1.0)) if lang in OFFICIAL_LANGUAGES else ()


def _best(ways: Sequence[tantivy.Query]) -> tantivy.Query:
    if not ways:
        return tantivy.Query.empty_query()
    return ways[0] if len(ways) == 1 else tantivy.Query.disjunction_max_query(list(ways), TIE)
