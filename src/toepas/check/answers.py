"""The answers of a case as one short text that fits in a link: nothing has to be kept anywhere to come back to them."""

from __future__ import annotations

import base64
import binascii
import difflib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from toepas.check.case import FactValue, all_facts, contradictions, convert, plain
from toepas.kernel.dates import Period
from toepas.law.model import DATE, TRUTH

FORM = "1"
"""The form of the text; a later form gets another sign, so that old links stay readable."""
MOST_BYTES = 32_768
"""A text that unpacks to more than this is no set of answers."""
ASKED = "?"


class BrokenLinkError(ValueError):
    """The text is no set of answers, or only part of one."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said, in the order in which they said it; None stands for "I don't know"."""

    given: Mapping[str, FactValue] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, FactValue]:
        """The answers that settle something."""
        return {name: value for name, value in self.given.items() if value is not None}

    @property
    def last(self) -> str | None:
        """The question answered last."""
        return next(reversed(tuple(self.given)), None)

    def with_answer(self, name: str, value: FactValue) -> tuple[Answers, tuple[str, ...]]:
        """The answers after one more, or another one.

        The new answer wins: earlier answers that contradict it are taken back, and named in the second part.
        Raises KeyError for an unknown fact.
        """
        if name not in all_facts():
            raise KeyError(name)
        given = {**self.given, name: value}
        taken_back: list[str] = []
        while pairs := contradictions({key: answer for key, answer in given.items() if answer is not None}):
            child, gate = pairs[0]
            loser = gate if child == name else child
            taken_back.append(loser)
            del given[loser]
        return Answers(given), tuple(taken_back)

    def pack(self) -> str:
        """The answers as a text of letters, digits, "-" and "_"."""
        data = {name: ASKED if value is None else _short(value) for name, value in self.given.items()}
        raw = json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()
        return FORM + base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")


def unpack(text: str) -> tuple[Answers, tuple[str, ...]]:
    """The answers in a packed text, and the names it holds that are no questions (any more).

    Raises BrokenLinkError for a text that was cut off, made up or too large, and for answers that contradict each other.
    """
    data = _read(text)
    known = all_facts()
    given: dict[str, FactValue] = {}
    dropped: list[str] = []
    for name, value in data.items():
        if name not in known:
            dropped.append(name)
            continue
        try:
            given[name] = None if value == ASKED else convert(known[name], _long(known[name].type, value))
        except (ValueError, TypeError, OverflowError, KeyError):
            dropped.append(name)
    answers = Answers(given)
    if contradictions(answers.facts):
        raise BrokenLinkError(text[:40])
    return answers, tuple(dropped)


def _read(text: str) -> dict[str, Any]:
    if not text:
        return {}
    try:
        if text[0] != FORM or len(text) > MOST_BYTES:
            raise BrokenLinkError(text[:40])
        packed = base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), altchars=b"-_", validate=True)
        machine = zlib.decompressobj()
        raw = machine.decompress(packed, MOST_BYTES)
        if machine.unconsumed_tail or not machine.eof:
            raise BrokenLinkError(text[:40])
        data = json.loads(raw)
    except (binascii.Error, zlib.error, ValueError, RecursionError) as error:
        raise BrokenLinkError(text[:40]) from error
    if not isinstance(data, dict):
        raise BrokenLinkError(text[:40])
    return data


def _short(value: FactValue) -> Any:
    if isinstance(value, bool):
        return int(value)
    return plain(value)


def _long(kind: str, value: Any) -> Any:
    """Undo ``_short``: yes and no were written as 1 and 0, periods as "first/last"."""
    if kind == TRUTH:
        return {0: False, 1: True}[value] if type(value) is int else value
    if kind == DATE and isinstance(value, str) and "/" in value:
        first, last = (Period.parse(part) for part in value.split("/", 1))
        return Period(first.first, last.last)
    return value


@dataclass(frozen=True, slots=True)
class Unusable:
    """A fact in a request that cannot be used: which, why, and what was expected. Plain English, for programs."""

    name: str
    what: str
    expected: str


def read_facts(given: Mapping[str, Any]) -> tuple[dict[str, FactValue], tuple[Unusable, ...]]:
    """Facts as a program sends them (true, false, null, numbers, codes, dates as text), and every one that is unusable."""
    known = all_facts()
    facts: dict[str, FactValue] = {}
    wrong: list[Unusable] = []
    for name, value in given.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=3)
            wrong.append(
                Unusable(name[:80], "There is no such fact", ", ".join(near) or "an id from the list of facts")
            )
            continue
        try:
            converted = convert(known[name], value)
        except (ValueError, OverflowError, TypeError) as error:
            wrong.append(Unusable(name, "This cannot be its value", str(error)[:200]))
            continue
        if converted is not None:
            facts[name] = converted
    wrong += [
        Unusable(f"{child}, {gate}", "These contradict each other", f"{child} can be yes only where {gate} is")
        for child, gate in contradictions(facts)
    ]
    return facts, tuple(wrong)
