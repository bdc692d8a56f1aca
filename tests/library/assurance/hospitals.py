"""The four hospitals, read and validated once for all tests that look at them; and small samples made up for one test."""

import functools
from pathlib import Path

import numpy as np

from toepas.assurance.columns import Columns
from toepas.assurance.model import Groups, Sample, Source
from toepas.assurance.plan import default_plan
from toepas.assurance.reading import read_sample
from toepas.assurance.validation import validate
from toepas.kernel.words import Words

ROOT = Path(__file__).resolve().parents[3]
FILE = ROOT / "examples" / "assurance" / "four-hospitals.csv"
BUDAPEST, SWITZERLAND, LONG_BEACH = (("hospital", name) for name in ("Budapest", "Switzerland", "Long Beach"))
WOMEN, MEN = ("sex", "female"), ("sex", "male")


@functools.cache
def sample():
    return read_sample(FILE, Columns("disease", "predicted", by=("sex", "age"), site="hospital"), Words())


@functools.cache
def validation():
    return validate(sample(), default_plan())


def measured(found, *key):
    return next(group for group in (*found.groups, *found.sites) if group.key == key)


def gap(found, measure, *key):
    return next(one for one in found.gaps if one.measure == measure and one.key == key)


def made_up(label, score, groups=None, site="", task="binary", second=None, classes=()):
    """A sample from lists; ``groups`` maps a column to a value per row."""
    coded = {}
    for name, values in (groups or {}).items():
        known = tuple(dict.fromkeys(values))
        coded[name] = Groups(np.array([known.index(value) for value in values], np.int32), known)
    n = len(label)
    kind = np.float64 if task == "regression" else np.int8
    return Sample(
        task, np.asarray(label, kind), np.asarray(score, np.float64), coded, np.arange(1, n + 1), Source("made-up.csv", "0" * 64, n, n),
        second=None if second is None else np.asarray(second, np.float64), site=site, classes=classes, columns={"label": "y", "score": "p"},
    )  # fmt: skip
