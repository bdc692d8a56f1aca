"""What a visitor asked of the actions, as the address of a page holds it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.http import QueryDict

from toepas.kernel import Words, sectors
from toepas.strategy import Action, State, Status, actions, bodies, documents, positions, programmes, text
from toepas_web.search.wanted import Wanted

EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)
LONGEST = 200


def section_of(action: Action) -> str:
    """The section that an action stands in, as one value: ``apply-ai:2.1``."""
    return f"{action.place.document}:{action.place.section}"


def countries() -> tuple[str, ...]:
    """The countries of which positions were read, by their two letters."""
    return tuple(sorted({position.country for position in positions().values()}))


def told(action: Action, said: Words) -> tuple[str, ...]:
    """What is known of an action by name: title, what is announced, other names."""
    title = text(f"action.{action.id}.title", action.title, said)
    what = text(f"action.{action.id}.what", action.what, said)
    return (title, what, action.id, action.title, *action.aliases)


class Asked:
    """The filters of the list of actions and the date asked about. What no list offers is named in ``problems`` and left out."""

    def __init__(self, given: QueryDict, today: datetime.date, said: Words) -> None:
        self.said = said
        self.problems: list[tuple[str, str]] = []
        self.wanted = Wanted(given.get("q", "")[:LONGEST])
        self.text = self.wanted.text
        listed = actions().values()
        self.sector = self._one(given, "sector", sectors())
        self.section = self._one(given, "section", {section_of(action) for action in listed})
        self.state = self._one(given, "state", {str(state) for state in State})
        self.actor = self._one(given, "actor", {code for action in listed for code in action.actors} & bodies().keys())
        self.programme = self._one(given, "programme", programmes())
        self.document = self._one(given, "document", documents())
        self.no_deadline = given.get("deadline", "") == "none"
        self.on = self._day(given, today)
        self.today = today

    def _one(self, given: QueryDict, name: str, known: Iterable[str]) -> str:
        value = given.get(name, "")
        if not value or value in known:
            return value
        self.problems.append((name, self.said.t("'{value}' is not in the list.", value=value[:60])))
        return ""

    def _day(self, given: QueryDict, today: datetime.date) -> datetime.date:
        value = given.get("on", "").strip()
        if not value:
            return today
        try:
            on = datetime.date.fromisoformat(value)
        except ValueError:
            self.problems.append(("on", self.said.t("'{value}' is not a date.", value=value[:40])))
            return today
        if EARLIEST <= on <= LATEST:
            return on
        first, last = self.said.date(EARLIEST), self.said.date(LATEST)
        self.problems.append(("on", self.said.t("Choose a date between {first} and {last}.", first=first, last=last)))
        return today

    def fits(self, status: Status) -> bool:
        """Whether an action is among those asked for."""
        action = status.action
        return (
            (not self.sector or self.sector in action.sectors)
            and (not self.section or self.section == section_of(action))
            and (not self.state or str(status.state) == self.state)
            and (not self.actor or self.actor in action.actors)
            and (not self.programme or self.programme in action.programmes)
            and (not self.document or self.document == action.place.document)
            and (not self.no_deadline or action.deadline is None)
            and self.wanted.holds(*told(action, self.said))
        )

    @property
    def narrowed(self) -> bool:
        """Whether any filter is on."""
        chosen = (self.text, self.sector, self.section, self.state, self.actor, self.programme, self.document)
        return any(chosen) or self.no_deadline
