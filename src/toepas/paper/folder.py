"""Writes papers so that a folder is either wholly the old one or wholly the new one.

Everything is first written beside the folder and forced to the disk; then two renames swap old and new.
Nothing a person put in the folder is lost: files of their own come along, and a document of ours that
they edited is kept beside the new one under its own name.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from typing import NoReturn

MANIFEST = ".toepas-manifest.json"


def write(folder: Path, files: Mapping[str, bytes], words: Words | None = None, *, marker: str) -> tuple[str, ...]:
    """Makes `folder` hold these files (names relative to it, one of them `marker`, by which an earlier version is known).

    Gives back the names under which versions edited by the user were kept.
    """
    words = words or Words()
    if marker not in files:
        raise ValueError(f"the folder holds no {marker}")
    for name in files:
        _require_inside(name)
    try:
        target = folder.expanduser().resolve()
        new, old = _siblings(target)
        _mend(target, new, old)
        _require_ours(target, marker, words)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            kept = _prepare(new, target, files, words)
            _swap(target, new, old)
        except BaseException:
            # Also on Ctrl-C: what was half made goes, what stood stays.
            _remove(new)
            raise
    except OSError as error:
        _explain(error, folder, words)
    _remove(old)
    return kept


def _require_inside(name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name or name == MANIFEST:
        raise ValueError(f"not a name for a file in the folder: {name!r}")


def _siblings(target: Path) -> tuple[Path, Path]:
    """The two folders of work in progress; short, so that they fit where the folder's own name fits."""
    key = hashlib.sha256(target.name.encode("utf-8", "surrogateescape")).hexdigest()[:10]
    return target.parent / f".toepas-new-{key}", target.parent / f".toepas-old-{key}"


def _mend(target: Path, new: Path, old: Path) -> None:
    """Cleans up after a run that was cut off: the old folder goes back if no new one took its place."""
    if old.exists() and not target.exists():
        old.rename(target)
    _remove(old)
    _remove(new)


def _require_ours(target: Path, marker: str, words: Words) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise Problem(
            words.t("There is a file where the folder should go."),
            where=str(target),
            expected=words.t("A folder, or a name that is not in use."),
            todo=words.t("Choose another folder."),
            code=EXIT_OUTPUT,
        )
    if (target / marker).is_file() or not any(target.iterdir()):
        if os.path.ismount(target) or Path.cwd().is_relative_to(target):
            raise Problem(
                words.t("This folder is in use and cannot be replaced in one go."),
                where=str(target),
                expected=words.t("A folder that is neither a whole disk nor the folder you work in."),
                todo=words.t("Choose a new folder inside it."),
                code=EXIT_OUTPUT,
            )
        return
    raise Problem(
        words.t("The folder holds other files and not {marker}, so nothing was written.", marker=marker),
        where=str(target),
        expected=words.t("A new folder, an empty one, or one that was written earlier."),
        todo=words.t("Choose another folder."),
        code=EXIT_OUTPUT,
    )


def _prepare(new: Path, target: Path, files: Mapping[str, bytes], words: Words) -> tuple[str, ...]:
    """Fills the new folder; gives the names of the user's versions that came along."""
    new.mkdir()
    for name, content in files.items():
        _put(new / name, content)
    digests = {name: _digest(content) for name, content in files.items()}
    _put(new / MANIFEST, json.dumps(digests, indent=1, sort_keys=True).encode())
    kept = _bring_along(target, new, words) if target.exists() else ()
    if target.exists():
        shutil.copymode(target, new)
    for directory in (new, *(path for path in new.rglob("*") if path.is_dir())):
        _sync_folder(directory)
    return kept


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _bring_along(target: Path, new: Path, words: Words) -> tuple[str, ...]:
    """Copies what the user added or edited in the old folder into the new one."""
    ours = _manifest(target)
    kept = []
    for path in _everything_in(target):
        name = path.relative_to(target).as_posix()
        place = new / name
        if name == MANIFEST or _is_unchanged(path, place, ours.get(name)):
            continue
        if name in ours or os.path.lexists(place):
            place = _free_name(place, path, words)
            kept.append(place.relative_to(new).as_posix())
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, place, follow_symlinks=False)
        if not place.is_symlink():
            with place.open("rb+") as stream:
                os.fsync(stream.fileno())
    for directory in target.rglob("*"):
        if directory.is_dir() and not directory.is_symlink():
            (new / directory.relative_to(target)).mkdir(parents=True, exist_ok=True)
    return tuple(kept)


