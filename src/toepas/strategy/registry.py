"""The data of the strategy: YAML files written by hand, read once, checked as they are read."""

from __future__ import annotations

import datetime
import functools
from pathlib import Path
from typing import Any

import yaml

from toepas.kernel.dates import Period
from toepas.strategy.model import Action, Document, Place, Scope

DATA_DIR = Path(__file__).resolve().parent / "data"


@functools.cache
def documents() -> dict[str, Document]:
    """Every document by its id."""
    return {
        name: Document(
            name,
            entry["title"],
            entry.get("reference", ""),
            entry.get("date"),
            entry.get("by", ""),
            entry.get("url", ""),
            entry["language"],
        )
        for name, entry in _load(DATA_DIR / "documents.yaml").items()
    }


@functools.cache
def actions() -> dict[str, Action]:
    """Every action by its id, in the order of the documents."""
    found = {}
    for path in sorted((DATA_DIR / "actions").glob("*.yaml")):
        head = _load(path)
        for name, entry in head["actions"].items():
            found[name] = _action(name, entry, head)
    return found


def _action(name: str, entry: dict[str, Any], head: dict[str, Any]) -> Action:
    document = documents()[head["document"]]
    announced = entry.get("announced", document.date)
    assert isinstance(announced, datetime.date), f"{name}: no date"
    return Action(
        id=name,
        scope=Scope(entry.get("scope", head["scope"])),
        title=entry["title"],
        what=entry["what"],
        place=Place(head["document"], str(entry.get("section", head["section"])), str(entry.get("item", ""))),
        sectors=tuple(entry.get("sectors", head.get("sectors", ()))),
        actors=tuple(entry.get("actors", head.get("actors", ()))),
        instruments=tuple(entry.get("instruments", ())),
        programmes=tuple(entry.get("programmes", ())),
        announced=announced,
        deadline=Period.parse(entry["deadline"]) if "deadline" in entry else None,
        deadline_words=entry.get("deadline_words", ""),
        linked=tuple(entry.get("linked", ())),
        aliases=tuple(entry.get("aliases", ())),
    )


def _load(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - it is a safe loader
    return read
