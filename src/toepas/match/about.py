"""What a text is about: purposes told in as many words, or near in meaning to what the purposes are called."""

from __future__ import annotations

from collections.abc import Sequence

from toepas.catalogue import concepts
from toepas.catalogue.search import labels
from toepas.catalogue.search.asked import take_apart
from toepas.catalogue.search.meaning import Model

NEAR = 0.37
"""From this cosine with its labels on, a text is about a purpose."""
OF_SECTOR, OF_OTHERS = 0.06, -0.03
"""What it adds that a purpose belongs to the sector of the case, and takes away that it belongs to others."""
SAID = 0.60
"""What a label that stands in the text counts for, beside a cosine."""
SPREAD = 0.08
"""What is further than this from the nearest purpose is not meant."""
MOST = 3


def purposes_told(parts: Sequence[str], lang: str, sectors: Sequence[str]) -> tuple[str, ...]:
    """The purposes that texts about one thing tell of, nearest first; none where none is near.

    Each text is read on its own too, for a long one hides what a short one says. Without the model that is installed
    beside Toepas, only what stands in as many words is found.
    """
    texts = [part for part in parts if part]
    wholes = list(dict.fromkeys([*texts, ". ".join(texts[:2]), ". ".join(texts)]))
    names = list(concepts())
    told = dict.fromkeys(names, 0.0)
    model = Model(make=False)
    for text in wholes:
        near = model.purposes(text, lang) if text else None
        if near is not None:
            told = {name: max(told[name], float(near[at])) for at, name in enumerate(names)}
    for text in texts:
        for at, share in labels.said(take_apart(text, lang).words, lang).items():
            told[names[at]] = max(told[names[at]], SAID * share)
    weighed = {name: cosine + _of_sector(name, sectors) for name, cosine in told.items() if cosine > 0}
    nearest = max(weighed.values(), default=0.0)
    found = [name for name, cosine in weighed.items() if cosine >= max(NEAR, nearest - SPREAD)]
    return tuple(sorted(found, key=lambda name: -weighed[name])[:MOST])


def _of_sector(name: str, sectors: Sequence[str]) -> float:
    """How much the sector speaks for a purpose; nothing where either has none."""
    own = concepts()[name].sectors
    if not own or not sectors:
        return 0.0
    return OF_SECTOR if set(own) & set(sectors) else OF_OTHERS
