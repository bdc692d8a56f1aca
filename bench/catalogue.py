"""The catalogue at 10 thousand, 100 thousand and 1 million assets, beside SQLite's full text and bm25s on the same texts.

    ./toepas bench catalogue [--sizes 10000,100000] [--source FILE]

The texts are made of the shipped catalogue: each asset is one of them with twenty of its neighbours' words in other places, so
that words have the frequencies they have. Vectors are those of the shipped texts, each moved a little and brought back to
length one: what is compared is as many numbers as in real use, though not their meaning. A fused query is timed as a user
meets it, from text to page with facets, the model's own work included.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import msgspec
import numpy as np

from toepas.catalogue import Query, shipped
from toepas.catalogue.search.local import LocalIndex
from toepas.catalogue.search.meaning import Model
from toepas.catalogue.search.texts import texts_of

QUERIES = 60
WARM = 5
NEEDS = (
    ("wij willen vragen van inwoners automatisch beantwoorden", "nl"), ("find defects on products with a camera", "en"),
    ("Krankheiten von Pflanzen früh erkennen", "de"), ("prévoir la consommation d'énergie", "fr"),
    ("traducir documentos al español", "es"), ("speech recognition for clinical notes", "en"),
    ("rozpoznawanie oszustw", "pl"), ("chatbot", "en"), ("robotica in de fabriek", "nl"), ("riconoscere danni alle strade", "it"),
)  # fmt: skip


class MadeVectors:
    """Vectors of made texts: those of shipped ones, moved a little. Questions go through the real model."""

    def __init__(self) -> None:
        self._model = Model()
        texts = [(text.lang, text.whole) for asset in shipped() for text in texts_of(asset)]
        self._known = self._model.passages(texts)
        self._random = np.random.default_rng(1)

    def passages(self, texts: Sequence[tuple[str, str]], _progress=None):
        found = np.empty((len(texts), self._known.shape[1]), dtype=np.float32)
        for start in range(0, len(texts), 50_000):
            part = self._known[self._random.integers(0, len(self._known), min(50_000, len(texts) - start))]
            part = part + self._random.normal(0, 0.03, part.shape).astype(np.float32)
            found[start : start + len(part)] = part / np.linalg.norm(part, axis=1, keepdims=True)
        return found

    def query(self, text: str, lang: str):
        return self._model.query(text, lang)

    def purposes(self, text: str, lang: str):
        return self._model.purposes(text, lang)


def made(count: int):
    """So many assets, one text each."""
    chance = random.Random(1)
    base = [asset for asset in shipped() if asset.summary]
    words = [word for asset in base for word in asset.text("summary", "en").split()]
    for at in range(count):
        one = base[at % len(base)]
        lang = "nl" if at % 5 == 0 and "nl" in one.summary else "en"
        said = f"{one.text('summary', lang)} {' '.join(chance.choices(words, k=20))}"
        yield msgspec.structs.replace(one, id=f"made-{at}", summary={lang: said}, description={})


def memory() -> float:
    """The most memory this process had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(act: Callable[[int], object]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, after a few that are not counted."""
    taken = []
    for at in range(QUERIES + WARM):
        start = time.perf_counter()
        act(at)
        taken.append((time.perf_counter() - start) * 1000)
    ordered = sorted(taken[WARM:])
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95) - 1]


def ours(count: int) -> list[tuple[str, str]]:
    """Build time, memory and queries of our index."""
    start = time.perf_counter()
    index = LocalIndex(MadeVectors())
    index.put(made(count))
    lines = [("build", f"{time.perf_counter() - start:.1f} s"), ("memory at most", f"{memory():,.0f} MB")]
    gc.freeze()
    text = [NEEDS[at % len(NEEDS)] for at in range(QUERIES + WARM)]

    def fresh(mark: str) -> list[tuple[str, str]]:
        """Every question a new one: what the model made of the last ones is of no help."""
        return [(f"{said} {mark}{at}", lang) for at, (said, lang) in enumerate(text)]

    for name, legs, asked in (
        ("words", ("words",), text),
        ("meaning", ("meaning",), fresh("a")),
        ("fused", ("words", "meaning", "purposes"), fresh("b")),
        ("fused, one filter", ("words", "meaning", "purposes"), fresh("c")),
    ):
        filters = {"kind": ["solution"]} if "filter" in name else {}
        p50, p95 = timed(lambda at, a=asked, g=legs, f=filters: index.search(Query(*a[at], legs=g, filters=f)))
        lines.append((name, f"{p50:.1f} / {p95:.1f} ms"))
    lines.append(
        (
            "the model alone, for one question",
            "{:.1f} / {:.1f} ms".format(*timed(lambda at: Model().query(*fresh("d")[at]))),
        )
    )
    lines.append(("everything, with facets", "{:.1f} / {:.1f} ms".format(*timed(lambda _: index.search(Query())))))
    return lines


def fts5(count: int) -> list[tuple[str, str]]:
    """SQLite's full text on the same texts: words alone, no languages, no facets."""
    start = time.perf_counter()
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table t using fts5(name, body, tokenize='porter unicode61')")
    base.executemany(
        "insert into t values (?, ?)", ((a.text("name", "en"), next(iter(a.summary.values()))) for a in made(count))
    )
    lines = [("build", f"{time.perf_counter() - start:.1f} s"), ("memory at most", f"{memory():,.0f} MB")]

    def ask(at: int) -> object:
        words = " OR ".join(f'"{word}"' for word in NEEDS[at % len(NEEDS)][0].split())
        return base.execute("select rowid from t where t match ? order by bm25(t) limit 20", (words,)).fetchall()

    return [*lines, ("words", "{:.1f} / {:.1f} ms".format(*timed(ask)))]


def bm25s(count: int) -> list[tuple[str, str]]:
    """bm25s on the same texts: words alone, no changes after building."""
    import bm25s as engine

    start = time.perf_counter()
    texts = [f"{a.text('name', 'en')} {next(iter(a.summary.values()))}" for a in made(count)]
    index = engine.BM25()
    index.index(engine.tokenize(texts, show_progress=False), show_progress=False)
    lines = [("build", f"{time.perf_counter() - start:.1f} s"), ("memory at most", f"{memory():,.0f} MB")]

    def ask(at: int) -> object:
        return index.retrieve(
            engine.tokenize([NEEDS[at % len(NEEDS)][0]], show_progress=False), k=20, show_progress=False
        )

    return [*lines, ("words", "{:.1f} / {:.1f} ms".format(*timed(ask)))]


ENGINES = {"toepas": ours, "sqlite fts5": fts5, "bm25s": bm25s}


def main(arguments: list[str] | None = None) -> int:
    """Each engine and size in a process of its own, so that one's memory is not the other's."""
    parser = argparse.ArgumentParser(prog="bench catalogue")
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--one", nargs=2, metavar=("ENGINE", "SIZE"))
    given = parser.parse_args(arguments)
    if given.one:
        for name, value in ENGINES[given.one[0]](int(given.one[1])):
            print(f"{name}\t{value}", flush=True)
        return 0
    print("| assets | engine | what | figure (p50 / p95) |\n|---:|---|---|---:|")
    for size in given.sizes.split(","):
        for engine in ENGINES:
            call = [sys.executable, "-m", "bench.catalogue", "--one", engine, size]
            done = subprocess.run(call, capture_output=True, text=True, check=False)
            if done.returncode:
                print(
                    f"| {int(size):,} | {engine} | failed | {done.stderr.strip().splitlines()[-1][:120] if done.stderr else ''} |"
                )
            for line in done.stdout.splitlines():
                name, value = line.split("\t")
                print(f"| {int(size):,} | {engine} | {name} | {value} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
