"""The leg of words: BM25 over stems per language, compounds and synonyms understood, typing errors forgiven."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tantivy

from toepas.catalogue.search.asked import Asked, synonyms
from toepas.catalogue.search.facets import Mask
from toepas.catalogue.search.texts import Text, fold
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser, words_of

HEAP = 64 * 2**20
"""Memory for writing the index, in bytes."""
NAME_WEIGHT = 2.0
PLAIN_WEIGHT = 1.2
PART_WEIGHT = 0.5
FUZZY_WEIGHT = 0.6
FUZZY_LENGTH = 5
"""Shorter words are not searched with a typing error: too many others are one letter away."""
TIE = 0.2
"""How much of the weaker of several ways of matching one word counts beside the strongest."""
KEPT_WORDS = 200_000
"""So many words keep their stems at hand while texts are added."""
MUST, SHOULD, NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


class WordIndex:
    """The texts of assets, searched by words. Rows are numbers that whoever adds them chooses.

    ``folder`` keeps the index on disk; None keeps it in memory.
    """

    def __init__(self, folder: Path | None = None) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("row", stored=True, indexed=True, fast=True)
        for lang in OFFICIAL_LANGUAGES:
            for part in ("name", "body"):
                builder.add_text_field(f"{part}_{lang}", tokenizer_name="whitespace", index_option="position")
        builder.add_text_field("plain", tokenizer_name="whitespace", index_option="position")
        self._schema = builder.build()
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, str(folder)) if folder else tantivy.Index(self._schema)
        cut = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("whitespace", cut)
        self._searcher = self._index.searcher()
        self._analysers = {lang: Analyser(lang) for lang in OFFICIAL_LANGUAGES}
        self._stems: dict[str, dict[str, str]] = {lang: {} for lang in OFFICIAL_LANGUAGES}

    def change(self, put: Iterable[tuple[int, Sequence[Text], Sequence[str]]], drop: Iterable[int] = ()) -> None:
        """Add rows (number, texts per language, words that hold in every language) and drop others, in one step."""
        writer = self._index.writer(HEAP, 1)
        for row in drop:
            writer.delete_documents_by_term("row", row)
        for row, texts, plain in put:
            document = tantivy.Document()
            document.add_unsigned("row", row)
            for text in texts:
                if text.lang in self._analysers:
                    document.add_text(f"name_{text.lang}", self._stemmed(text.name, text.lang))
                    document.add_text(f"body_{text.lang}", self._stemmed(text.body, text.lang))
            document.add_text("plain", " ".join(plain))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def learn(self, texts: Iterable[Text]) -> None:
        """Learn the words of texts before they are added, so that compounds of them are taken apart."""
        known: dict[str, set[str]] = {}
        for text in texts:
            if Analyser.compounds(text.lang):
                known.setdefault(text.lang, set()).update(words_of(f"{text.name} {text.body}"))
        for lang, found in known.items():
            self._analysers[lang] = self._analysers[lang].knowing(found)
            self._stems[lang] = {}

    def _stemmed(self, text: str, lang: str) -> str:
        kept, analyser = self._stems[lang], self._analysers[lang]
        found = []
        for word in words_of(text):
            stems = kept.get(word)
            if stems is None:
                stems = " ".join(analyser.stems(word))
                if len(kept) < KEPT_WORDS:
                    kept[word] = stems
            if stems:
                found.append(stems)
        return " ".join(found)

    def scores(
        self, asked: Asked, lang: str, limit: int, together: bool, passing: Mask | None = None
    ) -> dict[int, float]:
        """BM25 of the best rows, divided by the root of the number of words, so that queries compare.

        With ``together`` only rows that have every word. ``passing`` tells which rows may be given at all.
        """
        groups = self._groups(asked.words, lang)
        if not groups and not asked.phrases:
            return {}
        parts = [(MUST if together else SHOULD, group) for group in groups]
        parts += [(MUST, self._phrase(words, lang)) for words in asked.phrases]
        parts += [(NOT, self._phrase(words, lang)) for words in asked.unwanted]
        wanted = limit if passing is None else max(limit, min(10 * limit, self._searcher.num_docs))
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), wanted, count=False).hits
        root = math.sqrt(len(groups) + sum(len(words) for words in asked.phrases))
        rows = self._searcher.fast_field_values("row", [address for _, address in hits]) if hits else []
        found = {int(row or 0): score / root for row, (score, _) in zip(rows, hits, strict=True)}
        if passing is None:
            return found
        return {row: score for row, score in found.items() if passing[row]}

    def unwanted(self, asked: Asked, lang: str, limit: int) -> list[int]:
        """The rows that have something that must not be there."""
        if not asked.unwanted:
            return []
        query = tantivy.Query.boolean_query([(SHOULD, self._phrase(words, lang)) for words in asked.unwanted])
        hits = self._searcher.search(query, max(1, limit), count=False).hits
        return [int(row or 0) for row in self._searcher.fast_field_values("row", [address for _, address in hits])]

    def _fields(self, lang: str) -> tuple[tuple[str, float], ...]:
        own = ((f"name_{lang}", NAME_WEIGHT), (f"body_{lang}", 1.0)) if lang in self._analysers else ()
        return (*own, ("plain", PLAIN_WEIGHT))

    def _groups(self, words: Sequence[str], lang: str) -> list[tantivy.Query]:
        """For each word, or each name that has a synonym, all the ways in which it can be written."""
        units = self._units(words, lang)
        same = synonyms(lang) if lang in self._analysers else {}
        groups, at = [], 0
        while at < len(units):
            left = len(units) - at
            names = (tuple(stem for stem, _ in units[at : at + length]) for length in range(min(8, left), 0, -1))
            name = next((name for name in names if name in same), ())
            length = max(1, len(name))
            own = _all([query for _, query in units[at : at + length]])
            groups.append(_best([own, *(self._sequence(other, lang) for other in same.get(name, ()))]))
            at += length
        return groups

    def _units(self, words: Sequence[str], lang: str) -> list[tuple[str, tantivy.Query]]:
        """The stem and the query of each word; two words that are also written as one are taken together."""
        units, at = [], 0
        while at < len(words):
            forms = self._forms(words[at], lang)
            query = self._word(words[at], forms, lang)
            joined = words[at] + words[at + 1] if at + 1 < len(words) else ""
            if joined and self._known(joined, lang):
                whole = self._forms(joined, lang)
                after = self._word(words[at + 1], self._forms(words[at + 1], lang), lang)
                units.append((whole[0], _best([_all([query, after]), self._word(joined, whole, lang)])))
                at += 2
                continue
            units.append((forms[0], query))
            at += 1
        return units

    def _forms(self, word: str, lang: str) -> list[str]:
        """The stem of a word, then those of its parts; the word itself where it has none."""
        analyser = self._analysers.get(lang)
        return (analyser.stems(word) if analyser else []) or [word]

    def _known(self, word: str, lang: str) -> bool:
        forms = self._forms(word, lang)
        return any(self._searcher.doc_freq(field, forms[0]) for field, _ in self._fields(lang)[:-1])

    def _word(self, word: str, forms: Sequence[str], lang: str) -> tantivy.Query:
        """A word by its stem, by all of its parts, or folded as it is in a name; with one typing error where nobody writes it."""
        if lang == "mt" and len(forms) > 1:  # pieces of a word, for want of a stemmer
            ways = [_all([self._stem(form, lang) for form in forms])]
        else:
            ways = [self._stem(forms[0], lang)]
            if len(forms) > 1:
                ways.append(
                    tantivy.Query.boost_query(_all([self._stem(form, lang) for form in forms[1:]]), PART_WEIGHT)
                )
        folded = fold(word)
        ways += [
            tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, "plain", part), PLAIN_WEIGHT)
            for part in folded[:1]
        ]
        there = any(self._searcher.doc_freq(field, forms[0]) for field, _ in self._fields(lang)[:-1])
        there = there or any(self._searcher.doc_freq("plain", part) for part in folded[:1])
        if not there and len(word) >= FUZZY_LENGTH:
            ways += [
                tantivy.Query.boost_query(
                    tantivy.Query.fuzzy_term_query(self._schema, field, written, distance=1), FUZZY_WEIGHT
                )
                for field, _ in self._fields(lang)
                for written in dict.fromkeys((folded[0] if field == "plain" and folded else forms[0],))
            ]
        return _best(ways)

    def _stem(self, stem: str, lang: str) -> tantivy.Query:
        return _best(
            [
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, stem), weight)
                for field, weight in self._fields(lang)[:-1]
            ]
        )

    def _sequence(self, stems: Sequence[str], lang: str) -> tantivy.Query:
        """Stems that stand one after the other."""
        if len(stems) == 1:
            return _best([self._stem(stems[0], lang), tantivy.Query.term_query(self._schema, "plain", stems[0])])
        fields = self._fields(lang)[:-1]
        return _best([tantivy.Query.phrase_query(self._schema, field, [*stems]) for field, _ in fields])

    def _phrase(self, words: Sequence[str], lang: str) -> tantivy.Query:
        """Words as they stand, one after the other, in any of the fields; one word by its stem."""
        if len(words) == 1:
            forms = self._forms(words[0], lang)
            plain = [tantivy.Query.term_query(self._schema, "plain", part) for part in fold(words[0])[:1]]
            return _best([self._stem(forms[0], lang), *plain])
        stems = [self._forms(word, lang)[0] for word in words]
        plain_words = [part for word in words for part in fold(word)[:1]]
        fields = self._fields(lang)[:-1]
        return _best(
            [
                *(tantivy.Query.phrase_query(self._schema, field, [*stems]) for field, _ in fields),
                tantivy.Query.phrase_query(self._schema, "plain", [*plain_words]),
            ]
        )

    def corrected(self, asked: Asked, lang: str, vocabulary: Mapping[str, int]) -> str:
        """The words with typing errors mended by what names contain; empty where nothing is to be mended."""
        import difflib

        mended, changed = [], False
        for word in asked.words:
            folded = fold(word)[:1] or [word]
            known = self._known(word, lang) or self._searcher.doc_freq("plain", folded[0])
            near = [] if known or len(word) < FUZZY_LENGTH else difflib.get_close_matches(folded[0], vocabulary, 3, 0.8)
            changed = changed or bool(near)
            mended.append(max(near, key=vocabulary.__getitem__) if near else word)
        return " ".join(mended) if changed else ""


def _best(ways: Sequence[tantivy.Query]) -> tantivy.Query:
    if not ways:
        return tantivy.Query.empty_query()
    return ways[0] if len(ways) == 1 else tantivy.Query.disjunction_max_query(list(ways), TIE)


def _all(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    return parts[0] if len(parts) == 1 else tantivy.Query.boolean_query([(MUST, part) for part in parts])
