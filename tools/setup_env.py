"""Sets Toepas up in `.venv`: `python3 tools/setup_env.py [--dev]` (Windows: `py tools\\setup_env.py`).

The launcher `./toepas` calls this when something is missing; calling it again does no harm. It needs nothing but
Python itself. What it promises:

* Only what the lock file names is installed, at that version, and only if the file's hash matches.
* An interrupted set-up leaves a mark. The next start sees it and begins with a clean `.venv`: pip can leave half a
  package behind that it later takes for a whole one, and downloads that were complete come from pip's cache anyway.
* Two starts at once: the second waits for the first and then finds the work done. The lock is the operating
  system's, so it vanishes with its owner; the installer holds it too, for the case that only its parent is killed.
"""

import argparse
import contextlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
READY = VENV / "ready"
UNFINISHED = VENV / "unfinished"
LOCK = ROOT / ".venv.lock"
RUN = "requirements.lock"
DEV = "requirements-dev.lock"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
# Settings that send an installation elsewhere than into .venv.
MISLEADING = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")


class SetupError(Exception):
    """Set-up cannot go on; the message says what to do."""


def say(text: str, end: str = "\n") -> None:
    """Speaks on standard error: standard output belongs to the command that started the set-up."""
    print(text, end=end, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Sets Toepas up in .venv.")
    parser.add_argument("--dev", action="store_true", help="also install what the tests and the benchmark need")
    lock_file = DEV if parser.parse_args(arguments).dev else RUN
    signal.signal(signal.SIGTERM, stop)
    try:
        with one_at_a_time() as inherited:
            if not is_ready(lock_file):
                set_up(lock_file, inherited)
    except KeyboardInterrupt:
        say("\nSet-up stopped. The next start does it again.")
        return 130
    except SetupError as error:
        say(f"\n{error}")
        return 1
    except OSError as error:
        say(f"\nToepas could not set itself up in {VENV}: {error.strerror or error}.")
        say("Check the free space and that you may write there, then start again.")
        return 1
    return 0


def stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@contextlib.contextmanager
def one_at_a_time() -> Iterator[tuple[int, ...]]:
    """Waits until no other set-up is at work; yields what the installer has to inherit to hold the lock as well."""
    with LOCK.open("a+b") as handle:
        waiting = False
        while not try_lock(handle):
            if not waiting:
                say("Toepas is being set up by another start; waiting for it to finish …")
            waiting = True
            time.sleep(0.3)
        yield () if WINDOWS else (handle.fileno(),)


def try_lock(handle: io.BufferedRandom) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def is_ready(lock_file: str) -> bool:
    stamp = READY / lock_file
    if UNFINISHED.exists() or not PYTHON.exists() or not stamp.exists():
        return False
    newest = max((po.stat().st_mtime for po in (ROOT / "src").glob("*/locale/*/LC_MESSAGES/*.po")), default=0.0)
    return stamp.read_bytes() == (ROOT / lock_file).read_bytes() and stamp.stat().st_mtime >= newest


def set_up(lock_file: str, inherited: tuple[int, ...]) -> None:
    started = time.monotonic()
    wanted = (ROOT / lock_file).read_bytes()
    extra = " with the test tools" if lock_file == DEV else ""
    say(f"Setting up Toepas{extra} (once, about a minute).")
    step = Steps(3)
    with step(f"making {VENV.name}"):
        make_venv(inherited)
    UNFINISHED.touch()
    forget_outdated_stamps()
    with step("installing packages") as progress:
        install(lock_file, progress, inherited)
        link_source()
    UNFINISHED.unlink()
    with step("compiling translations"):
        run([str(PYTHON), "-P", "-m", "toepas.cli.catalogues", "compile"], "compile the translations", inherited)
    READY.mkdir(exist_ok=True)
    # The test set holds the whole runtime set at the same versions (a test sees to that).
    for name in {RUN, lock_file}:
        (READY / name).write_bytes(wanted if name == lock_file else (ROOT / name).read_bytes())
    say(f"Toepas is ready ({time.monotonic() - started:.0f} s).")


def forget_outdated_stamps() -> None:
    """What is about to be replaced no longer counts as ready, also if someone later puts the old lock file back."""
    for name in (RUN, DEV):
        if (READY / name).exists() and (READY / name).read_bytes() != (ROOT / name).read_bytes():
            (READY / name).unlink()


class Steps:
    """Says which step is at work and how far it is: on a terminal in place, elsewhere one line per step."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.current = 0
        self.live = sys.stderr.isatty()

    @contextlib.contextmanager
    def __call__(self, what: str) -> Iterator["Steps"]:
        self.current += 1
        self.what = what
        say(f"  {self.current}/{self.total} {what} …", end="" if self.live else "\n")
        yield self
        if self.live:
            say(f"\r\033[K  {self.current}/{self.total} {what}: done")

    def far(self, done: int, total: int, name: str) -> None:
        if self.live or done in (1, total) or done % 10 == 0:
            self.note(f"{done} of {total} ({name})")

    def note(self, remark: str) -> None:
        line = f"  {self.current}/{self.total} {self.what}: {remark}"
        say(f"\r\033[K{line}" if self.live else line, end="" if self.live else "\n")


def make_venv(inherited: tuple[int, ...]) -> None:
    if VENV.exists() and (UNFINISHED.exists() or not venv_works()):
        shutil.rmtree(VENV)
    if not VENV.exists():
        # The real file behind python3, so that a newer Python on this machine makes .venv anew instead of empty.
        base = getattr(sys, "_base_executable", sys.executable)
        base = base if WINDOWS else os.path.realpath(base)
        VENV.mkdir()
        UNFINISHED.touch()
        run([base, "-m", "venv", str(VENV)], "make .venv", inherited)


def venv_works() -> bool:
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([PYTHON, "-c", probe], env=environment(), capture_output=True).returncode == 0
    except OSError:
        return False


def install(lock_file: str, progress: Steps, inherited: tuple[int, ...]) -> None:
    pins = len(re.findall(r"^[\w.-]+==", (ROOT / lock_file).read_text("utf-8"), flags=re.MULTILINE))
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "-r", str(ROOT / lock_file)]
    done = 0

    def count(line: str) -> None:
        nonlocal done, pins
        if line.startswith("Ignoring "):  # a package only other platforms need
            pins -= 1
        elif found := re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line):
            done += 1
            progress.far(done, pins, found[1])
        elif line.startswith("Installing collected"):
            progress.note("unpacking, nearly there")

    run(command, "install the packages", inherited, count)


def run(
    command: Sequence[str], purpose: str, inherited: tuple[int, ...], heard: Callable[[str], None] | None = None
) -> None:
    """Runs a command to its end and hands over what it prints line by line; failure becomes a plain message."""
    lines: list[str] = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        pass_fds=inherited,
    ) as process:
        try:
            for line in process.stdout or ():
                lines.append(line.rstrip())
                if heard:
                    heard(line)
        except KeyboardInterrupt:
            process.terminate()
            raise
    if process.returncode:
        tail = "\n".join(f"    {line}" for line in lines[-12:])
        raise SetupError(f"Toepas could not {purpose}. The last lines said:\n{tail}\n{advice(tail)} Then start again.")


def advice(output: str) -> str:
    if "No space left" in output:
        return "The disk is full: make room (about 500 MB)."
    if "HASHES" in output:
        return "A downloaded file is not the one the lock file names; it was refused. Check where packages come from."
    return "Check the network connection, or the proxy and pip settings of this machine."


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    return kept | {"PYTHONUTF8": "1"}


def link_source() -> None:
    """Puts `src` on the path of .venv, relative to it: the folder of the project may move."""
    site = next(VENV.glob("Lib/site-packages" if WINDOWS else "lib/python3*/site-packages"))
    (site / "toepas.pth").write_text(os.path.relpath(ROOT / "src", site) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
