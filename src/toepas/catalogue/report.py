"""What a checker says about a file: messages with their lines, and the verdict."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 200
"""Messages of one sort; nobody reads more."""


class Severity(enum.StrEnum):
    """How bad it is. ``UNCHECKED`` is neither good nor bad: to know it, one has to look elsewhere."""

    ERROR = "error"
    WARNING = "warning"
    UNCHECKED = "unchecked"


class Verdict(enum.StrEnum):
    """What comes of it."""

    VALID = "valid"
    WARNINGS = "valid-with-warnings"
    INVALID = "invalid"
    UNDECIDED = "undecided"
    """No mistake was found, but not every rule was looked at."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say: where (``line``, 0 where it is the file; ``key`` such as ``description.nl.features[2]``), what, what
    was expected, what to do."""

    severity: Severity
    key: str
    line: int
    what: str
    expected: str = ""
    todo: str = ""

    def __str__(self) -> str:
        return " · ".join(part for part in (self.what, self.expected, self.todo) if part)


@dataclass(frozen=True, slots=True)
class Report:
    """Every message about a file, in the order of its lines; ``left_out`` counts those beyond ``MOST`` of a sort.

    ``whole`` tells that every rule of the standard was looked at which can be without the network."""

    standard: str
    messages: tuple[Message, ...]
    left_out: int = 0
    whole: bool = True

    @classmethod
    def of(cls, standard: str, messages: Iterable[Message], *, whole: bool = True) -> Report:
        """A report of these messages."""
        ordered = sorted(messages, key=lambda message: message.line)
        kept: list[Message] = []
        counted = dict.fromkeys(Severity, 0)
        for message in ordered:
            counted[message.severity] += 1
            if counted[message.severity] <= MOST:
                kept.append(message)
        return cls(standard, tuple(kept), len(ordered) - len(kept), whole)

    @property
    def verdict(self) -> Verdict:
        """Valid, valid with warnings, invalid, or not decided."""
        there = {message.severity for message in self.messages}
        if Severity.ERROR in there:
            return Verdict.INVALID
        if not self.whole:
            return Verdict.UNDECIDED
        return Verdict.WARNINGS if Severity.WARNING in there else Verdict.VALID

    def of_severity(self, severity: Severity) -> tuple[Message, ...]:
        """The messages of one sort."""
        return tuple(message for message in self.messages if message.severity is severity)


def shown(text: str, longest: int = 60) -> str:
    """A text of others in a message: one short line without signs that a terminal would obey."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text[: longest + 1])
    return " ".join(plain.split()) if len(text) <= longest else f"{' '.join(plain[:longest].split())}…"
