"""The policy bench as its rows grow: a made-up register under two settings, on Polars and on Spark with one and two workers."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from bench.measure import ENVIRONMENT, ROOT, Line, Ran, seconds
from toepas.check import spark
from toepas.check.synthetic import Margins, synthetic
from toepas.kernel.words import Words
from toepas.law import load_act
from toepas.law.act import text_versions
from toepas.observatory import ai_margins

SETTINGS = ["--from", f"{text_versions()[0]}/2026-11-22", "--to", f"{text_versions()[-1]}/2027-12-02"]
WORKERS = (1, 2)
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def simulation(rows: int) -> list[Line]:
    """Whole processes from start to tables, and how long the making of the register took."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "register.parquet"
        took = seconds(lambda: make(rows, source))
        command = [sys.executable, "-P", "-m", "toepas", "observatory", "simulate", str(source), *SETTINGS]
        command += ["--by", "country,sector", "--json", "-o", str(Path(folder) / "out")]
        ours = tree(command)
        size = source.stat().st_size / 1e6
        theirs = [on_spark(command, workers, ours, rows) for workers in WORKERS]
    what = f"`toepas observatory simulate`, {rows:,} made-up systems ({size:.0f} MB Parquet, made in {took:.1f} s), by country and sector"
    mine = f"{said(ours, rows)} on Polars"
    return [Line(what, mine, *other) for other in theirs]


def make(rows: int, path: Path) -> None:
    """A made-up register as a file."""
    known = ai_margins(Words("en"))
    margins = Margins(known.countries, known.sizes, known.technologies, known.purposes, known.sectors)
    frame = synthetic([load_act(version) for version in text_versions()], margins, rows)
    frame.with_columns(pl.col(pl.Enum).cast(pl.String)).sink_parquet(path, row_group_size=125_000)


def on_spark(command: list[str], workers: int, ours: Ran, rows: int) -> tuple[str, str]:
    """The same with so many worker processes, each with one core."""
    if problem := spark.missing(Words("en")):
        return f"Spark: not measured ({problem.what})", "-"
    ran = tree([*command, "--engine", "spark", "--master", f"local-cluster[{workers},1,2048]"])
    return f"Spark, {workers} of one core: {said(ran, rows)}", f"{ran.seconds / ours.seconds:.1f}"


def said(ran: Ran, rows: int) -> str:
    """Time, time a row and memory."""
    return f"{ran.seconds:.1f} s ({ran.seconds / rows * 1e6:.1f} us a row, {ran.memory / 1e9:.2f} GB at most)"


def tree(command: list[str]) -> Ran:
    """Run a command to its end; its memory is that of all its processes together, looked at four times a second."""
    begun, most = time.perf_counter(), 0
    child = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    while child.poll() is None:
        most = max(most, sum(map(memory, family(child.pid))))
        time.sleep(0.25)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Ran(time.perf_counter() - begun, most)


def family(pid: int) -> list[int]:
    """A process and all below it, where the system tells (Linux)."""
    found = [pid]
    for one in found:
        try:
            listed = [path.read_text() for path in Path(f"/proc/{one}/task").glob("*/children")]
        except OSError:
            continue
        found += [int(number) for text in listed for number in text.split()]
    return found


def memory(pid: int) -> int:
    """What a process holds, in bytes; shared pages count for each that holds them."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0
