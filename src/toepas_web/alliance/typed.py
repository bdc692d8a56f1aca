"""Texts and numbers as people type them: never cut, and no number that can be read in two ways."""

from __future__ import annotations

import re

from django.http import QueryDict

from toepas.kernel import Words

Problems = list[tuple[str, str]]
MOST_REASON = 500
"""So long can the reason be why a day was moved."""
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,9})?")
_TWO_WAYS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
"""1.200 is twelve hundred in Riga and one and a fifth in Dublin; 1,200 the other way round."""


def text_of(given: QueryDict, name: str) -> str:
    """What stands in a field, with lines as they are counted: a browser sends each end of a line as two characters."""
    return str(given.get(name, "")).replace("\r\n", "\n").strip()


def number_of(text: str) -> float | None:
    """A number with a point or a comma; None for what is none, or can be read in two ways."""
    if not _NUMBER.fullmatch(text) or _TWO_WAYS.fullmatch(text):
        return None
    return float(text.replace(",", "."))


def whole_of(text: str, low: int, high: int) -> int | None:
    """A whole number between two others; None for anything else."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    return number if low <= number <= high else None


def check_length(name: str, text: str, most: int, problems: Problems, said: Words) -> None:
    """Say where a text is too long, and by how much."""
    if len(text) > most:
        problems.append((name, said.t("At most {most} characters; these are {n}. Make it shorter.", most=most, n=len(text))))  # fmt: skip


def at_most(most: int, said: Words) -> str:
    """How long a text can be, said beforehand."""
    return said.t("At most {n} characters.", n=most)
