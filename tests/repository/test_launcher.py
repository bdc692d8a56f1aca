"""The launcher: sets itself up once, then stays out of the way; cut off, moved or started twice, it still works.

Runs against a small stand-in of the project whose lock file names no package, so that no network is needed.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.repository.project import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="./toepas is for sh; on Windows tools/setup_env.py is called")

STAND_IN = {
    "requirements.lock": "# nothing\n",
    "requirements-dev.lock": "# nothing either\n",
    "src/toepas/__init__.py": "",
    "src/toepas/__main__.py": "import os, sys\nprint(os.getcwd(), *sys.argv[1:], sep='|')\n",
    "src/toepas/kernel/__init__.py": "",
    "src/toepas/cli/catalogues.py": "import sys\nopen('compiled', 'a').write(sys.argv[1] + '\\n')\n",
    "src/toepas/locale/nl/LC_MESSAGES/toepas.po": "",
    "bench/__main__.py": "import os, sys\nprint('bench', os.getcwd(), *sys.argv[1:], sep='|')\n",
}


def make_project(folder: Path) -> Path:
    for name, content in STAND_IN.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (folder / "tools").mkdir()
    shutil.copy(ROOT / "toepas", folder / "toepas")
    shutil.copy(ROOT / "tools/setup_env.py", folder / "tools/setup_env.py")
    return folder


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path / "a folder with spaces")


@pytest.fixture(scope="session")
def ready_project(tmp_path_factory):
    """One that has been set up: for tests that leave it as it was."""
    folder = make_project(tmp_path_factory.mktemp("ready project"))
    start(folder)
    return folder


@pytest.fixture
def set_up_project(ready_project, tmp_path):
    """One that has been set up, to change at will."""
    return shutil.copytree(ready_project, tmp_path / "a set-up project", symlinks=True)


def start(
    project: Path, *arguments: str, command: Path | str | None = None, **options
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(command or project / "toepas"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )


def with_path(folder: Path, **programs: str) -> dict[str, str]:
    """An environment in which only these programs and the plain tools of the system exist."""
    folder.mkdir()
    for tool in ("sh", "cmp", "readlink", "env"):
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    for name, body in programs.items():
        (folder / name.replace("_", ".")).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name.replace("_", ".")).chmod(0o755)
    return {"PATH": str(folder)}


def test_the_first_start_sets_up_says_so_and_then_does_what_was_asked(project):
    done = start(project, "check", "a case.yaml", cwd=project.parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{project.parent}|check|a case.yaml\n"
    assert "Setting up Toepas" in done.stderr
    assert [line[:5] for line in done.stderr.splitlines() if "/3" in line] == ["  1/3", "  2/3", "  3/3"]
    assert (project / "compiled").read_text() == "compile\n"


def test_later_starts_are_silent_and_do_nothing_twice(ready_project):
    done = start(ready_project, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert (ready_project / "compiled").read_text() == "compile\n"


def test_it_works_through_a_symlink_from_another_folder(ready_project, tmp_path):
    link = tmp_path / "bin" / "toepas"
    link.parent.mkdir()
    link.symlink_to(os.path.relpath(ready_project / "toepas", link.parent))
    done = start(ready_project, "x", command=link, cwd=tmp_path)
    assert done.stdout == f"{tmp_path}|x\n"


def test_it_works_when_started_as_sh_toepas(ready_project):
    done = start(ready_project, "toepas", "x", command="sh", cwd=ready_project)
    assert done.stdout == f"{ready_project}|x\n"


def test_a_python_file_in_the_users_folder_is_not_picked_up(ready_project, tmp_path):
    (tmp_path / "toepas.py").write_text("raise SystemExit('wrong one')")
    assert start(ready_project, "x", cwd=tmp_path).stdout == f"{tmp_path}|x\n"


def test_the_exit_code_is_that_of_the_program(set_up_project):
    (set_up_project / "src/toepas/__main__.py").write_text("raise SystemExit(3)")
    assert start(set_up_project).returncode == 3


def test_the_benchmark_runs_from_the_projects_root(project):
    done = start(project, "bench", "--fast", cwd=project.parent)
    assert done.stdout == f"bench|{project}|--fast\n", done.stderr
    assert start(project, "x").stderr == "", "the test tools come with what users need, so there is nothing left to do"


def test_a_changed_lock_file_is_installed_at_the_next_start(set_up_project):
    (set_up_project / "requirements.lock").write_text("# nothing, differently\n")
    assert "Setting up Toepas" in start(set_up_project).stderr
    assert start(set_up_project).stderr == ""


def test_a_changed_translation_is_compiled_at_the_next_start(set_up_project):
    later = time.time() + 5
    os.utime(set_up_project / "src/toepas/locale/nl/LC_MESSAGES/toepas.po", (later, later))
    assert "compiling translations" in start(set_up_project).stderr


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_set_up_that_was_cut_off_is_done_again_at_the_next_start(project, how):
    setup = subprocess.Popen([sys.executable, "tools/setup_env.py"], cwd=project, stderr=subprocess.PIPE, text=True)
    wait_for(project / ".venv/unfinished")
    setup.send_signal(how)
    said = setup.communicate(timeout=60)[1]
    assert setup.returncode == (-how if how is signal.SIGKILL else 130)
    assert how is signal.SIGKILL or "Set-up stopped" in said
    done = start(project, "x", cwd=project)
    assert done.stdout == f"{project}|x\n", done.stderr
    assert not (project / ".venv/unfinished").exists()


def wait_for(path: Path) -> None:
    limit = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < limit, f"{path} never came"
        time.sleep(0.02)


def test_two_first_starts_at_once_both_succeed_and_set_up_once(project):
    starts = [subprocess.Popen([project / "toepas", "x"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in "ab"]
    said = [process.communicate(timeout=120)[1].decode() for process in starts]
    assert [process.returncode for process in starts] == [0, 0], said
    assert sum("Setting up Toepas" in text for text in said) == 1
    assert sum("waiting for it" in text for text in said) == 1
    assert (project / "compiled").read_text() == "compile\n"


def test_the_project_may_move_after_set_up(set_up_project):
    moved = set_up_project.rename(set_up_project.with_name("moved"))
    done = start(moved, "x", cwd=moved)
    assert (done.stdout, done.stderr) == (f"{moved}|x\n", "")


def test_a_python_that_disappeared_is_replaced(set_up_project):
    for name in (set_up_project / ".venv/bin").glob("python*"):
        name.unlink()
    done = start(set_up_project, "x", cwd=set_up_project)
    assert done.stdout == f"{set_up_project}|x\n", done.stderr


def test_a_failing_installation_ends_with_what_pip_said_and_what_to_do(set_up_project):
    (set_up_project / "requirements.lock").write_text("no-such-package-of-toepas @ file:" + "///nowhere/x.whl\n")
    done = start(set_up_project)
    assert done.returncode == 1
    assert "could not install the packages" in done.stderr
    assert "Then start again." in done.stderr
    assert "Traceback" not in done.stderr
    assert (set_up_project / ".venv/unfinished").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_explained(project):
    project.chmod(0o555)
    done = start(project)
    project.chmod(0o755)
    assert done.returncode == 1
    assert "you may write there" in done.stderr


def test_no_python_at_all_is_explained(project, tmp_path):
    done = start(project, env=with_path(tmp_path / "bin"))
    assert done.returncode == 1
    assert "found no Python at all" in done.stderr


def test_a_python_that_is_too_old_is_explained(project, tmp_path):
    old = 'if [ "$1" = --version ]; then echo Python 3.9.2; else exit 3; fi'
    done = start(project, env=with_path(tmp_path / "bin", python3=old))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "Python 3.9.2" in done.stderr


def test_a_python_without_venv_is_explained(project, tmp_path):
    done = start(project, env=with_path(tmp_path / "bin", python3="exit 4"))
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr


def test_a_newer_python_beside_an_old_one_is_found(project, tmp_path):
    environment = with_path(tmp_path / "bin", python3="exit 3", python3_11=f'exec "{sys.executable}" "$@"')
    done = start(project, "x", env=environment, cwd=project)
    assert done.stdout == f"{project}|x\n", done.stderr
