"""Makes what the search ships: ``python -m toepas.catalogue.precompute`` writes the vectors of the starter catalogue, of
the hubs and of the labels of the purposes, and the mean of each language; ``check`` says how many are missing."""

from __future__ import annotations

import sys

import numpy as np

from toepas.catalogue.search.meaning import MEANS, VECTORS, label_text
from toepas.catalogue.search.texts import texts_of
from toepas.catalogue.shipped import shipped
from toepas.catalogue.vocabulary import concepts
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.vectors import key


def wanted() -> dict[bytes, tuple[str, str]]:
    """Kind and text of every vector that is shipped, by its key."""
    pairs = [("passage", text.whole) for asset in shipped() for text in texts_of(asset)]
    pairs += [("query", text) for lang in OFFICIAL_LANGUAGES for text in _labels(lang)]
    return {key(text, kind): (kind, text) for kind, text in pairs}


def _labels(lang: str) -> list[str]:
    return [label_text(name, lang) for name, concept in concepts().items() if lang in concept.labels]


def write_means() -> None:
    """Write the mean vector of what the labels say, per language and kind; under no language that of all."""
    found = {}
    for kind in ("query", "passage"):
        for lang in OFFICIAL_LANGUAGES:
            vectors = VECTORS.embed(_labels(lang), kind) if _labels(lang) else None
            if vectors is not None:
                found[f"{kind}_{lang}"] = vectors.mean(axis=0).astype(np.float16)
        found[f"{kind}_"] = np.mean([mean for name, mean in found.items() if name.startswith(kind)], axis=0).astype(
            np.float16
        )
    np.savez_compressed(MEANS, **found)


def main(arguments: list[str]) -> int:
    """Write the files, or only check them."""
    if arguments[:1] == ["check"]:
        left = len(VECTORS.missing(wanted()))
        print(f"{left} of {len(wanted())} vectors are missing.")
        return 1 if left else 0
    made = VECTORS.write_shipped(wanted())
    write_means()
    print(f"{made} vectors made; {VECTORS.path.stat().st_size:,} bytes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
