"""Which language a question is in: recognised among the official ones, the reader's own where it is too short to tell."""

from __future__ import annotations

import contextlib
import functools
import re
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from toepas.kernel.places import cache_dir
from toepas.retrieval.arrays import open_arrays, stamp, write_arrays

OFFICIAL_LANGUAGES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr",
    "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
)  # fmt: skip
SHORT = 3
"""With this many words or fewer, what the reader reads counts for more than what the words look like."""
SURE = 0.6
SURE_WHEN_SHORT = 0.98
OTHER_SCRIPTS = (("el", re.compile("[Α-ωά-ώ]")), ("bg", re.compile("[А-я]")))


@functools.cache
def _identifier() -> Any:
    """What recognises languages. Its model is packed tightly: half a second to unpack, so it is kept unpacked in the cache
    folder, the official languages alone, and read where it is looked at."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    size, time = stamp(MODEL_DIR / MODEL_FILE)
    kept = cache_dir() / "retrieval" / f"languages-{size}-{time}.bin"
    try:
        found = open_arrays(kept)
        moves, rows, output = (found[name].data for name in ("moves", "rows", "output"))
        return LanguageIdentifier(
            found["ptc"], found["pc"], found["classes"].tolist(), moves, output, norm_probs=True, tk_row=rows
        )
    except (OSError, ValueError, KeyError):
        pass  # none yet, or damaged
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(OFFICIAL_LANGUAGES))
    with contextlib.suppress(OSError):  # no place to keep it: it is unpacked at the next start
        _keep(identifier, kept)
    return identifier


def _keep(identifier: Any, path: Path) -> None:
    """Write an unpacked model beside its place first, then in it; older ones go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(".part", dir=path.parent) as folder:
        part = Path(folder) / path.name
        write_arrays(
            part,
            {
                "ptc": identifier.nb_ptc,
                "pc": identifier.nb_pc,
                "classes": np.array(identifier.nb_classes),
                "moves": np.asarray(identifier.tk_nextmove),
                "rows": np.asarray(identifier.tk_row),
                "output": np.asarray(identifier.tk_output, dtype=np.int32),
            },
        )
        part.replace(path)
    for other in path.parent.glob("languages-*.bin"):
        if other != path:
            other.unlink(missing_ok=True)


def recognise(question: str, reader: str) -> str:
    """The two-letter code of a question's language; ``reader`` is the language of whoever asks."""
    for code, letters in OTHER_SCRIPTS:
        if letters.search(question):
            return code
    found = re.findall(r"[^\W\d_]{2,}", question)
    if not found:
        return reader
    code, sure = _identifier().classify(question.lower())
    needed = SURE_WHEN_SHORT if len(found) <= SHORT else SURE
    return str(code) if sure >= needed else reader
