"""Reads the files of an act, keeping file and line of every entry; a compiled copy makes later starts fast."""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toepas import __version__
from toepas.kernel import yamlfile
from toepas.kernel.places import cache_dir
from toepas.kernel.words import Words

DATA_DIR = Path(__file__).resolve().parent / "data"
SCHEMA_FILE = Path(__file__).resolve().parent / "schema" / "article.json"
DAY = "date as ordinal"
KINDS = ("facts", "concepts", "dates", "duties", "readings", "fines")


@dataclass(frozen=True, slots=True)
class Raw:
    """One act's folder: the act file, its articles and annexes, other lists, and where each entry stands."""

    act: dict[str, Any]
    provisions: dict[str, dict[str, Any]]
    lists: dict[str, dict[str, Any]]
    places: dict[str, str]


def _files(folder: Path) -> list[Path]:
    files = [*folder.glob("*.yaml"), *folder.glob("articles/*.yaml"), *folder.glob("annexes/*.yaml")]
    return sorted(path for path in files if not path.name.endswith(".scenarios.yaml"))


def _stamp(files: list[Path]) -> str:
    state = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    return hashlib.sha256(json.dumps([__version__, state]).encode()).hexdigest()


@functools.cache
def data_version(name: str = "ai_act") -> str:
    """A fingerprint of an act's data: it changes when any rule, date or text changes."""
    digest = hashlib.sha256()
    for path in _files(DATA_DIR / name):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@functools.cache
def read_act(name: str) -> Raw:
    """Read the folder of an act, from the compiled copy where that is up to date."""
    folder = DATA_DIR / name
    files = _files(folder)
    stamp = _stamp(files)
    cached = cache_dir() / "law" / f"{name}-{stamp[:16]}.json"
    try:
        # a damaged or foreign file is simply read anew
        return Raw(*_revive(json.loads(cached.read_bytes())))
    except (OSError, ValueError, TypeError):
        pass
    raw = read_folder(folder)
    _store(cached, raw)
    return raw


def _store(target: Path, raw: Raw) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(json.dumps(_flatten((raw.act, raw.provisions, raw.lists, raw.places))).encode())
        Path(temporary).replace(target)
        for old in target.parent.glob(f"{target.name.rsplit('-', 1)[0]}-*.json"):
            if old != target:
                old.unlink(missing_ok=True)
    except OSError:
        return  # no place to keep it: the next start reads the files again


def _flatten(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return {DAY: value.toordinal()}
    if isinstance(value, dict):
        return {key: _flatten(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_flatten(item) for item in value]
    return value


def _revive(value: Any) -> Any:
    if isinstance(value, dict):
        if DAY in value:
            return datetime.date.fromordinal(value[DAY])
        return {key: _revive(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_revive(item) for item in value]
    return value


def read_folder(folder: Path) -> Raw:
    """Read every YAML file of an act's folder. Raises Problem with file and line."""
    words = Words()
    act: dict[str, Any] = {}
    provisions: dict[str, dict[str, Any]] = {}
    lists: dict[str, dict[str, Any]] = {}
    places: dict[str, str] = {}
    for path in _files(folder):
        located = yamlfile.read(path, words)
        if path.parent == folder:
            if path.name == "act.yaml":
                act = located.data
            else:
                lists[path.stem] = located.data
            continue
        data = located.data
        provisions[data["id"]] = data
        short = path.relative_to(folder)
        for kind in KINDS:
            for index, entry in enumerate(data.get(kind) or []):
                places.setdefault(entry["id"], f"{short}:{located.lines[(kind, index)]}")
    return Raw(act, provisions, lists, places)
