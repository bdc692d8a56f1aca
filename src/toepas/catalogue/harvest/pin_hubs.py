"""Writes the facts of the hubs that are shipped: ``python -m toepas.catalogue.harvest.pin_hubs EXPORT YYYY-MM-DD``."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from toepas.catalogue.document import to_json
from toepas.catalogue.harvest.hubs import Hubs
from toepas.catalogue.harvest.run import source_facts
from toepas.catalogue.model import Source
from toepas.catalogue.shipped import HUBS
from toepas.kernel.words import Words


def main(arguments: list[str]) -> int:
    """Read an export of the day that is given, and write one line per hub."""
    path, day = Path(arguments[0]), datetime.date.fromisoformat(arguments[1])
    facts, hubs = source_facts("hubs"), Hubs(path, Words("en"))
    lines = []
    for raw in hubs.records(""):
        source = Source(
            id="hubs",
            url=facts["page"],
            retrieved=day,
            licence=facts["licence"],
            record=raw.key,
            title=f"{facts['title']}, export of {day.year}",
        )
        asset = hubs.convert(raw, source)
        if asset:
            lines.append(to_json(asset))
    part = HUBS.with_suffix(".part")
    part.write_bytes(b"\n".join(sorted(lines)) + b"\n")
    part.replace(HUBS)
    print(f"{len(lines)} hubs, {HUBS.stat().st_size:,} bytes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
