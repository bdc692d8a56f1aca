"""Vectors of texts that come with Toepas and are compared again and again, kept exactly as the model made them.

Only for targets of ours: what somebody else sends is never kept.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from toepas.catalogue.search.meaning import Meaning
from toepas.kernel.places import cache_dir
from toepas.retrieval import vectors
from toepas.retrieval.vectors import Floats, Progress

KINDS = ("passage", "query", "purposes")


class Kept:
    """A model that reads each text once on this machine. ``save`` writes what is new; a damaged file is made anew."""

    def __init__(self, model: Meaning, path: Path | None = None) -> None:
        self._model = model
        self._path = path or cache_dir() / "match" / "targets.npz"
        self._known: dict[str, dict[bytes, Floats]] = {kind: {} for kind in KINDS}
        self._new = False
        try:
            with self._path.open("rb") as stream, np.load(stream) as data:
                for kind in KINDS:
                    names = (bytes(name) for name in data[f"{kind}-names"])
                    self._known[kind] = dict(zip(names, data[kind], strict=True))
        except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile):
            self._known = {kind: {} for kind in KINDS}

    def passages(self, texts: Sequence[tuple[str, str]], progress: Progress | None = None) -> Floats | None:
        """As the model does, of new texts only."""
        known, names = self._known["passage"], [_name("passage", text, lang) for lang, text in texts]
        missing = {name: text for name, text in zip(names, texts, strict=True) if name not in known}
        if missing:
            made = self._model.passages(list(missing.values()), progress)
            if made is None:
                return None
            known.update(zip(missing, made, strict=True))
            self._new = True
        return np.array([known[name] for name in names], dtype=np.float32)

    def query(self, text: str, lang: str) -> Floats | None:
        """As the model does, of a new text only."""
        return self._one("query", text, lang)

    def purposes(self, text: str, lang: str) -> Floats | None:
        """As the model does, of a new text only."""
        return self._one("purposes", text, lang)

    def _one(self, kind: str, text: str, lang: str) -> Floats | None:
        known, name = self._known[kind], _name(kind, text, lang)
        if name not in known:
            made = self._model.query(text, lang) if kind == "query" else self._model.purposes(text, lang)
            if made is None:
                return None
            known[name] = np.asarray(made, dtype=np.float32)
            self._new = True
        return known[name]

    def save(self) -> None:
        """Write the file anew, whole or not at all; where nothing can be kept, everything is read again next time."""
        if not self._new:
            return
        arrays: dict[str, np.ndarray] = {}
        for kind, known in self._known.items():
            arrays[kind] = np.array(list(known.values()), dtype=np.float32)
            arrays[f"{kind}-names"] = np.frombuffer(b"".join(known), dtype=np.uint8).reshape(len(known), -1)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._path.parent, suffix=".part")
            with os.fdopen(handle, "wb") as stream:
                np.savez(stream, **arrays)  # type: ignore[arg-type]  # its other arguments are no arrays
            Path(temporary).replace(self._path)
            self._new = False
        except OSError:
            return


def _name(kind: str, text: str, lang: str) -> bytes:
    return vectors.key(f"{lang}\0{text}", kind)
