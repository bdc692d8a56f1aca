"""The assets that come with Toepas: the starter catalogue, and the public facts of the hubs."""

from __future__ import annotations

import functools
from pathlib import Path

import yaml

from toepas.catalogue.document import from_json, read_asset
from toepas.catalogue.model import Asset
from toepas.kernel.words import Words

DATA_DIR = Path(__file__).resolve().parent / "data"
STARTER = DATA_DIR / "starter"
HUBS = DATA_DIR / "hubs.jsonl"


def starter(words: Words) -> tuple[Asset, ...]:
    """The entries of the starter catalogue. Raises Problem with file and entry for one that is not as it should be."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return tuple(
        read_asset(entry, f"{path.name} {entry.get('id', at)}", words)
        for path in sorted(STARTER.glob("*.yaml"))
        for at, entry in enumerate(yaml.load(path.read_text(encoding="utf-8"), loader) or [], 1)  # noqa: S506 - it is a safe loader
    )


@functools.cache
def shipped() -> tuple[Asset, ...]:
    """Everything that comes with Toepas, each by its own id."""
    hubs = HUBS.read_bytes().splitlines() if HUBS.exists() else []
    return (*starter(Words("en")), *(from_json(line) for line in hubs))
