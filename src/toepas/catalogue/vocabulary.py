"""What AI is used for: a list of needs, with labels in every official language of the Union."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DATA_DIR = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class Concept:
    """A purpose for which AI is used. ``group`` orders the list; ``sectors`` are those it belongs to, none for all.

    ``labels`` holds per language the preferred label first, then what people also call it.
    """

    id: str
    group: str
    sectors: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]

    def label(self, lang: str) -> str:
        """The preferred label in a language; in English where that language has none."""
        return (self.labels.get(lang) or self.labels["en"])[0]


@functools.cache
def concepts() -> dict[str, Concept]:
    """Every concept by its id, in the order of the list."""
    listed: dict[str, dict[str, dict[str, list[str]]]] = _read(DATA_DIR / "concepts.yaml")
    labels = {path.stem: _labels(path) for path in sorted((DATA_DIR / "labels").glob("*.yaml"))}
    return {
        name: Concept(
            name,
            group,
            tuple(entry.get("sectors", ())),
            {lang: found[name] for lang, found in labels.items() if name in found},
        )
        for group, entries in listed.items()
        for name, entry in entries.items()
    }


@functools.cache
def sector_labels(lang: str) -> dict[str, tuple[str, ...]]:
    """What the sectors are called in a language, the usual name first; in English where there is no list for it."""
    path = DATA_DIR / "labels" / f"{lang}.yaml"
    read = _read(path if path.exists() else DATA_DIR / "labels" / "en.yaml")
    return {code: tuple(texts) for code, texts in read["sectors"].items()}


def _labels(path: Path) -> dict[str, tuple[str, ...]]:
    return {name: tuple(texts) for name, texts in _read(path)["concepts"].items()}


def _read(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - it is a safe loader
