"""On which days the moments after the first one are proposed."""

from __future__ import annotations

import calendar
import datetime

from toepas.maturity.registry import moments


def proposed(first: datetime.date) -> dict[str, datetime.date]:
    """The day of each later moment, counted in months from the day of T0; the last of a month that has no such day."""
    return {stage: _later(first, months) for stage, months in moments().items()}


def _later(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return day.replace(year=day.year + years, month=month + 1, day=min(day.day, last))


def months_after(stage: str) -> int:
    """How many months after T0 a later moment is proposed."""
    return moments()[stage]
