"""Writes the facts of the hubs that are shipped: ``python -m toepas.catalogue.harvest.pin_hubs EXPORT YYYY-MM-DD``.

Facts only: their own texts are theirs, and stay out.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import msgspec

from toepas.catalogue.document import to_json
from toepas.catalogue.harvest.hubs import Hubs, facts_of
from toepas.catalogue.harvest.rows import open_table
from toepas.catalogue.harvest.run import source_of
from toepas.catalogue.model import Source
from toepas.catalogue.shipped import HUBS
from toepas.kernel.words import Words


def lines(path: Path, day: datetime.date) -> list[bytes]:
    """One line per hub of an export of a day, in the order of their ids. Raises Problem where it cannot be read."""
    words = Words("en")
    found = Hubs(open_table(path, words), words).records("")
    return sorted(to_json(facts_of(raw, _source(raw.key, day), words)) for raw in found)


def _source(key: str, day: datetime.date) -> Source:
    source = source_of("hubs", key, day)
    return msgspec.structs.replace(source, title=f"{source.title}, export of {day.year}")


def main(arguments: list[str]) -> int:
    """Read an export of the day that is given, and write one line per hub."""
    found = lines(Path(arguments[0]), datetime.date.fromisoformat(arguments[1]))
    part = HUBS.with_suffix(".part")
    part.write_bytes(b"\n".join(found) + b"\n")
    part.replace(HUBS)
    print(f"{len(found)} hubs, {HUBS.stat().st_size:,} bytes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
