"""The events that the pages show: the shipped ones and those that whoever runs the site adds."""

from __future__ import annotations

import logging

from toepas.kernel import Problem, Words
from toepas.strategy import Event, events, shipped_events

LOG = logging.getLogger(__name__)


def known_events(said: Words) -> tuple[Event, ...]:
    """Every event, the oldest first. A broken file of whoever runs the site takes none of the pages away: the log says what is wrong with it,
    and the shipped events are shown alone."""
    try:
        return events(said)
    except Problem as problem:
        LOG.error("Own events left out. %s", problem)
        return tuple(sorted(shipped_events().values(), key=lambda event: (event.date.last, event.date.first, event.id)))
