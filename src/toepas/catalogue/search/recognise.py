"""Which purposes a need is about: those that its words name, and those whose labels come near, beside all other purposes.

How near depends on the language and on the length of a need; by how much a purpose stands out among all does not. So the measure is
how many standard deviations a purpose lies above the mean of all (see docs/catalogue-quality.md for the figures).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from toepas.retrieval.vectors import Floats

FROM, WHOLLY = 2.0, 4.0
"""A purpose that stands out by so many standard deviations is just recognised, and wholly."""
LEAST = 0.15
"""Below this cosine a purpose is not recognised, however much it stands out."""
PURPOSES = 5
"""A need is about so many purposes at most."""


def strengths(near: Floats) -> Floats:
    """For each purpose how far a need is about it (0 to 1), by the cosines of the need with all of them."""
    spread = float(near.std())
    if not spread:
        return np.zeros_like(near)
    above: Floats = np.clip(((near - near.mean()) / spread - FROM) / (WHOLLY - FROM), 0, 1) * (near >= LEAST)
    above[np.argsort(-above, kind="stable")[PURPOSES:]] = 0
    return above


def recognised(near: Floats, lexical: Mapping[int, float]) -> list[tuple[int, float]]:
    """The purposes that a need is about, most first, as (position, 0 to 1). ``near`` are cosines with all purposes,
    ``lexical`` tells how much of a label was said in as many words."""
    found = strengths(near)
    for at, share in lexical.items():
        found[at] = max(found[at], share)
    order = np.argsort(-found, kind="stable")[:PURPOSES]
    return [(int(at), float(found[at])) for at in order if found[at] > 0]
