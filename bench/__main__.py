"""Runs the benchmarks and writes docs/benchmarks.md."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable

from bench import (
    answers,
    assignment,
    assurance,
    checks,
    observatory,
    observatory_pages,
    opening,
    people,
    people_seed,
    pooling,
    questions,
    registers,
    simulation,
    site,
)
from bench.measure import ROOT, Line, machine

PARTS: dict[str, Callable[[], list[Line]]] = {
    "check": checks.one_check,
    "process": checks.whole_process,
    "register-1m": lambda: registers.register(1_000_000),
    "register-10m": lambda: registers.register(10_000_000),
    "simulation-100k": lambda: simulation.simulation(100_000),
    "simulation-1m": lambda: simulation.simulation(1_000_000),
    "simulation-10m": lambda: simulation.simulation(10_000_000),
    "assurance-1m": lambda: assurance.assurance(1_000_000, 3),
    "assurance-10m": lambda: assurance.assurance(10_000_000, 0),
    "assignment": lambda: [*assignment.assignment(600, 120, 120), *assignment.assignment(6_000, 600, 300)],
    "datalogic": registers.beside_datalogic,
    "questions": questions.questions,
    "ask": answers.answering,
    "opening": lambda: [*opening.opening(0), *opening.opening(100_000)],
    "figures": observatory.slice_of_real_figures,
    "figures-50m": observatory.large,
    "pooling": lambda: [
        *pooling.pooling(4),
        *pooling.pooling(30),
        *pooling.pooling(270),
        *pooling.rehearsal(4),
        *pooling.rehearsal(30),
    ],
    "observatory-pages": observatory_pages.pages,
    "site": site.under_load,
    "people-small": lambda: people.people(people_seed.SMALL),
    "people": lambda: people.people(people_seed.FULL),
}
HEAD = """# Benchmarks

Measured with `./toepas bench` on {day}: {machine}.
Peers run in the same call, in turn with ours. Timings are medians, of whole processes where the line says so; memory is
the most that the process held at once. A machine that does other work at the same time gives other figures, so the
ratios are what counts.

| what | Toepas | beside it | ratio or target |
|---|---|---|---|
"""


def main(arguments: list[str]) -> int:
    """Run the parts named (default: all); the page is written when all have run."""
    unknown = [name for name in arguments if name not in PARTS]
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. Parts: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    lines: list[Line] = []
    for name in arguments or PARTS:
        print(f"{name} ...", file=sys.stderr, flush=True)
        for line in PARTS[name]():
            print(f"{line.what}: {line.ours} | {line.peer} | {line.ratio}", flush=True)
            lines.append(line)
    if not arguments:
        today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        rows = "".join(f"| {line.what} | {line.ours} | {line.peer} | {line.ratio} |\n" for line in lines)
        (ROOT / "docs" / "benchmarks.md").write_text(HEAD.format(day=today, machine=machine()) + rows, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
