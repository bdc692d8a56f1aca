"""The needs to measure the search with, and how far each record answers each of them.

``needs/*.yaml`` hold the needs, ``needs/judged/*.yaml`` the judgements: see the heads of those files.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from toepas.catalogue import Asset, shipped

FOLDER = Path(__file__).resolve().parent / "needs"
SOLUTIONS = ("solution", "building-block", "model", "practice")
"""The kinds that are an answer where a need does not say which it seeks."""


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """One need. ``texts`` by language; ``kinds`` are the kinds of records that are sought; ``half`` is tune or held-out."""

    id: str
    half: str
    kinds: tuple[str, ...]
    texts: Mapping[str, str]
    parallel: bool


@functools.cache
def needs() -> tuple[Need, ...]:
    """All needs, those in every language first."""
    paths = sorted(FOLDER.glob("*.yaml"), key=lambda path: (path.stem != "parallel", path.stem))
    return tuple(
        Need(name, entry["half"], tuple(entry.get("kinds", SOLUTIONS)), entry["texts"], path.stem == "parallel")
        for path in paths
        for name, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    )


@functools.cache
def _files() -> tuple[Mapping[str, object], ...]:
    return tuple(
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "judged").glob("*.yaml"))
    )


@functools.cache
def grades(need: str) -> Mapping[str, int]:
    """The records that answer a need, with 1 or 2."""
    found: dict[str, int] = {}
    for judged in _files():
        for grade, ids in judged["grades"].get(need, {}).items():
            found |= dict.fromkeys(ids, int(grade))
    return {name: grade for name, grade in found.items() if grade}


@functools.cache
def judged(need: str) -> frozenset[str]:
    """The records that were held against a need."""
    found: set[str] = set()
    for file in _files():
        found.update(file.get("read", ()))
        for ids in file["grades"].get(need, {}).values():
            found.update(ids)
    return frozenset(found)


def to_judge(need: Need, rankings: Sequence[Sequence[str]], first: int = 10) -> list[Asset]:
    """The records among the first of any ranking that nobody held against a need yet."""
    known = judged(need.id)
    pooled = {name for ranking in rankings for name in ranking[:first]} - known
    return [asset for asset in shipped() if asset.id in pooled]
