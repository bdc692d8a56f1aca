"""Names of files that visitors send."""

from __future__ import annotations

import re
import unicodedata


def clean_name(name: str) -> str:
    """A file name that is safe to show and to offer: no folders, no control or direction signs, at most 120 letters."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*;').strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:110]}{dot}{ending[:8]}" if dot else kept[:110] or "file"
