"""How often each check of the data speaks on made-up data without that fault: the table of docs/guides/data-checks.md.

PYTHONPATH=src .venv/bin/python -m tests.library.assurance.false_alarms
"""

from collections import Counter

import numpy as np

from tests.library.assurance.shapes import SHAPES, sample
from toepas.assurance import inspect

TRIALS = 1000
TRUE = {"few-at-site", "few-in-group", "on-threshold"}
"""These count what is there: they are never wrong, and are left out of the table."""


def alarms(shape: str, trials: int) -> Counter:
    """In how many of the trials each check spoke."""
    found: Counter = Counter()
    for seed in range(trials):
        made = sample(**SHAPES[shape](np.random.default_rng(seed)))
        found.update({remark.id for remark in inspect(made, thresholds=(0.5,))} - TRUE)
    return found


if __name__ == "__main__":
    for shape in SHAPES:
        spoke = alarms(shape, TRIALS)
        print(f"| {shape} | {sum(spoke.values())} | {dict(spoke) or '-'} |")
