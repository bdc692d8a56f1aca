"""Everything that is needed to answer, built once: passages, their words, their vectors."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toepas.ask.fuse import Evidence, Found, fuse
from toepas.ask.lexical import Lexical
from toepas.ask.passages import ARTICLE, DATA_DIR, FACT, Passage, passages
from toepas.kernel.words import SOURCE_LANGUAGE, Words, languages
from toepas.law import Act, load_act
from toepas.retrieval import vectors

VECTORS = vectors.Vectors(DATA_DIR / "vectors.npz", "ask")


@dataclass(slots=True)
class Dense:
    """Vectors of passages and of what people ask elsewhere, moved so that the language itself weighs nothing."""

    passages: vectors.Floats
    items: NDArray[np.int64]
    """For each vector the position of its passage among the ids of the engine."""
    off_topic: vectors.Floats
    question_mean: dict[str, vectors.Floats]
    """Per language the mean of questions in it; under "" that of all."""

    def question(self, text: str, lang: str) -> vectors.Floats | None:
        """The vector of a question, without what its language adds."""
        model = vectors.encoder()
        if model is None:
            return None
        raw = model.query([text])[0]
        mean = self.question_mean.get(lang, self.question_mean[""])
        return vectors.unit(raw - mean)


class Engine:
    """One text version of the act, ready to be searched."""

    def __init__(self, act: Act, extra: Iterable[Passage] = (), progress: vectors.Progress | None = None) -> None:
        self.act = act
        more = tuple(extra)
        offered = languages()
        ours = [item for lang in offered for item in passages(act, Words(lang), more)]
        self.passages: tuple[Passage, ...] = (*ours, *(item for item in more if item.lang not in offered))
        self.variants: dict[str, dict[str, int]] = {}
        for row, item in enumerate(self.passages):
            self.variants.setdefault(item.id, {})[item.lang] = row
        self.ids = tuple(self.variants)
        self.number = {name: at for at, name in enumerate(self.ids)}
        """The position of each id among the ids."""
        self.article_of = np.array([self._article(name) for name in self.ids], dtype=np.int64)
        """For each id the position of the article or annex it belongs to; -1 where there is none."""
        self.only_asks = np.array([self._of(name).kind == FACT for name in self.ids], dtype=np.float32)
        """For each id 1 where the passage is a question of the check, else 0."""
        self.rows = {
            lang: [row for row, item in enumerate(self.passages) if item.lang == lang]
            for lang in dict.fromkeys(item.lang for item in self.passages)
        }
        self.lexical = {lang: Lexical(lang, [self.passages[row] for row in rows]) for lang, rows in self.rows.items()}
        self.dense = self._dense(progress)

    def _of(self, name: str) -> Passage:
        return self.passages[next(iter(self.variants[name].values()))]

    def _article(self, name: str) -> int:
        return self.number.get(f"{ARTICLE}:{self._of(name).provision}", -1)

    def _dense(self, progress: vectors.Progress | None) -> Dense | None:
        # without the model no question can be placed among the vectors, shipped or not
        if vectors.encoder() is None:
            return None
        texts = [(item, text) for item in self.passages for text in texts_of(item)]
        asked = [(item, text) for item in self.passages for text in item.asked]
        found = VECTORS.embed([text for _, text in texts], progress=progress)
        like = VECTORS.embed([text for _, text in asked], "query", progress)
        samples = {lang: VECTORS.embed(sample_questions(self.act, lang), "query") for lang in languages()}
        off = [VECTORS.embed([text for _, text in off_topic()], kind) for kind in ("passage", "query")]
        if found is None or like is None or off[0] is None or off[1] is None:
            return None
        questions = {lang: sample.mean(axis=0) for lang, sample in samples.items() if sample is not None}
        questions[""] = np.mean(list(questions.values()), axis=0)
        means = {
            lang: found[[at for at, (item, _) in enumerate(texts) if item.lang == lang]].mean(axis=0)
            for lang in self.rows
        }
        moved = [
            _moved(found, [means[item.lang] for item, _ in texts]),
            _moved(like, [questions.get(item.lang, questions[""]) for item, _ in asked]),
        ]
        items = np.array([self.number[item.id] for item, _ in (*texts, *asked)])
        # once as a text and once as a question: ours are both, and neither side may have the better chance
        elsewhere = [
            _moved(off[0], [means[lang] for lang, _ in off_topic()]),
            _moved(off[1], [questions[lang] for lang, _ in off_topic()]),
        ]
        return Dense(np.vstack(moved), items, np.vstack(elsewhere), questions)

    def search(self, question: str, lang: str) -> tuple[list[Found], Evidence]:
        """Every passage that may answer, best first, and how good the evidence is."""
        return fuse(self, question, lang)

    def passage(self, name: str, lang: str) -> Passage:
        """A passage in a language; in English, or whatever it has, where it is not there in that language."""
        rows = self.variants[name]
        return self.passages[rows.get(lang, rows.get(SOURCE_LANGUAGE, next(iter(rows.values()))))]


def _moved(found: vectors.Floats, means: list[vectors.Floats]) -> vectors.Floats:
    """Vectors without what their language adds, with length one again."""
    return vectors.unit(found - np.array(means, dtype=np.float32).reshape(found.shape))


def texts_of(item: Passage) -> tuple[str, ...]:
    """What of a passage is turned into vectors: the passage, and what people call it."""
    return (item.whole, item.also) if item.also else (item.whole,)


def sample_questions(act: Act, lang: str) -> list[str]:
    """Real questions in a language, from the law data: their mean is what the language itself adds to a vector."""
    words = Words(lang)
    return [words.entry(f"{fact.id}.question", fact.question) for fact in act.facts.values()]


@functools.cache
def off_topic() -> tuple[tuple[str, str], ...]:
    """What people ask elsewhere: language and text, in the languages that are offered."""
    import yaml

    listed = yaml.safe_load((DATA_DIR / "off_topic.yaml").read_text(encoding="utf-8"))
    return tuple((lang, text) for entry in listed for lang, text in entry.items() if lang in languages())


@functools.lru_cache(maxsize=4)
def engine(text_version: str) -> Engine:
    """The engine of a text version with nothing added; built once in a process."""
    return Engine(load_act(text_version))


def every_text(acts: Sequence[Act]) -> dict[str, list[str]]:
    """Every text whose vector is shipped, by kind (passage, query)."""
    found: dict[str, list[str]] = {
        "passage": [text for _, text in off_topic()],
        "query": [text for _, text in off_topic()],
    }
    for act in acts:
        for lang in languages():
            found["passage"] += [text for item in passages(act, Words(lang)) for text in texts_of(item)]
            found["query"] += sample_questions(act, lang)
            found["query"] += [text for item in passages(act, Words(lang)) for text in item.asked]
    return {kind: list(dict.fromkeys(texts)) for kind, texts in found.items()}
