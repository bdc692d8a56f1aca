"""Makes the vectors that are shipped: ``python -m toepas.ask.precompute`` writes those that are missing and drops those
that nothing uses any more; ``python -m toepas.ask.precompute check`` says how many are missing."""

from __future__ import annotations

import sys

from toepas.ask.engine import VECTORS, every_text
from toepas.law import load_act
from toepas.law.act import text_versions
from toepas.retrieval.vectors import key


def wanted() -> dict[bytes, tuple[str, str]]:
    """Kind and text of every vector that is shipped, by its key."""
    texts = every_text([load_act(version) for version in text_versions()])
    return {key(text, kind): (kind, text) for kind, group in texts.items() for text in group}


def main(arguments: list[str]) -> int:
    """Write the file, or only check it."""
    if arguments[:1] == ["check"]:
        left = len(VECTORS.missing(wanted()))
        print(f"{left} of {len(wanted())} vectors are missing.")
        return 1 if left else 0
    print(f"{VECTORS.write_shipped(wanted())} vectors made; {VECTORS.path.stat().st_size:,} bytes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
