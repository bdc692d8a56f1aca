"""Names that visitors give: of files, and of what is called by a line of text."""

from __future__ import annotations

import re
import unicodedata


def clean_name(name: str) -> str:
    """A file name that is safe to show and to offer: no folders, no control or direction signs, at most 120 letters."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*;').strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:110]}{dot}{ending[:8]}" if dot else kept[:110] or "file"


def one_line(text: str) -> str:
    """A name as it is kept and shown: one line, without control or direction signs or signs that nobody sees."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C").strip()
