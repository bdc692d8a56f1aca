"""Timing and tables for the benchmarks."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: what was measured, the figure, the peer's figure, their ratio or the target."""

    what: str
    ours: str
    peer: str
    ratio: str


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def median(work: Callable[[], object], runs: int, warm: int = 1) -> float:
    """The median of several calls, after warming up."""
    for _ in range(warm):
        work()
    return statistics.median(seconds(work) for _ in range(runs))


@dataclass(frozen=True, slots=True)
class Ran:
    """A whole process: wall time and the most memory it held at once, in bytes."""

    seconds: float
    memory: int


WATCH = """
import os, subprocess, sys, time
begun = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
print(time.perf_counter() - begun, used.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def process(command: list[str]) -> Ran:
    """Run a command from the project's root to its end. Raises CalledProcessError if it fails.

    A small process in between starts it: a child of this large one would count our memory as its own.
    """
    watch = [sys.executable, "-S", "-c", WATCH, *command]
    told = subprocess.run(watch, cwd=ROOT, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True).stdout
    took, memory, status = told.split()
    if int(status):
        raise subprocess.CalledProcessError(int(status), command)
    return Ran(float(took), int(memory) * (1 if sys.platform == "darwin" else 1024))


def processes(commands: list[list[str]], runs: int) -> list[Ran]:
    """Medians of several commands that run in turn, so that a busy machine bothers all of them alike."""
    for command in commands:
        process(command)
    rounds = [[process(command) for command in commands] for _ in range(runs)]
    return [
        Ran(statistics.median(ran.seconds for ran in same), max(ran.memory for ran in same))
        for same in zip(*rounds, strict=True)
    ]


def percentile(times: list[float], share: float) -> float:
    """The time within which a share of the runs was done."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def machine() -> str:
    """The machine and the versions, without names of hosts."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("polars", "datalogic-py"))
    return f"{platform.machine()}, {_cores()} cores, Python {sys.version.split()[0]}, {packages}"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
