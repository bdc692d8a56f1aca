"""Periods as the statistical office writes them, as places in time: 2025, 2025-S1, 2025-Q3, 2025-11, 2025-W07, 2025-11-22."""

from __future__ import annotations

import re

_PERIOD = re.compile(r"(\d{4})(?:-([SQW]?)(\d{1,2})(?:-(\d{2}))?)?")
_PARTS = {"S": 2, "Q": 4, "W": 53, "": 12}


def place_in_time(period: str) -> float:
    """Where a period begins, in years. Raises ValueError for what is no period."""
    found = _PERIOD.fullmatch(period)
    if not found:
        raise ValueError(period)
    year, kind, number, day = found.groups()
    within = (int(number) - 1) / _PARTS[kind] if number else 0.0
    return int(year) + within + ((int(day) - 1) / 372 if day else 0.0)


def step_of(period: str) -> float:
    """How far the next period of the same kind is away, in years."""
    found = _PERIOD.fullmatch(period)
    if not found:
        raise ValueError(period)
    _, kind, number, day = found.groups()
    return 1 / 372 if day else 1 / _PARTS[kind] if number else 1.0


def tick_periods(periods: tuple[str, ...], narrow: bool) -> tuple[str, ...]:
    """Which periods are written under an axis: all where they are few, else evenly spread, the newest always."""
    most = 5 if narrow else 10
    if len(periods) <= most:
        return periods
    every = -(-len(periods) // most)
    return tuple(period for place, period in enumerate(reversed(periods)) if place % every == 0)[::-1]
