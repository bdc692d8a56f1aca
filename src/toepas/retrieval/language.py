"""Which language a question is in: recognised among the official ones, the reader's own where it is too short to tell."""

from __future__ import annotations

import functools
import re
from typing import Any

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
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(OFFICIAL_LANGUAGES))
    return identifier


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
