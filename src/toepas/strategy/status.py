"""How far an action is on a date: from its events and their evidence, and never later than its document says."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from toepas.strategy.model import Action, Event, Grade, State

FIRM = (Grade.DOCUMENT, Grade.OFFICIAL)
"""Evidence on which a state rests. What others report is told beside it."""
_ORDER = list(State)


class Timing(enum.StrEnum):
    """How an action stands to its deadline."""

    NO_DEADLINE = "no-deadline-given"
    AHEAD = "deadline-ahead"
    IN_TIME = "delivered-in-time"
    AFTER = "delivered-after-deadline"
    UNCLEAR = "delivered-in-time-unknown"
    """Delivered, on a day that is not known well enough to say whether that was in time."""
    STOPPED = "stopped"
    LATE = "late"
    """The deadline has passed and no firm evidence shows that it was delivered."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far an action is on a date. ``state`` is None where the action had not been announced by then.

    ``events`` are those that had happened, oldest first; ``perhaps`` those whose date is not known well enough to say.
    ``reported`` are states that follow from weaker evidence only, after what ``state`` rests on.
    """

    action: Action
    on: datetime.date
    state: State | None
    because: Event | None
    """The event that ``state`` rests on; None where it rests on the announcement alone."""
    timing: Timing
    events: tuple[Event, ...]
    perhaps: tuple[Event, ...]
    reported: tuple[Event, ...]


def status_of(action: Action, on: datetime.date, known: Iterable[Event]) -> Status:
    """The status of an action on a date; ``known`` are events of any action (``events()``)."""
    day = on.toordinal()
    own = sorted((event for event in known if action.id in event.actions), key=_when)
    happened = tuple(event for event in own if event.date.last <= day)
    perhaps = tuple(event for event in own if event.date.first <= day < event.date.last)
    if on < action.announced and not happened:
        return Status(action, on, None, None, _timing(action, day, ()), (), perhaps, ())
    firm = [event for event in happened if event.state and event.grade in FIRM]
    because = firm[-1] if firm else None
    after = happened[happened.index(because) + 1 :] if because else happened
    state = because.state if because else State.ANNOUNCED
    reported = tuple(event for event in after if event.state not in (None, state) and event.grade not in FIRM)
    return Status(action, on, state, because, _timing(action, day, firm), happened, perhaps, reported)


def _when(event: Event) -> tuple[int, int, int]:
    return event.date.last, event.date.first, _ORDER.index(event.state) if event.state else -1


def _timing(action: Action, day: int, firm: Iterable[Event]) -> Timing:
    if action.deadline is None:
        return Timing.NO_DEADLINE
    last = None
    for event in firm:
        if event.state is State.DELIVERED:
            if event.date.last <= action.deadline.last:
                return Timing.IN_TIME
            return Timing.AFTER if event.date.first > action.deadline.last else Timing.UNCLEAR
        last = event.state
    if last is State.STOPPED:
        return Timing.STOPPED
    return Timing.LATE if action.deadline.last < day else Timing.AHEAD
