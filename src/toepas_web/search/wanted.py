"""What somebody looks for: words that all have to be there, whatever their capitals and accents.

A word of up to three letters has to begin a word ("ai" is not in "maintain"); a longer one can stand anywhere in one, because
Dutch and German glue words together ("chatbot" is in "klantenchatbot"). So the last word need not be typed out. No sign has a
meaning of its own: a percent sign is a percent sign.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable

from django.db.models import Q

LONGEST = 200
"""Letters that can be asked for at once."""
MOST_WORDS = 20
SHORT = 3
"""Words of so many letters have to begin a word."""
AROUND = 180
"""Letters of a long text that are shown around what was found."""
_EDGE = "\"'`“”‘’„«»‹›.,;:!?()[]{}"
_ALONE = {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"}
"""Letters that Unicode does not take apart."""
_LETTERS = (*range(0xC0, 0x250), *range(0x370, 0x400), *range(0x400, 0x460))
"""Where the official languages have letters with accents: Latin, Greek, Cyrillic."""
_MARKS = range(0x300, 0x370)
"""Accents that stand as signs of their own behind their letter."""
_RARE = re.compile("[\U00010000-\U0010ffff]")


def _plain(small: str) -> str:
    apart = unicodedata.normalize("NFD", small)
    return "".join(_ALONE.get(one, one) for one in apart if not unicodedata.combining(one))


_PLAIN = str.maketrans(
    {one: _plain(one) for code in _LETTERS for one in chr(code).casefold() if not one.isascii()}
    | dict.fromkeys(map(chr, _MARKS), "")
)


def fold(text: str) -> str:
    """A text without capitals and accents."""
    return text.lower() if text.isascii() else text.casefold().translate(_PLAIN)


@functools.cache
def _alike() -> dict[str, str]:
    """For each letter without accents every way in which it is written."""
    found: dict[str, str] = {}
    for code in _LETTERS:
        base = fold(chr(code))
        if len(base) == 1 and base.isalpha():
            found[base] = found.get(base, "".join(dict.fromkeys(base + base.upper()))) + chr(code)
    return found


class Wanted:
    """A search. ``text`` is what was typed, in one line; ``words`` are folded, each once."""

    def __init__(self, typed: str) -> None:
        self.text = " ".join(typed.split())
        self.words = tuple(dict.fromkeys(part.strip(_EDGE) or part for part in fold(self.text).split()))
        self._patterns = tuple(re.compile(_begins(word) + re.escape(word)) for word in self.words)

    def holds(self, *texts: str) -> bool:
        """Whether these texts together have every word."""
        whole = fold("\n".join(texts))
        return all(pattern.search(whole) for pattern in self._patterns)

    def where(self, *fields: str, also: Callable[[Wanted], Q] | None = None) -> Q:
        """The rows of which these columns together have every word.

        ``also`` says for one word what besides counts as having it: rows about something whose name is not in the database.
        """
        found = Q()
        for word in self.words:
            one = Q()
            for field in fields:
                one |= Q(**{f"{field}__iregex": in_database(word)})
            found &= one | also(Wanted(word)) if also else one
        return found

    def where_kept(self, field: str, also: Callable[[Wanted], Q]) -> Q:
        """The rows of which this column, which has texts as ``kept`` makes them, has every word; ``also`` as in ``where``."""
        found = Q()
        for word in self.words:
            text = kept(word)
            one = Q(**{f"{field}__contains": text})
            if _begins(word):
                one &= Q(**{f"{field}__regex": r"(^|\W)" + re.escape(text)})
            found &= one | also(Wanted(word))
        return found

    def marked(self, text: str) -> list[tuple[str, bool]]:
        """A text in pieces, with whether each is one of the words."""
        letters = [fold(letter) for letter in text]
        place = [at for at, letter in enumerate(letters) for _ in letter]
        whole = "".join(letters)
        hit = [False] * len(text)
        for pattern in self._patterns:
            for match in pattern.finditer(whole):
                first, last = place[match.start()], place[match.end() - 1]
                hit[first : last + 1] = [True] * (last + 1 - first)
        pieces: list[tuple[str, bool]] = []
        for letter, one in zip(text, hit, strict=True):
            if pieces and pieces[-1][1] == one:
                pieces[-1] = (pieces[-1][0] + letter, one)
            else:
                pieces.append((letter, one))
        return pieces

    def part(self, text: str) -> str:
        """One line of a text, around the first of the words that it holds."""
        line = " ".join(text.split())
        if len(line) <= AROUND:
            return line
        before = next((len(piece) for piece, one in self.marked(line) if not one), 0)
        start = 0 if before < AROUND // 2 or before == len(line) else line.rfind(" ", 0, before - AROUND // 3) + 1
        cut = line[start : start + AROUND]
        end = cut if start + AROUND >= len(line) else cut[: cut.rfind(" ")] + " …"
        return ("… " if start else "") + end


def kept(*texts: str) -> str:
    """Texts as a column of their own keeps them to be looked into fast: folded, one under the other. Signs that few fonts have (those beyond
    65,535) all stand as one, so that the longest texts still fit into an index."""
    return _RARE.sub("\ufffd", fold("\n".join(filter(None, texts))))


def _begins(word: str) -> str:
    return r"(?<!\w)" if len(word) <= SHORT and word[0].isalnum() else ""


def in_database(word: str) -> str:
    """A word as a regular expression of every database that the site runs on: each letter in all the ways it is written."""
    begin = r"(^|\W)" if _begins(word) else ""
    return begin + "".join(f"[{_alike()[letter]}]" if letter in _alike() else re.escape(letter) for letter in word)


def first_in(wanted: Wanted, texts: Iterable[str]) -> str:
    """The first of some texts that has one of the words, else the first that says anything."""
    said = [text for text in texts if text]
    has = (text for text in said if any(one for _, one in wanted.marked(text)))
    return next(has, said[0] if said else "")
