"""Keeps official texts on this machine: every version, as fetched, each file with its hash."""

from __future__ import annotations

import contextlib
import datetime
import functools
import hashlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toepas.kernel.places import data_dir
from toepas.law.text.model import FORMEX, Fetched, LawText, as_data, from_data

MANIFEST = "manifest.json"
PARSED = "text.json"
READER = 2
"""Goes up when the readers change, so that texts are read anew."""
ACT, RECITALS = "act", "recitals"


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text that is kept here. ``sha256`` is over the files of the act, in the order of their names."""

    version: str
    lang: str
    fetched: str
    format: str
    source: str
    sha256: str


def folder(version: str, lang: str, act: str = "ai_act") -> Path:
    """Where a text is kept."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", version) or not re.fullmatch(r"[a-z]{2}", lang):
        raise ValueError(f"{version} {lang}")
    return data_dir() / "law-text" / act / version / lang


def has_part(version: str, lang: str, part: str) -> bool:
    """Whether a part (the act, or the recitals) is here and unharmed."""
    note = _note(folder(version, lang) / part)
    return bool(note) and all(
        _hash(folder(version, lang) / part / name) == wanted for name, wanted in note["members"].items()
    )


def keep(version: str, lang: str, part: str, fetched: Fetched, celex: str, stamp: datetime.datetime) -> None:
    """Put a part in its place, whole or not at all."""
    target = folder(version, lang) / part
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{part}-"))
    try:
        members = {}
        for name, content in fetched.members.items():
            if name in ("", ".", "..", MANIFEST):
                continue  # never written over our own note, nor anywhere else
            (fresh / name).write_bytes(content)
            members[name] = hashlib.sha256(content).hexdigest()
        note = {
            "celex": celex,
            "format": fetched.format,
            "url": fetched.url,
            "fetched": stamp.isoformat(timespec="seconds"),
            "members": members,
        }
        _write(fresh / MANIFEST, note)
        if target.exists():
            old = target.with_name(f".{part}-old-{os.getpid()}")
            target.rename(old)
            fresh.rename(target)
            shutil.rmtree(old)
        else:
            fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    (target.parent / PARSED).unlink(missing_ok=True)


def stored_texts(act: str = "ai_act") -> tuple[StoredText, ...]:
    """Every text that is kept here, the newest version first."""
    found = []
    for place in (data_dir() / "law-text" / act).glob(f"*/*/{ACT}/{MANIFEST}"):
        note = _note(place.parent)
        if note:
            whole = hashlib.sha256(
                "".join(note["members"][name] for name in sorted(note["members"])).encode()
            ).hexdigest()
            lang, version = place.parent.parent.name, place.parent.parent.parent.name
            found.append(StoredText(version, lang, note["fetched"], note["format"], note["url"], whole))
    return tuple(sorted(found, key=lambda item: (item.version, item.lang), reverse=True))


def load_text(version: str, lang: str) -> LawText | None:
    """A text that is kept here; None where it was not fetched or its files are damaged (fetching it mends both).

    Reading it again is quick.
    """
    place = folder(version, lang)
    manifest = place / ACT / MANIFEST
    try:
        stamp = manifest.stat().st_mtime_ns
    except OSError:
        return None
    other = place / RECITALS / MANIFEST
    return _load(version, lang, place, stamp, other.stat().st_mtime_ns if other.exists() else 0)


@functools.lru_cache(maxsize=16)
def _load(version: str, lang: str, place: Path, stamp: int, other: int) -> LawText | None:
    key = [READER, stamp, other]
    try:
        kept = json.loads((place / PARSED).read_bytes())
        if kept["key"] == key:
            return from_data(kept["text"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    parts = [ACT, RECITALS] if other else [ACT]
    if not all(has_part(version, lang, part) for part in parts):
        return None  # a damaged file must not be read as law
    text = parse(place, version, lang)
    with contextlib.suppress(OSError):  # nowhere to keep it: it is read anew next time
        _write(place / PARSED, {"key": key, "text": as_data(text)})
    return text


def parse(place: Path, version: str, lang: str) -> LawText:
    """Read the files of a text. Raises NotThisTextError for files that hold something else."""
    text = _parse_part(place / ACT, version, lang)
    if (place / RECITALS / MANIFEST).exists():
        recitals = _parse_part(place / RECITALS, version, lang)
        extra = {name: item for name, item in recitals.provisions.items() if name.startswith("rct_")}
        text = LawText(version, lang, {**extra, **text.provisions} if not text.count("rct") else text.provisions)
    return text


def _parse_part(place: Path, version: str, lang: str) -> LawText:
    note = _note(place) or {"members": {}, "format": FORMEX}
    members = {name: (place / name).read_bytes() for name in note["members"]}
    return read_members(members, note["format"], version, lang)


def read_members(members: dict[str, bytes], kind: str, version: str, lang: str) -> LawText:
    """Read fetched files. Raises NotThisTextError for files that hold something else."""
    from toepas.law.text import formex, xhtml

    if kind == FORMEX:
        documents = {name: content for name, content in members.items() if name.lower().endswith(".xml")}
        return formex.read(documents, version, lang)
    return xhtml.read(next(iter(members.values())), version, lang)


def _note(place: Path) -> dict[str, Any]:
    try:
        note: Any = json.loads((place / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) and {"members", "format", "url", "fetched"} <= note.keys() else {}


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _write(target: Path, data: Any) -> None:
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(data, stream, ensure_ascii=False)
    Path(temporary).replace(target)
