"""What the checks of the data found, in words: what, why it matters, and what to do."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toepas.assurance.known import DATA
from toepas.assurance.model import Remark
from toepas.assurance.values import shown
from toepas.assurance.words import share
from toepas.kernel import yamlfile
from toepas.kernel.words import Words

TEXTS = "remarks.yaml"
SHARES = ("share", "shares")
"""Values that are shares from 0 to 1; they are said in per cent."""
DIGITS = 3
"""Significant digits of a number in a sentence."""


@dataclass(frozen=True, slots=True)
class Said:
    """A remark in words: its title, what was found, why it matters and what to do."""

    title: str
    says: str
    means: str
    todo: str


@functools.cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = yamlfile.read(DATA / TEXTS, Words()).data
    return found


def remark_messages() -> Iterator[tuple[str, str, str]]:
    """Every text of the remarks: context, English text, file."""
    for name, texts in _texts().items():
        for part, text in texts.items():
            yield f"remark.{name}.{part}", text, f"assurance/{TEXTS}"


def remark_said(remark: Remark, words: Words) -> Said:
    """A remark in words."""
    texts = _texts()[remark.id]
    values = _values(remark, words)

    def say(part: str) -> str:
        return words.entry(f"remark.{remark.id}.{part}", texts[part]).format_map(values)

    return Said(say("title"), say("one" if remark.count == 1 and "one" in texts else "says"), say("means"), say("todo"))


def remark_text(remark: Remark, words: Words) -> str:
    """A remark as one paragraph: what was found, why it matters and what to do."""
    said = remark_said(remark, words)
    return f"{said.says} {said.means} {said.todo}"


def _values(remark: Remark, words: Words) -> dict[str, str]:
    values = {name: _one(name, value, words) for name, value in remark.values.items()}
    rows = ", ".join(str(row) for row in remark.rows)
    return {
        "column": shown(remark.column),
        "site": shown(remark.site),
        "count": words.number(remark.count),
        "rows": rows if remark.count == 1 else words.t("rows {rows}", rows=rows),
        **values,
    }


def _one(name: str, value: Any, words: Words) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{shown(key)} {_one(name, one, words)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_one(name, one, words) for one in value)
    if isinstance(value, datetime.date):
        return words.date(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"“{shown(value)}”"
    return (
        share(value, words)
        if name in SHARES
        else words.number(float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value)
    )
