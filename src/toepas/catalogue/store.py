"""Where harvested records are kept: one SQLite file, in which nothing is ever overwritten half.

Every record stays as its source gave it; what several sources say of the same thing is merged when it is read.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toepas.catalogue.document import from_json, to_json
from toepas.catalogue.model import Asset
from toepas.kernel.places import data_dir
from toepas.kernel.problems import EXIT_INPUT, Problem
from toepas.kernel.words import Words

TABLES = """
create table if not exists record (
    source text not null, key text not null, hash blob not null, asset text not null, first text not null, seen text not null,
    run integer not null, gone text, primary key (source, key)) without rowid;
create table if not exists run (
    id integer primary key, source text not null, started text not null, finished text, place text, counts text not null);
create table if not exists refusal (run integer not null, key text not null, place text not null, message text not null);
create table if not exists meta (name text primary key, value text not null) without rowid;
"""
VERSION = 1
WAIT = 30.0
"""Seconds to wait for another process that is writing."""


@dataclass(frozen=True, slots=True)
class Run:
    """One harvest. ``place`` is where it got to; ``counts`` what came of it; it is finished or can be resumed."""

    id: int
    source: str
    started: str
    finished: str = ""
    place: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that could not be read: its key, where in the source, and why."""

    key: str
    place: str
    message: str


def default_path() -> Path:
    """The file of this machine's catalogue."""
    return data_dir() / "catalogue" / "catalogue.sqlite"


