"""Makes the vectors that are shipped: ``python -m toepas.ask.precompute`` writes those that are missing and drops those
that nothing uses any more; ``python -m toepas.ask.precompute check`` says how many are missing."""

from __future__ import annotations

import sys

from toepas.ask import vectors
from toepas.ask.engine import every_text
from toepas.law import load_act
from toepas.law.act import text_versions


def wanted() -> dict[bytes, tuple[str, str]]:
    """Kind and text of every vector that is shipped, by its key."""
    texts = every_text([load_act(version) for version in text_versions()])
    return {vectors.key(text, kind): (kind, text) for kind, group in texts.items() for text in group}


def missing() -> list[tuple[str, str]]:
    """Kind and text of every vector that should be shipped and is not."""
    store = vectors.shipped()
    return [item for name, item in wanted().items() if store.get(name) is None]


def write() -> int:
    """Make what is missing, and write the file. Returns how many were made."""
    store, model = vectors.shipped(), vectors.encoder()
    if model is None:
        raise RuntimeError("the model is not installed")
    todo = missing()
    for start in range(0, len(todo), vectors.CHUNK):
        for kind, make in (("passage", model.passage), ("query", model.query)):
            texts = [text for which, text in todo[start : start + vectors.CHUNK] if which == kind]
            if texts:
                store.put([vectors.key(text, kind) for text in texts], make(texts))
        print(f"{min(start + vectors.CHUNK, len(todo))} of {len(todo)}", file=sys.stderr, flush=True)
    store.keep_only(set(wanted()))
    store.write()
    return len(todo)


def main(arguments: list[str]) -> int:
    """Write the file, or only check it."""
    if arguments[:1] == ["check"]:
        left = len(missing())
        print(f"{left} of {len(wanted())} vectors are missing.")
        return 1 if left else 0
    print(f"{write()} vectors made; {vectors.SHIPPED.stat().st_size:,} bytes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
