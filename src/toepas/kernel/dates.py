"""Dates that may be known only by year or month, and the two ends of time that rules need."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

NEVER = datetime.date.max.toordinal()
"""Ordinal that stands for "never": later than every date."""
ALWAYS = 1
"""Ordinal before every date that matters."""

_PARTIAL = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


@dataclass(frozen=True, slots=True)
class Period:
    """A date known to lie between two days, both included, as ordinals of the proleptic Gregorian calendar."""

    first: int
    last: int

    @classmethod
    def parse(cls, value: object) -> Period:
        """Read a date, ``2026-08-02``, or a month ``2026-08``, or a year ``2026``. Raises ValueError otherwise."""
        if isinstance(value, Period):
            return value
        if isinstance(value, datetime.datetime):
            value = value.date()
        if isinstance(value, datetime.date):
            return cls(value.toordinal(), value.toordinal())
        match = _PARTIAL.match(str(value).strip())
        if not match:
            raise ValueError(str(value))
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if month is None:
            return cls(datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal())
        if day is None:
            last = calendar.monthrange(year, month)[1]
            return cls(datetime.date(year, month, 1).toordinal(), datetime.date(year, month, last).toordinal())
        exact = datetime.date(year, month, day).toordinal()
        return cls(exact, exact)


def day(ordinal: int) -> datetime.date | None:
    """The calendar date of an ordinal; None for never."""
    return None if ordinal >= NEVER else datetime.date.fromordinal(ordinal)
