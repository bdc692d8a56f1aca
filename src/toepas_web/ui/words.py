"""The words of the language of this request: the library's and the site's catalogues as one."""

from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language

from toepas.kernel import SOURCE_LANGUAGE, Words, languages

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"


@lru_cache(maxsize=32)
def in_language(lang: str) -> Words:
    """The words of a language; of English where it is not offered."""
    return Words(lang if lang in languages() else SOURCE_LANGUAGE, (LOCALE_DIR,))


def words() -> Words:
    """The words of the language that is active."""
    return in_language((get_language() or SOURCE_LANGUAGE).split("-")[0])
