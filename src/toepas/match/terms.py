"""Two who could help each other, by what they say of themselves: a mentor and a founder, a provider and a user.

One gives (time, a product), the other takes. Each says within which limits; a limit of either side is met, not met or not known. What was
not said is not known, and never taken for met.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toepas.match.limits import MET, NOT_KNOWN, NOT_MET, Limit

ANY = "any"
"""Said in place of a list: all of them."""
PAIRS = {"mentor": "founder", "founder": "mentor", "provider": "user", "user": "provider"}
"""Who is sought by whom."""
GIVERS = ("mentor", "provider")
TIMED = ("mentor", "founder")
"""For whom the stage of a project and hours count."""
CODES = ("sector", "language", "their-country", "our-country", "level", "hours", "room")
"""Every limit, in the order in which it is said. ``their-country``: the giver helps where the taker is; ``our-country``: the other way round."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What one side says. Lists hold codes, or ``any`` alone; empty is not said.

    ``levels``: technology readiness levels, 1 to 9. ``countries``: where the other may be; ``regions``: where in a country, codes of NUTS 2, for
    a country of which only some will do. ``home`` and ``region``: where one is oneself, empty where not known. ``hours``: a month, that a giver has or a taker needs. ``most``: how many a giver helps at once; ``taken``: how many it helps now.
    """

    sectors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    home: str = ""
    region: str = ""
    hours: int | None = None
    most: int | None = None
    taken: int = 0


def held_terms(giver: Terms, taker: Terms, *, timed: bool) -> tuple[Limit, ...]:
    """Every limit of both sides, in the order of ``CODES``; those of time and stage only where they count (``timed``)."""
    return tuple(_limits(giver, taker, timed))


def _limits(giver: Terms, taker: Terms, timed: bool) -> Iterator[Limit]:
    yield _shared("sector", "sectors", giver.sectors, taker.sectors)
    yield _shared("language", "languages", giver.languages, taker.languages)
    yield _there("their-country", giver, taker)
    yield _there("our-country", taker, giver)
    if timed:
        yield _shared("level", "levels", giver.levels, taker.levels)
        yield _hours(giver.hours, taker.hours)
    yield _room(giver)


def _shared(code: str, field: str, one: tuple[str, ...], other: tuple[str, ...]) -> Limit:
    if not one or not other:
        return Limit(code, NOT_KNOWN, field, "")
    if ANY in one or ANY in other:
        both = [name for name in (*one, *other) if name != ANY]
        return Limit(code, MET, field, ", ".join(dict.fromkeys(both)))
    both = [name for name in one if name in other]
    return Limit(code, MET if both else NOT_MET, field, ", ".join(both))


def _there(code: str, one: Terms, other: Terms) -> Limit:
    """Whether the other is where one says it may be. A region counts for its country alone: elsewhere in other countries is no matter of it."""
    named = [region for region in one.regions if other.home and region.startswith(other.home)]
    if named:
        if not other.region:
            return Limit(code, NOT_KNOWN, "regions", "")
        return Limit(code, MET if other.region in named else NOT_MET, "regions", other.region)
    if ANY in one.countries:
        return Limit(code, MET, "countries", other.home)
    if not other.home or not (one.countries or one.regions):
        return Limit(code, NOT_KNOWN, "countries", other.home)
    return Limit(code, MET if other.home in one.countries else NOT_MET, "countries", other.home)


def _hours(has: int | None, needs: int | None) -> Limit:
    if has is None or needs is None:
        return Limit("hours", NOT_KNOWN, "hours", "")
    return Limit("hours", MET if has >= needs else NOT_MET, "hours", str(has))


def _room(giver: Terms) -> Limit:
    if giver.most is None:
        return Limit("room", NOT_KNOWN, "most", "")
    return Limit("room", MET if giver.taken < giver.most else NOT_MET, "most", str(max(giver.most - giver.taken, 0)))


def failing(held: tuple[Limit, ...]) -> Limit | None:
    """The first limit that is not met; None where none is known to fail."""
    return next((limit for limit in held if limit.outcome == NOT_MET), None)


def weight_of(held: tuple[Limit, ...]) -> float:
    """How much of what counts is known to be met, 0 to 1: what is not known adds nothing."""
    return sum(limit.outcome == MET for limit in held) / len(held)
