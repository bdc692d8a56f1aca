"""Where harvested records are kept: one SQLite file, in which nothing is ever overwritten half.

Every record stays as its source gave it; what several sources say of the same thing is merged when it is read.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import msgspec

from toepas.catalogue.document import from_json, to_json
from toepas.catalogue.merge import Candidate, Member, Merged, candidates, merge_members
from toepas.catalogue.model import Asset
from toepas.kernel.places import data_dir
from toepas.kernel.problems import EXIT_INPUT, Problem
from toepas.kernel.words import Words

TABLES = """
create table record (
    source text not null, key text not null, hash blob not null, asset text not null, first text not null, seen text not null,
    run integer not null, gone text, primary key (source, key)) without rowid;
create table run (
    id integer primary key, source text not null, started text not null, finished text, whole integer not null default 0,
    place text not null default '', counts text not null default '{}', skips text not null default '{}');
create table refusal (run integer not null, key text not null, place text not null, message text not null);
create table meta (name text primary key, value integer not null) without rowid;
insert into meta values ('revision', 0);
pragma user_version = 1;
"""
VERSION = 1
WAIT = 30.0
"""Seconds to wait for another process that is writing."""
COUNTED = ("read", "new", "changed", "unchanged", "refused", "skipped")

_P = ParamSpec("_P")
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class Run:
    """One harvest. ``place`` is where it got to; ``counts`` what came of it; ``whole`` that it read its source to the end."""

    id: int
    source: str
    started: str
    finished: str = ""
    whole: bool = False
    place: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    skips: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that could not be read: its key, where in the source, and why."""

    key: str
    place: str
    message: str


def default_path() -> Path:
    """The file of this machine's catalogue."""
    return data_dir() / "catalogue" / "catalogue.sqlite"


