"""The data of the strategy: YAML files written by hand, read once, and the user's own events beside them."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path
from typing import Any

from toepas.kernel.places import data_dir
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import Located
from toepas.strategy.entries import entries, open_file
from toepas.strategy.model import Action, Amount, Body, Contradiction, Document, Event, Place, Position, Term
from toepas.strategy.references import unknown_names

WEB = ("https://", "http://")
DATA_DIR = Path(__file__).resolve().parent / "data"


def own_events_dir() -> Path:
    """Where a user's own events are: ``*.yaml`` (or ``*.yml``) files of the same form as those that come with Toepas."""
    return data_dir() / "strategy" / "events"


@functools.cache
def documents() -> dict[str, Document]:
    """Every document by its id."""
    return {entry.id: entry for entry in _entries(Document, "documents.yaml")}


@functools.cache
def bodies() -> dict[str, Body]:
    """Every body that owes, governs, pays or speaks, by its id."""
    return {entry.id: entry for entry in _entries(Body, "bodies.yaml")}


@functools.cache
def programmes() -> dict[str, Term]:
    """Every funding programme by its id."""
    return {entry.id: entry for entry in _entries(Term, "programmes.yaml")}


@functools.cache
def instruments() -> dict[str, Term]:
    """Every kind of means by its id."""
    return {entry.id: entry for entry in _entries(Term, "instruments.yaml")}


@functools.cache
def actions() -> dict[str, Action]:
    """Every action by its id, in the order of the documents and of their sections."""
    found: dict[str, Action] = {}
    for path in _files("actions"):
        located = open_file(path)
        document = documents()[located.data["document"]]
        shared = {key: located.data[key] for key in ("scope", "sectors", "actors") if key in located.data}
        shared["place"] = {"document": document.id, "section": located.data["section"]}
        shared["announced"] = document.date
        for entry in entries(Action, located, "actions", shared):
            found[_fresh(entry.id, found, path)] = entry
    order = list(documents())
    ordered = sorted(found.values(), key=lambda action: (order.index(action.place.document), _parts(action.place)))
    return {action.id: action for action in ordered}


def _parts(place: Place) -> list[tuple[int, str]]:
    """A section as it is ordered: 2.9 comes before 2.10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in place.section.split(".")]


@functools.cache
def ledger() -> dict[str, Amount]:
    """Every amount of money by its id."""
    return {entry.id: entry for entry in _entries(Amount, "ledger.yaml")}


@functools.cache
def contradictions() -> dict[str, Contradiction]:
    """Every contradiction between documents by its id."""
    return {entry.id: entry for entry in _entries(Contradiction, "contradictions.yaml")}


@functools.cache
def positions() -> dict[str, Position]:
    """Every position of a country by its id, country by country: a file of ``positions/`` is named after its country."""
    found: dict[str, Position] = {}
    for path in _files("positions"):
        located = open_file(path)
        shared: dict[str, Any] = {"country": path.stem.upper()}
        shared |= {key: located.data[key] for key in ("by",) if key in located.data}
        if "document" in located.data:
            shared["place"] = {"document": located.data["document"]}
        for entry in entries(Position, located, "positions", shared):
            found[_fresh(entry.id, found, path)] = entry
    return found


@functools.cache
def shipped_events() -> dict[str, Event]:
    """Every event that comes with Toepas, by its id."""
    found: dict[str, Event] = {}
    for path in _files("events"):
        for entry in entries(Event, open_file(path), "events"):
            found[_fresh(entry.id, found, path)] = entry
    return found


def own_events(words: Words | None = None) -> dict[str, Event]:
    """The events that the user added, by their id. Raises Problem, naming file and entry, where one cannot be used."""
    words = words or Words()
    found: dict[str, Event] = {}
    for path in sorted(own_events_dir().glob("*.y*ml")):
        located = open_file(path, words)
        for name, where, expected in unknown_names(located, {"actions": actions().keys()}):
            raise Problem(
                words.t("'{name}' is not known.", name=name),
                where=where,
                expected=words.t("one of: {names}", names=", ".join(expected)),
                todo=words.t("The ids of the actions are shown by: toepas strategy list"),
            )
        for entry in entries(Event, located, "events", words=words):
            if not entry.actions:
                raise Problem(
                    words.t("The event '{name}' names no action.", name=entry.id),
                    where=located.where("events", entry.id, "actions"),
                    expected=words.t("a list with one id or more: [raise]"),
                    todo=words.t("The ids of the actions are shown by: toepas strategy list"),
                )
            if not entry.url.startswith(WEB):
                raise Problem(
                    words.t("'{value}' is not an address of a page.", value=entry.url),
                    where=located.where("events", entry.id, "url"),
                    expected=words.t("an address that begins with https:// or http://"),
                    todo=words.t("Give the page that shows what happened."),
                )
            name = _fresh(entry.id, {**shipped_events(), **found}, path, words)
            found[name] = dataclasses.replace(entry, shipped=False)
    return found


def events(words: Words | None = None) -> tuple[Event, ...]:
    """Every event, the oldest first: those that come with Toepas and the user's own."""
    found = (*shipped_events().values(), *own_events(words).values())
    return tuple(sorted(found, key=lambda event: (event.date.last, event.date.first, event.id)))


def data_files() -> dict[Path, Located]:
    """Every shipped file, opened: for the checks of the data as a whole."""
    return {path: open_file(path) for path in sorted(DATA_DIR.glob("**/*.yaml"))}


def _files(folder: str) -> list[Path]:
    return sorted((DATA_DIR / folder).glob("*.yaml"))


def _entries(kind: type[Any], name: str) -> list[Any]:
    return list(entries(kind, open_file(DATA_DIR / name)))


def _fresh(name: str, found: dict[str, Any], path: Path, words: Words | None = None) -> str:
    if name in found:
        words = words or Words()
        raise Problem(
            words.t("The name '{name}' stands in two files.", name=name),
            where=str(path),
            todo=words.t("Give one of the two another name."),
        )
    return name
