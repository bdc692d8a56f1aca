"""The site under load: a real server with its processes, a real load generator on the same machine, both databases.

Needs `hey` (Debian: hey) and, for the second database, PostgreSQL's server (Debian: postgresql).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.measure import ROOT, Line

SECONDS = 4
WORKERS = 20
"""Connections of the load generator; each asks at its share of the rate."""
RATES = (20, 40, 80, 120, 160, 240, 320, 480, 640)
BENT = 3.0
"""p95 bends where it is this many times that of the lowest rate, or where the rate asked for is no longer reached."""
REACHED = 0.9


@dataclass(frozen=True, slots=True)
class Answered:
    """What the load generator saw: requests per second, p95 in milliseconds, answers that were no 200."""

    rate: float
    p95: float
    wrong: int


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def site(home: Path, **env: str) -> Iterator[str]:
    """The site as `./toepas serve` starts it, with no limit on the interface for programs. Yields its address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "toepas", "serve", "--port", str(port)],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "TOEPAS_HOME": str(home),
            "TOEPAS_API_RATE": "10000000/m",
            **env,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/health", timeout=2).read()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def load(url: str, rate: float, body: Path | None = None, seconds: float = SECONDS) -> Answered:
    """Ask at a rate for some seconds."""
    command = ["hey", "-z", f"{seconds}s", "-c", str(WORKERS), "-q", str(rate / WORKERS), "-t", "20"]
    if body:
        command += ["-m", "POST", "-T", "application/json", "-D", str(body)]
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    reached = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    p95 = re.search(r"95%+ in ([\d.]+) secs", said)
    statuses = {int(code): int(count) for code, count in re.findall(r"\[(\d{3})\]\s+(\d+) responses", said)}
    broken = sum(int(count) for count in re.findall(r"\[(\d+)\]\s+(?:Get|Post)", said))
    wrong = broken + sum(count for code, count in statuses.items() if code != 200)
    return Answered(reached, float(p95[1]) * 1000 if p95 else float("inf"), wrong)


def bend(url: str, body: Path | None) -> tuple[Answered, Answered]:
    """Rise until p95 bends; returns the last rate before that, and twice that rate."""
    load(url, RATES[0], body, 2)  # everything is built
    first = last = load(url, RATES[0], body)
    for rate in RATES[1:]:
        seen = load(url, rate, body)
        if seen.p95 > BENT * first.p95 or seen.rate < REACHED * rate:
            break
        last = seen
    return last, load(url, last.rate * 2, body)


def pages(folder: Path) -> list[tuple[str, str, Path | None]]:
    from toepas.check import Answers, read_case
    from toepas.kernel import Words

    facts = read_case(ROOT / "examples/cv-ranking-staffing-agency.yaml", Words()).facts
    a = Answers(facts).pack()
    body = folder / "case.json"
    body.write_text(json.dumps({"facts": {name: value for name, value in facts.items() if isinstance(value, bool)}}))
    return [
        ("home page", "/nl/", None),
        ("question page", f"/nl/check/question/?a={a}", None),
        ("result page", f"/nl/check/result/?a={a}", None),
        ("page of an article", "/nl/law/art_26/", None),
        ("answer to a question", "/nl/ask/?q=Moet+een+chatbot+zeggen+dat+het+een+computer+is", None),
        ("check over the interface", "/api/v1/check", body),
    ]


def under_load() -> list[Line]:
    """Every kind of page, on the embedded database and on PostgreSQL."""
    if not shutil.which("hey"):
        return [Line("site under load", "not measured", "the load generator `hey` is not installed", "")]
    lines = []
    for name, url in (("SQLite", ""), ("PostgreSQL", os.environ.get("DATABASE_URL", ""))):
        if name == "PostgreSQL" and not url:
            lines.append(
                Line("site on PostgreSQL", "not measured", "run as `tools/with_postgres.sh ./toepas bench site`", "")
            )
            continue
        with tempfile.TemporaryDirectory() as home, site(Path(home), DATABASE_URL=url) as address:
            for what, path, body in pages(Path(home)):
                before, twice = bend(address + path, body)
                lines.append(
                    Line(
                        f"{what}, {name}: before p95 bends",
                        f"{before.rate:.0f} requests/s, p95 {before.p95:.0f} ms",
                        f"asked at twice that: {twice.rate:.0f} requests/s, p95 {twice.p95:.0f} ms",
                        f"{twice.wrong} errors (target: 0)",
                    )
                )
    return lines
