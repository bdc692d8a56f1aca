"""One check in process, and a whole ``toepas check`` process."""

from __future__ import annotations

import datetime
import statistics
import sys
from collections.abc import Mapping
from pathlib import Path

from bench.measure import ROOT, Line, median, process, seconds
from toepas.check import check, read_case
from toepas.check.case import FactValue
from toepas.check.questions import questions
from toepas.kernel.words import Words

ON = datetime.date(2026, 11, 22)
RUNS = 200


def _whole(facts: Mapping[str, FactValue]) -> None:
    """A check with everything read from it: findings with proofs, duties with dates, class, next questions."""
    result = check(facts, ON)
    _ = result.findings, result.duties, result.class_, questions(result)


def one_check() -> list[Line]:
    """Median over the examples, and the worst case: nothing known."""
    cases = [read_case(path, Words()).facts for path in sorted((ROOT / "examples").glob("*.yaml"))]
    for facts in cases:
        _whole(facts)
    times = [seconds(lambda facts=facts: _whole(facts)) for facts in cases for _ in range(RUNS)]
    empty = median(lambda: _whole({}), RUNS)
    rank = sorted(times)[int(len(times) * 0.95)]
    return [
        Line(
            f"one check, everything read, {len(cases)} examples, warm: median (95 % within)",
            f"{statistics.median(times) * 1000:.2f} ms ({rank * 1000:.2f} ms)",
            "-",
            "target 1 ms",
        ),
        Line("one check of a case in which nothing is known", f"{empty * 1000:.2f} ms", "-", "target 1 ms"),
    ]


def whole_process() -> list[Line]:
    """From the command to the last line of JSON, beside an empty Python process."""
    example = Path("examples/cv-ranking-staffing-agency.yaml")
    python = [sys.executable, "-P", "-m", "toepas", "check", str(example), "--json", "--on", "2026-11-22"]
    launcher = ["./toepas", *python[4:]]
    bare = process([sys.executable, "-c", "pass"], 9)
    direct, started = process(python, 9), process(launcher, 9)
    return [
        Line(
            "`toepas check --json`, whole process",
            f"{direct * 1000:.0f} ms",
            f"empty Python {bare * 1000:.0f} ms",
            f"{direct / bare:.1f}",
        ),
        Line(
            "the same through `./toepas`",
            f"{started * 1000:.0f} ms",
            f"without it {direct * 1000:.0f} ms",
            f"{started / direct:.2f}",
        ),
    ]
