"""What is looked at once a day, by ``toepas manage alerts``, before the mail goes out: each part of the site says here what it does."""

from __future__ import annotations

import datetime
from collections.abc import Callable

Reminder = Callable[[datetime.datetime], None]
_reminders: dict[str, Reminder] = {}


def offer_daily(name: str, reminder: Reminder) -> None:
    """Called once by each part, when the site starts."""
    _reminders[name] = reminder


def remind_all(now: datetime.datetime) -> None:
    """Look at everything that may be near or late."""
    for name in sorted(_reminders):
        _reminders[name](now)
