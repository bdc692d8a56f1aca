"""Everything the site keeps, in one file: every row as it stood at one moment, every file, and a hash of each.

The same archive goes into either kind of database, so it is also the way from the embedded one to PostgreSQL. With it go the office
of the issuer of credentials and, where that was not refused, its keys: then the archive is a secret, and says so.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from toepas.academy import Office
from toepas.kernel import Problem
from toepas_web.ui.words import words

FORM = 1
DATA, MANIFEST, FILES, OFFICE, KEYS = "data.jsonl", "manifest.json", "files/", "office/", "office/keys/"
NOTE = "SECRET.txt"
"""Stands first in an archive with keys, for whoever opens it without this program."""
LEFT_OUT = {"sessions.Session", "contenttypes.ContentType", "auth.Permission", "auth.Group"}
"""What need not come back: who is signed in, and what the framework makes itself."""


class BrokenArchiveError(ValueError):
    """The file is no archive of ours, is damaged, or was made by a newer version."""


def models() -> list[Any]:
    """The models that hold something to keep, those that others point at first."""
    ordered = serializers.sort_dependencies([(config, None) for config in apps.get_app_configs()], allow_cycles=True)
    return [
        model
        for model in ordered
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT
    ]


def migrations() -> list[str]:
    """The state of the tables: a restore needs the same, or an older one that can be brought up to date."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def backup(target: Path, stamp: datetime.datetime, *, with_keys: bool = True) -> dict[str, int]:
    """Write the archive, readable by its owner alone: whole, or not at all. May run while the site serves. Returns what it holds."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=target.parent, prefix=".backup-")
    os.close(handle)
    try:
        counts = _write(Path(fresh), stamp, with_keys)
        with open(fresh, "rb") as stream:  # noqa: PTH123 (a descriptor is needed)
            os.fsync(stream.fileno())
        Path(fresh).replace(target)
    finally:
        Path(fresh).unlink(missing_ok=True)
    return counts


def _write(fresh: Path, stamp: datetime.datetime, with_keys: bool) -> dict[str, int]:
    hashes: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=fresh.parent) as work, tarfile.open(fresh, "w:gz", compresslevel=6) as archive:
        data = Path(work) / DATA
        with _one_moment():
            rows = _dump(data)
            wanted = _wanted_files()
        # After the rows: a credential that has its row is in the register that is read now.
        office = {OFFICE + name: path.read_bytes() for name, path in _office().files(with_keys=with_keys).items()}
        keys = sum(name.startswith(KEYS) for name in office)
        if keys:
            _add(archive, NOTE, _warning().encode())
        hashes[DATA] = _hash(data)
        archive.add(data, DATA, recursive=False)
        for name, content in office.items():
            _add(archive, name, content)
            hashes[name] = hashlib.sha256(content).hexdigest()
        gone = 0
        for name in wanted:
            try:
                content = (Path(settings.MEDIA_ROOT) / name).read_bytes()
            except FileNotFoundError:
                gone += 1  # removed between the moment and now: its row comes back without it
                continue
            _add(archive, FILES + name, content)
            hashes[FILES + name] = hashlib.sha256(content).hexdigest()
        manifest = {
            "form": FORM,
            "made": stamp.isoformat(),
            "secret": bool(keys),
            "migrations": migrations(),
            "rows": rows,
            "sha256": hashes,
        }
        _add(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
    return {"rows": rows, "files": len(hashes) - 1 - len(office), "gone": gone, "keys": keys, "office": len(office)}


def _office() -> Office:
    return Office(settings.ISSUER_FOLDER, words())


def _warning() -> str:
    return words().t(
        "This file holds the secret keys with which credentials are signed. Whoever has it can issue credentials in your name. Keep it where only you can read it."
    )


@contextlib.contextmanager
def _one_moment() -> Iterator[None]:
    """All reads inside see the database as it stands when it begins, however long they take."""
    connection.ensure_connection()
    mode = getattr(connection, "transaction_mode", None)  # of SQLite
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute("SELECT count(*) FROM django_migrations")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode


class _Exact(DjangoJSONEncoder):
    """Keeps moments to the microsecond; the framework's own way drops the last three places."""

    def default(self, o: Any) -> Any:
        """A moment as text."""
        return o.isoformat() if isinstance(o, datetime.datetime) else super().default(o)


def _dump(target: Path) -> int:
    count = 0
    with target.open("w", encoding="utf-8", newline="\n") as stream:
        for model in models():
            rows = model._default_manager.order_by("pk").iterator(chunk_size=500)
            count += model._default_manager.count()
            serializers.serialize("jsonl", rows, stream=stream, cls=_Exact)
    return count


