"""The folder of a monitor: a plan, the reference, and a log that only grows, one file per entry.

Each entry holds the SHA-256 of the one before it, so that a changed or lost entry is noticed. An entry appears whole or not at all: it is written aside, forced
to the disk, and given its number, which no other program can take at the same time. What an entry needs besides (scores under pseudonym) is
written before it; a file that no entry names is left over from an interruption and goes at the next write.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import io
import json
import os
import secrets
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from toepas.assurance.monitoring import document
from toepas.assurance.monitoring import plan as plans
from toepas.assurance.monitoring.model import EventKind, Plan, Reference
from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words

VERSION = 1
MARKER, PLAN, REFERENCE, KEY = "monitor.json", "plan.yaml", "reference.json", "key"
LOG, CASES, OUTCOMES = "log", "cases", "outcomes"
PARTS = {CASES, OUTCOMES}


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the log: its number, what happened, the day it was entered for, and what it holds."""

    number: int
    kind: EventKind
    on: dt.date
    data: dict[str, Any]


class Store:
    """A folder that is there. Everything is read anew by whoever asks."""

    def __init__(self, folder: Path, words: Words) -> None:
        self.folder, self._words = folder, words

    def plan(self) -> Plan:
        """The plan as it stands in the folder."""
        return plans.read_plan(self.folder / PLAN, self._words)

    def reference(self) -> Reference:
        """The reference with its charts and limits."""
        return document.from_json(Reference, json.loads(self._bytes(REFERENCE)))

    def events(self) -> tuple[Event, ...]:
        """Every entry, oldest first. Raises Problem where one was changed, or is gone."""
        found, before = [], ""
        for number, path in enumerate(sorted((self.folder / LOG).glob("[0-9]*.json")), start=1):
            content = path.read_bytes()
            entry = _entry(content)
            if entry is None or entry.get("number") != number or entry.get("before") != before:
                raise self._broken(path)
            found.append(Event(number, entry["kind"], dt.date.fromisoformat(entry["on"]), entry["data"]))
            before = hashlib.sha256(content).hexdigest()
        return tuple(found)

    def append(self, kind: EventKind, on: dt.date, data: dict[str, Any], events: tuple[Event, ...]) -> Event:
        """Add an entry behind those that were read. Raises Problem where somebody else was first."""
        number = len(events) + 1
        before = hashlib.sha256(self._entry_path(number - 1).read_bytes()).hexdigest() if events else ""
        entry = {"number": number, "kind": kind, "on": on.isoformat(), "before": before, "data": data}
        content = json.dumps(entry, ensure_ascii=False, indent=1, sort_keys=True).encode()
        try:
            write_new(self._entry_path(number), content)
        except FileExistsError:
            raise Problem(
                self._words.t("Somebody else has just added something to this monitor."),
                where=str(self.folder),
                expected=self._words.t("one program at a time"),
                todo=self._words.t("Run the command again; nothing of yours was saved."),
            ) from None
        return Event(number, kind, on, document.as_json(data))

    def keep(self, part: str, name: str, frame: pl.DataFrame) -> str:
        """Write rows beside the log, in place of what may be there; gives back the name."""
        stream = io.BytesIO()
        frame.write_parquet(stream, compression="zstd")
        target = self.folder / part / name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        replace(target, stream.getvalue())
        return name

    def kept(self, part: str, name: str) -> pl.DataFrame | None:
        """Rows that were kept; None where they were deleted."""
        path = self.folder / part / name
        return pl.read_parquet(io.BytesIO(path.read_bytes())) if path.exists() else None

    def tidy(self, names: Iterable[tuple[str, str]], number: int) -> None:
        """Delete what no entry up to ``number`` names (any longer): ``names`` are the parts and files that stay."""
        stay = set(names)
        for part in sorted(PARTS):
            for path in sorted((self.folder / part).glob("*.parquet")):
                begun = path.name.partition("-")[0]
                if (part, path.name) not in stay and begun.isdecimal() and int(begun) <= number:
                    path.unlink(missing_ok=True)

    def pseudonym(self, case: str) -> str:
        """What stands for a case here: a keyed hash, which nobody can turn back or repeat without the key of this folder."""
        return hmac.new(self._key(), case.strip().encode(), hashlib.sha256).hexdigest()[:32]

    def _key(self) -> bytes:
        return self._bytes(KEY)

    def _bytes(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            raise Problem(
                self._words.t("A part of this monitor is gone."), where=str(self.folder / name),
                todo=self._words.t("Put it back from a backup; without it the monitor cannot go on."),
            ) from None  # fmt: skip

    def _entry_path(self, number: int) -> Path:
        return self.folder / LOG / f"{number:06d}.json"

    def _broken(self, path: Path) -> Problem:
        return Problem(
            self._words.t("The log of this monitor was changed, or a part of it is gone."),
            where=str(path),
            expected=self._words.t("every entry as it was written, none missing"),
            todo=self._words.t("Put the folder back from a backup."),
            code=EXIT_OUTPUT,
        )


def _entry(content: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(content)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def open_store(folder: Path, words: Words) -> Store:
    """The store in a folder. Raises Problem where there is none, or one of a later version of the program."""
    try:
        marker = json.loads((folder / MARKER).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise Problem(
            words.t("There is no monitor here."), where=str(folder),
            expected=words.t("a folder that 'toepas monitor init' made"), todo=words.t("Name that folder, or make one."),
        ) from None  # fmt: skip
    if marker.get("monitor") != VERSION:
        raise Problem(
            words.t("This monitor was made by another version of Toepas."),
            where=str(folder), expected=str(VERSION), todo=words.t("Use that version, or make a new monitor."),
        )  # fmt: skip
    return Store(folder, words)


def make_store(folder: Path, plan: Plan, reference: Reference, words: Words) -> Store:
    """Make the folder of a monitor; it is there whole or not at all. Raises Problem where something is there already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Problem(
            words.t("There is something here already."), where=str(folder),
            expected=words.t("a folder that is empty or does not exist yet"), todo=words.t("Choose another folder."),
        )  # fmt: skip
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".toepas-monitor-") as made:
        aside = Path(made) / "monitor"
        (aside / LOG).mkdir(parents=True, mode=0o700)
        store = Store(aside, words)
        replace(aside / MARKER, json.dumps({"monitor": VERSION}).encode())
        replace(aside / PLAN, plans.as_text(plan, words).encode())
        replace(aside / REFERENCE, json.dumps(document.as_json(reference), ensure_ascii=False, indent=1).encode())
        if plan.columns.case:
            replace(aside / KEY, secrets.token_bytes(32))
        agreed = {"fixed": digest(plans.fixed(store.plan())), "reference": digest(store.reference())}
        store.append("made", plan.made, agreed, ())
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
    return Store(folder, words)


def digest(data: Any) -> str:
    """The SHA-256 of plain data, whatever the order of its names."""
    return hashlib.sha256(json.dumps(document.as_json(data), sort_keys=True).encode()).hexdigest()


def replace(target: Path, content: bytes) -> None:
    """Write a file whole: for a moment there is the old one, then the new one, never a half. Only its owner can read it."""
    aside = _aside(target, content)
    try:
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    _settle(target.parent)


def write_new(target: Path, content: bytes) -> None:
    """Write a file whole that was not there. Raises FileExistsError where it is there by now."""
    aside = _aside(target, content)
    try:
        os.link(aside, target)
    finally:
        aside.unlink(missing_ok=True)
    _settle(target.parent)


def _aside(target: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def _settle(folder: Path) -> None:
    """Force the names of a folder to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
