"""The newest figure of one place, with what belongs to it: for showing a single number beside something else."""

from __future__ import annotations

from dataclasses import dataclass

from toepas.kernel.words import Words
from toepas.observatory.look import look
from toepas.observatory.model import FLAG, TIME, VALUE, View
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
    if any(place not in known_places() for place in view.geo):
        return None
    found = look(view, words)
    rows = found.frame.drop_nulls(VALUE).sort(TIME).to_dicts()
    if not rows:
        return None
    last = rows[-1]
    return Latest(float(last[VALUE]), str(last[TIME]), str(last[FLAG] or ""), found.unit, figure_source(found, words))