def _wanted_files() -> list[str]:
    """The names of files that rows speak of."""
    from toepas_web.assurance.models import Monitor, Validation
    from toepas_web.check.models import Evidence
    from toepas_web.network.models import Version
    from toepas_web.ui import files

    places = list(Evidence.objects.order_by("pk").values_list("place", flat=True))
    places += Version.objects.order_by("pk").values_list("place", flat=True)
    for data, report in Validation.objects.order_by("pk").values_list("data", "report"):
        places += [place for place in (data, report) if place]
    for folder in Monitor.objects.filter(state=Monitor.READY).order_by("pk").values_list("folder", flat=True):
        places += files.inside(folder)
    return places


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    archive.addfile(info, io.BytesIO(content))


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_empty() -> bool:
    """Whether nothing is kept here yet."""
    return not any(model._default_manager.exists() for model in models())


def restore(source: Path) -> dict[str, int]:
    """Put an archive in the place of everything that is kept here: all of it, or nothing.

    Raises BrokenArchiveError before anything is changed where the archive is not whole.
    """
    place = Path(settings.MEDIA_ROOT)
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".restore-") as work:
        manifest = _unpack(source, Path(work))
        kept = _kept_office(Path(work) / OFFICE)
        data, files = Path(work) / DATA, Path(work) / "files"
        files.mkdir(exist_ok=True)
        if set(manifest["migrations"]) - set(migrations()):
            raise BrokenArchiveError("it was made by a newer version of Toepas")
        with transaction.atomic():
            for model in reversed(models()):
                model._default_manager.all().delete()
            rows = 0
            with data.open(encoding="utf-8", newline="\n") as stream:
                for item in serializers.deserialize("jsonl", stream):
                    item.save()
                    rows += 1
            if rows != manifest["rows"]:
                raise BrokenArchiveError(f"{rows} rows instead of {manifest['rows']}")
            _reset_counters()
            if kept:
                _office().take_back(kept)
            _swap(files, place)
    office = [name for name in manifest["sha256"] if name.startswith(OFFICE)]
    return {
        "rows": rows,
        "files": len(manifest["sha256"]) - 1 - len(office),
        "keys": sum(name.startswith(KEYS) for name in office),
        "office": len(office),
    }


def _kept_office(folder: Path) -> Office | None:
    """The office in an archive, read and found to be of the issuer that is here; None where there is none."""
    if not folder.exists():
        return None
    kept = Office(folder, words())
    try:
        _office().check_return(kept)
    except Problem as problem:
        raise BrokenArchiveError(f"{problem.what} {problem.where} {problem.todo}") from problem
    return kept


def _reset_counters() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models()):
            cursor.execute(statement)


def _swap(files: Path, place: Path) -> None:
    """The restored files in place of those that are here; old ones go last."""
    old = place.with_name(f".{place.name}-old-{os.getpid()}")
    if place.exists():
        place.rename(old)
    try:
        files.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    transaction.on_commit(lambda: shutil.rmtree(old, ignore_errors=True))


def _unpack(source: Path, work: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            for info in _safe(archive):
                _put(archive, info, work / info.name)
        manifest: dict[str, Any] = json.loads((work / MANIFEST).read_bytes())
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError) as error:
        raise BrokenArchiveError(str(error) or type(error).__name__) from error
    if not isinstance(manifest, dict) or manifest.get("form") != FORM or DATA not in manifest.get("sha256", {}):
        raise BrokenArchiveError("it is no backup of Toepas, or of a newer form")
    for name, wanted in manifest["sha256"].items():
        path = work / name
        if not path.is_file() or _hash(path) != wanted:
            raise BrokenArchiveError(f"{name} is damaged or missing")
    return manifest


def _put(archive: tarfile.TarFile, info: tarfile.TarInfo, target: Path) -> None:
    """One plain file, by hand: the first releases of Python 3.11 cannot be told to unpack nothing else."""
    target.parent.mkdir(parents=True, exist_ok=True)
    content = archive.extractfile(info)
    if content is None:
        raise BrokenArchiveError(f"{info.name[:80]} has no place in a backup")
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file)
    target.chmod(info.mode & 0o755 | 0o600)


def _safe(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for info in archive:
        if not info.isfile() or info.name.startswith("/") or ".." in Path(info.name).parts:
            raise BrokenArchiveError(f"{info.name[:80]} has no place in a backup")
        yield info