def _guarded(method: Callable[Concatenate[Store, _P], _R]) -> Callable[Concatenate[Store, _P], _R]:
    """Turns what SQLite says of a damaged file into a Problem."""

    @functools.wraps(method)
    def call(self: Store, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        with self._lock:
            try:
                return method(self, *args, **kwargs)
            except (sqlite3.DatabaseError, msgspec.MsgspecError, json.JSONDecodeError) as error:
                raise _unreadable(self.path, error, self._words) from None

    return call


class Store:
    """Harvested records. Several processes may read and write at once; one waits for the other.

    Every method raises Problem where the file is damaged, locked for too long, or of another version of Toepas.
    """

    def __init__(self, path: Path, words: Words) -> None:
        self.path = path
        self._words = words
        self._lock = threading.RLock()
        self._merged: tuple[tuple[int, int], Merged] | None = None
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _create(path)
        try:
            if not path.stat().st_size:  # SQLite would take it for a new file, and everything would seem to be gone
                raise sqlite3.DatabaseError("0 bytes")
            self._db = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = full")
            version = self._db.execute("pragma user_version").fetchone()[0]
            if version != VERSION:
                raise sqlite3.DatabaseError(f"version {version}")
            self._db.execute("select count(*) from meta").fetchone()
        except sqlite3.DatabaseError as error:
            raise _unreadable(path, error, words) from None

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @_guarded
    def check(self) -> None:
        """Raise Problem where the file is damaged anywhere; reads all of it."""
        found = self._db.execute("pragma integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)

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

    @_guarded
    def revision(self) -> tuple[int, int]:
        """Another after every change: a count, and a number drawn then, so that a file put back and changed differs too."""
        found = dict(self._db.execute("select name, value from meta"))
        return int(found["revision"]), int(found.get("drawn", 0))

    def _touch(self) -> None:
        self._db.execute("update meta set value = value + 1 where name = 'revision'")
        self._db.execute("replace into meta values ('drawn', random())")

    # -- runs

    @_guarded
    def begin(self, source: str, started: datetime.datetime) -> Run:
        """Begin a harvest of a source, or go on with the one that was not finished."""
        with self._change():
            row = self._db.execute(
                f"{_RUN} where source = ? and finished is null order by id desc limit 1", (source,)
            ).fetchone()
            if row:
                return _run(row)
            cursor = self._db.execute("insert into run (source, started) values (?, ?)", (source, started.isoformat()))
            return Run(int(cursor.lastrowid or 0), source, started.isoformat())

    @_guarded
    def abandon(self, run: Run, now: datetime.datetime) -> None:
        """End a run that cannot go on; nothing is marked as gone."""
        with self._change():
            self._db.execute("update run set finished = ? where id = ?", (now.isoformat(), run.id))

    @_guarded
    def keep(
        self,
        run: Run,
        records: Iterable[tuple[str, Asset]],
        refused: Iterable[Refusal],
        place: str,
        now: datetime.datetime,
        skips: Mapping[str, int] | None = None,
    ) -> dict[str, int]:
        """Keep a batch of records (key, asset) and refusals, and how far the run is, in one step. Returns the run's counts."""
        left = skips or {}
        with self._change():
            before = self._run(run.id)
            counts = dict.fromkeys(COUNTED, 0) | dict(before.counts)
            for key, asset in records:
                counts["read"] += 1
                counts[self._put(run, key, asset, now)] += 1
            for refusal in refused:
                counts["read"] += 1
                counts["refused"] += 1
                self._refuse(run, refusal)
            counts["read"] += sum(left.values())
            counts["skipped"] += sum(left.values())
            reasons = {name: before.skips.get(name, 0) + left.get(name, 0) for name in (*before.skips, *left)}
            self._db.execute(
                "update run set place = ?, counts = ?, skips = ? where id = ?",
                (place, json.dumps(counts), json.dumps(reasons, ensure_ascii=False), run.id),
            )
        return counts

    @_guarded
    def put(self, run: Run, key: str, asset: Asset, now: datetime.datetime) -> str:
        """Keep one record; says whether it is new, changed, unchanged or refused (its key came twice in the run)."""
        with self._change():
            return self._put(run, key, asset, now)

    def _put(self, run: Run, key: str, asset: Asset, now: datetime.datetime) -> str:
        """Keep one record. When it was looked at does not count as a change."""
        content, stamp = _without_dates(asset), now.isoformat()
        row = self._db.execute(
            "select hash, gone, run from record where source = ? and key = ?", (run.source, key)
        ).fetchone()
        if row and row[1] is None and row[2] == run.id:
            self._refuse(
                run, Refusal(key, "", self._words.t("This key stands in the source twice; the first is kept."))
            )
            return "refused"
        if row and row[0] == content and row[1] is None:
            self._db.execute(
                "update record set seen = ?, run = ? where source = ? and key = ?", (stamp, run.id, run.source, key)
            )
            return "unchanged"
        self._db.execute(
            "insert into record values (?, ?, ?, ?, ?, ?, ?, null) on conflict (source, key) do update set"
            " hash = excluded.hash, asset = excluded.asset, seen = excluded.seen, run = excluded.run, gone = null",
            (run.source, key, content, to_json(asset).decode(), stamp, stamp, run.id),
        )
        self._touch()
        return "changed" if row else "new"

    def _refuse(self, run: Run, refusal: Refusal) -> None:
        """Put a refusal down. What was known of the record stays: it is there, only unreadable now."""
        self._db.execute(
            "insert into refusal values (?, ?, ?, ?)", (run.id, refusal.key, refusal.place, refusal.message)
        )
        self._db.execute(
            "update record set run = ? where source = ? and key = ? and gone is null",
            (run.id, run.source, refusal.key),
        )

    @_guarded
    def finish(self, run: Run, now: datetime.datetime, *, force: bool = False) -> tuple[dict[str, int], bool]:
        """End a run that read its source to the end: what the source no longer has is marked as gone.

        Not, without ``force``, when the run saw less than half of what was there: then a broken source is more likely than a
        source that shrank. Returns the counts, and whether something was held back.
        """
        with self._change():
            counts = dict.fromkeys(COUNTED, 0) | dict(self._run(run.id).counts)
            missing = self._count("gone is null and source = ? and run < ?", run.source, run.id)
            again = self._count(
                "gone is null and source = ? and run >= ? and first < ?", run.source, run.id, run.started
            )
            held = missing > again and not force
            counts["gone"] = 0 if held else missing
            if missing and not held:
                self._db.execute(
                    "update record set gone = ? where gone is null and source = ? and run < ?",
                    (now.isoformat(), run.source, run.id),
                )
                self._touch()
            self._db.execute("update run set finished = ?, whole = 1 where id = ?", (now.isoformat(), run.id))
            self._db.execute("update run set counts = ? where id = ?", (json.dumps(counts), run.id))
        counts["merged"] = self._together(run.source)
        with self._change():
            self._db.execute("update run set counts = ? where id = ?", (json.dumps(counts), run.id))
        return counts, held

    def _together(self, source: str) -> int:
        """How many records of a source share an asset with another record."""
        return sum(1 for group in self._merge().groups if len(group) > 1 for member in group if member.source == source)

    def _count(self, where: str, *values: object) -> int:
        return int(self._db.execute(f"select count(*) from record where {where}", values).fetchone()[0])  # noqa: S608 - the conditions are constants above

    def _run(self, run: int) -> Run:
        return _run(self._db.execute(f"{_RUN} where id = ?", (run,)).fetchone())

    @_guarded
    def run(self, run: int) -> Run:
        """A harvest by its number."""
        return self._run(run)

    @_guarded
    def runs(self) -> list[Run]:
        """Every harvest, newest first."""
        return [_run(row) for row in self._db.execute(f"{_RUN} order by id desc").fetchall()]

    @_guarded
    def last_read(self, source: str) -> int:
        """How many records the last whole harvest of a source read; 0 where there was none."""
        row = self._db.execute(f"{_RUN} where source = ? and whole = 1 order by id desc limit 1", (source,)).fetchone()
        return _run(row).counts.get("read", 0) if row else 0

    @_guarded
    def refusals(self, run: int) -> list[Refusal]:
        """What a harvest refused."""
        rows = self._db.execute("select key, place, message from refusal where run = ?", (run,)).fetchall()
        return [Refusal(*row) for row in rows]

    # -- records

    @_guarded
    def records(self, source: str = "") -> tuple[Asset, ...]:
        """The records that are there, each as its source gave it, the first seen first."""
        return tuple(member.asset for member, at in self._members() if not member.gone and source in ("", at))

    @_guarded
    def members(self) -> tuple[Member, ...]:
        """Every record that ever was there, the first seen first."""
        return tuple(member for member, _ in self._members())

    @_guarded
    def assets(self) -> tuple[Asset, ...]:
        """What is there, records of the same thing merged into one asset."""
        return self._merge().assets

    @_guarded
    def get(self, asset_id: str) -> Asset | None:
        """An asset by its id, or by the id of a record that went into it; None where there is none."""
        return self._merge().get(asset_id)

    @_guarded
    def candidates(self) -> tuple[Candidate, ...]:
        """Pairs that may be the same thing and were not merged, the likeliest first: for a person to judge."""
        return candidates(self._merge().assets)

    @_guarded
    def sources(self) -> dict[str, int]:
        """How many records are there from each source."""
        rows = self._db.execute("select source, count(*) from record where gone is null group by source").fetchall()
        return {str(source): int(count) for source, count in rows}

    def _members(self) -> Iterator[tuple[Member, str]]:
        rows = self._db.execute("select source, asset, gone from record order by first, source, key")
        for source, asset, gone in rows:
            yield Member(from_json(asset.encode()), gone is not None), source

    def _merge(self) -> Merged:
        revision = self.revision()
        if self._merged is None or self._merged[0] != revision:
            self._merged = (revision, merge_members([member for member, _ in self._members()]))
        return self._merged[1]


_RUN = "select id, source, started, finished, whole, place, counts, skips from run"


def _run(row: Any) -> Run:
    return Run(row[0], row[1], row[2], row[3] or "", bool(row[4]), row[5], json.loads(row[6]), json.loads(row[7]))


def _create(path: Path) -> None:
    """Make the file beside its place and move it there, so that a file is either whole or not there."""
    part = path.with_name(f".{path.name}-{os.getpid()}-{threading.get_ident()}")
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    database = sqlite3.connect(part)
    try:
        database.executescript(TABLES)
    finally:
        database.close()
    try:
        os.link(part, path)
    except FileExistsError:
        pass  # another process was first
    finally:
        part.unlink()


def _unreadable(path: Path, error: Exception, words: Words) -> Problem:
    if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
        return Problem(
            words.t("Another program is writing to the catalogue of this machine."),
            where=str(path),
            todo=words.t("Wait until it is done, and try again."),
        )
    return Problem(
        words.t("The catalogue of this machine cannot be read."),
        where=str(path),
        expected=words.t("a catalogue file of this version of Toepas ({error})", error=error),
        todo=words.t("Put a copy of the file back, or move it away and harvest again."),
        code=EXIT_INPUT,
    )


def _without_dates(asset: Asset) -> bytes:
    """What stays the same when only the day of looking is another."""
    sources = tuple(msgspec.structs.replace(source, retrieved=datetime.date.min) for source in asset.sources)
    return hashlib.sha256(to_json(msgspec.structs.replace(asset, sources=sources))).digest()[:16]