def _everything_in(folder: Path) -> Iterator[Path]:
    """Every file and link below the folder, without walking through links."""
    for root, directories, names in os.walk(folder, onerror=_raise):
        directories.sort()
        links = [name for name in directories if (Path(root) / name).is_symlink()]
        yield from (Path(root) / name for name in sorted(names + links))


def _raise(error: OSError) -> NoReturn:
    raise error


def _is_unchanged(path: Path, place: Path, digest: str | None) -> bool:
    """True if the file is as we wrote it, or the same as what stands in its place now."""
    if path.is_symlink():
        return False
    found = _digest(path.read_bytes())
    return found == digest or (place.is_file() and found == _digest(place.read_bytes()))


def _manifest(folder: Path) -> dict[str, str]:
    """What we wrote last time; empty if that cannot be read, and then every file counts as the user's."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _free_name(place: Path, edited: Path, words: Words) -> Path:
    """A name for the user's version: with the day they last saved it, and a number if that is taken."""
    day = dt.datetime.fromtimestamp(edited.lstat().st_mtime, tz=dt.UTC).astimezone().date().isoformat()
    note = words.t("your version {day}", day=day)
    turn = 1
    while True:
        extra = f" ({note})" if turn == 1 else f" ({note}, {turn})"
        room = 255 - len(f"{extra}{place.suffix}".encode())
        stem = place.stem.encode()[:room].decode(errors="ignore")
        candidate = place.with_name(f"{stem}{extra}{place.suffix}")
        if not os.path.lexists(candidate) and not os.path.lexists(edited.with_name(candidate.name)):
            return candidate
        turn += 1


def _swap(target: Path, new: Path, old: Path) -> None:
    if not target.exists():
        new.rename(target)
    else:
        try:
            target.rename(old)
            new.rename(target)
        except BaseException:
            if old.exists() and not target.exists():
                old.rename(target)
            raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Forces the names in a folder to the disk, on systems that know how."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some network disks cannot; then the names reach the disk a moment later.
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _remove(folder: Path) -> None:
    """Takes a folder of ours away; what cannot be removed now is cleaned up by the next run."""
    shutil.rmtree(folder, ignore_errors=True)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _explain(error: OSError, folder: Path, words: Words) -> NoReturn:
    """Says in plain words why nothing could be written."""
    untouched = words.t("What was in the folder before is unchanged.")
    cases = {
        errno.ENOSPC: (words.t("The disk is full."), words.t("Make room or choose another disk.")),
        errno.EDQUOT: (words.t("The disk is full."), words.t("Make room or choose another disk.")),
        errno.EACCES: (words.t("You may not write in this folder."), words.t("Choose another folder.")),
        errno.EPERM: (words.t("You may not write in this folder."), words.t("Choose another folder.")),
        errno.EROFS: (words.t("This disk can only be read."), words.t("Choose another folder.")),
        errno.ENAMETOOLONG: (words.t("The name is too long for this disk."), words.t("Choose a shorter name.")),
        errno.ENOTDIR: (words.t("Part of the path is a file, not a folder."), words.t("Choose another folder.")),
        errno.EEXIST: (words.t("Part of the path is a file, not a folder."), words.t("Choose another folder.")),
    }
    reason = error.strerror or str(error)
    what, todo = cases.get(
        error.errno or 0,
        (words.t("The files could not be written: {reason}.", reason=reason), words.t("Choose another folder.")),
    )
    raise Problem(what, where=str(folder), expected=untouched, todo=todo, code=EXIT_OUTPUT) from error
