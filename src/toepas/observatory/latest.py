"""The newest figures of places, with what belongs to it: for showing a single number beside something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toepas.kernel.words import Words
from toepas.observatory.look import look
from toepas.observatory.model import FLAG, GEO, TIME, VALUE, View
from toepas.observatory.places import known_places
from toepas.observatory.say import figure_source


@dataclass(frozen=True, slots=True)
class Latest:
    """A figure with its period, flags, unit (in English) and source."""

    value: float
    time: str
    flags: str
    unit: str
    source: str


def latest(view: View, words: Words) -> Latest | None:
    """The newest figure of a view of one place; None where the place is not known or has no figure. Raises Problem as ``look`` does."""
    return next(iter(latest_of_each(view, (GEO,), words).values()), None)


def latest_of_each(view: View, by: Sequence[str], words: Words) -> dict[tuple[str, ...], Latest]:
    """The newest figure of each combination of codes of these dimensions, read at once; what has none is left out, as are places that are
    not known. Raises Problem as ``look`` does."""
    places = tuple(place for place in view.geo if place in known_places())
    if view.geo and not places:
        return {}
    found = look(replace(view, geo=places), words)
    source = figure_source(found, words)
    return {
        tuple(str(row[name]) for name in by): Latest(
            float(row[VALUE]), str(row[TIME]), str(row[FLAG] or ""), found.unit, source
        )
        for row in found.frame.drop_nulls(VALUE).sort(TIME).to_dicts()
    }
