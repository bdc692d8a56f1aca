"""One clear message for anything that goes wrong: what, where, what was expected, what to do."""

from __future__ import annotations


class Problem(Exception):
    """Something a person can understand and mend.

    ``what`` happened, ``where`` (file, line, key), what was ``expected`` and what ``todo``. The texts are
    already in the reader's language or plain English; ``code`` is the exit status of the command line.
    """

    def __init__(self, what: str, *, where: str = "", expected: str = "", todo: str = "", code: int = 2) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.expected = expected
        self.todo = todo
        self.code = code

    def __str__(self) -> str:
        return " · ".join(part for part in (self.what, self.where, self.expected, self.todo) if part)


EXIT_OK = 0
EXIT_OPEN = 1
"""The command did its work, but the answer still hangs on unanswered questions (only with ``--strict``)."""
EXIT_INPUT = 2
"""The input cannot be used: missing, broken, contradictory."""
EXIT_OUTPUT = 3
"""The result cannot be written (folder not writable, disk full), or what was to be fetched cannot be reached."""
EXIT_INTERNAL = 70
"""A defect in Toepas itself."""
EXIT_INTERRUPTED = 130
"""Stopped by the user (Ctrl-C)."""
