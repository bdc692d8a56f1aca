"""Makes what the search ships: ``python -m toepas.catalogue.precompute`` writes the vectors of the starter catalogue, of
the hubs and of the labels of the purposes, and the mean of each language; ``check`` says how many are missing."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import yaml

from toepas.catalogue.search.meaning import DATA_DIR, MEANS, VECTORS, label_text
from toepas.catalogue.search.texts import texts_of
from toepas.catalogue.shipped import shipped
from toepas.catalogue.vocabulary import concepts
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.vectors import Floats, key

SENTENCES = DATA_DIR / "sentences.yaml"
ASKING = 0.3
"""How much the way of asking weighs in the mean of needs, beside the labels."""


def wanted() -> dict[bytes, tuple[str, str]]:
    """Kind and text of every vector that is shipped, by its key."""
    pairs = [("passage", text.whole) for asset in shipped() for text in texts_of(asset)]
    pairs += [("query", text) for lang in OFFICIAL_LANGUAGES for text in _labels(lang)]
    return {key(text, kind): (kind, text) for kind, text in pairs}


def _labels(lang: str) -> list[str]:
    return [label_text(name, lang) for name, concept in concepts().items() if lang in concept.labels]


def write_means() -> None:
    """Write the mean vector of what the labels say, per language and kind, and of needs: that of labels as questions, moved towards
    that of sentences that ask for nothing in particular. Under no language stands that of all."""
    sentences = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    found: dict[str, Any] = {}
    for lang in OFFICIAL_LANGUAGES:
        for kind in ("query", "passage"):
            found[f"{kind}_{lang}"] = _mean(_labels(lang), kind)
        found[f"need_{lang}"] = (1 - ASKING) * found[f"query_{lang}"] + ASKING * _mean(sentences[lang], "query")
    for kind in ("query", "passage", "need"):
        found[f"{kind}_"] = np.mean([found[f"{kind}_{lang}"] for lang in OFFICIAL_LANGUAGES], axis=0)
    np.savez_compressed(MEANS, **{name: mean.astype(np.float16) for name, mean in found.items()})


def _mean(texts: list[str], kind: str) -> Floats:
    vectors = VECTORS.embed(texts, kind)
    if vectors is None:
        raise RuntimeError("the model is not installed")
    mean: Floats = vectors.mean(axis=0)
    return mean


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
