"""Everything goes into one file and comes back: whole, or not at all."""

import datetime
import io
import json
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from toepas_web.accounts.models import User
from toepas_web.audit.models import Event
from toepas_web.check import actions
from toepas_web.check.models import Case, Evidence, Revision, Task
from toepas_web.config import archive
from toepas_web.ui.uploads import Upload

pytestmark = pytest.mark.django_db(transaction=True)
STAMP = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)


@pytest.fixture
def full(owner, case):
    kept = actions.add_evidence(by=owner, case=case, duty="x", upload=Upload("proof.pdf", "pdf", b"%PDF-1.7"))
    actions.change_task(
        by=owner, case=case, duty="y", status="done", who="é", due=datetime.date(2027, 1, 1), note="a\nb\u2028c"
    )
    return kept


def everything() -> dict:
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (User, Case, Revision, Task, Evidence, Event)
    }


def empty(settings) -> None:
    for model in reversed(archive.models()):
        model._default_manager.all().delete()
    for path in Path(settings.MEDIA_ROOT).glob("*"):
        path.unlink()


def test_what_is_kept_comes_back_as_it_was(full, tmp_path, settings):
    before = everything()
    archive.backup(tmp_path / "b.tar.gz", STAMP)
    empty(settings)
    archive.restore(tmp_path / "b.tar.gz")
    assert everything() == before
    assert (Path(settings.MEDIA_ROOT) / full.place).read_bytes() == b"%PDF-1.7"


def test_new_rows_get_new_numbers_after_a_restore(full, tmp_path, settings, owner):
    archive.backup(tmp_path / "b.tar.gz", STAMP)
    empty(settings)
    archive.restore(tmp_path / "b.tar.gz")
    actions.change_task(by=owner, case=Case.objects.get(), duty="z", status="done", who="", due=None, note="")
    assert Task.objects.count() == 3


def test_a_restore_does_not_overwrite_by_accident(full, tmp_path):
    call_command("backup", str(tmp_path / "b.tar.gz"))
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", str(tmp_path / "b.tar.gz"))
    call_command("restore", str(tmp_path / "b.tar.gz"), "--replace")
    assert Case.objects.count() == 1


def change(source: Path, target: Path, name: str, content: bytes | None) -> None:
    """A copy of an archive with one member changed, added or left out."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        seen = False
        for info in old:
            data = old.extractfile(info).read()
            if info.name == name:
                seen = True
                if content is None:
                    continue
                data = content
            info.size = len(data)
            new.addfile(info, io.BytesIO(data))
        if not seen and content is not None:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            new.addfile(info, io.BytesIO(content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("data.jsonl", b"{}\n"),
        ("data.jsonl", None),
        ("manifest.json", b"[]"),
        ("manifest.json", None),
        ("../evil", b"x"),
        ("/etc/evil", b"x"),
    ],
)
def test_a_damaged_archive_changes_nothing(full, tmp_path, settings, name, content):
    archive.backup(tmp_path / "good.tar.gz", STAMP)
    change(tmp_path / "good.tar.gz", tmp_path / "bad.tar.gz", name, content)
    before = everything()
    with pytest.raises(archive.BrokenArchiveError):
        archive.restore(tmp_path / "bad.tar.gz")
    assert everything() == before
    assert (Path(settings.MEDIA_ROOT) / full.place).exists()


@pytest.mark.parametrize("size", [0, 10, 200])
def test_an_archive_that_was_cut_off_changes_nothing(full, tmp_path, size):
    archive.backup(tmp_path / "good.tar.gz", STAMP)
    (tmp_path / "cut.tar.gz").write_bytes((tmp_path / "good.tar.gz").read_bytes()[:size])
    before = everything()
    with pytest.raises(archive.BrokenArchiveError):
        archive.restore(tmp_path / "cut.tar.gz")
    assert everything() == before


def test_rows_that_do_not_fit_change_nothing(full, tmp_path, settings):
    archive.backup(tmp_path / "good.tar.gz", STAMP)
    with tarfile.open(tmp_path / "good.tar.gz") as old:
        manifest = json.loads(old.extractfile("manifest.json").read())
    manifest["rows"] += 1
    change(tmp_path / "good.tar.gz", tmp_path / "bad.tar.gz", "manifest.json", json.dumps(manifest).encode())
    before = everything()
    with pytest.raises(archive.BrokenArchiveError, match="rows"):
        archive.restore(tmp_path / "bad.tar.gz")
    assert everything() == before
    assert (Path(settings.MEDIA_ROOT) / full.place).exists()


def test_an_archive_of_a_newer_version_is_refused(full, tmp_path):
    archive.backup(tmp_path / "good.tar.gz", STAMP)
    with tarfile.open(tmp_path / "good.tar.gz") as old:
        manifest = json.loads(old.extractfile("manifest.json").read())
    manifest["migrations"].append("check.9999_from_the_future")
    change(tmp_path / "good.tar.gz", tmp_path / "new.tar.gz", "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(archive.BrokenArchiveError, match="newer"):
        archive.restore(tmp_path / "new.tar.gz")


def test_a_backup_that_fails_leaves_the_older_one(full, tmp_path, monkeypatch):
    target = tmp_path / "b.tar.gz"
    archive.backup(target, STAMP)
    good = target.read_bytes()

    def broken(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "_dump", broken)
    with pytest.raises(OSError, match="space"):
        archive.backup(target, STAMP)
    assert target.read_bytes() == good
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".backup")] == []


def test_a_backup_holds_one_moment_while_others_write(owner, answers, tmp_path):
    """Cases are saved all the time while backups are made: each backup holds as many revisions as cases."""
    import threading

    from django.db import connection

    stop, failed = threading.Event(), []

    def save() -> None:
        try:
            while not stop.is_set():
                texts = {"title": "x", "organisation": "", "system": "", "purpose": ""}
                actions.create(by=owner, answers=answers, texts=texts, on=datetime.date(2026, 11, 24))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("a database in memory cannot be used by two at once; the load test does this on a real one")
    writer = threading.Thread(target=save)
    writer.start()
    try:
        for number in range(5):
            archive.backup(tmp_path / f"{number}.tar.gz", STAMP)
    finally:
        stop.set()
        writer.join()
    assert failed == []
    for number in range(5):
        with tarfile.open(tmp_path / f"{number}.tar.gz") as kept:
            rows = [
                json.loads(line)["model"] for line in kept.extractfile("data.jsonl").read().decode().split("\n") if line
            ]
        assert rows.count("check.case") == rows.count("check.revision")
