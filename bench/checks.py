"""One check in process, and a whole ``toepas check`` process."""

from __future__ import annotations

import datetime
import random
import statistics
import sys
from collections.abc import Mapping

from bench.measure import ROOT, Line, percentile, processes, seconds
from toepas.check import check, read_case
from toepas.check.case import FactValue
from toepas.check.questions import questions
from toepas.kernel.words import Words

ON = datetime.date(2026, 11, 22)
RUNS = 100
SEED = 20261122
TARGET = "target 1 ms"


def _whole(facts: Mapping[str, FactValue]) -> None:
    """A check with everything read from it: findings with proofs, duties with dates, class, next questions."""
    result = check(facts, ON)
    _ = result.findings, result.duties, result.class_, questions(result)


def _timed(what: str, cases: list[dict[str, FactValue]]) -> Line:
    for facts in cases:
        _whole(facts)
    times = [seconds(lambda facts=facts: _whole(facts)) for _ in range(RUNS) for facts in cases]
    ours = f"{statistics.median(times) * 1000:.2f} ms ({percentile(times, 0.95) * 1000:.2f} ms)"
    return Line(f"{what}: median (95 % within)", ours, "-", TARGET)


def one_check() -> list[Line]:
    """The examples as they are, the same with most answers left out, and the worst case: nothing known."""
    examples = [dict(read_case(path, Words()).facts) for path in sorted((ROOT / "examples").glob("*.yaml"))]
    chance = random.Random(SEED)
    thinned = [{name: value for name, value in facts.items() if chance.random() < 0.2} for facts in examples]
    return [
        _timed(f"one check, everything read, warm; {len(examples)} examples", examples),
        _timed("the same with four of five answers left out", thinned),
        _timed("the same with nothing known", [{}]),
    ]


def whole_process() -> list[Line]:
    """From the command to the last line of JSON, beside an empty Python process and one that only imports."""
    check_it = ["check", "examples/cv-ranking-staffing-agency.yaml", "--json", "--on", ON.isoformat()]
    bare, imports, direct, started = processes(
        [
            [sys.executable, "-c", "pass"],
            [sys.executable, "-P", "-c", "import argparse, json, yaml, rich.console, rich.table"],
            [sys.executable, "-P", "-m", "toepas", *check_it],
            ["./toepas", *check_it],
        ],
        9,
    )

    def beside(what: str, one: float, named: str, other: float) -> Line:
        return Line(what, f"{one * 1000:.0f} ms", f"{named} {other * 1000:.0f} ms", f"{one / other:.2f}")

    return [
        beside("`toepas check --json`, whole process", direct.seconds, "empty Python", bare.seconds),
        beside("the same", direct.seconds, "Python that imports the same packages", imports.seconds),
        beside("the same through `./toepas`", started.seconds, "without it", direct.seconds),
    ]
