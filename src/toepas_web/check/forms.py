"""Reads the answer to one question. An answer that is not given stays unknown; one that cannot be is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from toepas.check import FactValue, all_facts, convert
from toepas.kernel import Words

YES, NO, UNKNOWN = "yes", "no", "unknown"
MOST_LETTERS = 60


@dataclass(slots=True)
class Reading:
    """What was read: values by fact (None is "I don't know"), or errors as (field, sentence)."""

    values: dict[str, FactValue] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    typed: str = ""


def read_one(name: str, data: Any, said: Words) -> Reading:
    """The answer to a question about one fact."""
    fact, given = all_facts()[name], data.get("answer", "").strip()
    typed = data.get("value", "").strip()
    if given == UNKNOWN:
        return Reading({name: None})
    if fact.type == "truth":
        if given in (YES, NO):
            return Reading({name: given == YES})
        return Reading(errors=[("answer", said.t('Choose an answer. If you are not sure, choose "I don\'t know".'))])
    if len(typed) > MOST_LETTERS:
        return Reading(
            errors=[("value", said.t("At most {n} letters, please.", n=MOST_LETTERS))], typed=typed[:MOST_LETTERS]
        )
    if not typed:
        return Reading(errors=[("value", said.t('Give an answer, or choose "I don\'t know".'))])
    try:
        value: Any = float(_number(typed)) if fact.type == "number" else typed
        return Reading({name: convert(fact, value)}, typed=typed)
    except (ValueError, OverflowError):
        return Reading(errors=[("value", _expected(fact.type, typed, said))], typed=typed)


def _number(typed: str) -> str:
    """A number as people write it: 6.500.000, 6,500,000, 6 500 000 or 1e25; a part behind the comma of cents is read."""
    bare = typed.replace("\u00a0", "").replace(" ", "").replace("'", "").lstrip("€").rstrip("€")
    for mark, other in ((".", ","), (",", ".")):
        groups = bare.count(mark) > 1 or (mark in bare and other not in bare and len(bare.rsplit(mark, 1)[1]) == 3)
        if groups or (mark in bare and other in bare and bare.rindex(mark) < bare.rindex(other)):
            bare = bare.replace(mark, "")
    return bare.replace(",", ".")


def _expected(kind: str, typed: str, said: Words) -> str:
    if kind == "number":
        return said.t("'{value}' is not a number. Write for instance 6500000.", value=typed)
    if kind == "date":
        return said.t("'{value}' is not a date. Write year-month-day, year-month or a year.", value=typed)
    return said.t("Choose one of the answers in the list.")


def read_several(names: tuple[str, ...], data: Any, said: Words) -> Reading:
    """The answer to "which of these": what is ticked is yes; the rest is no, or unknown where the visitor says so."""
    ticked = [name for name in names if name in data.getlist("ticked")]
    rest = data.get("rest", "")
    if rest not in (NO, UNKNOWN) and len(ticked) < len(names):
        text = said.t("Say how it is with the others: none of them, or you don't know.")
        return Reading(dict.fromkeys(ticked, True), [("rest", text)])
    other: FactValue = False if rest == NO else None
    return Reading({name: True if name in ticked else other for name in names})
