"""Round numbers for axes and classes."""

from __future__ import annotations

import math
from collections.abc import Iterator


def step(low: float, high: float, wanted: int) -> float:
    """A round distance (1, 2, 2.5 or 5 times a power of ten) that divides a range into about ``wanted`` parts."""
    span = (high - low) or abs(high) or 1.0
    power = 10.0 ** math.floor(math.log10(span / wanted))
    return next(power * part for part in (1, 2, 2.5, 5, 10) if span / (power * part) <= wanted)


def larger(size: float) -> Iterator[float]:
    """Round distances from ``size`` (which is one) on, without end."""
    power = 10.0 ** math.floor(math.log10(size) + 1e-9)
    while True:
        yield from (power * part for part in (1, 2, 2.5, 5) if power * part >= size * (1 - 1e-9))
        power *= 10


def scale(low: float, high: float, wanted: int) -> tuple[float, ...]:
    """Round numbers from at or below ``low`` to at or above ``high``; zero is always among them."""
    low, high = min(low, 0.0), max(high, 0.0)
    size = step(low, high, wanted)
    first, last = math.floor(low / size + 1e-9), math.ceil(high / size - 1e-9)
    return tuple(round(number * size, 10) for number in range(first, max(last, first + 1) + 1))


def digits(numbers: tuple[float, ...]) -> int:
    """How many digits after the point these numbers need."""
    return max((len(f"{number:.10f}".rstrip("0").partition(".")[2]) for number in numbers), default=0)
