"""What is not known or was never said, action by action."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable

from toepas.strategy.model import Action, Contradiction, Event, Position
from toepas.strategy.money import money_of_action
from toepas.strategy.registry import actions, contradictions, positions
from toepas.strategy.status import status_of


class Gap(enum.StrEnum):
    """What an action lacks in the documents that were read."""

    DEADLINE = "no-deadline"
    AMOUNT = "no-amount"
    """No figure for this action alone."""
    ACTOR = "no-actor"
    EVENT = "no-event"
    """Nothing is known here of what happened since."""
    POSITION = "no-position"
    """Nothing was read here of what a country thinks of it."""


def gaps(
    on: datetime.date, known: Iterable[Event], *, country: str = "", among: Iterable[Action] | None = None
) -> dict[str, tuple[Gap, ...]]:
    """What each action lacks on a date, by its id; ``country`` (two letters) narrows the positions that count."""
    listed = tuple(known)
    return {
        action.id: _lacking(action, on, listed, country)
        for action in (actions().values() if among is None else among)
        if action.announced <= on
    }


def _lacking(action: Action, on: datetime.date, known: tuple[Event, ...], country: str) -> tuple[Gap, ...]:
    found = (
        (Gap.DEADLINE, action.deadline is None),
        (Gap.AMOUNT, not money_of_action(action).known),
        (Gap.ACTOR, not action.actors),
        (Gap.EVENT, not status_of(action, on, known).events),
        (Gap.POSITION, not positions_on(action, country)),
    )
    return tuple(gap for gap, lacks in found if lacks)


def positions_on(action: Action, country: str = "") -> tuple[Position, ...]:
    """What countries say of an action, or one country (two letters)."""
    return tuple(
        position
        for position in positions().values()
        if action.id in position.actions and country.upper() in ("", position.country)
    )


def contradictions_about(action: Action) -> tuple[Contradiction, ...]:
    """Where documents disagree about an action."""
    return tuple(entry for entry in contradictions().values() if action.id in entry.actions)
