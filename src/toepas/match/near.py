"""How far something is: in kilometres where both places are known, else by country."""

from __future__ import annotations

import math

from toepas.catalogue import Place

EARTH = 6371.0
"""Mean radius, in kilometres."""
NEIGHBOURS = {
    frozenset(pair.split("-"))
    for pair in [
        "AT-CZ",
        "AT-DE",
        "AT-HU",
        "AT-IT",
        "AT-LI",
        "AT-SI",
        "AT-SK",
        "BE-DE",
        "BE-FR",
        "BE-LU",
        "BE-NL",
        "BG-EL",
        "BG-RO",
        "CY-EL",
        "CZ-DE",
        "CZ-PL",
        "CZ-SK",
        "DE-DK",
        "DE-FR",
        "DE-LU",
        "DE-NL",
        "DE-PL",
        "DK-SE",
        "EE-FI",
        "EE-LV",
        "EL-IT",
        "ES-FR",
        "ES-PT",
        "FI-NO",
        "FI-SE",
        "FR-IT",
        "FR-LU",
        "HR-HU",
        "HR-SI",
        "HU-RO",
        "HU-SI",
        "HU-SK",
        "IE-FR",
        "IT-MT",
        "IT-SI",
        "LT-LV",
        "LT-PL",
        "NO-SE",
        "PL-SK",
    ]
}
"""Countries that border on each other, or are one short crossing apart."""


def kilometres(one: Place, other: Place) -> float | None:
    """The distance along the great circle (haversine); None where a place has no coordinates."""
    if None in (one.lat, one.lon, other.lat, other.lon):
        return None
    assert one.lat is not None
    assert one.lon is not None
    assert other.lat is not None
    assert other.lon is not None
    north, south = math.radians(one.lat), math.radians(other.lat)
    across = math.radians(other.lon - one.lon)
    chord = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(chord))


def nearness(here: Place | None, there: Place | None) -> float:
    """From 1 (here) to 0 (far or not known). Where a place is known by its country alone: same country 0.7, a neighbour 0.35."""
    if here is None or there is None:
        return 0.0
    distance = kilometres(here, there)
    by_country = 0.0
    if here.country == there.country:
        by_country = 0.7
    elif frozenset((here.country, there.country)) in NEIGHBOURS:
        by_country = 0.35
    if distance is None:
        return by_country
    return (
        max(by_country * 0.9, math.exp(-distance / 150)) if here.country == there.country else math.exp(-distance / 150)
    )
