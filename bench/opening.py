"""How long ``toepas catalogue search`` takes as a whole process, with the index kept and with the index made at every start."""

from __future__ import annotations

import datetime
import sys
import tempfile
from pathlib import Path

from bench.measure import Line, processes
from toepas.catalogue import Store, default_path
from toepas.catalogue.search.meaning import VECTORS
from toepas.catalogue.search.texts import texts_of
from toepas.kernel.words import Words
from toepas.retrieval.vectors import key

RUNS = 5
NOW = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
BATCH = 5_000


def fill(count: int) -> None:
    """Put so many made assets into the store of ``TOEPAS_HOME``, with made vectors."""
    from bench.catalogue import MadeVectors, made

    vectors, words = MadeVectors(), Words("en")
    assets = list(made(count))
    with Store(default_path(), words) as store:
        run = store.begin("made", NOW)
        for start in range(0, count, BATCH):
            store.keep(run, [(asset.id, asset) for asset in assets[start : start + BATCH]], [], str(start), NOW)
        store.finish(run, NOW)
    texts = [text for asset in assets for text in texts_of(asset)]
    kept = VECTORS.cached()
    kept.put([key(text.whole) for text in texts], vectors.passages([(text.lang, text.whole) for text in texts]))
    kept.write()


def opening(count: int) -> list[Line]:
    """The search with so many harvested assets beside those that are shipped. A file where the folder of the index should be
    keeps it from being kept."""
    what = f"{count:,} harvested assets" if count else "the shipped assets"
    with tempfile.TemporaryDirectory() as folder:
        kept, never = Path(folder, "kept"), Path(folder, "never")
        for home in (kept, never):
            (home / "catalogue").mkdir(parents=True)
            if count:
                processes([[*_at(home), "-c", f"from bench.opening import fill; fill({count})"]], 0)
        (never / "catalogue" / "index").write_text("in the way", encoding="utf-8")
        search = ["-m", "toepas", "catalogue", "search", "chatbot for residents"]
        ours, peer = processes([[*_at(home), *search] for home in (kept, never)], RUNS)
    return [
        Line(
            f"`toepas catalogue search`, whole process, {what} (memory)",
            f"{ours.seconds:.2f} s ({ours.memory / 1e6:.0f} MB)",
            f"index made at the start {peer.seconds:.2f} s ({peer.memory / 1e6:.0f} MB)",
            f"{ours.seconds / peer.seconds:.3f}",
        )
    ]


def _at(home: Path) -> list[str]:
    return ["env", f"TOEPAS_HOME={home}", sys.executable]
