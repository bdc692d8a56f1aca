"""The fusion on something that we did not write: XQuAD's questions, with its paragraphs as records, in one language and across.

Read from ../shared, which is not part of the project; where it is absent nothing is measured.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from pathlib import Path

from tests.library.catalogue.made import asset
from tests.library.catalogue.measures import mean, ndcg, recall, reciprocal
from toepas.catalogue import Kind, Query
from toepas.catalogue.search.local import LocalIndex
from toepas.catalogue.search.query import LEGS, Leg

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "catalogue" / "evaluation" / "xquad"
LANGS = ("en", "de", "el", "es", "ro")
EVERY = 6
"""One question in so many is asked."""


@functools.cache
def paragraphs(lang: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Paragraphs in a language with their questions, in the same order in every language."""
    data = json.loads((FOLDER / f"xquad.{lang}.json").read_text(encoding="utf-8"))["data"]
    return tuple(
        (part["context"], tuple(question["question"] for question in part["qas"]))
        for article in data
        for part in article["paragraphs"]
    )


def questions(lang: str) -> list[tuple[str, str]]:
    """Questions with the id of the paragraph that answers each."""
    every = [(question, str(at)) for at, (_, found) in enumerate(paragraphs(lang)) for question in found]
    return every[::EVERY]


def records(lang: str, prefix: str = "") -> list:
    """The paragraphs as records, without a purpose."""
    return [
        asset(f"p{at}", text, lang, Kind.PRACTICE, id=f"{prefix}{at}") for at, (text, _) in enumerate(paragraphs(lang))
    ]


def scores(
    index: LocalIndex, lang: str, legs: tuple[Leg, ...], prefixes: Sequence[str] = ("",)
) -> tuple[float, float, float]:
    """MRR@10, nDCG@10 and recall@20 of the questions in a language."""
    found = []
    for question, at in questions(lang):
        hits = index.search(Query(question, lang, words="any", legs=legs, limit=20, facets=())).hits
        ranking, right = [hit.id for hit in hits], dict.fromkeys((f"{prefix}{at}" for prefix in prefixes), 2)
        found.append((reciprocal(ranking, right), ndcg(ranking, right), recall(ranking, right)))
    first, second, third = zip(*found, strict=True)
    return mean(first), mean(second), mean(third)


def main() -> None:
    """Print the tables."""
    from tests.library.catalogue.quality import MODEL, WAYS, table

    if not FOLDER.exists():
        print("XQuAD is not there: ../shared is absent.")
        return
    MODEL.learn([question for lang in LANGS for question, _ in questions(lang)])

    def over(assets: list) -> LocalIndex:
        index = LocalIndex(MODEL)
        index.put(assets)
        return index

    indexes = {lang: over(records(lang)) for lang in ("en", "de")}
    names = ("all legs", "without words", "without meaning", "without purposes")
    rows = [
        [f"{lang} → {into}", name, *scores(index, lang, WAYS[name])]
        for into, index in indexes.items()
        for lang in LANGS
        for name in names
    ]
    table(["questions → paragraphs", "legs", "MRR@10", "nDCG@10", "recall@20"], rows)
    both = over([*records("en", "en-"), *records("de", "de-")])
    rows = [[lang, *scores(both, lang, LEGS, ("en-", "de-"))] for lang in LANGS]
    print("Each paragraph in English and in German together, both right:\n")
    table(["questions", "MRR@10", "nDCG@10", "recall@20"], rows)