class Store:
    """Harvested records. Several processes may read while one writes."""

    def __init__(self, path: Path, words: Words) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = full")
            self._db.executescript(TABLES)
            version = self._db.execute("pragma user_version").fetchone()[0]
            if version not in (0, VERSION):
                raise sqlite3.DatabaseError(f"version {version}")
            self._db.execute(f"pragma user_version = {VERSION}")
        except sqlite3.DatabaseError as error:
            raise Problem(
                words.t("The catalogue of this machine cannot be read."),
                where=str(path),
                expected=words.t("a catalogue file of this version of Toepas ({error})", error=error),
                todo=words.t("Put a copy of the file back, or move it away and harvest again."),
                code=EXIT_INPUT,
            ) from None

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextlib.contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """All of what is done within, or nothing."""
        self._db.execute("begin immediate")
        try:
            yield self._db
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def revision(self) -> int:
        """A number that is another one after every change of what is kept."""
        row = self._db.execute("select value from meta where name = 'revision'").fetchone()
        return int(row[0]) if row else 0

    def _touch(self) -> None:
        self._db.execute("insert into meta values ('revision', '1') on conflict (name) do update set value = value + 1")

    # -- runs

    def begin(self, source: str, started: datetime.datetime) -> Run:
        """Begin a harvest of a source, or go on with the one that was not finished."""
        row = self._db.execute(
            "select id, started, place, counts from run where source = ? and finished is null order by id desc",
            (source,),
        ).fetchone()
        if row:
            return Run(row[0], source, row[1], "", row[2] or "", json.loads(row[3]))
        with self._change():
            cursor = self._db.execute(
                "insert into run (source, started, counts) values (?, ?, '{}')", (source, started.isoformat())
            )
        return Run(int(cursor.lastrowid or 0), source, started.isoformat())

    def keep(
        self,
        run: Run,
        records: Iterable[tuple[str, Asset]],
        refused: Iterable[Refusal],
        place: str,
        now: datetime.datetime,
    ) -> dict[str, int]:
        """Keep a batch of records (key, asset) and refusals, and how far the run is, in one step. Returns what came of it."""
        counts = dict.fromkeys(("read", "new", "changed", "unchanged", "refused"), 0) | dict(run.counts)
        with self._change():
            row = self._db.execute("select counts from run where id = ?", (run.id,)).fetchone()
            counts |= json.loads(row[0])
            for key, asset in records:
                counts["read"] += 1
                counts[self._put(run, key, asset, now)] += 1
            for refusal in refused:
                counts["read"] += 1
                counts["refused"] += 1
                self._db.execute(
                    "insert into refusal values (?, ?, ?, ?)", (run.id, refusal.key, refusal.place, refusal.message)
                )
            self._db.execute("update run set place = ?, counts = ? where id = ?", (place, json.dumps(counts), run.id))
        return counts

    def _put(self, run: Run, key: str, asset: Asset, now: datetime.datetime) -> str:
        """Keep one record; says whether it is new, changed or unchanged. When it was looked at does not count as a change."""
        line = to_json(asset)
        content = _without_dates(asset)
        row = self._db.execute(
            "select hash, gone from record where source = ? and key = ?", (run.source, key)
        ).fetchone()
        stamp = now.isoformat()
        if row and row[0] == content and row[1] is None:
            self._db.execute(
                "update record set seen = ?, run = ? where source = ? and key = ?", (stamp, run.id, run.source, key)
            )
            return "unchanged"
        self._db.execute(
            "insert into record values (?, ?, ?, ?, ?, ?, ?, null) on conflict (source, key) do update set"
            " hash = excluded.hash, asset = excluded.asset, seen = excluded.seen, run = excluded.run, gone = null",
            (run.source, key, content, line.decode(), stamp, stamp, run.id),
        )
        self._touch()
        return "changed" if row else "new"

    def finish(self, run: Run, now: datetime.datetime, *, force: bool = False) -> tuple[dict[str, int], bool]:
        """End a run: what the source no longer has is marked as gone.

        Not, without ``force``, when the run saw less than half of what was there: then a broken source is more likely than a
        source that shrank. Returns the counts, and whether something was held back.
        """
        with self._change():
            row = self._db.execute("select counts from run where id = ?", (run.id,)).fetchone()
            counts = json.loads(row[0])
            there = self._count("gone is null and source = ?", run.source)
            missing = self._count("gone is null and source = ? and run <> ?", run.source, run.id)
            held = missing * 2 > there and not force
            counts["gone"] = 0 if held else missing
            if missing and not held:
                self._db.execute(
                    "update record set gone = ? where gone is null and source = ? and run <> ?",
                    (now.isoformat(), run.source, run.id),
                )
                self._touch()
            self._db.execute(
                "update run set finished = ?, counts = ? where id = ?", (now.isoformat(), json.dumps(counts), run.id)
            )
        return counts, held

    def _count(self, where: str, *values: object) -> int:
        return int(self._db.execute(f"select count(*) from record where {where}", values).fetchone()[0])  # noqa: S608 - constants of this file

    def runs(self) -> list[Run]:
        """Every harvest, newest first."""
        rows = self._db.execute(
            "select id, source, started, finished, place, counts from run order by id desc"
        ).fetchall()
        return [Run(r[0], r[1], r[2], r[3] or "", r[4] or "", json.loads(r[5])) for r in rows]

    def refusals(self, run: int) -> list[Refusal]:
        """What a harvest refused."""
        rows = self._db.execute("select key, place, message from refusal where run = ?", (run,)).fetchall()
        return [Refusal(*row) for row in rows]

    # -- records

    def records(self, source: str = "") -> Iterator[Asset]:
        """The records that are there, in the order of their source and key."""
        query = "select asset from record where gone is null"
        rows = (
            self._db.execute(f"{query} and source = ? order by key", (source,))
            if source
            else self._db.execute(f"{query} order by source, key")
        )
        for row in rows:
            yield from_json(row[0].encode())

    def sources(self) -> dict[str, int]:
        """How many records are there from each source."""
        rows = self._db.execute("select source, count(*) from record where gone is null group by source").fetchall()
        return {str(source): int(count) for source, count in rows}


def _without_dates(asset: Asset) -> bytes:
    """What stays the same when only the day of looking is another."""
    import msgspec

    day = datetime.date.min
    sources = tuple(msgspec.structs.replace(source, retrieved=day) for source in asset.sources)
    return hashlib.sha256(to_json(msgspec.structs.replace(asset, sources=sources))).digest()[:16]
