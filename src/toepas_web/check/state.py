"""Where a visitor stands: the answers in the address, the date asked about, and what follows from them."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from toepas.advise import View
from toepas.check import Answers, BrokenLinkError, Case, Result, check, unpack
from toepas.kernel import Words
from toepas_web.ui.words import words

EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)


class BrokenState(Exception):
    """The address holds no usable answers or date; ``what`` says so to the visitor."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class State:
    """Answers and date of one visitor, with nothing kept on our side."""

    answers: Answers
    on: datetime.date
    chosen_day: bool
    dropped: tuple[str, ...] = ()
    case: str = ""
    """The saved case these answers come from, so that saving again offers to replace its answers."""

    @property
    def query(self) -> dict[str, str]:
        """The same as parts of an address."""
        query = {"a": self.answers.pack() if self.answers.given else ""}
        if self.chosen_day:
            query["on"] = self.on.isoformat()
        if self.case:
            query["case"] = self.case
        return query

    def having(self, answers: Answers) -> State:
        """The same visitor with other answers."""
        return State(answers, self.on, self.chosen_day, case=self.case)

    def result(self, text_version: str | None = None) -> Result:
        """What the act says of these answers."""
        return check(self.answers.facts, self.on, text_version)

    def view(self, said: Words | None = None) -> View:
        """The result as the pages look at it."""
        return View(Case("check", self.answers.facts), self.result(), said or words())


def from_data(data: Any) -> State:
    """Read the state from the parts of an address or a form. Raises BrokenState with a sentence for the visitor."""
    said = words()
    try:
        answers, dropped = unpack(data.get("a", ""))
    except BrokenLinkError:
        raise BrokenState(said.t("The answers in this address are damaged or incomplete.")) from None
    case = _case(data.get("case", ""))
    given = data.get("on", "").strip()
    if not given:
        return State(answers, timezone.localdate(), False, dropped, case)
    try:
        on = datetime.date.fromisoformat(given)
    except ValueError:
        raise BrokenState(said.t("'{value}' is not a date.", value=given[:40])) from None
    if not EARLIEST <= on <= LATEST:
        raise BrokenState(
            said.t("Choose a date between {first} and {last}.", first=said.date(EARLIEST), last=said.date(LATEST))
        )
    return State(answers, on, True, dropped, case)


def _case(given: str) -> str:
    """The id of a saved case; nothing where it is none."""
    try:
        return str(uuid.UUID(given)) if given else ""
    except ValueError:
        return ""


def read(request: HttpRequest) -> State:
    """The state in the address of a page."""
    return from_data(request.GET)
