"""Timing and tables for the benchmarks."""

from __future__ import annotations

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
SHARED = ROOT.parent / "shared"


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


def paired(ours: Callable[[], object], peer: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """Medians of both, run in turn, and the median of the ratios pair by pair."""
    ours()
    peer()
    pairs = [(seconds(ours), seconds(peer)) for _ in range(runs)]
    ratio = statistics.median(one / other for one, other in pairs)
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs), ratio


def process(command: list[str], runs: int) -> float:
    """The median wall time of a whole process."""
    return median(lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT), runs)


def machine() -> str:
    """The machine and the versions, without names of hosts."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("polars", "datalogic-py"))
    return f"{platform.machine()}, {_cores()} cores, Python {sys.version.split()[0]}, {packages}"


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
