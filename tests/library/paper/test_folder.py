"""A dossier on disk is always whole, and nothing a person put there gets lost."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.paper import folder

MARKER = "dossier.json"
FIRST = {"dossier.json": b"{}", "plan.docx": b"first plan", "papers/register.docx": b"first register"}
SECOND = {"dossier.json": b"{2}", "plan.docx": b"second plan", "papers/register.docx": b"second register"}
EDITED = 1_790_000_000  # 2026-09-21


def contents(place: Path) -> dict[str, bytes]:
    found = {str(p.relative_to(place)): p.read_bytes() for p in place.rglob("*") if p.is_file()}
    found.pop(folder.MANIFEST, None)
    return found


def neighbours(place: Path) -> list[str]:
    return sorted(p.name for p in place.parent.iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "dossier"


def test_a_new_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b"
    assert folder.write(target, FIRST, marker=MARKER) == ()
    assert contents(target) == FIRST
    assert neighbours(target) == ["b"]


def test_an_empty_folder_may_be_filled(place: Path) -> None:
    place.mkdir()
    folder.write(place, FIRST, marker=MARKER)
    assert contents(place) == FIRST


def test_a_second_dossier_takes_the_place_of_the_first(place: Path) -> None:
    folder.write(place, {**FIRST, "gone.txt": b"no longer made"}, marker=MARKER)
    folder.write(place, SECOND, marker=MARKER)
    assert contents(place) == SECOND
    assert neighbours(place) == ["dossier"]


def test_a_document_the_user_edited_is_kept_beside_the_new_one(place: Path) -> None:
    folder.write(place, FIRST, marker=MARKER)
    mine = place / "papers/register.docx"
    mine.write_bytes(b"my register")
    os.utime(mine, (EDITED, EDITED))
    kept = folder.write(place, SECOND, marker=MARKER)
    assert kept == ("papers/register (your version 2026-09-21).docx",)
    assert contents(place) == {**SECOND, kept[0]: b"my register"}


def test_versions_of_the_same_day_do_not_overwrite_each_other(place: Path) -> None:
    folder.write(place, FIRST, marker=MARKER)
    for turn in (1, 2):
        (place / "plan.docx").write_bytes(b"mine %d" % turn)
        os.utime(place / "plan.docx", (EDITED, EDITED))
        folder.write(place, SECOND, marker=MARKER)
    found = contents(place)
    assert found["plan (your version 2026-09-21).docx"] == b"mine 1"
    assert found["plan (your version 2026-09-21, 2).docx"] == b"mine 2"


def test_files_of_the_user_come_along(place: Path) -> None:
    folder.write(place, FIRST, marker=MARKER)
    (place / "notes").mkdir()
    (place / "notes/meeting.txt").write_bytes(b"mine")
    (place / "empty").mkdir()
    (place / "link").symlink_to("plan.docx")
    assert folder.write(place, SECOND, marker=MARKER) == ()
    assert contents(place) == {**SECOND, "notes/meeting.txt": b"mine", "link": b"second plan"}
    assert (place / "link").is_symlink()
    assert (place / "empty").is_dir()


def test_a_file_of_the_user_with_the_name_of_a_new_document_is_kept(place: Path) -> None:
    folder.write(place, FIRST, marker=MARKER)
    (place / "extra.docx").write_bytes(b"mine")
    (kept,) = folder.write(place, {**SECOND, "extra.docx": b"ours"}, marker=MARKER)
    assert contents(place)["extra.docx"] == b"ours"
    assert contents(place)[kept] == b"mine"


@pytest.mark.parametrize("manifest", [None, b"", b"not json", b"[]", b"\xff\xfe"])
def test_without_a_readable_manifest_everything_counts_as_the_users(place: Path, manifest: bytes | None) -> None:
    folder.write(place, FIRST, marker=MARKER)
    (place / folder.MANIFEST).unlink()
    if manifest is not None:
        (place / folder.MANIFEST).write_bytes(manifest)
    folder.write(place, SECOND, marker=MARKER)
    found = contents(place)
    assert set(SECOND.values()) <= set(found.values())
    assert set(FIRST.values()) <= set(found.values())


def test_a_folder_with_other_files_is_left_alone(place: Path) -> None:
    place.mkdir()
    (place / "holiday.jpg").write_bytes(b"sea")
    with pytest.raises(Problem, match=r"not dossier\.json") as caught:
        folder.write(place, FIRST, marker=MARKER)
    assert caught.value.code == EXIT_OUTPUT
    assert caught.value.where == str(place)
    assert caught.value.todo
    assert contents(place) == {"holiday.jpg": b"sea"}


def test_a_file_in_the_way_is_left_alone(place: Path) -> None:
    place.write_bytes(b"a file")
    with pytest.raises(Problem, match="There is a file"):
        folder.write(place, FIRST, marker=MARKER)
    with pytest.raises(Problem, match="Part of the path is a file"):
        folder.write(place / "below", FIRST, marker=MARKER)
    assert place.read_bytes() == b"a file"


def test_the_folder_one_works_in_is_not_replaced(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write(place, FIRST, marker=MARKER)
    monkeypatch.chdir(place)
    with pytest.raises(Problem, match="in use"):
        folder.write(Path(), SECOND, marker=MARKER)
    assert contents(place) == FIRST


def test_a_name_too_long_is_explained(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="too long"):
        folder.write(tmp_path / ("n" * 300), FIRST, marker=MARKER)
    assert list(tmp_path.iterdir()) == []


def test_the_longest_allowed_name_works(tmp_path: Path) -> None:
    target = tmp_path / ("n" * 255)
    folder.write(target, FIRST, marker=MARKER)
    folder.write(target, SECOND, marker=MARKER)
    assert contents(target) == SECOND


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_folder_that_may_not_be_written_in_is_explained(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Problem, match="may not write"):
        folder.write(tmp_path / "dossier", FIRST, marker=MARKER)
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "disk is full"),
        (errno.EACCES, "may not write"),
        (errno.EROFS, "only be read"),
        (errno.EIO, "could not be written"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "rename"])
def test_when_the_disk_fails_the_old_dossier_stands(
    place: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str, step: str
) -> None:
    folder.write(place, FIRST, marker=MARKER)
    (place / "plan.docx").write_bytes(b"mine")
    before = contents(place)

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(*((os, "fsync", fail) if step == "fsync" else (Path, "rename", fail)))
        with pytest.raises(Problem, match=said) as caught:
            folder.write(place, SECOND, marker=MARKER)
    assert "unchanged" in caught.value.expected
    assert contents(place) == before
    assert neighbours(place) == ["dossier"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, OSError])
@pytest.mark.parametrize("failing", [1, 2])
def test_when_either_rename_is_cut_off_the_old_dossier_stands(
    place: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], failing: int
) -> None:
    folder.write(place, FIRST, marker=MARKER)
    real, calls = Path.rename, []

    def rename(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == failing:
            raise error
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", rename)
        with pytest.raises((error, Problem)):
            folder.write(place, SECOND, marker=MARKER)
    assert contents(place) == FIRST
    assert neighbours(place) == ["dossier"]


@pytest.mark.skipif(os.name != "posix", reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("moment", range(1, 12))
def test_a_run_killed_at_any_moment_leaves_a_whole_dossier(place: Path, moment: int) -> None:
    folder.write(place, FIRST, marker=MARKER)
    (place / "mine.txt").write_bytes(b"mine")
    script = textwrap.dedent(f"""
        import os, signal, pathlib
        from toepas.paper import folder
        count = 0
        def deadly(real):
            def call(*arguments, **named):
                global count
                count += 1
                if count == {moment}:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*arguments, **named)
            return call
        os.fsync, pathlib.Path.rename = deadly(os.fsync), deadly(pathlib.Path.rename)
        folder._remove = deadly(folder._remove)
        folder.write(pathlib.Path({str(place)!r}), {SECOND!r}, marker={MARKER!r})
    """)
    source = str(Path(folder.__file__).parents[2])
    run = subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": source}, check=False)
    assert run.returncode == -signal.SIGKILL
    if place.exists():
        assert contents(place) in ({**FIRST, "mine.txt": b"mine"}, {**SECOND, "mine.txt": b"mine"})
    third = {**SECOND, "dossier.json": b"{3}"}
    folder.write(place, third, marker=MARKER)
    assert contents(place) == {**third, "mine.txt": b"mine"}
    assert neighbours(place) == ["dossier"]


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "", "a\\b", folder.MANIFEST])
def test_a_name_outside_the_dossier_is_a_defect_of_the_caller(place: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        folder.write(place, {**FIRST, name: b"x"}, marker=MARKER)
    assert not place.exists()


def test_a_dossier_without_its_marker_is_a_defect_of_the_caller(place: Path) -> None:
    with pytest.raises(ValueError, match=r"dossier\.json"):
        folder.write(place, {"plan.docx": b""}, marker=MARKER)


def test_the_manifest_names_every_document(place: Path) -> None:
    folder.write(place, FIRST, marker=MARKER)
    assert sorted(json.loads((place / folder.MANIFEST).read_text())) == sorted(FIRST)
