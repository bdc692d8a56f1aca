"""Made-up patients whose truth is known, and monitors that are made of them quickly."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from toepas.assurance.monitoring import CHANGES, Columns, Grouping, Monitor, Plan, Rhythm, make_monitor

START, TODAY = dt.date(2025, 1, 6), dt.date(2026, 11, 26)
RUNS = 300
PLAN = Plan(
    "Screening at Bridge Hospital", START, Columns("p", "y", "id"), Rhythm(365, 600, 6), groups=(Grouping("sex"), Grouping("age", (50.0, 65.0))),
    inputs=("x", "ward"), changes=CHANGES, false_alarm=0.2,
)  # fmt: skip


def patients(count: int, seed: int, *, worse: float = 0.0, moved: float = 0.0) -> pl.DataFrame:
    """Patients with a score that is a true chance. ``worse``: the share whose outcome is the other way round; ``moved``: the input goes up by so much."""
    rng = np.random.default_rng(seed)
    x = rng.normal(moved, 1, count)
    p = 1 / (1 + np.exp(1 - 2.5 * x))
    y = (rng.random(count) < p) ^ (rng.random(count) < worse)
    return pl.DataFrame(
        {
            "id": [f"PATIENT-{seed}-{at}" for at in range(count)], "x": x.round(4), "ward": rng.choice(["A", "B", "C"], count),
            "sex": rng.choice(["F", "M"], count), "age": rng.integers(20, 95, count), "p": p.round(5), "y": y.astype(int),
        }
    )  # fmt: skip


def written(folder: Path, frame: pl.DataFrame, name: str) -> Path:
    path = folder / name
    frame.write_csv(path)
    return path


def monitor(folder: Path, *, size: int = 800, **changes) -> Monitor:
    """A monitor in ``folder / "monitor"`` with a reference of its own."""
    reference = written(folder, patients(size, 1), "reference.csv")
    return make_monitor(folder / "monitor", replace(PLAN, **changes), reference, runs=RUNS)


def day(number: int) -> dt.date:
    """The day of a batch, two months after the one before it."""
    return START + dt.timedelta(days=60 * number)


def everything(folder: Path) -> bytes:
    """All that is in a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
